"""How to get there without a car, found for a whole list at once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import floor

from resource_finder.domain.kinds import Kind, Kinds
from resource_finder.domain.offering import Offering
from resource_finder.domain.situation import Origin
from resource_finder.domain.verdicts import BAND_MILES
from resource_finder.matching.match import Ride, RideKind
from resource_finder.matching.reach import Measure, Point

WALK_MILES = BAND_MILES[0][1]
STOP_WALK_MILES = 0.75
_KIND_RANK: dict[RideKind, int] = {"foot": 0, "city_bus": 1, "call_ahead": 2, "medicaid": 3, "intercity": 4}
_KIND_OF_TRAIT: tuple[tuple[str, RideKind], ...] = (
    ("bus", "city_bus"),
    ("call-ahead", "call_ahead"),
    ("long-distance", "intercity"),
)
# A city bus is of use inside its own town; between counties only long-distance carriers run.
_INTERCITY_MILES = 30.0
# A bus of several counties is that of a city that fills them: it goes about as far as the city does.
_CITY_MILES = BAND_MILES[2][1]
# Wider than the walk to a stop in both directions as far north as latitude 60.
_CELL_DEGREES = 0.025


@dataclass(frozen=True, slots=True)
class Stop:
    """A published transit stop (GTFS `stops.txt`), with the provider that serves it."""

    name: str
    point: Point
    provider_id: str


class Rides:
    """Every transit provider by the counties it joins. Built once per catalogue, asked per list."""

    def __init__(
        self, offerings: Iterable[Offering], stops: Iterable[Stop], measure: Measure, kinds: Kinds
    ) -> None:
        self._measure = measure
        self._kinds = kinds
        self._stops: dict[tuple[str, int, int], list[Stop]] = defaultdict(list)
        for stop in stops:
            self._stops[(stop.provider_id, *_cell(stop.point))].append(stop)
        self._from_county: dict[str, list[Offering]] = defaultdict(list)
        self._statewide: list[Offering] = []
        # A train's row is one station: together its stations say where it goes.
        self._stations: dict[str, set[str]] = defaultdict(set)
        for offering in offerings:
            if not carries_anyone(offering, kinds.of(offering.kind)):
                continue
            self._stations[offering.organization].update(offering.serves)
            if offering.statewide:
                self._statewide.append(offering)
            for county in offering.serves:
                self._from_county[county].append(offering)

    def to_each(
        self,
        wanted: Iterable[tuple[Offering, float | None]],
        origin: Origin,
        about: frozenset[str] = frozenset(),
    ) -> dict[str, tuple[Ride, ...]]:
        """Ways from the person's place to each offering, by offering id, the easiest first.

        Nobody who told that they have no insurance is shown a ride that Medicaid pays for.
        """
        starts = self.starts(origin, about)
        return {offering.id: self._ways(offering, miles, origin, starts) for offering, miles in wanted}

    def starts(
        self, origin: Origin, about: frozenset[str] = frozenset()
    ) -> tuple[tuple[RideKind, Offering], ...]:
        """The providers that this person may ride with from here, the easiest kind first."""
        found = [
            (ride_kind(provider, self._kinds.of(provider.kind)), provider)
            for provider in (*self._from_county[origin.county], *self._statewide)
        ]
        if "no_insurance" in about and "medicaid" not in about:
            found = [(kind, provider) for kind, provider in found if kind != "medicaid"]
        return tuple(sorted(found, key=lambda start: _KIND_RANK[start[0]]))

    def best(
        self,
        offering: Offering,
        miles: float | None,
        origin: Origin,
        starts: Iterable[tuple[RideKind, Offering]],
    ) -> RideKind | None:
        """The easiest way alone, cheap enough for every row of a list. Nobody walks from a whole county."""
        if offering.point is None or miles is None or offering.takes_mail_only:
            return None
        if _on_foot(offering, miles) and not origin.whole_county:
            return "foot"
        goes = (k for k, provider in starts if self._goes(provider, k, offering, miles, origin))
        return next(goes, None)

    def _ways(
        self,
        offering: Offering,
        miles: float | None,
        origin: Origin,
        starts: Iterable[tuple[RideKind, Offering]],
    ) -> tuple[Ride, ...]:
        if offering.point is None or miles is None or "ride" in offering.needs or offering.takes_mail_only:
            return ()
        found = [Ride("foot")] if _on_foot(offering, miles) else []
        found += [
            self._ride(provider, kind, offering)
            for kind, provider in starts
            if self._goes(provider, kind, offering, miles, origin)
        ]
        return tuple(found)

    def _goes(
        self, provider: Offering, kind: RideKind, offering: Offering, miles: float, origin: Origin
    ) -> bool:
        if kind == "medicaid" or self._kinds.of(provider.kind).has("to-care"):
            is_there = kind == "medicaid" or offering.county in drop_off(provider)
            return is_there and self._kinds.of(offering.kind).has("care", offering.needs)
        if kind == "intercity":
            return miles > _INTERCITY_MILES and offering.county in self._stations[provider.organization]
        if kind == "city_bus":
            # Nobody can say where to get off for a place of which only the town is known.
            return bool(offering.address) and self._in_town(provider, offering, miles, origin)
        return offering.county in drop_off(provider)

    def _in_town(self, provider: Offering, offering: Offering, miles: float, origin: Origin) -> bool:
        if _same_town(provider, offering, origin):
            return True
        return len(provider.serves) > 1 and offering.county in provider.serves and miles <= _CITY_MILES

    def _ride(self, provider: Offering, kind: RideKind, offering: Offering) -> Ride:
        if offering.point is None:
            return Ride(kind, provider)
        here = offering.point
        row, column = _cell(here)
        around = ((row + up, column + right) for up in (-1, 0, 1) for right in (-1, 0, 1))
        near = [
            (self._measure(here, stop.point), stop)
            for cell in around
            for stop in self._stops.get((provider.id, *cell), ())
        ]
        miles, stop = min(near, key=lambda pair: pair[0], default=(STOP_WALK_MILES + 1, None))
        if stop is None or miles > STOP_WALK_MILES:
            return Ride(kind, provider)
        return Ride(kind, provider, stop.name, miles)


def carries_anyone(offering: Offering, kind: Kind) -> bool:
    """A transit provider that needs no certificate and no employer; a bus pass from a charity is no ride."""
    is_provider = any(kind.has(trait) for trait in ("to-care", "bus", "call-ahead", "long-distance"))
    return is_provider and offering.status != "closed" and "referral" not in offering.how_to_start


def drop_off(provider: Offering) -> tuple[str, ...]:
    """The counties it can take you to: its own list, or where it serves."""
    return provider.transit.counties or provider.serves


def ride_kind(provider: Offering, kind: Kind) -> RideKind:
    """As the kind of the row says; what Medicaid pays is told as such."""
    if "medicaid" in provider.pays_with:
        return "medicaid"
    return next((ride for trait, ride in _KIND_OF_TRAIT if kind.has(trait)), "call_ahead")


def _on_foot(offering: Offering, miles: float) -> bool:
    return miles <= WALK_MILES and offering.precision == "exact"


def _same_town(provider: Offering, offering: Offering, origin: Origin) -> bool:
    """A town of several counties (Kansas City) is one town to its bus."""
    if provider.city and offering.city:
        return provider.city.casefold() == offering.city.casefold()
    return origin.county == offering.county


def _cell(point: Point) -> tuple[int, int]:
    return floor(point[0] / _CELL_DEGREES), floor(point[1] / _CELL_DEGREES)
