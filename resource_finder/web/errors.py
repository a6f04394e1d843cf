"""When something is not there or does not work: a plain page with 211, 988 and what to do."""

import logging
import traceback
from collections.abc import Callable
from difflib import get_close_matches
from types import TracebackType

from flask import Flask, Response, current_app, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from resource_finder.web.bare_pages import JSON_PATHS, bare_page
from resource_finder.web.doors import Door, current_door
from resource_finder.web.limits import forget_the_query, forget_what_was_sent
from resource_finder.web.parts import Parts, parts_of
from resource_finder.web.problems import Problem
from resource_finder.web.visits import VisitOver
from resource_finder.wording.places import place_text, place_within

log = logging.getLogger(__name__)
ExcInfo = tuple[type, BaseException, TracebackType] | tuple[None, None, None]


class BadParameter(ValueError):
    """One parameter of a page cannot be used: which, and why."""

    def __init__(self, parameter: str, why: str = "", why_code: str = "") -> None:
        super().__init__(parameter)
        self.parameter = parameter
        self.why = why
        self.why_code = why_code

    @property
    def reason(self) -> str:
        if self.why_code == "post_only":
            return gettext("Facts about you never stand in an address. Start here instead.")
        return self.why


def bad_parameter(error: BadParameter) -> ResponseReturnValue:
    forget_the_query()
    return render_template("bad_parameter.html", parameter=error.parameter, why=error.reason), 400


def visit_over(_error: VisitOver) -> ResponseReturnValue:
    """Nothing of the person who left is shown to the next one."""
    return redirect(current_door().home.url("start"), 303)


def not_found(_error: HTTPException) -> ResponseReturnValue:
    """The nearest names, so that a slip of the finger is no dead end."""
    if request.path.startswith(JSON_PATHS):
        return Problem(404, "Not found").response()
    forget_the_query()
    return render_template("not_found.html", near=nearest_pages(request.path)), 404


def nearest_pages(path: str) -> list[tuple[str, str]]:
    """Pages whose names are close to the words of an address: label, address. A kiosk has one way in."""
    parts = parts_of(current_app)
    door = current_door()
    if door.is_kiosk:
        return []
    first, _slash, rest = path.removeprefix(door.prefix).strip("/").lower().partition("/")
    if rest and first not in parts.needs:
        return _county_pages(first, rest, door, parts)
    labels = _labels(door, parts)
    wanted = f"{first}/{rest}" if rest else first
    return [(labels[name], f"{door.prefix}/{name}") for name in get_close_matches(wanted, labels, 3, 0.6)]


def _labels(door: Door, parts: Parts) -> dict[str, str]:
    """Every page that a word alone may mean: counties, needs, and our own."""
    own = {"about": gettext("About"), "privacy": gettext("Privacy"), "crisis": gettext("Help right now")}
    own |= {"start": gettext("The first 72 hours"), "list": gettext("My list")}
    counties = {slug: place_text(label) for slug, label in parts.county_names.items()}
    return counties | {need.code: need.name(door.lang) for need in parts.needs} | own


def _county_pages(county: str, need: str, door: Door, parts: Parts) -> list[tuple[str, str]]:
    """Lists of the county that was meant, else the counties."""
    names = parts.county_names
    counties = [county] if county in names else get_close_matches(county, names, 3, 0.6)
    needs = get_close_matches(need, list(parts.needs.codes), 3, 0.5)
    pages = [
        (
            gettext(
                "%(need)s in %(county)s",
                need=parts.needs[code].name(door.lang),
                county=place_within(names[slug]),
            ),
            f"{door.prefix}/{slug}/{code}",
        )
        for slug in counties[:1]
        for code in needs
    ]
    return pages or [(place_text(names[slug]), f"{door.prefix}/{slug}") for slug in counties]


def other_error(error: HTTPException) -> ResponseReturnValue:
    """405, 413 and their kin."""
    if request.path.startswith(JSON_PATHS):
        return Problem(error.code or 500, error.name).response()
    if error.code == 413:
        forget_what_was_sent()
    return _error_page(error.code or 500)


def unexpected(error: Exception) -> ResponseReturnValue:
    """Nobody sees a trace. The log gets the kind of fault and the route, and nothing that was sent."""
    _log_kind_of(error)
    code = 503 if isinstance(error, OperationalError) or getattr(error, "code", 0) == 503 else 500
    if request.path.startswith(JSON_PATHS):
        return Problem(code, "Not available" if code == 503 else "Internal error").response()
    page = _error_page(code)
    page.headers["Retry-After"] = "30"
    return page


def _log_kind_of(error: BaseException) -> None:
    """The trace without the message, and the rule, no path: those may repeat what somebody typed."""
    rule = request.url_rule.rule if request and request.url_rule else "?"
    log.error("%s at %s\n%s", type(error).__name__, rule, "".join(traceback.format_tb(error.__traceback__)))


def _log_what_no_handler_saw(exc_info: ExcInfo) -> None:
    """Instead of what Flask logs of a hook or of an error page that breaks: the path, and the message."""
    if exc_info[1]:
        _log_kind_of(exc_info[1])


def _without_message(record: logging.LogRecord) -> bool:
    """Flask logs by itself when an answer breaks twice."""
    if isinstance(record.exc_info, tuple) and record.exc_info[1]:
        _log_kind_of(record.exc_info[1])
        record.exc_info = record.exc_text = None
    return True


def _error_page(code: int) -> Response:
    """The page in its own words; where even that breaks, the barest one."""
    forget_the_query()
    try:
        return make_response(render_template("error.html", code=code), code)
    except Exception as error:
        log.error("the page of an error broke: %s", type(error).__name__)
        kind, body = bare_page(code, request.path)
        return Response(body, code, content_type=kind)


def register_errors(app: Flask) -> None:
    handlers: list[tuple[type[Exception] | int, Callable[..., ResponseReturnValue]]] = [
        (BadParameter, bad_parameter),
        (VisitOver, visit_over),
        (404, not_found),
        (HTTPException, other_error),
        (Exception, unexpected),
    ]
    for kind, handler in handlers:
        app.register_error_handler(kind, handler)
    app.log_exception = _log_what_no_handler_saw  # type: ignore[method-assign]
    app.logger.addFilter(_without_message)
