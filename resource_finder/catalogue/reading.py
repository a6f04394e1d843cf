"""From the bytes of a sheet to rows with their line numbers; a damaged file is refused, never guessed at."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from charset_normalizer import from_bytes
from rapidfuzz import process

from resource_finder.catalogue.columns import columns_of
from resource_finder.catalogue.faults import Fault, did_you_mean
from resource_finder.catalogue.limits import MOST_ROWS, BoundedRows, TooLarge

MOST_BYTES = 64 * 1024 * 1024
# A quote left open swallows the rows below it; no honest cell has this many lines.
MOST_LINES_IN_CELL = 8
csv.field_size_limit(MOST_BYTES)

_OUR_LETTERS = frozenset("áéíóúüñÁÉÍÓÚÜÑçèàâêëïôö¿¡‘’“”–—…•·°®™½\u00a0")
_NOT_CSV = (
    (b"PK\x03\x04", "this is a spreadsheet workbook, not CSV: save it as “CSV UTF-8”"),
    (b"\xd0\xcf\x11\xe0", "this is an old spreadsheet workbook, not CSV: save it as “CSV UTF-8”"),
    (b"%PDF", "this is a PDF, not CSV"),
    (b"<!DOCTYPE", "this is a web page, not CSV"),
    (b"<html", "this is a web page, not CSV"),
    (b"{", "this is JSON, not CSV"),
)


class FileRefused(ValueError):
    """The file cannot be read as a sheet; `line` is where, 0 for all of it."""

    def __init__(self, message: str, line: int = 0, column: str = "") -> None:
        super().__init__(message)
        self.line = line
        self.column = column


@dataclass
class Table:
    """The rows of one sheet as text, each with the line on which it starts."""

    name: str
    header: tuple[str, ...] = ()
    width: int = 0
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def repaired(self, line: int, column: str, message: str) -> None:
        self.faults.append(Fault(self.name, line, column, message, "repaired"))

    def accepted(self, line: int, column: str, message: str) -> None:
        self.faults.append(Fault(self.name, line, column, message, "accepted"))

    def reported(self, line: int, column: str, message: str) -> None:
        self.faults.append(Fault(self.name, line, column, message, "reported"))


def read_table(path: Path) -> Table:
    """Read one sheet. A file that cannot be read gives a table with one refusing fault and no rows."""
    table = Table(path.name)
    try:
        _read(path, table)
    except OSError as error:
        reason = (error.strerror or "no reason given").casefold()
        table.faults.append(Fault(path.name, 0, "", f"cannot be opened ({reason})", "refused"))
    except FileRefused as refusal:
        table.rows.clear()
        table.faults.append(Fault(path.name, refusal.line, refusal.column, str(refusal), "refused"))
    return table


def _read(path: Path, table: Table) -> None:
    if path.stat().st_size > MOST_BYTES:
        raise FileRefused(f"larger than {MOST_BYTES // 1024 // 1024} MB: split it")
    text = _text(path.read_bytes(), table)
    lines = _cells(text, table)
    header_line, header = next(lines, (0, []))
    table.header = _header(header_line, header, table)
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if row := _row(line, cells, table):
            table.rows.append((line, row))
    if not table.rows and not table.faults:
        table.accepted(0, "", "has column names and no rows")


def _text(content: bytes, table: Table) -> str:
    if not content.strip():
        raise FileRefused("the file is empty")
    for sign, message in _NOT_CSV:
        if content.lstrip()[: len(sign)].lower() == sign.lower():
            raise FileRefused(message)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        table.repaired(0, "", "was saved as UTF-16; read as such. Save it as “CSV UTF-8”")
        return _decoded(content, "utf-16")
    if b"\x00" in content:
        line = content[: content.index(b"\x00")].count(b"\n") + 1
        raise FileRefused("holds a NUL byte: the file is damaged or is not text", line)
    if content.startswith(b"\xef\xbb\xbf"):
        content = content[3:]
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(content, content[: error.start].count(b"\n") + 1, table)


def _not_utf8(content: bytes, line: int, table: Table) -> str:
    encoding = _likely_encoding(content)
    text = _decoded(content, encoding, line)
    names = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp437": "MS-DOS (437)"}
    table.repaired(line, "", f"is not UTF-8; read as {names.get(encoding, encoding)}. Save it as “CSV UTF-8”")
    return text


def _likely_encoding(content: bytes) -> str:
    """The encoding in which most foreign letters are those of our languages; else a library's guess.

    A few accents in a sheet are too little for statistics, so what is expected here is tried first.
    """
    best, most = "", 0
    for encoding in ("cp1252", "mac_roman", "cp437"):
        text = content.decode(encoding, errors="replace")
        score = sum(1 if letter in _OUR_LETTERS else -1 for letter in text if not letter.isascii())
        if score > most:
            best, most = encoding, score
    if best:
        return best
    guess = from_bytes(content).best()
    return guess.encoding if guess else "cp1252"


def _decoded(content: bytes, encoding: str, line: int = 0) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileRefused("the letters cannot be read: save the sheet as “CSV UTF-8”", line) from error


def _cells(text: str, table: Table) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it starts; refuses quotes that do not balance."""
    text, skipped = _without_separator_line(text.replace("\r\n", "\n").replace("\r", "\n"), table)
    reader = BoundedRows(text, MOST_ROWS, _delimiter(text[: text.find("\n") + 1] or text, table))
    rows = iter(reader)
    start = 1
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except TooLarge as error:
            raise FileRefused(f"holds {error}", error.line + skipped) from error
        except csv.Error as error:
            what = "a quotation mark does not close" if "end of data" in str(error) else f"{error}"
            raise FileRefused(
                f"quotation marks do not balance from here on ({what})", start + skipped
            ) from error
        _check_quotes(cells, start + skipped)
        yield start + skipped, cells
        start = reader.line_num + 1


