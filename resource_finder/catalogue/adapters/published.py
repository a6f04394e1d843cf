"""What every adapter shares: rows of a published CSV, plain names, phones, stable ids."""

import csv
import hashlib
import math
import re
from base64 import b32encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from resource_finder.catalogue import cells
from resource_finder.catalogue.adapters.left_out import LeftOut
from resource_finder.catalogue.adapters.names_written import plain_street
from resource_finder.catalogue.faults import CellFault, Fault, SheetsFaulty
from resource_finder.catalogue.limits import BoundedRows, TooLarge, json_within
from resource_finder.domain.offering import Phone

MOST_BYTES = 64 * 1024 * 1024
Row = Mapping[str, str]


class Ground(Protocol):
    """What an adapter asks of the places: the county of a point, the counties and center of a ZIP code."""

    def county_at(self, latitude: float, longitude: float) -> Any: ...
    def zip_counties(self, zip_code: str) -> tuple[str, ...]: ...
    def find(self, text: str) -> Any: ...


def rows(
    file: Path, needed: Iterable[str | tuple[str, ...]], in_small_letters: bool = False
) -> Iterator[tuple[int, Row]]:
    """Each row of a published CSV with its line.

    `needed` are columns, or several names of one column. Raises SheetsFaulty when it is not the file it
    should be, or a row has another number of cells than the header.
    """
    if file.stat().st_size > MOST_BYTES:
        raise refused(file, f"is larger than {MOST_BYTES // 2**20} MB")
    reader = BoundedRows(_text(file))
    lines = iter(reader)
    try:
        header = [name.strip() for name in next(lines, [])]
        header = [name.casefold() for name in header] if in_small_letters else header
        for names in needed:
            if not set((names,) if isinstance(names, str) else names) & set(header):
                name = names if isinstance(names, str) else names[0]
                raise refused(file, f"has no column “{name}”: is it the file that this command reads?", 1)
        for cells in filter(None, lines):
            if len(cells) != len(header):
                raise refused(file, "has another number of cells than the header", reader.line_num)
            yield reader.line_num, dict(zip(header, map(_said, cells), strict=True))
    except TooLarge as error:
        raise refused(file, f"holds {error}", error.line) from error
    except csv.Error as error:
        raise refused(file, f"cannot be read: {error}", reader.line_num) from error


def _said(cell: str) -> str:
    """The cell; nothing for the word with which a database writes nothing."""
    text = cell.strip()
    return "" if text.casefold() in ("null", "n/a", "#n/a", "nan") else text


def is_missouri(state: str, zip_code: str, left_out: LeftOut) -> bool:
    """Whether a row is of Missouri, by code, name, or without a state by ZIP code; others are counted."""
    told = state.strip().strip(".").casefold()
    if told in ("mo", "missouri") or (not told and re.match(r"6[345]\d{3}", zip_code)):
        return True
    left_out.count("other state" if told else "no state")
    return False


def _text(file: Path) -> str:
    """UTF-8, or the Windows letters in which older federal files come. Nothing is replaced by a guess."""
    content = file.read_bytes()
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
    raise refused(file, "holds letters that are neither UTF-8 nor Windows", line)


def json_of(file: Path, what: str) -> Any:
    """The JSON of a file within the size limit. Raises SheetsFaulty with the line where it breaks."""
    if file.stat().st_size > MOST_BYTES:
        raise refused(file, f"is larger than {MOST_BYTES // 2**20} MB")
    try:
        return json_within(file.read_bytes())
    except TooLarge as error:
        raise refused(file, str(error)) from error
    except ValueError as error:
        raise refused(file, f"is not the JSON of {what}", getattr(error, "lineno", 0)) from error


def refused(file: Path, message: str, line: int = 0, column: str = "") -> SheetsFaulty:
    return SheetsFaulty([Fault(file.name, line, column, message, "refused")])


