"""Rows whose street is no place to go: what of them is published."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from resource_finder.domain.offering import Offering
from resource_finder.domain.streets import is_hidden, mail_part, place_part

# A tenth of a degree is about the width of a town.
_TOWN_DIGITS = 1


def placed(offering: Offering, book: Any) -> tuple[Offering, tuple[str, ...]]:
    """The row with only what people may go to, and what was done to its address.

    A post office box takes mail: its point is no finer than its town. "Confidential" as a street is a private
    place: neither its point nor its ZIP code is published, and it is found by its county from then on.
    """
    street = offering.address
    if is_hidden(street):
        return _hidden(offering, book), (
            f"“{street[:40]}” was read as a private address: no street, ZIP code or point is shown",
        )
    mail = mail_part(street)
    if not mail:
        return offering, ()
    if place := place_part(street):
        return replace(offering, address=place), (f"“{mail[:40]}” takes mail only: “{place[:40]}” is shown",)
    if offering.precision != "exact" or offering.point is None:
        return offering, ()
    return _in_its_town(offering, book), (
        f"“{street[:40]}” takes mail only: its point stands for the town, and no ride leads there",
    )


def _in_its_town(offering: Offering, book: Any) -> Offering:
    latitude, longitude = book.zip_point(offering.zip) or (
        round(degrees, _TOWN_DIGITS) for degrees in offering.point or ()
    )
    return replace(offering, latitude=latitude, longitude=longitude, precision="approximate")


def _hidden(offering: Offering, book: Any) -> Offering:
    is_found = offering.serves or offering.statewide
    counties = () if is_found else tuple(_counties(offering, book))[:1]
    county = offering.county or next(iter(counties), "")
    return replace(
        offering,
        address="",
        zip="",
        private_address=True,
        latitude=None,
        longitude=None,
        precision="none",
        county=county,
        serves=offering.serves or counties,
    )


def _counties(offering: Offering, book: Any) -> Iterator[str]:
    """Where it is, as far as the row says."""
    if offering.county:
        yield offering.county
    if offering.point and (county := book.county_at(*offering.point)):
        yield county.slug
    yield from book.zip_counties(offering.zip) if offering.zip else ()
