"""Makes small sheets, obviously fictional, and reads them."""

import csv
import io
from datetime import date
from pathlib import Path

from resource_finder.catalogue.columns import COLUMNS, SOURCE_COLUMNS, columns_of
from resource_finder.catalogue.sheets import SheetsRead, read_sheets
from resource_finder.domain.kinds import Kinds
from resource_finder.domain.needs import Needs
from resource_finder.places.gazetteer import Gazetteer

DATA = Path(__file__).parent.parent.parent / "data"
TODAY = date(2026, 11, 25)
GAZETTEER = Gazetteer.load(DATA)
NEEDS = Needs.load(DATA)
KINDS = Kinds.load(DATA)
GOOD = {
    "id": "mo-test01",
    "organization": "Fictional House",
    "service": "Beds",
    "needs": "housing/tonight",
    "kind": "shelter",
    "summary": "A bed for the night.",
    "address": "1 Made-up Street",
    "city": "Columbia",
    "zip": "65203",
    "county": "Boone",
    "latitude": "38.95",
    "longitude": "-92.33",
    "precision": "exact",
    "serves": "Boone; Callaway",
    "phones": "573-874-2345",
    "website": "https://example.org",
    "source": "test",
    "checked_on": "2026-01-20",
}


def sheet(*rows: dict[str, str], name: str = "housing.csv", columns: tuple[str, ...] = ()) -> bytes:
    """A sheet of rows, each the good row with changes."""
    header = columns or columns_of(name)
    text = io.StringIO()
    writer = csv.DictWriter(text, header, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for number, changes in enumerate(rows):
        writer.writerow(GOOD | {"id": f"mo-test{number:02d}"} | changes)
    return text.getvalue().encode()


def folder_of(folder: Path, **files: bytes) -> Path:
    """A folder of sheets (`housing=…`) beside a `sources.csv` that knows the source `test`."""
    sources = ",".join(SOURCE_COLUMNS) + "\ntest,Test,Made up,,,,\n"
    (folder / "sources.csv").write_text(sources, encoding="utf-8")
    for name, content in files.items():
        (folder / f"{name}.csv").write_bytes(content)
    return folder


def read(folder: Path, **files: bytes) -> SheetsRead:
    return read_sheets(folder_of(folder, **files), GAZETTEER, NEEDS.codes, TODAY, KINDS)


__all__ = [
    "COLUMNS",
    "DATA",
    "GAZETTEER",
    "GOOD",
    "KINDS",
    "NEEDS",
    "SOURCE_COLUMNS",
    "TODAY",
    "columns_of",
    "folder_of",
    "read",
    "sheet",
]
