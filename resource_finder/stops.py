"""The stops of city buses: those that ship with the data, and those of feeds that were imported here."""

from dataclasses import dataclass
from pathlib import Path

from resource_finder.catalogue.adapters.gtfs import stops_in
from resource_finder.config import Settings
from resource_finder.matching.rides import Stop
from resource_finder.whole_files import Stamp, stamp_of_file


def stops_file(settings: Settings) -> Path:
    """The published transit stops that were imported into this installation."""
    return settings.instance / "stops.csv"


@dataclass(frozen=True, slots=True)
class StopsFile:
    """The stops of one file, and the state of the file in which they were read."""

    stamp: Stamp
    stops: tuple[Stop, ...] = ()


def stops_of(settings: Settings, before: tuple[StopsFile, ...]) -> tuple[StopsFile, ...]:
    """All files of stops. Those that were read `before` stay where their file cannot be read any more."""
    files = (settings.data / "places" / "stops.csv", stops_file(settings))
    known = before or tuple(StopsFile(()) for _file in files)
    return tuple(_stops_of(file, old) for file, old in zip(files, known, strict=True))


def _stops_of(file: Path, old: StopsFile) -> StopsFile:
    stamp = stamp_of_file(file)
    if stamp == old.stamp:
        return old
    found = stops_in(file)
    if found is None:
        return StopsFile(stamp, old.stops)
    return StopsFile(stamp, tuple(Stop(s.name, (s.latitude, s.longitude), s.provider) for s in found))
