"""Matches as JSON, exactly as the public contract has them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import force_locale

from resource_finder.asking.checks import BadQuestion
from resource_finder.asking.json_said import Request
from resource_finder.asking.said import place_of, situation_from, with_line
from resource_finder.domain.offering import Catalogue
from resource_finder.domain.verdicts import Remark
from resource_finder.matching.match import Match, NeedList, Ride
from resource_finder.matching.trips import Trip
from resource_finder.places.gazetteer import AmbiguousPlace, Place
from resource_finder.web.parts import Parts
from resource_finder.wording.glossary import language_now
from resource_finder.wording.hours import open_text
from resource_finder.wording.places import place_text
from resource_finder.wording.remarks import remark_text, ride_text, trip_text

Json = dict[str, Any]


def answer_json(asked: Request, parts: Parts) -> Json:
    """The whole answer to what a program asked, in its language.

    Raises BadQuestion, AmbiguousPlace, PlaceNotFound and NoCatalogue.
    """
    said, line = with_line(asked, asked.lang, parts)
    place = place_of(said, line, parts)
    if place is None:
        raise BadQuestion("place", "say where: a ZIP, a town or a county of Missouri")
    words = tuple(line.words) if line else ()
    if not said.needs and not words:
        raise BadQuestion("need", "say at least one need, or words in q", parts.needs.codes)
    situation = situation_from(said, place, words=words, limit=said.limit, refused=said.refused)
    now, finder = parts.now(), parts.finder()
    lists = finder.find(situation, now)
    with force_locale(said.lang):
        return {
            "catalogue": catalogue_json(finder.catalogue, len(finder.offerings)),
            "place": place_json(place, said.place or place.text),
            "understood": {
                "needs": list(said.needs),
                "words": list(words),
                "about": list(said.about),
                "open": said.open,
            },
            "lists": [list_json(found, finder.catalogue, parts.county_names, now) for found in lists],
            "trips": [trip_json(trip) for trip in finder.trips(lists)],
        }


def understood_json(understood: Any) -> dict[str, Any]:
    place = understood.place
    return {
        "place": None if place is None or isinstance(place, AmbiguousPlace) else place_json(place),
        "needs": list(understood.needs),
        "about": list(understood.about),
        "open": understood.open,
        "words": list(understood.words),
        "lang": understood.lang,
    }


def catalogue_json(catalogue: Catalogue, offerings: int) -> Json:
    return {"hash": catalogue.hash, "published": catalogue.published, "offerings": offerings}


def place_json(place: Place, text: str | None = None) -> Json:
    """A place with its alternatives, one level deep."""
    return {
        "text": place.text if text is None else text,
        "kind": place.kind,
        "label": place_text(place.label),
        "county": place.county,
        "fips": place.fips,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "alternatives": [alternative_json(other) for other in place.alternatives],
    }


def alternative_json(place: Place) -> Json:
    return {
        "text": place.text,
        "kind": place.kind,
        "label": place_text(place.label),
        "county": place.county,
        "fips": place.fips,
    }


def list_json(found: NeedList, catalogue: Catalogue, names: Mapping[str, str], now: datetime) -> Json:
    return {
        "need": found.need,
        "total": found.total,
        "refused": found.refused,
        "steps": [
            {"step": group.step.code, "title": group.step.title(language_now()), "total": group.total}
            for group in found.steps
        ],
        "matches": [match_json(match, catalogue, names, now) for match in found.matches],
    }


def trip_json(trip: Trip) -> Json:
    return {
        "needs": list(trip.needs),
        "offerings": [match.offering.id for match in trip.matches],
        "miles_apart": round(trip.apart_miles, 3),
        "text": trip_text(trip),
    }


def match_json(match: Match, catalogue: Catalogue, names: Mapping[str, str], now: datetime) -> Json:
    offering = match.offering
    return {
        "offering": offering.id,
        "service": str(offering.service_id),
        "organization": str(offering.organization_id),
        "name": offering.service,
        "organization_name": offering.organization,
        "kind": match.kind,
        "step": match.step,
        "help": round(match.help, 2),
        "verdict": match.verdict.value,
        "band": match.band,
        "miles": None if match.miles is None else round(match.miles, 3),
        "precision": offering.precision,
        "latitude": offering.latitude,
        "longitude": offering.longitude,
        "county": offering.county,
        "serves": list(offering.serves),
        "statewide": offering.statewide,
        "open": _open_json(match, now),
        "phones": [str(phone) for phone in offering.phones],
        "website": offering.website,
        "address": offering.address_line,
        "documents": list(offering.documents),
        "cost": offering.cost,
        "how_to_start": list(offering.how_to_start),
        "reasons": [_remark_json(remark, names) for remark in match.reasons],
        "cautions": [_remark_json(remark, names) for remark in match.cautions],
        "rides": [_ride_json(ride) for ride in match.rides],
        "source": _source_json(match, catalogue),
    }


def _open_json(match: Match, now: datetime) -> Json:
    state = match.open
    return {
        "now": state.now,
        "until": state.until.isoformat() if state.until else None,
        "opens": state.opens.isoformat() if state.opens else None,
        "text": open_text(state, now),
    }


def _remark_json(remark: Remark, names: Mapping[str, str]) -> Json:
    return {"code": remark.code, "values": dict(remark.values), "text": remark_text(remark, names)}


def _ride_json(ride: Ride) -> Json:
    provider = ride.provider
    return {
        "kind": ride.kind,
        "offering": provider.id if provider else None,
        "organization_name": provider.organization if provider else "",
        "phones": [str(phone) for phone in provider.phones] if provider else [],
        "notice": provider.transit.notice if provider else "",
        "fare": provider.transit.fare if provider else "",
        "booking": provider.transit.booking if provider else "",
        "stop": ride.stop,
        "text": ride_text(ride),
    }


def _source_json(match: Match, catalogue: Catalogue) -> Json:
    offering = match.offering
    source_id = offering.sources[0] if offering.sources else ""
    source = catalogue.source_of(offering)
    return {
        "id": source_id,
        "title": source.title if source else "",
        "checked_on": offering.checked_on or None,
        "fresh": match.fresh,
    }
