"""What every adapter shares: rows of a published CSV, plain names, phones, stable ids."""

import csv
import hashlib
import io
import re
from base64 import b32encode
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

import phonenumbers

from resource_finder.catalogue.faults import Fault, SheetsFaulty
from resource_finder.domain.offering import Phone

MOST_BYTES = 64 * 1024 * 1024
Row = Mapping[str, str]


class Ground(Protocol):
    """What an adapter asks of the places: the county of a point, the counties of a ZIP code."""

    def county_at(self, latitude: float, longitude: float) -> "object | None": ...
    def zip_counties(self, zip_code: str) -> tuple[str, ...]: ...


def rows(file: Path, needed: Iterable[str]) -> Iterator[tuple[int, Row]]:
    """Each row of a published CSV with its line. Raises SheetsFaulty when it is not the file it should be."""
    if file.stat().st_size > MOST_BYTES:
        raise refused(file, f"is larger than {MOST_BYTES // 2**20} MB")
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        text = file.read_text(encoding="cp1252", errors="replace")
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    missing = [name for name in needed if name not in (reader.fieldnames or ())]
    if missing:
        raise refused(file, f"has no column “{missing[0]}”: is it the file that this command reads?", 1)
    try:
        for row in reader:
            if None in row or None in row.values():
                raise refused(file, "has another number of cells than the header", reader.line_num)
            yield reader.line_num, {name: (cell or "").strip() for name, cell in row.items()}
    except csv.Error as error:
        raise refused(file, f"cannot be read: {error}", reader.line_num) from error


def refused(file: Path, message: str, line: int = 0, column: str = "") -> SheetsFaulty:
    return SheetsFaulty([Fault(file.name, line, column, message, "refused")])


def degrees(file: Path, line: int, column: str, text: str) -> float | None:
    """A coordinate; nothing for an empty cell. Raises SheetsFaulty for anything that is no number."""
    if not text:
        return None
    try:
        return round(float(text), 7)
    except ValueError:
        raise refused(file, f"“{text[:30]}” is not a number", line, column) from None


def point_of(file: Path, line: int, row: Row, latitude: str, longitude: str) -> dict[str, object]:
    """latitude, longitude and precision of an offering, from two columns."""
    here = (
        degrees(file, line, latitude, row.get(latitude, "")),
        degrees(file, line, longitude, row.get(longitude, "")),
    )
    if None in here:
        return {"precision": "none"}
    return {"latitude": here[0], "longitude": here[1], "precision": "exact"}


def county_of(ground: Ground, point: Mapping[str, object], zip_code: str) -> str:
    """The slug of the county of the point, else of the ZIP code; empty when neither says."""
    latitude, longitude = point.get("latitude"), point.get("longitude")
    if isinstance(latitude, float) and isinstance(longitude, float):
        county = ground.county_at(latitude, longitude)
        if county is not None:
            return str(county.slug)  # type: ignore[attr-defined]
    return next(iter(ground.zip_counties(zip_code)), "")


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
            number = "-".join(digits.groups()[:3])
            if phonenumbers.is_valid_number(phonenumbers.parse(number, "US")):
                found.append(Phone(number, digits[4] or ""))
    return tuple(dict.fromkeys(found))


def plain(name: str) -> str:
    """Words in capitals made readable; mixed writing stays."""
    name = " ".join(name.split())
    return " ".join(word.capitalize() for word in name.split()) if name.isupper() else name


def website(text: str) -> str:
    if not re.search(r"[a-z0-9-]\.[a-z]{2,}", text, re.IGNORECASE):
        return ""
    return text if re.match(r"https?://", text) else f"https://{text}"
