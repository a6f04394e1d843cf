"""How to get there without a car: who goes where is found once for all places that are alike."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import floor
from typing import NamedTuple

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
# Between these distances every provider goes to the same places.
RIDE_MILES = (_CITY_MILES, _INTERCITY_MILES)
# Places and providers that are remembered; a county has some hundreds.
_MOST_KEPT = 32_768
# Wider than the walk to a stop in both directions as far north as latitude 60.
_CELL_DEGREES = 0.025


@dataclass(frozen=True, slots=True)
class Stop:
    """A published transit stop (GTFS `stops.txt`), with the provider that serves it."""

    name: str
    point: Point
    provider_id: str


_Providers = tuple[tuple[RideKind, Offering], ...]


class _Start(NamedTuple):
    """Where somebody starts, and whether Medicaid will not pay for them."""

    county: str
    without_medicaid: bool


class _Going(NamedTuple):
    """Rides to all places that are alike, not yet with the stop of each; whether any has stops."""

    rides: tuple[Ride, ...]
    has_stops: bool


_FOOT = Ride("foot")


class _Carriers:
    """Who carries anyone, by county; a train's row is one station: together they say where it goes."""

    def __init__(self, offerings: Iterable[Offering]) -> None:
        self.of_county: dict[str, list[Offering]] = defaultdict(list)
        self.statewide: list[Offering] = []
        self.stations: dict[str, set[str]] = defaultdict(set)
        for offering in offerings:
            self.stations[offering.organization].update(offering.serves)
            if offering.statewide:
                self.statewide.append(offering)
            for county in offering.serves:
                self.of_county[county].append(offering)


class Rides:
    """Every transit provider by the counties it joins. Built once per catalogue, asked by place."""

    def __init__(
        self,
        offerings: Callable[[], Iterable[Offering]] | Iterable[Offering],
        stops: Iterable[Stop],
        measure: Measure,
        kinds: Kinds,
    ) -> None:
        """`offerings` that are called for are read when somebody first asks for a ride."""
        self._measure = measure
        self._kinds = kinds
        self._stops: dict[tuple[str, int, int], list[Stop]] = defaultdict(list)
        for stop in stops:
            self._stops[(stop.provider_id, *_cell(stop.point))].append(stop)
        self._offerings = offerings
        self._with_stops = {provider for provider, _row, _column in self._stops}
        self._going: dict[tuple[_Start, Hashable, int], _Going] = {}
        self._starts = lru_cache(maxsize=512)(self._find_starts)
        self._nearest_stop = lru_cache(maxsize=_MOST_KEPT)(self._find_stop)

    @cached_property
    def _carriers(self) -> "_Carriers":
        rows = self._offerings() if callable(self._offerings) else self._offerings
        return _Carriers(row for row in rows if carries_anyone(row, self._kinds.of(row.kind)))

    def to(
        self,
        offering: Offering,
        miles: float | None,
        origin: Origin,
        about: frozenset[str] = frozenset(),
    ) -> tuple[Ride, ...]:
        """Ways from the person's place to an offering, the easiest first.

        Nobody who told that they have no insurance is shown a ride that Medicaid pays for.
        """
        if offering.point is None or miles is None or "ride" in offering.needs or offering.takes_mail_only:
            return ()
        going = self._going_there(offering, miles, _start(origin, about))
        rides = self._to_stops(going.rides, offering.point) if going.has_stops else going.rides
        return (_FOOT, *rides) if _on_foot(offering, miles) else rides

    def best(
        self, offering: Offering, miles: float | None, origin: Origin, about: frozenset[str] = frozenset()
    ) -> RideKind | None:
        """The easiest way alone, cheap enough for every row of a list. Nobody walks from a whole county."""
        if offering.point is None or miles is None or offering.takes_mail_only:
            return None
        if _on_foot(offering, miles) and not origin.whole_county:
            return "foot"
        return self.easiest(offering, miles, origin, about)

    def easiest(
        self, offering: Offering, miles: float, origin: Origin, about: frozenset[str] = frozenset()
    ) -> RideKind | None:
        """The easiest way by a provider; the same for all rows of one `ride_set` in one `stretch`."""
        going = self._going_there(offering, miles, _start(origin, about))
        return going.rides[0].kind if going.rides else None

    def _going_there(self, offering: Offering, miles: float, start: "_Start") -> "_Going":
        """The providers that go there, the easiest kind first; found once for all that are alike."""
        key = start, ride_set(offering, self._kinds.of(offering.kind)), stretch(miles)
        found = self._going.get(key)
        if found is None:
            if len(self._going) >= _MOST_KEPT:
                self._going.clear()
            rides = tuple(
                Ride(kind, provider)
                for kind, provider in self._starts(start)
                if self._goes(provider, kind, offering, miles, start.county)
            )
            has_stops = any(ride.provider and ride.provider.id in self._with_stops for ride in rides)
            found = self._going[key] = _Going(rides, has_stops)
        return found

    def _find_starts(self, start: "_Start") -> "_Providers":
        """The providers that this person may ride with from here, the easiest kind first."""
        found = [
            (ride_kind(provider, self._kinds.of(provider.kind)), provider)
            for provider in (*self._carriers.of_county.get(start.county, ()), *self._carriers.statewide)
        ]
        if start.without_medicaid:
            found = [(kind, provider) for kind, provider in found if kind != "medicaid"]
        return tuple(sorted(found, key=lambda one: _KIND_RANK[one[0]]))

    def _goes(
        self, provider: Offering, kind: RideKind, offering: Offering, miles: float, county: str
    ) -> bool:
        if kind == "medicaid" or self._kinds.of(provider.kind).has("to-care"):
            is_there = kind == "medicaid" or offering.county in drop_off(provider)
            return is_there and self._kinds.of(offering.kind).has("care", offering.needs)
        if kind == "intercity":
            stations = self._carriers.stations[provider.organization]
            return miles > _INTERCITY_MILES and offering.county in stations
        if kind == "city_bus":
            # Nobody can say where to get off for a place of which only the town is known.
            return bool(offering.address) and self._in_town(provider, offering, miles, county)
        return offering.county in drop_off(provider)

    def _in_town(self, provider: Offering, offering: Offering, miles: float, county: str) -> bool:
        if _same_town(provider, offering, county):
            return True
        return len(provider.serves) > 1 and offering.county in provider.serves and miles <= _CITY_MILES

    def _to_stops(self, rides: tuple[Ride, ...], point: Point) -> tuple[Ride, ...]:
        """The same rides, each with the stop that can be walked to."""
        found = []
        for ride in rides:
            if ride.provider and ride.provider.id in self._with_stops:
                ride = Ride(ride.kind, ride.provider, *self._nearest_stop(ride.provider.id, point))
            found.append(ride)
        return tuple(found)

    def _find_stop(self, provider_id: str, point: Point) -> tuple[str, float | None]:
        """The stop that can be walked to, and how far it is; none."""
        row, column = _cell(point)
        around = ((row + up, column + right) for up in (-1, 0, 1) for right in (-1, 0, 1))
        near = [
            (self._measure(point, stop.point), stop)
            for cell in around
            for stop in self._stops.get((provider_id, *cell), ())
        ]
        miles, stop = min(near, key=lambda pair: pair[0], default=(STOP_WALK_MILES + 1, None))
        if stop is None or miles > STOP_WALK_MILES:
            return "", None
        return stop.name, miles


