"""Where a survey row is, as well as the surveys tell: the middle of its ZIP code or of its town.

No survey row has a point of its own, so every point is `approximate`. The streets of a confidential place
were dropped before; such a row gets no point.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

Row = dict[str, str]
Point = tuple[str, str]

_SAME_TOWN = {"South West City": "Southwest City"}


@dataclass(frozen=True, slots=True)
class Middles:
    """Middle points of ZIP codes and towns."""

    zips: dict[str, Point]
    towns: dict[tuple[str, str], Point]
    zip_counties: dict[str, str]

    def of(self, row: Row) -> Point | None:
        """The ZIP's when it is known, else the town's in its county, else the town's alone."""
        town = _SAME_TOWN.get(row["city"], row["city"])
        return (
            self.zips.get(row["zip"]) or self.towns.get((town, row["county"])) or self.towns.get((town, ""))
        )


def middles(geo: Path) -> Middles:
    with (geo / "zips.csv").open(encoding="utf-8", newline="") as lines:
        codes = [row for row in csv.DictReader(lines) if row["lat"]]
    towns: dict[tuple[str, str], Point] = {}
    with (geo / "places.csv").open(encoding="utf-8", newline="") as lines:
        for row in sorted(csv.DictReader(lines), key=lambda row: row["kind"]):
            point = (row["lat"], row["lon"])
            towns.setdefault((row["name"], county_name(row["county"])), point)
            towns.setdefault((row["name"], ""), point)
    zips = {row["zip"]: (row["lat"], row["lon"]) for row in codes}
    return Middles(zips, towns, {row["zip"]: county_name(row["county"]) for row in codes})


def county_name(census: str) -> str:
    """`Boone County` as `Boone`; the two that share a name keep the word that tells them apart."""
    if census.casefold() == "st. louis city":
        return "St. Louis City"
    return census if census == "St. Louis County" else census.removesuffix(" County")


def placed(row: Row, known: Middles) -> Row:
    """The row with its point, and with the county of its ZIP code where the survey names none."""
    row = row | {"county": row["county"] or known.zip_counties.get(row["zip"], "")}
    point = None if row["private_address"] else known.of(row)
    if point is None:
        return row | {"latitude": "", "longitude": "", "precision": "none"}
    return row | {"latitude": point[0], "longitude": point[1], "precision": "approximate"}
