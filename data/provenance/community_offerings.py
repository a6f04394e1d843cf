"""A survey row and its reading, made into one row of a sheet."""

import re
from collections.abc import Iterable

from .community_citations import checked_on, citations
from .community_readings import Reading

Row = dict[str, str]

ST_LOUIS = "St. Louis City; St. Louis County"
_DIRECTORY_NOTE = "Listed without an address in a St. Louis area directory; area taken from the directory."
_STREET_ONLY = "City inferred: a Kansas City list that prints streets only."
_OLD = "2024"
_FROM_READING = (
    "needs",
    "summary",
    "who",
    "record",
    "supervision",
    "documents",
    "cost",
    "hours",
    "how_to_start",
    "email",
    "private_address",
)


def offering(survey: Row, reading: Reading) -> Row:
    """The sheet row; whatever neither the survey nor its reading says stays empty."""
    kept = {column: "" if column in reading.dropped else cell for column, cell in survey.items()}
    row = {column: reading[column] for column in _FROM_READING}
    row |= {
        "sheet": reading["sheet"],
        "organization": reading["organization"] or survey["organisation"],
        "service": reading["service"],
        "website": kept.get("website", ""),
        "phones": reading["phones"] or phones(kept.get("phone", "")),
        "serves": reading["serves"] or counties(kept.get("counties_served", "")),
        "source": "; ".join(citation.id for citation in citations(survey["source"], survey["source_date"])),
        "checked_on": _none(reading["checked_on"] or checked_on(survey["source_date"])),
        "confidence": survey["confidence"],
    }
    row |= _place(kept, reading)
    row["status"] = reading["status"] or status(row["confidence"], row["checked_on"])
    row["note"] = " ".join(filter(None, [reading["note"], _area_note(row, survey)]))
    if reading["sheet"] == "employers":
        row |= _hiring(survey, reading)
    return row


def status(confidence: str, checked: str) -> str:
    """Old or weakly sourced facts are to be asked about first."""
    return "unconfirmed" if confidence == "C" or (checked and checked < _OLD) else "open"


def phones(text: str) -> str:
    return re.sub(r"\s+ext\.?\s*", " x", text).strip()


def counties(text: str) -> str:
    return "; ".join(name.strip() for name in text.split(";") if name.strip())


def _none(cell: str) -> str:
    return "" if cell == "none" else cell


def _place(kept: Row, reading: Reading) -> Row:
    if reading["private_address"]:
        return {"address": "", "city": "", "zip": "", "county": ""}
    cells = {
        column: reading[column] or kept.get(column, "") for column in ("address", "city", "zip", "county")
    }
    # A county without a town is an area, not a place.
    return cells if cells["city"] or cells["address"] else cells | {"county": ""}


def _area_note(row: Row, survey: Row) -> str:
    """Fill the area of rows that have no place, from their directory, and say so."""
    basis = survey.get("county_basis", "")
    if basis.startswith("city inferred") and row["city"]:
        return _STREET_ONLY
    if row["city"] or row["address"] or row["serves"]:
        return ""
    if survey.get("county"):
        row["serves"] = survey["county"]
        return ""
    if "compassionstl" in survey["source"]:
        row["serves"] = ST_LOUIS
        return _DIRECTORY_NOTE
    return ""


def _hiring(survey: Row, reading: Reading) -> Row:
    last = _none(reading["last_hire_seen"] or checked_on(survey.get("last_hire_seen", "")))
    return {
        "industry": reading["industry"] or survey.get("industry", ""),
        "jobs": survey.get("jobs", ""),
        "incentives": "",
        "last_hire_seen": last,
    }


def fold(row: Row, repeated: Iterable[Row]) -> Row:
    """Add the sources of rows that say the same, and their phone or page where this row has none."""
    for other in repeated:
        ids = dict.fromkeys(row["source"].split("; "))
        ids |= dict.fromkeys(citation.id for citation in citations(other["source"], other["source_date"]))
        row = row | {
            "source": "; ".join(ids),
            "phones": row["phones"] or phones(other.get("phone", "")),
            "website": row["website"] or other.get("website", ""),
        }
    return row
