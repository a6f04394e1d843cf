"""A shared screen: leaving wipes everything that this browser holds of us."""

from flask import Flask, abort, current_app, redirect, render_template, request, session
from flask.typing import ResponseReturnValue

from resource_finder.web.doors import current_door
from resource_finder.web.leavings import CannotForget
from resource_finder.web.page_table import Kiosk, page_here
from resource_finder.web.security import comes_from_elsewhere
from resource_finder.web.visits import can_forget, end_visit, init_visits, is_over, new_visit
from resource_finder.web.way_back import carried, init_way_back


def leave() -> ResponseReturnValue:
    """Forget and go to the start. By POST from our own pages: no link, preview or other site can do it."""
    if request.method != "POST":
        abort(405)
    if comes_from_elsewhere():
        abort(400)
    door = current_door()
    if door.is_kiosk:
        for visit in {request.form.get("visit", ""), str(session.get("visit", ""))}:
            _end(visit)
    session.clear()
    response = redirect(door.url("start"), 303)
    # A cookie of this name (__Host-) is only deleted by one that is as it must be.
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    response.delete_cookie(current_app.config["SESSION_COOKIE_NAME"], secure=secure, httponly=True)
    # Browsers heed this over https only; over http the page's own script does the same.
    # Not "cookies": over http Chromium clears none for that word, and yet refuses the Set-Cookie above.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _end(visit: str) -> None:
    """A full or read-only disk must not stop anybody from leaving: the browser still forgets.

    No form is answered from then on, until leaving can be kept again.
    """
    try:
        end_visit(visit)
    except CannotForget as error:
        current_app.logger.error("this kiosk takes no answers: that somebody left was not kept: %s", error)


def init_kiosk(app: Flask) -> None:
    """Must be called before the page cache is put in front, which looks at what the browser asked for."""
    init_visits(app)
    app.before_request(only_within_a_visit)
    init_way_back(app)
    app.jinja_env.globals.update(visit_here=visit_here)


def only_within_a_visit() -> ResponseReturnValue | None:
    """To the start, when Back asks once more for a page that somebody who has left had come to by a tap.

    This holds without JavaScript, too. An address that was typed, or opened from elsewhere, is answered.
    """
    door = current_door()
    if not door.is_kiosk:
        return None
    page = page_here()
    if page is not None and page.kiosk is Kiosk.ABSENT:
        abort(404)
    if request.method == "POST":
        return redirect(door.home.url("start"), 303) if _is_sent_after_leaving() else None
    if request.method not in ("GET", "HEAD") or request.blueprint is None:
        return None
    way = carried()
    if way is not None and is_over(way.visit):
        return redirect(door.home.url("start"), 303)
    if page is not None and page.kiosk is Kiosk.ASKS and not can_forget():
        return render_template("cannot_forget.html"), 503
    if way is not None:
        return None
    tells = bool(request.view_args) or bool(set(request.args) - {"for"})
    if not tells or not _came_by_a_tap() or live_visit():
        return None
    return redirect(door.home.url("start"), 303)


def _is_sent_after_leaving() -> bool:
    """A form that a browser kept and sends again, whatever its page.

    A report holds somebody's words, so it must bear the mark of a visit; other forms that bear none tell
    nothing.
    """
    if _page() == "leave":
        return False
    visit = request.form.get("visit", "")
    if not visit and _page() != "wrong":
        return False
    return is_over(visit)


def _page() -> str:
    return (request.endpoint or "").rpartition(".")[2]


def live_visit() -> str:
    """The mark that this browser's cookie holds, unless its person has left."""
    known = str(session.get("visit", ""))
    return "" if is_over(known) else known


def visit_here() -> str:
    """The mark of the visit that this page belongs to, for a form that nothing else of it stands in."""
    way = carried()
    if known := (way.visit if way else "") or live_visit():
        return known
    # The cookie, so that leaving ends this one, too.
    session["visit"] = new_visit()
    return str(session["visit"])


def _came_by_a_tap() -> bool:
    """Browsers repeat what they said the first time; over plain http they say nothing but the Referer."""
    from_here = (request.referrer or "").startswith(request.host_url)
    return from_here or request.headers.get("Sec-Fetch-Site") == "same-origin"