def _check_quotes(cells: list[str], line: int) -> None:
    tallest = max((cell.count("\n") for cell in cells), default=0)
    if tallest > MOST_LINES_IN_CELL:
        raise FileRefused(f"a quotation mark opened here closes only {tallest} lines below", line)


def _without_separator_line(text: str, table: Table) -> tuple[str, int]:
    """Spreadsheets may write `sep=,` above the header."""
    first, _, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep="):
        table.repaired(1, "", "the line “sep=” was left out")
        return rest, 1
    return text, 0


def _delimiter(first_line: str, table: Table) -> str:
    counts = {sign: first_line.count(sign) for sign in ",;\t|"}
    if counts[","] or not any(counts.values()):
        return ","
    sign = max(counts, key=lambda s: counts[s])
    names = {";": "semicolons", "\t": "tabs", "|": "bars"}
    table.repaired(1, "", f"cells are separated by {names[sign]}; read as such. Save it with commas")
    return sign


def _header(line: int, cells: list[str], table: Table) -> tuple[str, ...]:
    # A spreadsheet may write its empty right margin: as wide as the header has it, it is no fault.
    table.width = len(cells)
    names = [cell.strip().strip("\ufeff") for cell in cells]
    while names and not names[-1]:
        names.pop()
    plain = [name.casefold().replace(" ", "_") for name in names]
    known = columns_of(table.name)
    if not set(plain) & set(known):
        raise FileRefused("the first row must hold the column names (id, organization, service, …)", 1)
    for name, repaired in zip(names, plain, strict=True):
        if name != repaired and repaired in known:
            table.repaired(line, repaired, f"the column name was written “{name}”")
    _check_header(line, plain, known)
    return tuple(plain)


def _check_header(line: int, names: list[str], known: tuple[str, ...]) -> None:
    """A column that was lost would empty its cells in silence, so all must be there; their order is free."""
    for position, name in enumerate(names, start=1):
        if not name:
            raise FileRefused(f"column {position} has no name", line)
        if names.count(name) > 1:
            raise FileRefused(f"the column “{name}” stands twice", line, name)
        if name not in known:
            near = process.extractOne(name, [k for k in known if k not in names], score_cutoff=70)
            hint = did_you_mean([near[0]] if near else [])
            raise FileRefused(f"“{name[:40]}” is no column of this sheet{hint}", line)
    missing = [name for name in known if name not in names]
    if missing:
        raise FileRefused(
            f"these columns are missing: {', '.join(missing)}. A sheet has them all, even empty", line
        )


def _row(line: int, cells: list[str], table: Table) -> dict[str, str] | None:
    width = len(table.header)
    if [cell.strip().casefold() for cell in cells[:2]] == list(table.header[:2]):
        table.reported(line, "", "the column names stand here again: take this row out")
        return None
    if len(cells) > table.width or any(cell.strip() for cell in cells[width:]):
        message = (
            f"has {len(cells)} cells where the header has {width}: a comma in a cell without quotation marks?"
        )
        table.reported(line, "", message)
        return None
    if len(cells) < width:
        message = f"has {len(cells)} cells where the header has {width}: the row is cut off"
        table.reported(line, "", message)
        return None
    return dict(zip(table.header, cells, strict=False))
