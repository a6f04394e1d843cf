"""A shared screen: leaving wipes everything that this browser holds of us."""

from flask import abort, current_app, redirect, request, session
from flask.typing import ResponseReturnValue

from resource_finder.web.doors import current_door
from resource_finder.web.parts import parts_of
from resource_finder.web.visits import end_visit


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
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    response.headers["Cache-Control"] = "no-store"
    return response
