"""The stops of GTFS feeds, kept beside the catalogue where the finder reads them."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

STOP_COLUMNS = ("provider", "name", "latitude", "longitude")


@dataclass(frozen=True, slots=True)
class FeedStop:
    """One published stop; `provider` is the id of the offering that serves it."""

    provider: str
    name: str
    latitude: float
    longitude: float


def write_stops(stops: list[FeedStop], file: Path, known_as: Mapping[str, str] | None = None) -> None:
    """Write stops where the finder reads them; those of other providers stay.

    `known_as` is that of the plan: a provider whom the catalogue knows by another id keeps that id.
    """
    stops = [replace(stop, provider=(known_as or {}).get(stop.provider, stop.provider)) for stop in stops]
    providers = {stop.provider for stop in stops}
    kept = [stop for stop in read_stops(file) if stop.provider not in providers]
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(STOP_COLUMNS)
        for stop in (*kept, *stops):
            writer.writerow((stop.provider, stop.name, f"{stop.latitude:.6f}", f"{stop.longitude:.6f}"))


def read_stops(file: Path) -> list[FeedStop]:
    """The stops of a file that `write_stops` wrote; none where there is no file."""
    if not file.is_file():
        return []
    with file.open(encoding="utf-8", newline="") as lines:
        return [
            FeedStop(row["provider"], row["name"], float(row["latitude"]), float(row["longitude"]))
            for row in csv.DictReader(lines)
        ]
