"""A shared screen: leaving wipes everything that this browser holds of us."""

from flask import Flask, abort, current_app, redirect, request, session
from flask.typing import ResponseReturnValue

from resource_finder.web.doors import current_door
from resource_finder.web.parts import parts_of
from resource_finder.web.visits import end_visit, is_over


def leave() -> ResponseReturnValue:
    """Forget and go to the start. POST only, so that no link or preview can do it."""
    if request.method != "POST":
        abort(405)
    door = current_door()
    try:
        if door.is_kiosk:
            instance = parts_of(current_app).settings.instance
            for visit in {request.form.get("visit", ""), str(session.get("visit", ""))}:
                end_visit(instance, visit)
    except OSError:
        # A full or read-only disk must not stop anybody from leaving: the browser still forgets.
        current_app.logger.exception("a visit could not be marked as over")
    session.clear()
    response = redirect(door.url("start"), 303)
    response.delete_cookie(current_app.config["SESSION_COOKIE_NAME"])
    # Browsers heed this over https only; over http the page's own script does the same.
    # Not "cookies": over http Chromium clears none for that word, and yet refuses the Set-Cookie above.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    response.headers["Cache-Control"] = "no-store"
    return response


def init_kiosk(app: Flask) -> None:
    app.before_request(only_within_a_visit)


def only_within_a_visit() -> ResponseReturnValue | None:
    """To the start, when Back asks once more for a page that somebody who has left had come to by a tap.

    This holds without JavaScript, too. An address that was typed, or opened from elsewhere, is answered.
    """
    if request.method not in ("GET", "HEAD") or request.blueprint is None or not current_door().is_kiosk:
        return None
    tells = bool(request.view_args) or bool(set(request.args) - {"for"})
    if not tells or not _came_by_a_tap() or live_visit():
        return None
    return redirect(current_door().url("start"), 303)


def live_visit() -> str:
    """The mark that this browser's cookie holds, unless its person has left."""
    known = str(session.get("visit", ""))
    return "" if is_over(parts_of(current_app).settings.instance, known) else known


def _came_by_a_tap() -> bool:
    """Browsers repeat what they said the first time; over plain http they say nothing but the Referer."""
    from_here = (request.referrer or "").startswith(request.host_url)
    return from_here or request.headers.get("Sec-Fetch-Site") == "same-origin"
