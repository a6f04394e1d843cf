"""The tables of a GTFS feed, read as they come: blanks, quotes and short rows do not refuse a feed."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from resource_finder.catalogue.adapters.archives import Archive
from resource_finder.catalogue.adapters.published import refused
from resource_finder.catalogue.limits import MOST_ROWS_STREAMED, BoundedRows, TooLarge

Row = dict[str, str]


class Feed:
    """One zip, table by table."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._archive = Archive(file)

    def __contains__(self, name: str) -> bool:
        return name in self._archive

    def table(self, name: str, needed: tuple[str, ...] = ()) -> list[Row]:
        """All rows of a small table; none where it is not there and nothing of it is needed."""
        if name not in self._archive:
            if needed:
                raise refused(self.file, f"holds no {name}: not a GTFS feed")
            return []
        text = self._text(self._archive.read(name))
        return list(self._rows(name, BoundedRows(text, is_strict=False, skips_blanks=True), needed))

    def stream(self, name: str, most_rows: int = MOST_ROWS_STREAMED) -> Iterator[Row]:
        """The rows of a table that may be large, one after the other."""
        if name in self._archive:
            lines = (line.decode("utf-8", "surrogateescape") for line in self._archive.lines(name))
            for number, row in enumerate(self._rows(name, csv.reader(lines, skipinitialspace=True), ())):
                if number >= most_rows:
                    raise refused(self.file, f"{name} holds more than {most_rows:,} rows: more than is read")
                yield row

    def content(self, name: str) -> str:
        return self._text(self._archive.read(name))

    def _text(self, content: bytes) -> str:
        """UTF-8 as GTFS asks, or the Windows letters in which small agencies save."""
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return content.decode("cp1252", "replace")

    def _rows(self, name: str, reader: Any, needed: tuple[str, ...]) -> Iterator[Row]:
        lines = iter(reader)
        try:
            header = [cell.strip().lstrip("\ufeff").strip("\"' ").casefold() for cell in next(lines, [])]
            if missing := [column for column in needed if column not in header]:
                raise refused(self.file, f"{name} has no column “{missing[0]}”", 1)
            for cells in lines:
                if any(cell.strip() for cell in cells):
                    whole = [*(cell.strip() for cell in cells), *[""] * (len(header) - len(cells))]
                    yield dict(zip(header, whole, strict=False))
        except TooLarge as error:
            raise refused(self.file, f"{name} holds {error}", error.line) from error
        except csv.Error as error:
            raise refused(self.file, f"{name} cannot be read: {error}", reader.line_num) from error
