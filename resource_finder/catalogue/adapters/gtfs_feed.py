"""A GTFS feed: each agency as a ride provider, each stop with the provider that calls there."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from resource_finder.catalogue.adapters.gtfs import FeedStop
from resource_finder.catalogue.adapters.gtfs_calls import (
    BUS,
    COACH,
    FERRY,
    RAIL,
    TRAIN,
    Caller,
    Calls,
    calls_in,
    ended_on,
)
from resource_finder.catalogue.adapters.gtfs_tables import Feed, Row
from resource_finder.catalogue.adapters.gtfs_zones import booking_phones, is_flex, zone_counties
from resource_finder.catalogue.adapters.left_out import LeftOut
from resource_finder.catalogue.adapters.names_written import plain
from resource_finder.catalogue.adapters.published import Ground, offering_id, phones, refused, website
from resource_finder.domain.hours import MISSOURI_TIME
from resource_finder.domain.kinds import OTHER_HELP
from resource_finder.domain.offering import Offering, Source

# What it is called, what people are told of it, and its kind.
_SERVICES = {
    BUS: ("City bus", "A city bus. Wait for it at a stop.", "city-bus"),
    RAIL: ("Light rail or streetcar", "Light rail or a streetcar. Wait for it at a stop.", "city-bus"),
    TRAIN: ("Train", "A train between cities. Buy a ticket first.", "long-distance-ride"),
    COACH: ("Bus between cities", "A bus between cities. Buy a ticket first.", "long-distance-ride"),
    FERRY: ("Ferry", "A ferry. Ask for its times.", OTHER_HELP),
}
_ON_DEMAND = ("Rides by phone", "A ride that you ask for by phone. Call first.", "call-ahead-ride")
# Ids of what an agency runs beside its first kind of vehicle.
_MORE_KEYS = ((BUS,), (RAIL,), (TRAIN,), (COACH,), (FERRY,), ("demand",))
# A bus with so few stops in each of several counties joins towns; it is no city bus.
_COUNTIES_OF_A_COACH, _STOPS_OF_A_COACH = 3, 5


@dataclass
class FeedRead:
    """The providers that run, their stops in Missouri, and a source for each agency."""

    offerings: list[Offering] = field(default_factory=list)
    stops: list[FeedStop] = field(default_factory=list)
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class _Place:
    stop_id: str
    name: str
    county: str
    latitude: float
    longitude: float


def read_feed(
    file: Path, ground: Ground, checked_on: date, left_out: LeftOut | None = None, today: date | None = None
) -> FeedRead:
    """One provider for each agency and kind of vehicle. Raises SheetsFaulty for what is no feed.

    A feed that has ended is named and gives nothing: an old timetable sends nobody to a stop.
    """
    feed, told = Feed(file), left_out or LeftOut()
    agencies = feed.table("agency.txt", ("agency_name",))
    if not agencies:
        raise refused(file, "agency.txt has no row")
    if "stops.txt" not in feed and not is_flex(feed):
        raise refused(file, "holds no stops.txt: not a GTFS feed")
    day = today or datetime.now(MISSOURI_TIME).date()
    if last := ended_on(feed, day):
        told.say(f"the feed ended on {last.isoformat()}: nothing of it is offered as running")
        return _ended(agencies, checked_on)
    places = list(_places(feed, ground, told))
    calls = calls_in(feed, agencies, day)
    read = FeedRead(sources=tuple(_source(agency) for agency in agencies))
    for agency in agencies:
        _add_fixed(read, agency, _callers(agency, agencies, calls), calls, places, checked_on, told)
    if is_flex(feed):
        _add_on_demand(read, feed, agencies, ground, checked_on, told)
    return read


def _ended(agencies: list[Row], checked_on: date) -> FeedRead:
    """Its agencies as closed, so that what an earlier feed gave is offered no longer."""
    keys = [(agency, (agency["agency_name"], *more)) for agency in agencies for more in ((), *_MORE_KEYS)]
    gone = [
        _offering(offering_id("gtfs", *key), agency, _SERVICES[BUS], set(), checked_on)
        for agency, key in keys
    ]
    return FeedRead([replace(row, status="closed") for row in gone])


def _source(agency: Row) -> Source:
    name = plain(agency["agency_name"])
    key = offering_id("gtfs", agency["agency_name"])
    return Source(f"gtfs-{key}", name, "GTFS feed", website(agency.get("agency_url", "")))


def _callers(agency: Row, agencies: list[Row], calls: Calls) -> list[Caller]:
    """The kinds of vehicle of an agency, the most used first; a bus where its routes are not told."""
    key = agency.get("agency_id", "")
    counted = [caller for callers in (calls.at or {}).values() for caller in callers if caller[0] == key]
    known = {caller for caller in calls.routes if caller[0] == key}
    if not known and len(agencies) == 1:
        known = {(key, BUS)}
    return sorted(known, key=lambda caller: (-counted.count(caller), caller[1] != BUS))


def _add_fixed(
    read: FeedRead,
    agency: Row,
    callers: list[Caller],
    calls: Calls,
    places: list[_Place],
    checked_on: date,
    told: LeftOut,
) -> None:
    """What the agency runs between stops. Where the feed does not say who calls, only one can be meant."""
    if calls.at is None and (len(callers) > 1 or len(read.sources) > 1) and places:
        callers_meant = callers[:1] if len(read.sources) == 1 else []
        if not callers_meant:
            told.say(f"{agency['agency_name']}: the feed does not say at which stops it calls: left out")
        callers = callers_meant
    for number, caller in enumerate(callers):
        mine = [p for p in places if calls.at is None or caller in calls.at.get(p.stop_id, ())]
        if not mine:
            if places:
                told.say(f"{agency['agency_name']}: no {caller[1]} calls at a stop in Missouri")
            continue
        mode = _joins_towns(mine) if caller[1] == BUS else caller[1]
        key = offering_id("gtfs", *(agency["agency_name"], *((caller[1],) if number else ())))
        read.offerings.append(_offering(key, agency, _SERVICES[mode], {p.county for p in mine}, checked_on))
        read.stops += [FeedStop(key, p.name, p.latitude, p.longitude) for p in mine]


def _joins_towns(places: list[_Place]) -> str:
    counties = {place.county for place in places}
    is_thin = len(counties) >= _COUNTIES_OF_A_COACH and len(places) < _STOPS_OF_A_COACH * len(counties)
    return COACH if is_thin else BUS


def _add_on_demand(
    read: FeedRead, feed: Feed, agencies: list[Row], ground: Ground, checked_on: date, told: LeftOut
) -> None:
    """Rides that are booked. Of several agencies the feed does not tell whose zone is whose."""
    counties = zone_counties(feed, ground)
    if not counties or len(agencies) > 1:
        told.say("rides on demand: the feed does not tell in which counties which agency runs them")
        return
    agency = agencies[0]
    key = offering_id("gtfs", agency["agency_name"], "demand")
    made = _offering(key, agency, _ON_DEMAND, set(counties), checked_on, booking_phones(feed))
    read.offerings.append(made)


def _offering(
    key: str,
    agency: Row,
    words: tuple[str, str, str],
    counties: set[str],
    checked_on: date,
    numbers: tuple[str, ...] = (),
) -> Offering:
    name = agency["agency_name"]
    return Offering(
        id=key,
        organization=plain(name),
        service=words[0],
        needs=("ride",),
        kind=words[2],
        summary=words[1],
        serves=tuple(sorted(counties)),
        phones=phones(*numbers, agency.get("agency_phone", "")),
        website=website(agency.get("agency_url", "")),
        how_to_start=("call",) if words is _ON_DEMAND else ("walk-in",),
        sources=(f"gtfs-{offering_id('gtfs', name)}",),
        checked_on=checked_on.isoformat(),
        confidence="A",
        sheet="transit",
    )


def _places(feed: Feed, ground: Ground, told: LeftOut) -> Iterator[_Place]:
    """The stops in Missouri; a stop without a point has that of its station, or is left out and counted."""
    rows = feed.table("stops.txt")
    points = {row.get("stop_id", ""): _point(row) for row in rows}
    called = {row.get("parent_station", "") for row in rows}
    for row in rows:
        # A station's entrances (2) and nodes (3, 4) are parts of the stop itself.
        kind = row.get("location_type", "").partition(".")[0]
        if kind in ("2", "3", "4") or (kind == "1" and row.get("stop_id", "") in called):
            continue
        point = points.get(row.get("stop_id", "")) or points.get(row.get("parent_station", ""))
        name = " ".join((row.get("stop_name") or row.get("stop_desc") or "").split())
        if point is None:
            told.count("a stop without a point")
        elif not name:
            told.count("a stop without a name")
        elif (county := ground.county_at(*point)) is None:
            told.count("a stop outside Missouri")
        else:
            yield _Place(row.get("stop_id", ""), name, str(county.slug), *point)


def _point(row: Row) -> tuple[float, float] | None:
    try:
        latitude, longitude = float(row.get("stop_lat", "")), float(row.get("stop_lon", ""))
    except ValueError:
        return None
    is_somewhere = abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude, longitude) != (0, 0)
    return (latitude, longitude) if is_somewhere else None
