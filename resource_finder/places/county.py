"""Missouri's 114 counties and the City of St. Louis, as values."""

import csv
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class County:
    """`name` is as sheets write it; the point is the center of population, in degrees (WGS 84)."""

    slug: str
    fips: str
    name: str
    latitude: float
    longitude: float
    population: int
    neighbours: tuple[str, ...]

    @property
    def label(self) -> str:
        """Boone County, St. Louis County, St. Louis City."""
        return self.name if self.name.endswith((" County", " City")) else f"{self.name} County"


def read_counties(folder: Path) -> dict[str, County]:
    """Every county by its slug, in the order of FIPS codes."""
    with (folder / "counties.csv").open(encoding="utf-8", newline="") as file:
        return {row["slug"]: _county(row) for row in csv.DictReader(file)}


def _county(row: dict[str, str]) -> County:
    return County(
        slug=row["slug"],
        fips=row["fips"],
        name=row["name"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        population=int(row["population"]),
        neighbours=tuple(row["neighbours"].split("; ")),
    )
