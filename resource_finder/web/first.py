"""The first 72 hours: a bed, food, a phone, papers, the parole office, a doctor, a ride."""

from flask import current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue

from resource_finder.matching.first_things import FIRST_30_DAYS, FIRST_72_HOURS
from resource_finder.places.gazetteer import AmbiguousPlace, Place, PlaceNotFound
from resource_finder.web.answer import Section, answer_for, situation_at
from resource_finder.web.asked import Asked
from resource_finder.web.find import asked_from, settled
from resource_finder.web.forms import values_sent
from resource_finder.web.parts import Parts, parts_of
from resource_finder.web.where import no_such_place_page, where_page

FOR_EACH_FIRST_NEED = 2


def first_page() -> ResponseReturnValue:
    """Asks where, then shows the first few of each first need and the papers in order."""
    parts = parts_of(current_app)
    sent = values_sent()
    asked = asked_from(sent, parts)
    next_path = f"{asked.door.prefix}/start"
    if not asked.place:
        return where_page(asked, next_path=next_path)
    try:
        place = parts.locate(asked.place)
    except (AmbiguousPlace, PlaceNotFound) as error:
        return no_such_place_page(error, asked, next_path)
    asked = settled(asked, place)
    if request.method == "POST" and not asked.is_private:
        return redirect(asked.url_at(next_path), 303)
    sections = tuple(_first_section(need, asked, place, parts) for need in FIRST_72_HOURS)
    papers = parts.finder().papers(parts.paper_rules, place.county)
    later = [parts.needs[code] for code in FIRST_30_DAYS]
    return render_template(
        "first.html", asked=asked, place=place, sections=sections, papers=papers, later=later
    )


def _first_section(need: str, asked: Asked, place: Place, parts: Parts) -> Section:
    one = asked.change(needs=(need,))
    situation = situation_at(one, place, (need,))
    return answer_for(one, place, situation, parts, FOR_EACH_FIRST_NEED).sections[0]