def carries_anyone(offering: Offering, kind: Kind) -> bool:
    """A transit provider that needs no certificate and no employer; a bus pass from a charity is no ride."""
    return may_carry(kind) and offering.status != "closed" and "referral" not in offering.how_to_start


def may_carry(kind: Kind) -> bool:
    """Whether rows of the kind are transit providers."""
    return any(kind.has(trait) for trait in ("to-care", "bus", "call-ahead", "long-distance"))


def drop_off(provider: Offering) -> tuple[str, ...]:
    """The counties it can take you to: its own list, or where it serves."""
    return provider.transit.counties or provider.serves


def ride_kind(provider: Offering, kind: Kind) -> RideKind:
    """As the kind of the row says; what Medicaid pays is told as such."""
    if "medicaid" in provider.pays_with:
        return "medicaid"
    return next((ride for trait, ride in _KIND_OF_TRAIT if kind.has(trait)), "call_ahead")


def ride_set(offering: Offering, kind: Kind) -> Hashable:
    """All that decides which providers go to a place, beside the miles to it."""
    return offering.county, offering.city.casefold(), bool(offering.address), kind.has("care", offering.needs)


def stretch(miles: float) -> int:
    """Which of the stretches between `RIDE_MILES` it lies in."""
    return bisect_left(RIDE_MILES, miles)


def _start(origin: Origin, about: frozenset[str]) -> _Start:
    return _Start(origin.county, "no_insurance" in about and "medicaid" not in about)


def _on_foot(offering: Offering, miles: float) -> bool:
    return miles <= WALK_MILES and offering.precision == "exact"


def _same_town(provider: Offering, offering: Offering, county: str) -> bool:
    """A town of several counties (Kansas City) is one town to its bus."""
    if provider.city and offering.city:
        return provider.city.casefold() == offering.city.casefold()
    return county == offering.county


def _cell(point: Point) -> tuple[int, int]:
    return floor(point[0] / _CELL_DEGREES), floor(point[1] / _CELL_DEGREES)
