"""VA clinics, hospitals and Vet Centers: the VAST sheet, or the GeoJSON of the facilities API."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from resource_finder.catalogue.adapters.left_out import LeftOut
from resource_finder.catalogue.adapters.lists import SOURCES
from resource_finder.catalogue.adapters.names_written import plain
from resource_finder.catalogue.adapters.published import (
    Ground,
    Row,
    is_missouri,
    json_of,
    offering_id,
    phones,
    placed,
    point_of,
    refused,
    rows,
    street,
    website,
)
from resource_finder.catalogue.hours_written import ALL_DAY, UNKNOWN, quoted, readable, span_in, week_text
from resource_finder.catalogue.hsds_words import shortened
from resource_finder.domain.offering import Offering

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NEEDED = ("StationName", "Address2", "CITY", "ST", "ZIP", "STA_PHONE", "LAT", "LON", *_DAYS)
_ALWAYS = frozenset({"24/7", "24 hours", "open 24 hours", "24 hrs", "open 24/7"})
_CLOSED = frozenset({"-", "closed", "off"})
_INSTRUCTIONS = "OperationalHoursSpecialInstructions"
# Words that take back what “24/7” says.
_A_TIME = re.compile(r"\d\s*(?:[ap]\.?m\b|:\d\d)|(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
_HOSPITAL = re.compile(r"\bmedical center\b|\bhospital\b|\(VAMC\)", re.IGNORECASE)


def va(file: Path, ground: Ground, checked_on: date, left_out: LeftOut | None = None) -> Iterator[Offering]:
    """Those in Missouri that stand still, are open, and care for people."""
    told = left_out or LeftOut()
    read = _features(file) if file.suffix.casefold() in (".json", ".geojson") else rows(file, _NEEDED)
    for line, row in read:
        if not is_missouri(row["ST"], row["ZIP"], told):
            continue
        if row.get("Mobile", "0").casefold() in ("1", "1.0", "true", "yes", "y"):
            told.count("a clinic on wheels")
            continue
        service, kind, needs, summary = _kind(row)
        point = point_of(line, row, "LAT", "LON", told)
        beside = _instructions(row)
        yield Offering(
            id=offering_id("va", row["StationName"], row["Address2"]),
            organization=plain(row["StationName"]),
            service=service,
            needs=needs,
            kind=kind,
            summary=f"{summary} {shortened(beside, 45)}".strip(),
            address=street(row["Address2"], row.get("Address3", "")),
            city=plain(row["CITY"]),
            phones=phones(row["STA_PHONE"]),
            website=website(row.get("website", "")),
            hours=_hours(row),
            how_to_start=("call",),
            who=("veterans",),
            sources=(SOURCES["va"].id,),
            checked_on=checked_on.isoformat(),
            confidence="A",
            sheet="veterans",
            **placed(
                ground, point, row["ZIP"], f"VA station {row['StationNo']}." if row.get("StationNo") else ""
            ),
        )


def _kind(row: Row) -> tuple[str, str, tuple[str, ...], str]:
    name = f"{row['StationName']} {row.get('classification', '')} {row.get('S_CLASS_NAME', '')}"
    if "vet center" in name.casefold():
        return (
            "Vet Center counseling",
            "counseling",
            ("mental-health", "family"),
            "Counseling for veterans and their families.",
        )
    if _HOSPITAL.search(name):
        return "VA hospital", "va-clinic", ("medical",), "Hospital care for veterans."
    return "VA clinic", "va-clinic", ("medical",), "A doctor and nurses for veterans."


def _features(file: Path) -> Iterator[tuple[int, Row]]:
    """Health facilities and Vet Centers of a GeoJSON collection, as rows of the sheet."""
    found = json_of(file, "the VA facilities API")
    listed = found.get("features", found.get("data")) if isinstance(found, dict) else None
    if not isinstance(listed, list):
        raise refused(file, "is not the GeoJSON of VA facilities: it has no “features”")
    for number, feature in enumerate(listed, start=1):
        try:
            row = _row_of(feature)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            message = f"feature {number} has no {error}: is it the file that this command reads?"
            raise refused(file, message) from error
        if row is not None:
            yield number, row


def _row_of(feature: Mapping[str, Any]) -> Row | None:
    """Both versions of the API: `facilityType` and `facility_type`, `address1` and `address_1`."""
    said = feature.get("properties") or feature["attributes"]
    kind = said.get("facilityType", said.get("facility_type", ""))
    status = said.get("operatingStatus", said.get("operating_status")) or {}
    if kind not in ("va_health_facility", "vet_center") or status.get("code") == "CLOSED":
        return None
    longitude, latitude = (feature.get("geometry") or {}).get("coordinates") or (said["long"], said["lat"])
    place = said["address"]["physical"]
    hours = {key.casefold(): str(value or "") for key, value in (said.get("hours") or {}).items()}
    row = {
        "StationName": said["name"],
        "StationNo": str(said["id"]).partition("_")[2],
        "Address2": place.get("address1", place.get("address_1")) or "",
        "CITY": place.get("city") or "",
        "ST": place.get("state") or "",
        "ZIP": place.get("zip") or "",
        "STA_PHONE": (said.get("phone") or {}).get("main") or "",
        "LAT": str(latitude),
        "LON": str(longitude),
        "Mobile": str(said.get("mobile") or "0").casefold(),
        "website": said.get("website") or "",
        "classification": said.get("classification") or "",
        _INSTRUCTIONS: _spoken(
            said.get(
                "operationalHoursSpecialInstructions", said.get("operational_hours_special_instructions")
            )
        ),
    }
    return row | {day: hours.get(day.casefold(), "") for day in _DAYS}


def _spoken(value: Any) -> str:
    """Instructions of the API, a text or a list of texts."""
    parts = value if isinstance(value, list) else [value]
    return " | ".join(str(part).strip() for part in parts if part and str(part) != "null")


def _instructions(row: Row) -> str:
    """What the list says beside the hours, as a sentence."""
    parts = [part.strip() for part in row.get(_INSTRUCTIONS, "").split("|")]
    return " ".join(part if part[-1] in ".!?" else f"{part}." for part in parts if part)


def _hours(row: Row) -> str:
    """The week in OpenStreetMap syntax. A day whose hours are not understood is unknown, never closed.

    Instructions that name a time take back “24/7”: when to come is what they say.
    """
    by_day = {day[:2].upper(): hours for day in _DAYS if (hours := _hours_of_day(row[day]))}
    if all(hours.startswith(UNKNOWN) for hours in by_day.values()):
        return ""
    week, beside = week_text(by_day), _instructions(row)
    if week != "24/7" or not beside:
        return readable(week)
    return readable(
        f"{week} {UNKNOWN} {quoted(beside)}" if _A_TIME.search(beside) else f"{week} {quoted(beside)}"
    )


def _hours_of_day(text: str) -> str:
    """A span; nothing for a day that is closed; `unknown` for one that is not said or not understood."""
    if text.strip().casefold() in _CLOSED:
        return ""
    if text.strip().casefold() in _ALWAYS:
        return ALL_DAY
    return span_in(text) or f"{UNKNOWN} {quoted(text)}".strip()
