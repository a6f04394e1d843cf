"""Needs by counties: what is local, what covers county or state, how fresh, and the holes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from resource_finder.domain.freshness import freshness
from resource_finder.domain.offering import Offering


@dataclass(frozen=True, slots=True)
class Cell:
    """One need in one county. `local` stands in it, `regional` names it, `statewide` covers all."""

    local: int
    regional: int
    statewide: int
    fresh: int

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
    return {
        (need, county): Cell(
            local[need, county],
            regional[need, county],
            statewide[need],
            fresh[need, county] + fresh_statewide[need],
        )
        for need in needs
        for county in counties
    }


def _top_needs(offering: Offering) -> set[str]:
    return {need.partition("/")[0] for need in offering.needs}
