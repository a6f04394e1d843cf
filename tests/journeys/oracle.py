"""What a screen should show by a second reading of the sheets: CSV, geopy, opening_hours."""

import csv
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from geopy.distance import geodesic
from opening_hours import OpeningHours

from tests.real import DATA
from tests.test_oracle import Expected, expected_of, for_minors_alone, is_kept_from, rows, serves_need

MISSOURI = ZoneInfo("America/Chicago")
Row = Mapping[str, str]


@cache
def counties() -> dict[str, Row]:
    with (DATA / "places" / "counties.csv").open(encoding="utf-8", newline="") as file:
        return {row["slug"]: row for row in csv.DictReader(file)}


@cache
def by_id() -> dict[str, Row]:
    return {row["id"]: row for row in rows()}


def middle(county: str) -> tuple[float, float]:
    return float(counties()[county]["latitude"]), float(counties()[county]["longitude"])


def said_of(row: Row, record: str) -> str:
    """yes, no, ask, or nothing; "no felonies" refuses every kind."""
    pairs = dict(part.strip().split("=") for part in row["record"].split(";") if "=" in part)
    return pairs.get(record) or ("no" if pairs.get("any") == "no" else "")


@cache
def _asked(need: str) -> list[Row]:
    """All that serves the need. Nobody here told of a child: care for minors alone is none of it."""
    return [row for row in rows() if serves_need(row, need) and not for_minors_alone(row)]


@cache
def _expected(county: str, need: str) -> list[Expected]:
    found = (expected_of(row, middle(county), county) for row in _asked(need))
    return [one for one in found if one]


def refuses(row: Row, record: str) -> bool:
    """By its own words, or because children or people in danger live there."""
    return said_of(row, record) == "no" or (record == "sex_offense" and is_kept_from(row))


def reached(county: str, need: str) -> set[str]:
    """Whatever the person is: all that serves the need and can be reached from the middle of the county."""
    return {one.id for one in _expected(county, need)}


def placed(county: str, need: str) -> set[str]:
    """Of these, what has a door within 60 miles."""
    return {one.id for one in _expected(county, need) if one.band not in ("phone", "statewide")}


def nearest_beyond(county: str, need: str) -> list[tuple[str, float]]:
    """What lies too far away to be in the list, nearest first, with its miles."""
    here, within = middle(county), reached(county, need)
    points = ((row, _point(row)) for row in _asked(need) if row["id"] not in within)
    return sorted(
        ((row["id"], geodesic(here, point).miles) for row, point in points if point),
        key=lambda pair: (pair[1], pair[0]),
    )


def _point(row: Row) -> tuple[float, float] | None:
    return (float(row["latitude"]), float(row["longitude"])) if row["latitude"] else None


def is_open(row: Row, now: datetime) -> bool:
    """By the hours of the sheet, in Missouri's time."""
    local = now.astimezone(MISSOURI).replace(tzinfo=None)
    return bool(row["hours"]) and OpeningHours(row["hours"]).is_open(local)


def names() -> set[str]:
    """Names and words that stand in the sheets as they are, in whatever language the page is."""
    columns = ("organization", "service", "address", "city", "county", "website", "email")
    return {row[column] for row in rows() for column in columns if row[column]}
