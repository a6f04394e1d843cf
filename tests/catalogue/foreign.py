"""A small package of somebody else, written as files and read."""

import csv
from pathlib import Path
from typing import Any

from resource_finder.catalogue.hsds_package import read_package
from tests.catalogue.test_hsds import GEOGRAPHY, TERMS

IN_COLUMBIA = {"latitude": "38.9517", "longitude": "-92.3341"}
Tables = dict[str, list[dict[str, Any]]]


def tables() -> Tables:
    return {
        "organizations": [{"id": "o", "name": "Fictional House", "website": "www.example.org"}],
        "services": [
            {"id": "s", "organization_id": "o", "name": "Beds", "description": "", "status": "active"}
        ],
        "locations": [{"id": "l", "location_type": "physical", "latitude": "38.95", "longitude": "-92.33"}],
        "service_at_location": [{"id": "a", "service_id": "s", "location_id": "l"}],
    }


def written(folder: Path, found: Tables) -> Path:
    for name, rows in found.items():
        columns = dict.fromkeys(column for row in rows for column in row)
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)
    return folder


def said(read) -> list[str]:
    return [str(fault) for fault in read.faults]


def placed(folder: Path, location: dict[str, Any], **address: str):
    """The package with one physical address in Columbia, changed by what is given; and all that was said."""
    found = tables()
    found["locations"] = [{"id": "l", "location_type": "physical"} | location]
    whole = {"address_1": "100 Sample Street", "city": "Columbia", "region": "Boone", "state_province": "MO"}
    whole |= {"postal_code": "65201", "address_type": "physical"} | address
    found["addresses"] = [{"id": "d", "location_id": "l"} | whole]
    return read_package(written(folder, found), GEOGRAPHY, TERMS)


def only(folder: Path, found: Tables):
    (offering,) = read_package(written(folder, found), GEOGRAPHY, TERMS).offerings
    return offering
