"""One need, before a place is said: where to look, its parts, and help that all of Missouri can use."""

from flask import current_app, request
from flask.typing import ResponseReturnValue

from resource_finder.domain.freshness import freshness
from resource_finder.domain.hours import MISSOURI_TIME
from resource_finder.domain.needs import Need
from resource_finder.domain.offering import Offering
from resource_finder.web.cards import Card, fixed_card
from resource_finder.web.doors import current_door
from resource_finder.web.find import asked_from, where_page
from resource_finder.web.parts import Parts, parts_of

MOST_STATEWIDE = 10


def need_page(need: Need) -> ResponseReturnValue:
    """Linkable: `/housing`, `/housing/tonight`."""
    parts = parts_of(current_app)
    asked = asked_from(request.args, parts).change(needs=(need.code,), place="", county="", q="")
    children = parts.needs.with_children(need.code)[1:]
    return where_page(
        asked,
        template="need.html",
        need=need,
        narrower=[parts.needs[code] for code in children],
        statewide=_statewide(need, parts),
    )


def _statewide(need: Need, parts: Parts) -> list[Card]:
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
    door = current_door()
    return [fixed_card(offering, parts, door) for offering in sorted(found, key=order)[:MOST_STATEWIDE]]
