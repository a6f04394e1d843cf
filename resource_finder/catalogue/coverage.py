"""Needs by counties: what is local or covers them, what can be reached, how fresh, and the holes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from resource_finder.domain.freshness import earliest_day, freshness
from resource_finder.domain.offering import Offering

_TWO_YEARS = 730


@dataclass(frozen=True, slots=True)
class Cell:
    """One need in one county. `local` stands in it, `regional` names it, `statewide` covers all.

    Of the first two, `reached` have a telephone, a page, an e-mail or a street, and `sure` were also checked
    within two years.
    """

    local: int
    regional: int
    statewide: int
    fresh: int
    reached: int = 0
    sure: int = 0

    @property
    def is_hole(self) -> bool:
        return not (self.local or self.regional or self.statewide)


def coverage(
    offerings: Iterable[Offering], needs: Iterable[str], counties: Iterable[str], today: date
) -> Mapping[tuple[str, str], Cell]:
    """(need, county) -> Cell. A row that stands in a county and names it is counted as local only."""
    local: dict[tuple[str, str], int] = defaultdict(int)
    regional: dict[tuple[str, str], int] = defaultdict(int)
    fresh: dict[tuple[str, str], int] = defaultdict(int)
    reached: dict[tuple[str, str], int] = defaultdict(int)
    sure: dict[tuple[str, str], int] = defaultdict(int)
    statewide: dict[str, int] = defaultdict(int)
    fresh_statewide: dict[str, int] = defaultdict(int)
    for offering in offerings:
        if offering.status == "closed":
            continue
        is_fresh = freshness(offering.checked_on, today) == "current"
        for need in _top_needs(offering):
            if offering.county:
                local[need, offering.county] += 1
            if offering.statewide:
                statewide[need] += 1
                fresh_statewide[need] += is_fresh
            for county in offering.serves:
                regional[need, county] += county != offering.county
            for county in {offering.county, *offering.serves} - {""}:
                fresh[need, county] += is_fresh
                reached[need, county] += can_be_reached(offering)
                sure[need, county] += can_be_reached(offering) and _is_recent(offering, today)
    return {
        (need, county): Cell(
            local[need, county],
            regional[need, county],
            statewide[need],
            fresh[need, county] + fresh_statewide[need],
            reached[need, county],
            sure[need, county],
        )
        for need in needs
        for county in counties
    }


def can_be_reached(offering: Offering) -> bool:
    """Whether a row says how to come to it or write to it at all."""
    return bool(offering.phones or offering.website or offering.email or offering.address)


def _is_recent(offering: Offering, today: date) -> bool:
    day = earliest_day(offering.checked_on)
    return day is not None and 0 <= (today - day).days <= _TWO_YEARS


def _top_needs(offering: Offering) -> set[str]:
    return {need.partition("/")[0] for need in offering.needs}
