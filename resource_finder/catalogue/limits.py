"""How large a file may be inside: rows, letters in a row, JSON values, files of a zip."""

import csv
import json
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# The longest federal list has some 20,000 rows for the whole country.
MOST_ROWS = 100_000
# Rows of a table that is read one by one and never held, as the stop times of a large city.
MOST_ROWS_STREAMED = 5_000_000
# Rows of all tables of a package: some thirty for each service.
MOST_ROWS_OF_PACKAGE = 300_000
# Rows that one import may bring into the catalogue.
MOST_OFFERINGS = 20_000
# A row whose quotation mark never closes would hold the rest of the file.
MOST_LETTERS_IN_ROW = 500_000
MOST_JSON_VALUES = 2_500_000
MOST_MEMBERS = 2000
# Text packs to a tenth, or a thirtieth where it repeats itself; smaller files harm nobody.
MOST_RATIO = 100
SMALL = 1024 * 1024
SMALL_ROWS = 10_000
_MOST_BYTES_OF_NAMES = MOST_MEMBERS * 512
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_END_OF_ZIP = b"PK\x05\x06"
_END_OF_LARGE_ZIP = b"PK\x06\x07"


class TooLarge(ValueError):
    """More than this program reads, and at which line; the message says what."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


class BoundedRows:
    """The rows of a CSV text. None is kept, and no copy of the text is made.

    Raises TooLarge where a row or the number of rows passes its limit, and csv.Error as `csv.reader` does.
    """

    def __init__(
        self,
        text: str,
        most_rows: int = MOST_ROWS,
        delimiter: str = ",",
        is_strict: bool = True,
        skips_blanks: bool = False,
    ) -> None:
        self._text, self._most_rows = text, most_rows
        self._letters = 0
        self._reader = csv.reader(
            self._lines(), delimiter=delimiter, strict=is_strict, skipinitialspace=skips_blanks
        )

    @property
    def line_num(self) -> int:
        return self._reader.line_num

    def __iter__(self) -> Iterator[list[str]]:
        # So many lines are rows, and are not worth the seconds that reading them would take.
        if self._text.count("\n") > 2 * (self._most_rows + SMALL_ROWS):
            raise TooLarge(f"more than {self._most_rows:,} rows: more than is read")
        # The header is no row.
        for number, cells in enumerate(self._reader):
            if number > self._most_rows:
                raise TooLarge(f"more than {self._most_rows:,} rows: more than is read", self.line_num)
            self._letters = 0
            yield cells

    def _lines(self) -> Iterator[str]:
        for found in _LINE.finditer(self._text):
            self._letters += found.end() - found.start()
            if self._letters > MOST_LETTERS_IN_ROW:
                message = (
                    f"a row of more than {MOST_LETTERS_IN_ROW:,} letters: does a quotation mark not close?"
                )
                raise TooLarge(message, self.line_num + 1)
            if found.end() > found.start():
                yield found[0]


def json_within(content: bytes) -> Any:
    """The value of a JSON text. Raises TooLarge for more than is read, ValueError for what is no JSON."""
    if sum(map(content.count, (b",", b"{", b"["))) > MOST_JSON_VALUES:
        raise TooLarge(f"holds more than {MOST_JSON_VALUES:,} values")
    try:
        return json.loads(content.decode("utf-8-sig"))
    except RecursionError as error:
        raise TooLarge("is nested too deeply") from error


def check_zip(file: Path) -> None:
    """Raises TooLarge when the list of a zip's files is longer than is read; it is looked at unread.

    What is no zip passes: who opens it says so.
    """
    with file.open("rb") as archive:
        size = archive.seek(0, 2)
        archive.seek(max(0, size - 2**16 - 22))
        tail = archive.read()
    plain = tail[-22:]
    at = len(tail) - 22 if plain[:4] == _END_OF_ZIP and plain[-2:] == b"\0\0" else tail.rfind(_END_OF_ZIP)
    if at < 0 or len(tail) < at + 22:
        return
    bytes_of_names = struct.unpack_from("<L", tail, at + 12)[0]
    is_large = tail[max(0, at - 20) : at][:4] == _END_OF_LARGE_ZIP
    if is_large or bytes_of_names > _MOST_BYTES_OF_NAMES:
        raise TooLarge(f"holds too many files; {MOST_MEMBERS} are the most")
