"""Asks where; and what is for everybody, for who cannot say where yet."""

from typing import Any

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue

from resource_finder.domain.freshness import freshness
from resource_finder.domain.hours import MISSOURI_TIME
from resource_finder.domain.needs import Need
from resource_finder.domain.offering import Offering
from resource_finder.places.gazetteer import AmbiguousPlace, PlaceNotFound
from resource_finder.web.asked import Asked
from resource_finder.web.cards import Card, fixed_card
from resource_finder.web.county_choice import county_choice
from resource_finder.web.parts import Parts, parts_of

MOST_STATEWIDE = 10


def where_page(
    asked: Asked, next_path: str = "", template: str = "where.html", **shown: Any
) -> ResponseReturnValue:
    """Asks where; the answer goes to `next_path`, or to the question flow."""
    parts = parts_of(current_app)
    needs, screen = parts.needs, parts.settings.kiosk_place
    return render_template(
        template,
        asked=asked,
        choice=county_choice(asked, next_path),
        next_path=next_path,
        looked_for=[needs[code].name(asked.door.lang) for code in asked.needs],
        screen=parts.locate(screen).label if screen and asked.door.is_kiosk else "",
        was_not_understood=bool(request.values.get("q")) and not asked.needs and not asked.about,
        **shown,
    )


def no_such_place_page(
    error: AmbiguousPlace | PlaceNotFound, asked: Asked, next_path: str = ""
) -> ResponseReturnValue:
    """Which of several places, or the nearest names of one we do not know; the answer goes to `next_path`."""
    to = next_path or asked.action
    if isinstance(error, AmbiguousPlace):
        return render_template("which.html", asked=asked, places=error.alternatives, next_path=next_path), 300
    return render_template("unknown.html", asked=asked, error=error, next_path=next_path, to=to), 404


def statewide_page(asked: Asked) -> ResponseReturnValue:
    """Not sure where: first what, then what all of Missouri can use for it."""
    parts = parts_of(current_app)
    if not asked.needs:
        return render_template("anywhere.html", asked=asked, tops=parts.needs.top)
    return need_page(parts.needs[asked.needs[0]], asked)


def need_page(need: Need, asked: Asked) -> ResponseReturnValue:
    """One need before a place is said: where to look, its parts, and help that all of Missouri can use."""
    parts = parts_of(current_app)
    asked = asked.change(needs=(need.code,), place="", county="", q="")
    return where_page(
        asked,
        template="need.html",
        need=need,
        narrower=[parts.needs[code] for code in parts.needs.with_children(need.code)[1:]],
        statewide=_statewide(need, asked, parts),
    )


def _statewide(need: Need, asked: Asked, parts: Parts) -> list[Card]:
    """Lines and offices for everybody, those checked lately first."""
    today = parts.now().astimezone(MISSOURI_TIME).date()

    def order(offering: Offering) -> tuple[bool, str]:
        return freshness(offering.checked_on, today) != "current", offering.organization.casefold()

    found = [
        offering
        for offering in parts.finder().offerings
        if offering.statewide
        and offering.status != "closed"
        and parts.needs.matches(need.code, offering.needs)
    ]
    return [fixed_card(offering, parts, asked.door) for offering in sorted(found, key=order)[:MOST_STATEWIDE]]
