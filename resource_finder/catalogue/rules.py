"""What must hold within a row, and between rows."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from resource_finder.catalogue.columns import FIELDS
from resource_finder.catalogue.faults import Fault
from resource_finder.catalogue.hidden_places import hidden_place_faults
from resource_finder.domain.doubtful_hours import doubtful_spans
from resource_finder.domain.kinds import Kinds
from resource_finder.domain.offering import Offering

# A site may stand just over the line, and shapes are simplified: farther out than this a point is wrong.
MOST_MILES_OUTSIDE = 15.5
MOST_WORDS_IN_SUMMARY = 60
# One plain sentence; longer ones are shown, but somebody should shorten them.
GOOD_WORDS_IN_SUMMARY = 25
# What stands on one line of a card, a paper, a title.
MOST_LETTERS_IN_LINE = 300
_LINES = tuple(field for field in FIELDS if field.column.is_line)


def row_faults(
    offering: Offering, row: Mapping[str, str], book: Any, kinds: Kinds
) -> Iterator[tuple[str, str]]:
    """(column, message) for what does not fit together in one row."""
    yield from _point_faults(offering, row, book)
    if offering.private_address and (offering.address or offering.zip or offering.point):
        yield "private_address", "is yes, so address, zip, latitude and longitude must be empty"
    yield from hidden_place_faults(offering, kinds)
    if offering.zip:
        yield from _zip_faults(offering, book)
    if not offering.point and not offering.serves and not offering.statewide and offering.status != "closed":
        yield "serves", "nobody can find this row: give a point, or the counties it serves, or statewide"
    for line in _LINES:
        if (letters := len(line.of(offering))) > MOST_LETTERS_IN_LINE:
            yield line.header, f"holds {letters} letters; {MOST_LETTERS_IN_LINE} are the most"
    if len(offering.summary.split()) > MOST_WORDS_IN_SUMMARY:
        yield "summary", f"has {len(offering.summary.split())} words: one plain sentence is enough"


def kind_faults(offering: Offering, kinds: Kinds) -> Iterator[tuple[str, str]]:
    """(column, message) where what a row is cannot serve what it is listed for."""
    kind = kinds.get(offering.kind)
    wrong = [need for need in offering.needs if kind is not None and not kind.may_serve(need)]
    if wrong:
        yield "kind", f"“{offering.kind}” is no kind for {', '.join(wrong)}: change one of them"


def row_warnings(offering: Offering) -> Iterator[tuple[str, str]]:
    """(column, message) for what is used as it stands and should be better."""
    words = len(offering.summary.split())
    if GOOD_WORDS_IN_SUMMARY < words <= MOST_WORDS_IN_SUMMARY:
        yield "summary", f"has {words} words; people read at most {GOOD_WORDS_IN_SUMMARY}"
    for written, meant in doubtful_spans(offering.hours):
        yield "hours", f"says {written}: was {meant} meant?"


def _zip_faults(offering: Offering, book: Any) -> Iterator[tuple[str, str]]:
    counties = book.zip_counties(offering.zip)
    if not counties:
        yield "zip", f"{offering.zip} is not a Missouri ZIP code"
    elif offering.county and offering.county not in counties:
        # ZIP codes cross county lines more often than the lists say.
        around = {county.slug for county in book.neighbours(offering.county)}
        if not around & set(counties):
            labels = (book.counties[slug].label for slug in (counties[0], offering.county))
            yield "zip", f"{offering.zip} lies in {next(labels)}, far from {next(labels)}"


def _point_faults(offering: Offering, row: Mapping[str, str], book: Any) -> Iterator[tuple[str, str]]:
    one_given = (row.get("latitude") or "").strip(), (row.get("longitude") or "").strip()
    if offering.point is None:
        if all(one_given):
            return
        if any(one_given):
            yield "latitude", "latitude and longitude go together"
        elif offering.precision != "none":
            yield "precision", f"is {offering.precision}, but there is no point"
        return
    if offering.precision == "none":
        yield "precision", "must be exact or approximate where there is a point"
    if not offering.county:
        if book.county_at(*offering.point) is None:
            yield "latitude", "the point lies outside Missouri"
    else:
        outside = book.miles_outside_county(offering.county, *offering.point)
        if outside > MOST_MILES_OUTSIDE:
            name = book.counties[offering.county].label
            yield "latitude", f"the point lies {round(outside)} miles outside {name}"


def catalogue_faults(placed: Iterable[tuple[Offering, str, int]]) -> list[Fault]:
    """Ids and offerings that stand twice, over all sheets; the later row is the one that is reported."""
    faults = []
    ids: dict[str, str] = {}
    offerings: dict[tuple[str, ...], str] = {}
    for offering, file, line in placed:
        here = f"{file}:{line}"
        key = same_offering(offering)
        if offering.id in ids:
            faults.append(Fault(file, line, "id", f"“{offering.id}” already stands at {ids[offering.id]}"))
        elif offering.status != "closed" and key in offerings:
            faults.append(
                Fault(file, line, "service", f"the same offering already stands at {offerings[key]}")
            )
        ids.setdefault(offering.id, here)
        if offering.status != "closed":
            offerings.setdefault(key, here)
    return faults


def same_offering(offering: Offering) -> tuple[str, ...]:
    """What two rows share that speak of one offering: whose it is, what, and where."""
    parts = (
        offering.organization,
        offering.service,
        offering.address,
        offering.city,
        # Where no street tells two places apart, the county does.
        "" if offering.address else offering.county,
        *sorted(offering.serves),
    )
    return tuple(" ".join(part.casefold().split()) for part in parts)
