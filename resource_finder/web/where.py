"""Asks where; and what is for everybody, for who cannot say where yet."""

from typing import Any

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue

from resource_finder.places.gazetteer import AmbiguousPlace, PlaceNotFound
from resource_finder.web.answer import Answer
from resource_finder.web.asked import Asked
from resource_finder.web.county_choice import county_choice
from resource_finder.web.parts import parts_of


def where_page(
    asked: Asked, next_path: str = "", template: str = "where.html", **shown: Any
) -> ResponseReturnValue:
    """Asks where; the answer goes to `next_path`, or to the question flow."""
    parts = parts_of(current_app)
    needs = parts.needs
    return render_template(
        template,
        asked=asked,
        choice=county_choice(asked, next_path),
        next_path=next_path,
        looked_for=[needs[code].name(asked.door.lang) for code in asked.needs],
        screen=parts.screen if asked.door.is_kiosk else "",
        was_not_understood=bool(request.values.get("q")) and not asked.needs and not asked.about,
        **shown,
    )


def no_such_place_page(
    error: AmbiguousPlace | PlaceNotFound, asked: Asked, next_path: str = ""
) -> ResponseReturnValue:
    """Which of several places, or the nearest names of one we do not know; the answer goes to `next_path`."""
    to = next_path or asked.action
    if isinstance(error, AmbiguousPlace):
        return render_template("which.html", asked=asked, places=error.alternatives, to=to), 300
    return render_template("unknown.html", asked=asked, error=error, to=to), 404


def statewide_page(asked: Asked, answer: Answer) -> ResponseReturnValue:
    """What was asked before a place is said: where to look, and help that all of Missouri can use."""
    return where_page(
        asked.change(place="", county="", q=""), template="need.html", answer=answer, anywhere=asked
    )
