"""The rows of the two community surveys, with the published corrections and updates applied."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from .community_readings import Key

Row = dict[str, str]

_FOLDERS = ("community", "community2")
_NOT_ROWS = ("do_not_load", "county_coverage", "updates_to_community")
# Pointers to PDF files that nobody has read, and ride providers that the transit sheet already holds.
_NOT_PROVIDERS = ("resource_lists",)
_PHONE = re.compile(r"\d{3}-\d{3}-\d{4}")
_NOT_HIS = "Phone left out: it is the county clerk's."
_SHOUTED = ((r"\bST\.? (?=[A-Z][a-z])", "St. "), (r"\bDR\b", "Dr"), (r"\bST$", "St"), (r"(?<=\d)TH\b", "th"))


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def surveys(sources: Path) -> Iterator[tuple[Key, Row]]:
    """Every row with its key, corrected; files that hold no providers are left out."""
    corrections = read(sources / "corrections.csv")
    updates = read(sources / "community2" / "updates_to_community.csv")
    for folder in _FOLDERS:
        for path in sorted((sources / folder).glob("*.csv")):
            if path.stem in _NOT_ROWS + _NOT_PROVIDERS:
                continue
            for row in read(path):
                row["doubt"] = ""
                _correct(row, f"{folder}/{path.name}", corrections)
                _update(row, path.name, updates)
                _calm(row)
                yield (path.stem, row["organisation"], row.get("service/program", "")), row


def _correct(row: Row, file: str, corrections: list[Row]) -> None:
    for correction in corrections:
        if not correction["file"].startswith(file) or not _speaks_of(correction["row_key"], row):
            continue
        if correction["severity"] == "check":
            row["doubt"] = _doubt(correction["right_value"])
        elif correction["severity"] == "fix" and correction["field"] == "phone":
            found = _PHONE.match(correction["right_value"])
            row["phone"] = found.group() if found else ""
            row["doubt"] = (
                f"Was {correction['old_value']}, which is the county clerk's." if found else _NOT_HIS
            )
        elif correction["severity"] == "fix" and correction["field"] in ("address", "zip"):
            row["doubt"] = f"{correction['field'].capitalize()} corrected from {row[correction['field']]}."
            row[correction["field"]] = correction["right_value"]


def _doubt(right: str) -> str:
    if _PHONE.match(right):
        return f"Another page gives {right}."
    told = right.partition("keep, but say ")[2]
    return f"{told.capitalize()}." if told else ""


def _speaks_of(row_key: str, row: Row) -> bool:
    organization, _, program = row_key.partition(" | ")
    if program and program != row.get("service/program"):
        return False
    plain = re.sub(r" \((?:\d+\w\w(?: Judicial Circuit)?|MO\d+)\)$", "", organization)
    return re.sub(r" \(\d+\w\w Judicial Circuit\)$", "", row["organisation"]) == plain


def _update(row: Row, file: str, updates: list[Row]) -> None:
    """A street found later; the other updates are in the readings, which cite them by hand."""
    name = f"{row['organisation']} - {row.get('service/program', '')}"
    for update in updates:
        if (update["file"], update["existing_row"]) == (file, name) and update["field"].startswith("address"):
            row["address"] = update["new_value"]
            row["source"] += f" ; {update['source']}"


def _calm(row: Row) -> None:
    """Letter case only: a contact report prints some words in capitals."""
    for field in ("address", "city"):
        for shouted, plain in _SHOUTED:
            row[field] = re.sub(shouted, plain, row.get(field, ""))
