"""The rows of a package from its files: a folder, a zip, or one JSON file, of any version of HSDS."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from resource_finder.catalogue.adapters.archives import MOST_BYTES_OF_ONE, Archive
from resource_finder.catalogue.cleaning import unguarded
from resource_finder.catalogue.faults import Fault, SheetsFaulty
from resource_finder.catalogue.hsds_flat import NotHsds, flattened
from resource_finder.catalogue.hsds_older import OLDER_NAMES, Package, Row, read_as
from resource_finder.catalogue.hsds_standard_tables import standard_tables
from resource_finder.catalogue.limits import MOST_ROWS_OF_PACKAGE, BoundedRows, TooLarge, json_within
from resource_finder.domain.offering import Source

_NEEDED = ("organizations.csv", "services.csv")
# Lists that describe the package and say nothing of a service.
_DESCRIBES = frozenset({"datapackage"})


@dataclass
class Files:
    """What the files hold, before anything of it is looked at."""

    package: Package = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    # Files, or nested parts of JSON, that are no table of HSDS -> their rows.
    others: dict[str, int] = field(default_factory=dict)
    # Table -> the file it was read from, where the standard calls it something else.
    names: dict[str, str] = field(default_factory=dict)
    is_whole: bool = True


def read_files(source: Path, faults: list[Fault]) -> Files:
    """Raises SheetsFaulty for what is no package at all; damaged rows are reported in `faults`."""
    if source.suffix.casefold() == ".json" and source.name != "datapackage.json":
        return _of_json(source)
    return _of_tables(source, faults)


def _of_tables(source: Path, faults: list[Fault]) -> Files:
    folder = source.parent if source.name == "datapackage.json" else source
    archive = None if folder.is_dir() else Archive(source)
    names = sorted(archive.names() if archive else (path.name for path in folder.iterdir() if path.is_file()))
    tables = {table.path: table.name for table in standard_tables()}
    files, left = Files(), MOST_ROWS_OF_PACKAGE
    for name in (name for name in names if name.casefold().endswith(".csv") and name[0] not in "._~"):
        stem = name[:-4].casefold()
        table, more = read_as(stem, {})
        table = table if stem in OLDER_NAMES else tables.get(f"{stem}.csv", "")
        rows = list(_rows(_content(folder, archive, name), name, faults, left))
        left -= len(rows)
        if table:
            files.package.setdefault(table, []).extend(
                {**row, **{k: row.get(k) or v for k, v in more.items()}} for row in rows
            )
            files.names.setdefault(table, name)
        elif stem not in _DESCRIBES:
            files.others[name] = len(rows)
    for needed in _NEEDED:
        if needed not in names:
            message = f"holds no {needed}: not an HSDS package"
            raise SheetsFaulty([Fault(source.name, 0, "", message, "refused")])
    if refused := [fault for fault in faults if fault.outcome == "refused"]:
        raise SheetsFaulty(refused)
    return files


def _content(folder: Path, archive: Archive | None, name: str) -> bytes:
    if archive is not None:
        return archive.read(name)
    file = folder / name
    if file.stat().st_size > MOST_BYTES_OF_ONE:
        message = f"is larger than {MOST_BYTES_OF_ONE // 2**20} MB"
        raise SheetsFaulty([Fault(name, 0, "", message, "refused")])
    return file.read_bytes()


def _rows(content: bytes, name: str, faults: list[Fault], most_rows: int) -> Iterator[Row]:
    """The rows with their lines. Damage that leaves no doubt is read past and said; any other refuses."""
    text = _text(content, name, faults)
    try:
        is_strict = _is_strict(text, name, faults, most_rows)
        reader = BoundedRows(text, most_rows, is_strict=is_strict)
        yield from _of_reader(reader, name, faults)
    except TooLarge as error:
        raise SheetsFaulty([Fault(name, error.line, "", f"holds {error}", "refused")]) from error
    except csv.Error as error:
        faults.append(Fault(name, reader.line_num, "", f"cannot be read: {error}", "refused"))


def _is_strict(text: str, name: str, faults: list[Fault], most_rows: int) -> bool:
    """Whether quotes are what they should be, or a quote never ends and swallows rows."""
    try:
        for _row in BoundedRows(text, most_rows):
            pass
    except csv.Error as error:
        if "end of data" not in str(error):
            # Quotes that another program wrote in its own way.
            faults.append(Fault(name, 0, "", "has quotes inside quotes: read as far as they go", "accepted"))
            return False
    return True


def _text(content: bytes, name: str, faults: list[Fault]) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        faults.append(
            Fault(name, line, "", "is not UTF-8, as the standard asks, nor Windows letters", "refused")
        )
        return ""
    faults.append(
        Fault(name, line, "", "is not UTF-8, as the standard asks: read as Windows letters", "accepted")
    )
    return text


def _of_reader(reader: BoundedRows, name: str, faults: list[Fault]) -> Iterator[Row]:
    lines = iter(reader)
    header = _header(next(lines, []))
    if "id" not in header and name in _NEEDED:
        faults.append(Fault(name, 1, "id", "has no such column", "refused"))
        return
    for cells in filter(None, lines):
        if len(cells) != len(header):
            message = f"has {len(cells)} cells; the header has {len(header)}"
            faults.append(Fault(name, reader.line_num, "", message))
            continue
        row: Row = dict(zip(header, map(unguarded, cells), strict=True)) | {"_line": reader.line_num}
        yield row if "id" in row else row | {"id": f"{name}:{reader.line_num}"}


def _header(cells: list[str]) -> list[str]:
    """Column names without blanks, in small letters where that makes no two alike."""
    plain = [cell.strip() for cell in cells]
    return [name if name.casefold() in plain else name.casefold() for name in plain]


def _of_json(source: Path) -> Files:
    if source.stat().st_size > MOST_BYTES_OF_ONE:
        message = f"is larger than {MOST_BYTES_OF_ONE // 2**20} MB"
        raise SheetsFaulty([Fault(source.name, 0, "", message, "refused")])
    try:
        page: Any = json_within(source.read_bytes())
    except TooLarge as error:
        raise SheetsFaulty([Fault(source.name, 0, "", str(error), "refused")]) from error
    except ValueError as error:
        line = getattr(error, "lineno", 0)
        raise SheetsFaulty([Fault(source.name, line, "", "is not JSON", "refused")]) from error
    try:
        flat, sources, is_whole = flattened(page)
    except (NotHsds, RecursionError) as error:
        raise SheetsFaulty(
            [Fault(source.name, 0, "", f"is not HSDS JSON: {error}"[:120], "refused")]
        ) from error
    if not flat.package.get("service"):
        raise SheetsFaulty([Fault(source.name, 0, "", "holds no services: not HSDS JSON", "refused")])
    others = {
        f"{source.name} {name}": count
        for name, count in flat.unused.items()
        if not name.partition(".")[2].startswith("x_")
    }
    return Files(flat.package, sources, others, {}, is_whole)
