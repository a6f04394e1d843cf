"""The stops of GTFS feeds, kept beside the catalogue where the finder reads them."""

import csv
import hashlib
import io
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from resource_finder.whole_files import is_there, move_aside, read_whole, write_whole

log = logging.getLogger(__name__)

STOP_COLUMNS = ("provider", "name", "latitude", "longitude")
_SUM = "blake2b:"


@dataclass(frozen=True, slots=True)
class FeedStop:
    """One published stop; `provider` is the id of the offering that serves it."""

    provider: str
    name: str
    latitude: float
    longitude: float


def write_stops(stops: Iterable[FeedStop], file: Path, known_as: Mapping[str, str] | None = None) -> None:
    """Write stops where the finder reads them; those of other providers stay.

    `known_as` is that of the plan: a provider whom the catalogue knows by another id keeps that id. A file
    that cannot be read is kept aside, and said: the feeds of other providers must be imported again.
    """
    stops = [replace(stop, provider=(known_as or {}).get(stop.provider, stop.provider)) for stop in stops]
    providers = {stop.provider for stop in stops}
    before = stops_in(file)
    if before is None:
        log.warning("import the feeds of other providers again")
        move_aside(file)
    kept = [stop for stop in before or () if stop.provider not in providers]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    for stop in (*kept, *stops):
        writer.writerow((stop.provider, stop.name, f"{stop.latitude:.6f}", f"{stop.longitude:.6f}"))
    header = ",".join((*STOP_COLUMNS, _SUM + _sum_of(out.getvalue())))
    write_whole(file, f"{header}\n{out.getvalue()}")


def read_stops(file: Path) -> list[FeedStop]:
    """The stops of a file that `write_stops` wrote; none where there is no file, or none that can be read."""
    return stops_in(file) or []


def stops_in(file: Path) -> list[FeedStop] | None:
    """The stops of the file; None, and said in the log, for one that is not as it was written.

    The header of what `write_stops` wrote holds the sum of all that follows; that of other files does not.
    """
    text = read_whole(file, "the transit stops")
    if text is None:
        return None if is_there(file) else []
    header, line, rows = text.partition("\n")
    plain = ",".join(STOP_COLUMNS)
    try:
        if not line or header not in (plain, f"{plain},{_SUM}{_sum_of(rows)}"):
            raise ValueError("not what was written")
        return [_stop_of(row) for row in csv.DictReader(io.StringIO(text, newline=""), strict=True)]
    except (csv.Error, KeyError, TypeError, ValueError) as error:
        log.warning("the transit stops in %s are damaged (%s): passed over", file.name, error)
    return None


def _stop_of(row: Mapping[str, str]) -> FeedStop:
    latitude, longitude = float(row["latitude"]), float(row["longitude"])
    if not (row["provider"] and row["name"] and abs(latitude) <= 90 and abs(longitude) <= 180):
        raise ValueError("a row is no stop")
    return FeedStop(row["provider"], row["name"], latitude, longitude)


def _sum_of(rows: str) -> str:
    return hashlib.blake2b(rows.encode(), digest_size=16).hexdigest()
