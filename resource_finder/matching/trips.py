"""Several needs, one trip: places for two or more of the asked needs that stand close together."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from math import floor

from resource_finder.domain.verdicts import Verdict
from resource_finder.matching.match import Match, NeedList
from resource_finder.matching.reach import Measure

# Ten minutes on foot: near enough to do both without another ride.
CLOSE_MILES = 0.5
MOST_TRIPS = 5
# Wider than a walk in both directions as far north as latitude 68, so that a walk never skips a cell.
CELL_DEGREES = 0.02


@dataclass(frozen=True, slots=True)
class Trip:
    """Offerings for several needs in one walk: the needs met, the matches, and the widest gap in miles."""

    needs: tuple[str, ...]
    matches: tuple[Match, ...]
    apart_miles: float


def trips(lists: Iterable[NeedList], measure: Measure) -> tuple[Trip, ...]:
    """The nearest pairs; only points that are exact, since a town's centre is no address."""
    placed = [
        (found.need, match)
        for found in lists
        if found.need is not None
        for match in found.matches
        if match.offering.point and match.offering.precision == "exact" and match.verdict is not Verdict.NO
    ]
    found = [*_single_places(placed), *_pairs(placed, measure)]
    found.sort(key=lambda trip: (trip.matches[0].miles or 0.0, trip.apart_miles))
    return tuple(_first_of_each(found))[:MOST_TRIPS]


def _single_places(placed: list[tuple[str, Match]]) -> Iterable[Trip]:
    """One offering that stands in the lists of two needs."""
    needs_of: dict[str, list[str]] = {}
    match_of: dict[str, Match] = {}
    for need, match in placed:
        needs_of.setdefault(match.offering.id, []).append(need)
        match_of.setdefault(match.offering.id, match)
    for offering_id, needs in needs_of.items():
        if len(set(needs)) > 1:
            yield Trip(tuple(dict.fromkeys(needs)), (match_of[offering_id],), 0.0)


def _pairs(placed: list[tuple[str, Match]], measure: Measure) -> Iterable[Trip]:
    """Every pair within a walk, in the order of the lists. Only places of neighbouring cells are measured."""
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at, (_need, match) in enumerate(placed):
        cells[_cell(match)].append(at)
    for at, (need, match) in enumerate(placed):
        row, column = _cell(match)
        around = [cells.get((row + up, column + right), ()) for up in (-1, 0, 1) for right in (-1, 0, 1)]
        for other_at in sorted(chain.from_iterable(around)):
            other_need, other = placed[other_at]
            if other_at <= at or need == other_need or match.offering.id == other.offering.id:
                continue
            apart = measure(_point(match), _point(other))
            if apart <= CLOSE_MILES:
                yield Trip((need, other_need), (match, other), apart)


def _point(match: Match) -> tuple[float, float]:
    """Of a match that has one."""
    point = match.offering.point
    assert point is not None
    return point


def _cell(match: Match) -> tuple[int, int]:
    latitude, longitude = _point(match)
    return floor(latitude / CELL_DEGREES), floor(longitude / CELL_DEGREES)


def _first_of_each(found: Iterable[Trip]) -> Iterable[Trip]:
    """No offering twice: the page names each walk once."""
    seen: set[str] = set()
    for trip in found:
        ids = {match.offering.id for match in trip.matches}
        if not ids & seen:
            seen |= ids
            yield trip
