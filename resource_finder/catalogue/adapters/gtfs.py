"""A GTFS feed: its agency as a ride provider, its stops as points to walk to."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, repeat
from pathlib import Path

from resource_finder.catalogue.adapters.archives import Archive
from resource_finder.catalogue.adapters.published import Ground, offering_id, phones, refused, website
from resource_finder.catalogue.limits import BoundedRows, TooLarge
from resource_finder.domain.offering import Offering, Source

STOP_COLUMNS = ("provider", "name", "latitude", "longitude")


@dataclass(frozen=True, slots=True)
class FeedStop:
    """One published stop; `provider` is the id of the offering that serves it."""

    provider: str
    name: str
    latitude: float
    longitude: float


def read_feed(file: Path, ground: Ground, checked_on: date) -> tuple[list[Offering], list[FeedStop], Source]:
    """The agencies, and the stops that lie in Missouri. Raises SheetsFaulty for what is no feed."""
    archive = Archive(file)
    agencies = _table(archive, file, "agency.txt", ("agency_name", "agency_url"))
    stops = _table(archive, file, "stops.txt", ("stop_name", "stop_lat", "stop_lon"))
    first = agencies[0] if agencies else {}
    if not first:
        raise refused(file, "agency.txt has no row")
    provider = offering_id("gtfs", first["agency_name"])
    found = list(_stops(file, stops, provider, ground))
    counties = tuple(sorted({county for county, _stop in found}))
    source = Source(f"gtfs-{provider}", first["agency_name"], "GTFS feed", first["agency_url"])
    offering = Offering(
        id=provider,
        organization=first["agency_name"],
        service="City bus",
        needs=("ride",),
        kind="city-bus",
        summary="A city bus. Wait at a stop. Anyone may ride.",
        serves=counties,
        phones=phones(first.get("agency_phone", "")),
        website=website(first["agency_url"]),
        how_to_start=("walk-in",),
        sources=(source.id,),
        checked_on=checked_on.isoformat(),
        confidence="A",
        note=""
        if len(agencies) == 1
        else f"The feed names {len(agencies)} agencies; the first stands for all.",
        sheet="transit",
    )
    return [offering], [stop for _county, stop in found], source


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


def _stops(
    file: Path, rows: list[dict[str, str]], provider: str, ground: Ground
) -> Iterator[tuple[str, FeedStop]]:
    for line, row in enumerate(rows, start=2):
        # A station's entrances (2) and nodes (3, 4) are parts of the stop itself.
        if row.get("location_type", "") not in ("", "0", "1"):
            continue
        try:
            latitude, longitude = float(row["stop_lat"]), float(row["stop_lon"])
        except ValueError:
            raise refused(file, "stops.txt has a point that is no number", line, "stop_lat") from None
        county = ground.county_at(latitude, longitude)
        if county is not None:
            slug = str(county.slug)
            yield slug, FeedStop(provider, row["stop_name"], latitude, longitude)


def _table(archive: Archive, file: Path, name: str, needed: tuple[str, ...]) -> list[dict[str, str]]:
    if name not in archive:
        raise refused(file, f"holds no {name}: not a GTFS feed")
    content = archive.read(name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise refused(file, f"{name} is not UTF-8, as GTFS asks", line) from error
    reader = BoundedRows(text)
    lines = iter(reader)
    try:
        header = next(lines, [])
        if missing := [column for column in needed if column not in header]:
            raise refused(file, f"{name} has no column “{missing[0]}”", 1)
        padded = (chain(map(str.strip, cells), repeat("")) for cells in filter(None, lines))
        return [dict(zip(header, cells, strict=False)) for cells in padded]
    except TooLarge as error:
        raise refused(file, f"{name} holds {error}", error.line) from error
    except csv.Error as error:
        raise refused(file, f"{name} cannot be read: {error}", reader.line_num) from error
