"""Who calls at which stop of a GTFS feed, by what kind of vehicle, and whether it still runs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from resource_finder.catalogue.adapters.gtfs_tables import Feed, Row
from resource_finder.catalogue.hsds_dates import day_of

# (agency, mode) of every route that calls at a stop.
Caller = tuple[str, str]
# Each is kept while the stop times are read.
MOST_TRIPS = 1_000_000
BUS, RAIL, TRAIN, COACH, FERRY = "bus", "rail", "train", "coach", "ferry"


def mode_of(route_type: str) -> str:
    """The mode of a `route_type`, basic or extended; a bus where it is not said."""
    try:
        number = int(float(route_type))
    except (ValueError, OverflowError):
        return BUS
    if number in (0, 1, 5, 6, 7, 12) or 400 <= number < 700 or 900 <= number < 1000 or 1300 <= number < 1500:
        return RAIL
    if number == 2 or 100 <= number < 200:
        return TRAIN
    if number == 4 or 1000 <= number < 1300:
        return FERRY
    return COACH if 200 <= number < 300 else BUS


@dataclass(frozen=True)
class Calls:
    """Stop id -> who calls there; None where the feed does not say."""

    at: Mapping[str, frozenset[Caller]] | None
    # Every route of an agency, whether or not it calls anywhere.
    routes: frozenset[Caller]


def calls_in(feed: Feed, agencies: list[Row], today: date) -> Calls:
    """Stop times → trips → routes → agency. Trips whose calendar has ended call nowhere."""
    only = agencies[0].get("agency_id", "") if len(agencies) == 1 else ""
    routes: dict[str, Caller] = {}
    for row in feed.table("routes.txt"):
        agency = row.get("agency_id", "") if len(agencies) > 1 else only
        routes[row.get("route_id", "")] = (agency, mode_of(row.get("route_type", "")))
    running = running_services(feed, today)
    trips: dict[str, Caller] = {}
    for row in feed.stream("trips.txt", MOST_TRIPS):
        is_running = running is None or row.get("service_id", "") in running
        if is_running and (caller := routes.get(row.get("route_id", ""))):
            trips[row.get("trip_id", "")] = caller
    if "stop_times.txt" not in feed or "trips.txt" not in feed:
        return Calls(None, frozenset(routes.values()))
    found: dict[str, set[Caller]] = {}
    for row in feed.stream("stop_times.txt"):
        if caller := trips.get(row.get("trip_id", "")):
            found.setdefault(row.get("stop_id", ""), set()).add(caller)
    return Calls({stop: frozenset(callers) for stop, callers in found.items()}, frozenset(routes.values()))


def running_services(feed: Feed, today: date) -> frozenset[str] | None:
    """The services that still run on some day; None for a feed without a calendar."""
    if "calendar.txt" not in feed and "calendar_dates.txt" not in feed:
        return None
    running = {
        row.get("service_id", "")
        for row in feed.table("calendar.txt")
        if (end := day_of(row.get("end_date", ""))) is None or end >= today
    }
    running |= {
        row.get("service_id", "")
        for row in feed.stream("calendar_dates.txt")
        if row.get("exception_type") != "2" and (day := day_of(row.get("date", ""))) and day >= today
    }
    return frozenset(running)


def ended_on(feed: Feed, today: date) -> date | None:
    """The last day of a feed that is over; None while it runs."""
    told = [day_of(row.get("feed_end_date", "")) for row in feed.table("feed_info.txt")]
    if (last := _last(told)) and last < today:
        return last
    if running_services(feed, today) == frozenset():
        ends = [day_of(row.get("end_date", "")) for row in feed.table("calendar.txt")]
        ends += [day_of(row.get("date", "")) for row in feed.stream("calendar_dates.txt")]
        return _last(ends)
    return None


def _last(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day), default=None)
