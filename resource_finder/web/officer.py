"""Parole's word on an address, said once for a whole list, with the number of an office."""

from dataclasses import dataclass

from markupsafe import Markup

from resource_finder.places.gazetteer import Place
from resource_finder.web.cards import PhoneLine, phone_line
from resource_finder.web.parts import Parts
from resource_finder.web.spoken import named

_OFFICE = "parole-office"


@dataclass(frozen=True, slots=True)
class Officer:
    """Whom to ask before one takes an address; no office where none of the county is known."""

    office: Markup | None = None
    phone: PhoneLine | None = None


def office_for(place: Place, parts: Parts) -> Officer:
    """An office with a number in the county, else one that serves it."""
    offices = [
        offering
        for offering in parts.finder().offerings.around(place.county, kind=_OFFICE, state=False)
        if offering.phones
    ]
    if not offices:
        return Officer()
    office = min(offices, key=lambda one: (one.county != place.county, one.status == "unconfirmed"))
    return Officer(named(office.service or office.organization), phone_line(office.phones[0]))
