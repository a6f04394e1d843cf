"""The sheets as plain rows, and how far apart two points are."""

import csv
from functools import cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

DATA = Path(__file__).parents[2] / "data"
EARTH_KM = 6371.0

Row = dict[str, str]
Point = tuple[float, float]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def sheet(name: str) -> tuple[Row, ...]:
    return tuple(read(DATA / "catalogue" / f"{name}.csv"))


@cache
def every_row() -> tuple[Row, ...]:
    names = sorted(path.stem for path in (DATA / "catalogue").glob("*.csv") if path.stem != "sources")
    return tuple(row | {"sheet": name} for name in names for row in sheet(name))


@cache
def zip_middles() -> dict[str, Point]:
    return {row["zip"]: point_of(row) for row in read(DATA / "places" / "zips.csv")}


def point_of(row: Row) -> Point:
    return float(row["latitude"]), float(row["longitude"])


def km(here: Point, there: Point) -> float:
    north, east = radians(there[0] - here[0]), radians(there[1] - here[1])
    chord = sin(north / 2) ** 2 + cos(radians(here[0])) * cos(radians(there[0])) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(chord))


def say(rows: list[Row]) -> list[str]:
    """What a failing test prints: the row, short enough to look up."""
    return [f"{row['id']} {row['organization']} ({row['service']})" for row in rows]
