"""An HSDS 3.2.3 tabular data package and its JSON, written and read."""

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from resource_finder.catalogue.cleaning import guarded
from resource_finder.catalogue.faults import Fault, SheetsFaulty
from resource_finder.catalogue.hsds_back import catalogue_parts, is_ours
from resource_finder.catalogue.hsds_files import read_files
from resource_finder.catalogue.hsds_foreign import SOURCE, foreign_parts
from resource_finder.catalogue.hsds_json import pages_of_organizations
from resource_finder.catalogue.hsds_older import modern
from resource_finder.catalogue.hsds_standard_tables import STANDARD, StandardTable, standard_tables
from resource_finder.catalogue.hsds_tables import Geography, Package, Row, package_of
from resource_finder.catalogue.hsds_terms import Terms
from resource_finder.catalogue.hsds_unused import unused
from resource_finder.domain.offering import Catalogue, Offering, Source


@dataclass(frozen=True)
class PackageRead:
    """What a package says. Rows with faults are left out; `faults` name file, line and column.

    `is_whole`: it is all that its directory has, not one page of many, and every row of it could be used.
    """

    offerings: tuple[Offering, ...]
    sources: tuple[Source, ...]
    faults: tuple[Fault, ...]
    is_ours: bool = False
    is_whole: bool = True


def export_package(
    catalogue: Catalogue,
    geography: Geography,
    terms: Terms,
    folder: Path,
    public: bool = False,
) -> None:
    """Write `datapackage.json` and all 24 tables, every column of each, header-only where empty.

    `public` leaves out the notes for staff; such a package does not come back whole.
    """
    folder.mkdir(parents=True, exist_ok=True)
    package = package_of(catalogue, geography, terms, public)
    (folder / "datapackage.json").write_bytes(STANDARD.read_bytes())
    for table in standard_tables():
        with (folder / table.path).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(
                file, table.columns, restval="", extrasaction="ignore", lineterminator="\n"
            )
            writer.writeheader()
            writer.writerows(map(_guarded, package.get(table.name, ())))


def _guarded(row: Row) -> Row:
    return {name: guarded(value) if isinstance(value, str) else value for name, value in row.items()}


def export_json(catalogue: Catalogue, geography: Geography, terms: Terms, public: bool = False) -> Row:
    """One page with every organization and its services nested, as the standard's JSON has them."""
    return pages_of_organizations(catalogue, package_of(catalogue, geography, terms, public))


def import_package(
    source: Path, geography: Geography, terms: Terms
) -> tuple[tuple[Offering, ...], tuple[Source, ...]]:
    """As `read_package`, for those who want all or nothing.

    Raises SheetsFaulty with every fault when a row cannot be used.
    """
    read = read_package(source, geography, terms)
    if bad := [fault for fault in read.faults if fault.outcome in ("refused", "reported")]:
        raise SheetsFaulty(bad)
    return read.offerings, read.sources


def read_package(
    source: Path,
    geography: Geography,
    terms: Terms,
    directory: Source = SOURCE,
    today: date | None = None,
) -> PackageRead:
    """The offerings and sources of a package: a folder, a zip, or one JSON file.

    A package that this program wrote comes back as it was; any other, of HSDS 1.1 to 3, becomes offerings of
    `directory` as far as its own fields say, and what it does not say stays unsaid. Everything of it that is
    not used is named. Raises SheetsFaulty for what is no package at all.
    """
    faults: list[Fault] = []
    files = read_files(source, faults)
    older = modern(files.package)
    paths = {table.name: files.names.get(table.name, table.path) for table in standard_tables()}
    left_over = list(unused(older, paths, files.others))
    # What was read of a table goes when its sound rows are taken: both together would be twice the memory.
    files.package = {}
    package = {
        table.name: list(_sound(table, older.pop(table.name, []), faults)) for table in standard_tables()
    }
    if is_ours(package):
        offerings, found = catalogue_parts(package, geography, faults)
        return PackageRead(offerings, files.sources or found, tuple(faults), is_ours=True)
    package = {table: [_without_null(row) for row in rows] for table, rows in package.items()}
    _check_references(package, faults)
    offerings, found = foreign_parts(package, geography, terms, faults, today, directory)
    faults += left_over
    is_whole = files.is_whole and not any(fault.outcome == "reported" for fault in faults)
    return PackageRead(offerings, found, tuple(faults), is_whole=is_whole)


def _sound(table: StandardTable, rows: list[Row], faults: list[Fault]) -> Iterator[Row]:
    """Rows with every column of the standard, points as numbers (they may still be swapped), each id once."""
    seen: set[str] = set()
    for row in rows:
        line = row.get("_line", 0)
        full: Row = {name: "" if row.get(name) is None else str(row[name]) for name in table.columns}
        if not full["id"]:
            faults.append(Fault(table.path, line, "id", "must not be empty"))
        elif full["id"] not in seen:
            seen.add(full["id"])
            yield full | _point(table, full, line, faults) | {"_line": line}
        elif line:
            faults.append(Fault(table.path, line, "id", f"“{full['id'][:40]}” stands twice"))


def _without_null(row: Row) -> Row:
    """The word with which a database writes nothing is nothing."""
    return {name: "" if str(value).strip().casefold() == "null" else value for name, value in row.items()}


def _point(table: StandardTable, row: Row, line: int, faults: list[Fault]) -> Row:
    if table.name != "location":
        return {}
    point: Row = {}
    for column in ("latitude", "longitude"):
        text = row[column]
        point[column] = None
        try:
            value = float(text) if text else None
        except ValueError:
            faults.append(Fault(table.path, line, column, f"“{text[:30]}” is not a number"))
            continue
        if value is not None and (math.isnan(value) or abs(value) > 180):
            faults.append(Fault(table.path, line, column, f"{text[:30]} is not on the earth", "accepted"))
        else:
            point[column] = value
    return point if None not in point.values() else {"latitude": None, "longitude": None}


def _check_references(package: Package, faults: list[Fault]) -> None:
    """Say which cells point to a row that is not there; the standard's own example has four."""
    for table in standard_tables():
        for column, other in table.points_to.items():
            known = {row["id"] for row in package[other]}
            for row in package[table.name]:
                if row[column] and row[column] not in known:
                    message = f"“{row[column][:40]}” is no id of {other}"
                    faults.append(Fault(table.path, row["_line"], column, message, "accepted"))
