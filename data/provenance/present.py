"""The sheets as they stand, read and written back in the order in which the builders write them.

The first lists made the sheets; later lists bring what changed and what is new. So a later list never
starts over: it reads the rows that people may have mended since, and puts its own beside them.
"""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from resource_finder.catalogue.columns import SOURCE_COLUMNS, SOURCES, columns_of

from .community_citations import Citation
from .published import Row


class Present:
    """Every row by its id, each with its `sheet`, and every source by its id."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rows: dict[str, Row] = {}
        self.sources: dict[str, Row] = {}
        for path in sorted(folder.glob("*.csv")):
            rows = _read(path)
            if path.name == SOURCES:
                self.sources = {row["id"]: row for row in rows}
            else:
                self.rows |= {row["id"]: row | {"sheet": path.stem} for row in rows}

    def of(self, *sheets: str) -> Iterator[Row]:
        return (row for row in self.rows.values() if row["sheet"] in sheets)

    def add(self, rows: Iterable[Row]) -> None:
        """Put new rows beside the present ones; a row that already stands is left as it was mended."""
        for row in rows:
            self.rows.setdefault(row["id"], row)

    def cite(self, citations: Iterable[Citation]) -> None:
        for citation in citations:
            cells = {column: getattr(citation, column) for column in SOURCE_COLUMNS}
            self.sources.setdefault(citation.id, cells)

    def write(self) -> None:
        """Every sheet again, with the sources that a row rests on and no others."""
        used = {source for row in self.rows.values() for source in row["source"].split("; ")}
        for sheet in sorted({row["sheet"] for row in self.rows.values()}):
            rows = sorted(self.of(sheet), key=_place)
            _write(self.folder / f"{sheet}.csv", columns_of(f"{sheet}.csv"), rows)
        kept = (self.sources[source] for source in sorted(self.sources) if source in used)
        _write(self.folder / SOURCES, SOURCE_COLUMNS, kept)


def _place(row: Row) -> tuple[str, ...]:
    return (row.get("county", ""), row.get("city", ""), row["organization"], row["id"])


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _write(path: Path, columns: Iterable[str], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(columns), extrasaction="ignore", restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
