"""The tables of a GTFS feed, read as they come: blanks, quotes and short rows do not refuse a feed."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from resource_finder.catalogue.adapters.archives import Archive
from resource_finder.catalogue.adapters.published import refused

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
        return list(self._rows(name, io.StringIO(text, newline=""), needed))

    def stream(self, name: str) -> Iterator[Row]:
        """The rows of a table that may be large, one after the other."""
        if name in self._archive:
            lines = (line.decode("utf-8", "surrogateescape") for line in self._archive.lines(name))
            yield from self._rows(name, lines, ())

    def content(self, name: str) -> str:
        return self._text(self._archive.read(name))

    def _text(self, content: bytes) -> str:
        """UTF-8 as GTFS asks, or the Windows letters in which small agencies save."""
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return content.decode("cp1252", "replace")

    def _rows(self, name: str, lines: Iterator[str] | io.StringIO, needed: tuple[str, ...]) -> Iterator[Row]:
        reader = csv.reader(lines, skipinitialspace=True)
        try:
            header = [cell.strip().lstrip("\ufeff").strip("\"' ").casefold() for cell in next(reader, [])]
            if missing := [column for column in needed if column not in header]:
                raise refused(self.file, f"{name} has no column “{missing[0]}”", 1)
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    whole = [*(cell.strip() for cell in cells), *[""] * (len(header) - len(cells))]
                    yield dict(zip(header, whole, strict=False))
        except csv.Error as error:
            raise refused(self.file, f"{name} cannot be read: {error}", reader.line_num) from error
