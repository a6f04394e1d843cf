"""My list and the first 72 hours: pages made to be printed and taken away."""

from dataclasses import dataclass
from io import BytesIO
from urllib.parse import urlencode

import segno
from flask import abort, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup

from resource_finder.domain.freshness import freshness
from resource_finder.domain.hours import MISSOURI_TIME
from resource_finder.domain.offering import Offering
from resource_finder.domain.situation import Situation
from resource_finder.matching.first_things import FIRST_30_DAYS, FIRST_72_HOURS
from resource_finder.places.gazetteer import AmbiguousPlace, Place, PlaceNotFound
from resource_finder.web.answer import Section, answer_for
from resource_finder.web.asked import Asked
from resource_finder.web.cards import Listing, listing_of
from resource_finder.web.doors import current_door
from resource_finder.web.errors import BadParameter
from resource_finder.web.find import asked_from, settled, where_page
from resource_finder.web.listings import offering_named
from resource_finder.web.parts import Parts, parts_of
from resource_finder.web.questions import origin_of
from resource_finder.wording import month_text, published_text

MOST_LISTED = 60
FOR_EACH_FIRST_NEED = 2


def list_page() -> ResponseReturnValue:
    """The picked listings, or those of a place and its needs, one under another, ready for paper."""
    parts = parts_of(current_app)
    sent = request.form if request.method == "POST" else request.args
    ids = list(dict.fromkeys(sent.getlist("id")))
    if len(ids) > MOST_LISTED:
        raise BadParameter("id", gettext("A list holds at most %(most)d places.", most=MOST_LISTED))
    asked = asked_from(sent, parts)
    offerings = [found for word in ids if (found := offering_named(word, parts))]
    missing = len(ids) - len(offerings)
    title = gettext("My list")
    if not ids and asked.place:
        place = place_or_404(asked.place, parts)
        needs = asked.needs or FIRST_72_HOURS
        situation = _situation(asked, place, needs, MOST_LISTED // len(needs))
        lists = parts.finder().find(situation, parts.now())
        offerings = list(dict.fromkeys(match.offering for found in lists for match in found.matches))
        title = gettext("Help near %(place)s", place=place.label)
    lang = asked.door.lang
    rows = [_row(offering, lang, parts) for offering in offerings]
    return render_template(
        "list.html",
        title=title,
        rows=rows,
        missing=missing,
        paper=urlencode([("id", row.listing.id) for row in rows]),
        today=published_text(parts.now().astimezone(MISSOURI_TIME).date()),
        qr=_qr([row.listing for row in rows], parts),
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One listing on paper, with how sure it is and where it lies."""

    listing: Listing
    checked: str
    is_current: bool
    source: str
    county: str


def _row(offering: Offering, lang: str, parts: Parts) -> Row:
    source = parts.finder().catalogue.source_of(offering)
    return Row(
        listing_of(offering, lang),
        month_text(offering.checked_on) if offering.checked_on else "",
        freshness(offering.checked_on, parts.now().astimezone(MISSOURI_TIME).date()) == "current",
        source.publisher if source else "",
        "" if offering.private_address else parts.county_names.get(offering.county, ""),
    )


def first_page() -> ResponseReturnValue:
    """The first 72 hours: a bed, food, a phone, papers, the parole office, a doctor, a ride."""
    parts = parts_of(current_app)
    sent = request.form if request.method == "POST" else request.args
    asked = asked_from(sent, parts)
    if not asked.place:
        return where_page(asked, next_path=f"{asked.door.prefix}/start")
    place = place_or_404(asked.place, parts)
    asked = settled(asked, place)
    sections = tuple(_first_section(need, asked, place, parts) for need in FIRST_72_HOURS)
    papers = parts.finder().papers(parts.paper_rules, place.county)
    later = [parts.needs[code] for code in FIRST_30_DAYS]
    return render_template(
        "first.html", asked=asked, place=place, sections=sections, papers=papers, later=later
    )


def _first_section(need: str, asked: Asked, place: Place, parts: Parts) -> Section:
    one = asked.change(needs=(need,))
    answer = answer_for(
        one, place, _situation(one, place, (need,), FOR_EACH_FIRST_NEED), parts, FOR_EACH_FIRST_NEED
    )
    return answer.sections[0]


def _situation(asked: Asked, place: Place, needs: tuple[str, ...], limit: int) -> Situation:
    return Situation(origin_of(place), needs, (), frozenset(asked.about), asked.open, limit)


def place_or_404(text: str, parts: Parts) -> Place:
    try:
        return parts.locate(text)
    except (AmbiguousPlace, PlaceNotFound):
        abort(404)


def _qr(listings: list[Listing], parts: Parts) -> Markup | None:
    """Opens the same list on a phone: ids only, at the configured address, never that of the request."""
    public = parts.settings.public_url.rstrip("/")
    if not public or not listings:
        return None
    lang = current_door().in_language(current_door().lang)
    prefix = "/es" if lang.lang == "es" else ""
    address = f"{public}{prefix}/list?" + "&".join(f"id={listing.id}" for listing in listings)
    if len(address) > 1800:
        return None
    drawn = BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", xmldecl=False, omitsize=True, border=2)
    return Markup(drawn.getvalue().decode("utf-8"))
