"""An HSDS 3.2.3 tabular data package and its JSON, written and read."""

import csv
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from resource_finder.catalogue.adapters.archives import MOST_BYTES_OF_ONE, Archive
from resource_finder.catalogue.cleaning import guarded, unguarded
from resource_finder.catalogue.faults import Fault, SheetsFaulty
from resource_finder.catalogue.hsds_back import catalogue_parts, is_ours
from resource_finder.catalogue.hsds_foreign import foreign_parts
from resource_finder.catalogue.hsds_json import flattened, pages_of_organizations
from resource_finder.catalogue.hsds_tables import Geography, Package, Row, package_of
from resource_finder.catalogue.hsds_terms import Terms
from resource_finder.catalogue.limits import MOST_ROWS_OF_PACKAGE, BoundedRows, TooLarge, json_within
from resource_finder.domain.offering import Catalogue, Offering, Source

STANDARD = Path(__file__).parent / "hsds_standard" / "datapackage.json"
_NEEDED = ("organizations.csv", "services.csv")


@dataclass(frozen=True)
class PackageRead:
    """What a package says. Rows with faults are left out; `faults` name file, line and column."""

    offerings: tuple[Offering, ...]
    sources: tuple[Source, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    name: str
    path: str
    columns: tuple[str, ...]
    # Column -> the table that it points to.
    points_to: dict[str, str]


def export_package(
    catalogue: Catalogue,
    geography: Geography,
    folder: Path,
    terms: Terms | None = None,
    public: bool = False,
) -> None:
    """Write `datapackage.json` and all 24 tables, every column of each, header-only where empty.

    `public` leaves out the notes for staff; such a package does not come back whole.
    """
    folder.mkdir(parents=True, exist_ok=True)
    package = package_of(catalogue, geography, terms, public)
    (folder / "datapackage.json").write_bytes(STANDARD.read_bytes())
    for table in _tables():
        with (folder / table.path).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(
                file, table.columns, restval="", extrasaction="ignore", lineterminator="\n"
            )
            writer.writeheader()
            writer.writerows(map(_guarded, package.get(table.name, ())))


def _guarded(row: Row) -> Row:
    return {name: guarded(value) if isinstance(value, str) else value for name, value in row.items()}


def export_json(
    catalogue: Catalogue, geography: Geography, terms: Terms | None = None, public: bool = False
) -> Row:
    """One page with every organization and its services nested, as the standard's JSON has them."""
    return pages_of_organizations(catalogue, package_of(catalogue, geography, terms, public))


def import_package(
    source: Path, geography: Geography, terms: Terms | None = None
) -> tuple[tuple[Offering, ...], tuple[Source, ...]]:
    """As `read_package`, for those who want all or nothing.

    Raises SheetsFaulty with every fault when a row cannot be used.
    """
    read = read_package(source, geography, terms)
    if bad := [fault for fault in read.faults if fault.outcome in ("refused", "reported")]:
        raise SheetsFaulty(bad)
    return read.offerings, read.sources


def read_package(source: Path, geography: Geography, terms: Terms | None = None) -> PackageRead:
    """The offerings and sources of a package: a folder, a zip, or one JSON file.

    A package that this program wrote comes back as it was; any other becomes offerings as far as its own
    fields say, and what it does not say stays unsaid. Raises SheetsFaulty for what is no package at all.
    """
    faults: list[Fault] = []
    if source.suffix == ".json" and source.name != "datapackage.json":
        package, sources = _package_of_json(source)
    else:
        package, sources = _package_of_tables(source, faults), ()
    # What was read of a table goes when its sound rows are taken: both together would be twice the memory.
    package = {table.name: list(_sound(table, package.pop(table.name, []), faults)) for table in _tables()}
    if is_ours(package):
        offerings, found = catalogue_parts(package, geography, faults)
        return PackageRead(offerings, sources or found, tuple(faults))
    _check_references(package, faults)
    offerings, found = foreign_parts(package, geography, faults, terms)
    return PackageRead(offerings, found, tuple(faults))


@cache
def _tables() -> tuple[_Table, ...]:
    """The 24 tables as the standard itself describes them."""
    described = json.loads(STANDARD.read_text(encoding="utf-8"))["resources"]
    return tuple(
        _Table(
            resource["name"],
            resource["path"],
            tuple(field["name"] for field in resource["schema"]["fields"]),
            {
                reference["fields"]: reference["reference"]["resource"]
                for reference in resource["schema"].get("foreignKeys", ())
                if isinstance(reference["fields"], str)
            },
        )
        for resource in described
    )


def _package_of_tables(source: Path, faults: list[Fault]) -> Package:
    folder = source.parent if source.name == "datapackage.json" else source
    archive = None if folder.is_dir() else Archive(source)
    package: Package = {}
    for table in _tables():
        content = _content(folder, archive, table.path)
        if content is not None:
            left = MOST_ROWS_OF_PACKAGE - sum(map(len, package.values()))
            package[table.name] = list(_rows(content, table, faults, left))
        elif table.path in _NEEDED:
            message = f"holds no {table.path}: not an HSDS package"
            raise SheetsFaulty([Fault(source.name, 0, "", message, "refused")])
    if refused := [fault for fault in faults if fault.outcome == "refused"]:
        raise SheetsFaulty(refused)
    return package


def _content(folder: Path, archive: Archive | None, name: str) -> bytes | None:
    if archive is not None:
        return archive.read(name) if name in archive else None
    file = folder / name
    if not file.is_file():
        return None
    if file.stat().st_size > MOST_BYTES_OF_ONE:
        message = f"is larger than {MOST_BYTES_OF_ONE // 2**20} MB"
        raise SheetsFaulty([Fault(name, 0, "", message, "refused")])
    return file.read_bytes()


def _rows(content: bytes, table: _Table, faults: list[Fault], most_rows: int) -> Iterator[Row]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        faults.append(Fault(table.path, line, "", "is not UTF-8, as the standard asks", "refused"))
        return
    reader = BoundedRows(text, most_rows)
    lines = iter(reader)
    try:
        header = next(lines, [])
        if "id" not in header:
            faults.append(Fault(table.path, 1, "id", "has no such column", "refused"))
            return
        for cells in filter(None, lines):
            if len(cells) != len(header):
                message = f"has {len(cells)} cells; the header has {len(header)}"
                faults.append(Fault(table.path, reader.line_num, "", message))
            else:
                yield dict(zip(header, map(unguarded, cells), strict=True)) | {"_line": reader.line_num}
    except TooLarge as error:
        raise SheetsFaulty([Fault(table.path, error.line, "", f"holds {error}", "refused")]) from error
    except csv.Error as error:
        faults.append(Fault(table.path, reader.line_num, "", f"cannot be read: {error}", "refused"))


def _sound(table: _Table, rows: list[Row], faults: list[Fault]) -> Iterator[Row]:
    """Rows with every column of the standard, points as numbers, each id once."""
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


def _point(table: _Table, row: Row, line: int, faults: list[Fault]) -> Row:
    if table.name != "location":
        return {}
    point: Row = {}
    for column, most in (("latitude", 90), ("longitude", 180)):
        text = row[column]
        point[column] = None
        try:
            value = float(text) if text else None
        except ValueError:
            faults.append(Fault(table.path, line, column, f"“{text[:30]}” is not a number"))
            continue
        if value is not None and (math.isnan(value) or abs(value) > most):
            faults.append(Fault(table.path, line, column, f"{text[:30]} is not on the earth", "accepted"))
        else:
            point[column] = value
    return point if None not in point.values() else {"latitude": None, "longitude": None}


def _check_references(package: Package, faults: list[Fault]) -> None:
    """Say which cells point to a row that is not there; the standard's own example has four."""
    for table in _tables():
        for column, other in table.points_to.items():
            known = {row["id"] for row in package[other]}
            for row in package[table.name]:
                if row[column] and row[column] not in known:
                    message = f"“{row[column][:40]}” is no id of {other}"
                    faults.append(Fault(table.path, row["_line"], column, message, "accepted"))


def _package_of_json(source: Path) -> tuple[Package, tuple[Source, ...]]:
    try:
        if source.stat().st_size > MOST_BYTES_OF_ONE:
            raise TooLarge(f"is larger than {MOST_BYTES_OF_ONE // 2**20} MB")
        page: Any = json_within(source.read_bytes())
    except TooLarge as error:
        raise SheetsFaulty([Fault(source.name, 0, "", str(error), "refused")]) from error
    except ValueError as error:
        line = getattr(error, "lineno", 0)
        raise SheetsFaulty([Fault(source.name, line, "", "is not JSON", "refused")]) from error
    try:
        package, sources = flattened(page)
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        message = f"is not HSDS JSON: {type(error).__name__} {error}"[:120]
        raise SheetsFaulty([Fault(source.name, 0, "", message, "refused")]) from error
    if not package.get("service"):
        raise SheetsFaulty([Fault(source.name, 0, "", "holds no services: not HSDS JSON", "refused")])
    return package, sources