def point_of(line: int, row: Row, latitude: str, longitude: str, left_out: LeftOut) -> dict[str, Any]:
    """latitude, longitude and precision of an offering, from two columns; no point where one is no number."""
    here = []
    for column in (latitude, longitude):
        try:
            value = float(row.get(column) or "nan")
        except ValueError:
            left_out.say(
                f"line {line} {column}: “{row[column][:30]}” is not a number: placed by the ZIP code"
            )
            return {"precision": "none"}
        if math.isnan(value):
            left_out.count_mended("has no point: placed by the ZIP code")
            return {"precision": "none"}
        if math.isinf(value) or abs(value) > 180:
            left_out.say(f"line {line} {column}: {value:g} is not on the earth: placed by the ZIP code")
            return {"precision": "none"}
        here.append(round(value, 7))
    return {"latitude": here[0], "longitude": here[1], "precision": "exact"}


def placed(ground: Ground, point: Mapping[str, Any], zip_code: str, note: str = "") -> dict[str, Any]:
    """County, ZIP code, point and note of an offering: the file's own point where it can be right.

    A point outside Missouri or far from its ZIP code is a mistake of the file: the center of the ZIP code
    stands in for it, and the note says so.
    """
    # A ZIP code that Missouri does not have is a slip of the file: no sheet could hold it.
    code = zip_code[:5] if ground.zip_counties(zip_code[:5]) else ""
    center = _center_of(ground, code)
    said: dict[str, Any] = {"zip": code, "note": note}
    if "latitude" in point:
        here = (point["latitude"], point["longitude"])
        county = ground.county_at(*here)
        if county and (center is None or _is_near(here, (center.latitude, center.longitude))):
            return said | dict(point) | {"county": str(county.slug)}
        said["note"] = f"{note} The point in the file is not at this address.".strip()
    if center is None:
        return said | {"precision": "none"}
    centered = {"latitude": center.latitude, "longitude": center.longitude, "precision": "approximate"}
    return said | centered | {"county": next(iter(ground.zip_counties(code)), "")}


def _center_of(ground: Ground, code: str) -> Any:
    if not code.isdigit():
        return None
    try:
        return ground.find(code)
    except LookupError:
        return None


def _is_near(here: tuple[float, float], there: tuple[float, float]) -> bool:
    """Within half a degree, some 30 miles: no ZIP code of Missouri is larger."""
    return all(abs(a - b) <= 0.5 for a, b in zip(here, there, strict=True))


def street(first: str, second: str = "") -> str:
    """Street and suite in one line, in readable letters. A second line that is no suite is left out."""
    parts = (first, second if _SUITE.match(second) else "")
    return plain_street(", ".join(part.strip() for part in parts if part.strip()))


_SUITE = re.compile(r"(?:ste|suite|unit|apt|rm|room|bldg|building|floor|fl)\b|#|\d", re.IGNORECASE)


def offering_id(*parts: str) -> str:
    """Stable while the source's own names stay, and telling nothing."""
    digest = hashlib.sha256("|".join(part.casefold() for part in parts).encode()).digest()
    letters = b32encode(digest).decode().lower()
    start = next(i for i in range(len(letters)) if not _TELLING.search(letters[i : i + 8]))
    return f"mo-{letters[start : start + 8]}"


_TELLING = re.compile(
    "sex|meth|drug|hiv|aids|parol|felon|treat|hous|sober|rehab|recover|shelter|mental|convict"
)
_NUMBER = re.compile(r"\D*1?\D*(\d{3})\D*(\d{3})\D*(\d{4})(?:\D*x\D*(\d+))?", re.IGNORECASE)


def phones(*texts: str) -> tuple[Phone, ...]:
    """Every number that can exist, once."""
    found = []
    for text in texts:
        digits = _NUMBER.match(text)
        if digits:
            with suppress(CellFault):
                (phone,) = cells.phones("-".join(digits.groups()[:3]), [])
                found.append(Phone(phone.number, digits[4] or ""))
    return tuple(dict.fromkeys(found))


def website(text: str) -> str:
    """A link that can be opened; nothing for what is none (`http://`, `https:/x`, words)."""
    link = text.strip() if re.match(r"https?://", text.strip(), re.IGNORECASE) else f"https://{text.strip()}"
    return link if _LINK.match(link) else ""


_LINK = re.compile(r"https?://(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#][^\s<>\"]*)?\Z", re.IGNORECASE)
