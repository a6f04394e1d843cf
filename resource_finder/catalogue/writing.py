"""The catalogue back to the same sheets, byte for byte the same for the same rows."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from resource_finder.catalogue.cleaning import guarded
from resource_finder.catalogue.columns import CELLS, SOURCE_COLUMNS, SOURCES, STATEWIDE, columns_of
from resource_finder.domain.offering import Catalogue, Offering, Source


def write_sheets(catalogue: Catalogue, folder: Path, county_names: Mapping[str, str]) -> None:
    """Write every sheet and `sources.csv` into an empty or new folder. `county_names`: slug to sheet name."""
    folder.mkdir(parents=True, exist_ok=True)
    by_sheet: dict[str, list[Offering]] = defaultdict(list)
    for offering in catalogue.offerings:
        by_sheet[_file_name(offering.sheet)].append(offering)
    for sheet, offerings in by_sheet.items():
        columns = columns_of(f"{sheet}.csv")
        lines = (_line(offering, columns, county_names) for offering in offerings)
        _write(folder / f"{sheet}.csv", columns, lines)
    _write(folder / SOURCES, SOURCE_COLUMNS, (_source_line(source) for source in catalogue.sources))


def is_sheet_name(sheet: str) -> bool:
    """Whether this is the name of a sheet as it stands, and of no other."""
    return bool(sheet) and len(sheet) <= 40 and _file_name(sheet) == sheet


def _file_name(sheet: str) -> str:
    """A sheet's name may come from an imported package: it never leads out of the folder."""
    plain = re.sub(r"[^a-z0-9_-]+", "-", sheet.casefold()).strip("-")
    return plain if plain and f"{plain}.csv" != SOURCES else "offerings"


def _write(path: Path, columns: Iterable[str], lines: Iterable[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(lines)


def _source_line(source: Source) -> list[str]:
    return [guarded(getattr(source, column)) for column in SOURCE_COLUMNS]


def _line(offering: Offering, columns: Iterable[str], names: Mapping[str, str]) -> list[str]:
    values = cells_of(offering, names)
    # A longitude begins with a minus, and is a number to a spreadsheet too.
    return [values[c] if c in ("longitude", "latitude") else guarded(values[c]) for c in columns]


def cells_of(offering: Offering, names: Mapping[str, str]) -> dict[str, str]:
    """Every column of a row as a sheet writes it, without guards against spreadsheets."""
    cells = {field.header: _cell(field.column.holds, field.of(offering), names) for field in CELLS}
    return cells | {"serves": STATEWIDE} if offering.statewide else cells


def _cell(holds: str, value: Any, names: Mapping[str, str]) -> str:
    match holds:
        case "county":
            return names.get(value, "")
        case "counties":
            return _joined(names[slug] for slug in value)
        case "record":
            return _joined(f"{kind}={said}" for kind, said in value)
        case "flag":
            return "yes" if value else ""
        case _ if isinstance(value, tuple):
            return _joined(map(str, value))
        case _ if value is None:
            return ""
        case _:
            # Of a point every figure that the source gave: a rounded one would be another catalogue.
            return str(value)


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(parts)
