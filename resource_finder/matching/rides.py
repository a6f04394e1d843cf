"""How to get there without a car, found for a whole list at once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from resource_finder.domain.offering import Offering
from resource_finder.domain.situation import Origin
from resource_finder.domain.verdicts import BAND_MILES
from resource_finder.matching.match import Ride, RideKind
from resource_finder.matching.reach import Measure, Point

TRANSIT_SHEET = "transit"
WALK_MILES = BAND_MILES[0][1]
STOP_WALK_MILES = 0.75
_CARE = frozenset({"medical", "mental-health", "treatment"})
_KIND_RANK: dict[RideKind, int] = {"foot": 0, "city_bus": 1, "call_ahead": 2, "medicaid": 3, "intercity": 4}
# A city bus is of use inside its own town; between counties only long-distance carriers run.
_INTERCITY_MILES = 30.0


@dataclass(frozen=True, slots=True)
class Stop:
    """A published transit stop (GTFS `stops.txt`), with the provider that serves it."""

    name: str
    point: Point
    provider_id: str


class Rides:
    """Every transit provider by the counties it joins. Built once per catalogue, asked per list."""

    def __init__(self, offerings: Iterable[Offering], stops: Iterable[Stop], measure: Measure) -> None:
        self._measure = measure
        self._stops = tuple(stops)
        self._from_county: dict[str, list[Offering]] = defaultdict(list)
        self._statewide: list[Offering] = []
        # A train's row is one station: together its stations say where it goes.
        self._stations: dict[str, set[str]] = defaultdict(set)
        for offering in offerings:
            if not carries_anyone(offering):
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
        starts = [*self._from_county[origin.county], *self._statewide]
        if "no_insurance" in about and "medicaid" not in about:
            starts = [provider for provider in starts if ride_kind(provider) != "medicaid"]
        return {offering.id: self._ways(offering, miles, origin, starts) for offering, miles in wanted}

    def _ways(
        self, offering: Offering, miles: float | None, origin: Origin, starts: list[Offering]
    ) -> tuple[Ride, ...]:
        if offering.point is None or miles is None or "ride" in offering.needs or offering.takes_mail_only:
            return ()
        found = [Ride("foot")] if miles <= WALK_MILES and offering.precision == "exact" else []
        for provider in starts:
            kind = ride_kind(provider)
            if self._goes(provider, kind, offering, miles, origin):
                found.append(self._ride(provider, kind, offering))
        return tuple(sorted(found, key=lambda ride: _KIND_RANK[ride.kind]))

    def _goes(
        self, provider: Offering, kind: RideKind, offering: Offering, miles: float, origin: Origin
    ) -> bool:
        if kind == "medicaid":
            return any(need.partition("/")[0] in _CARE for need in offering.needs)
        if kind == "intercity":
            return miles > _INTERCITY_MILES and offering.county in self._stations[provider.organization]
        if kind == "city_bus":
            # Nobody can say where to get off for a place of which only the town is known.
            return bool(offering.address) and _same_town(provider, offering, origin)
        return offering.county in drop_off(provider)

    def _ride(self, provider: Offering, kind: RideKind, offering: Offering) -> Ride:
        if offering.point is None:
            return Ride(kind, provider)
        here = offering.point
        near = [
            (self._measure(here, stop.point), stop) for stop in self._stops if stop.provider_id == provider.id
        ]
        miles, stop = min(near, key=lambda pair: pair[0], default=(STOP_WALK_MILES + 1, None))
        if stop is None or miles > STOP_WALK_MILES:
            return Ride(kind, provider)
        return Ride(kind, provider, stop.name, miles)


def carries_anyone(offering: Offering) -> bool:
    """A transit provider that needs no certificate and no employer; a bus pass from a charity is no ride."""
    is_provider = offering.sheet == TRANSIT_SHEET and "ride" in offering.needs
    return is_provider and offering.status != "closed" and "referral" not in offering.how_to_start


def drop_off(provider: Offering) -> tuple[str, ...]:
    """The counties it can take you to: its own list, or where it serves."""
    return provider.transit.counties or provider.serves


def ride_kind(provider: Offering) -> RideKind:
    """Read from what the row says: Medicaid pays, a phone call ahead, a station, or a stop."""
    if "medicaid" in provider.pays_with:
        return "medicaid"
    words = f"{provider.service} {provider.summary}".casefold()
    if any(word in words for word in ("amtrak", "train", "greyhound", "intercity", "between cities")):
        return "intercity"
    if provider.transit.notice or "call" in provider.how_to_start:
        return "call_ahead"
    return "city_bus"


def _same_town(provider: Offering, offering: Offering, origin: Origin) -> bool:
    """A town of several counties (Kansas City) is one town to its bus."""
    if provider.city and offering.city:
        return provider.city.casefold() == offering.city.casefold()
    return origin.county == offering.county
