"""How to get there, on paper: a ride that goes to many places of a list is said once, above them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from resource_finder.matching.match import Match, Ride, RideKind
from resource_finder.wording.remarks import ride_text, told_ways

MOST_WAYS = 2
MOST_SHARED = 5
_KINDS: Sequence[RideKind] = ("city_bus", "call_ahead", "medicaid", "intercity")

Key = tuple[RideKind, str]


@dataclass(frozen=True, slots=True)
class SharedRides:
    """The rides that are said above a list, by kind and provider."""

    rides: Mapping[Key, Ride]

    @property
    def lines(self) -> tuple[str, ...]:
        """What is said above the list: one line for each ride, with its number."""
        return tuple(ride_line(ride) for ride in self.rides.values())

    @property
    def short_lines(self) -> tuple[str, ...]:
        """The same for large print: who rides, and the number."""
        return tuple(_short_line(ride) for ride in self.rides.values())

    def ways_to(self, match: Match, is_whole_county: bool) -> tuple[str, ...]:
        """The line of one listing: of what stands above only the kind, and what is its own in full."""
        own = [ride for ride in match.rides if _key(ride) not in self.rides][:MOST_WAYS]
        told = told_ways(match, is_whole_county, lambda ride: self._told(ride, own))
        return tuple(dict.fromkeys(way for way in told if way))

    def _told(self, ride: Ride, own: Sequence[Ride]) -> str:
        if _key(ride) not in self.rides:
            return ride_line(ride) if ride in own else ""
        if ride.kind == "city_bus":
            if ride.stop:
                return gettext("City bus, nearest stop: %(stop)s", stop=ride.stop)
            return gettext("City bus")
        return _to_any_door(ride.kind)


def _to_any_door(kind: RideKind) -> str:
    if kind == "medicaid":
        return gettext("Medicaid ride")
    if kind == "intercity":
        return gettext("Bus or train between cities")
    return gettext("Ride by phone")


def rides_to_any_door() -> tuple[str, ...]:
    """The lines of shared rides that tell nothing of one place: they go wherever they are asked to go."""
    return tuple(_to_any_door(kind) for kind in _KINDS if kind != "city_bus")


def _short_line(ride: Ride) -> str:
    name = ride.provider.organization if ride.provider else ""
    phones = ride.provider.phones if ride.provider else ()
    return ", ".join(part for part in (name, phones[0].number if phones else "") if part)


def shared_rides(matches: Iterable[Match]) -> SharedRides:
    """The rides that go to more than one of these places, those to many first within their kind."""
    rides: dict[Key, Ride] = {}
    places: Counter[Key] = Counter()
    for match in {match.offering.id: match for match in matches}.values():
        for ride in match.rides:
            if ride.provider is not None:
                rides.setdefault(_key(ride), Ride(ride.kind, ride.provider))
                places[_key(ride)] += 1
    many = sorted((key for key, count in places.items() if count > 1), key=lambda key: (-places[key], key))[
        :MOST_SHARED
    ]
    return SharedRides({key: rides[key] for key in sorted(many, key=lambda key: _KINDS.index(key[0]))})


def ways_inside(county: str, rides: Iterable[Ride]) -> tuple[str, ...]:
    """How to get there for whoever is in the same county, which the first one says."""
    ways = [ride_line(ride) for ride in list(rides)[:MOST_WAYS]]
    if ways:
        ways[0] = gettext("In %(county)s: %(way)s", county=county, way=ways[0])
    return tuple(ways)


def ride_line(ride: Ride) -> str:
    """One ride with the number to call."""
    words = ride_text(ride)
    phones = ride.provider.phones if ride.provider else ()
    return gettext("%(way)s, %(phone)s", way=words, phone=phones[0].number) if phones else words


def _key(ride: Ride) -> Key:
    return ride.kind, ride.provider.id if ride.provider else ""
