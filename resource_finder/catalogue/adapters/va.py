"""VA clinics, hospitals and Vet Centers: the VAST sheet, or the GeoJSON of the facilities API."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from resource_finder.catalogue.adapters.lists import SOURCES
from resource_finder.catalogue.adapters.published import (
    Ground,
    Row,
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
from resource_finder.domain.offering import Offering

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NEEDED = ("StationName", "Address2", "CITY", "ST", "ZIP", "STA_PHONE", "LAT", "LON", *_DAYS)
_CLOCK = re.compile(
    r"(\d{1,2}):?(\d{2})\s*([AP])\.?M\.?\s*-\s*(\d{1,2}):?(\d{2})\s*([AP])\.?M\.?\Z", re.IGNORECASE
)
_ALWAYS = frozenset({"24/7", "24 hours", "open 24 hours"})
_HOSPITAL = re.compile(r"\bmedical center\b|\bhospital\b|\(VAMC\)", re.IGNORECASE)


def va(file: Path, ground: Ground, checked_on: date) -> Iterator[Offering]:
    """Those in Missouri that stand still, are open, and care for people."""
    read = _features(file) if file.suffix.casefold() in (".json", ".geojson") else rows(file, _NEEDED)
    for line, row in read:
        if row["ST"] != "MO" or row.get("Mobile", "0") in ("1", "true"):
            continue
        service, kind, needs, summary = _kind(row)
        point = point_of(file, line, row, "LAT", "LON")
        yield Offering(
            id=offering_id("va", row["StationName"], row["Address2"]),
            organization=row["StationName"],
            service=service,
            needs=needs,
            kind=kind,
            summary=summary,
            address=street(row["Address2"], row.get("Address3", "")),
            city=row["CITY"],
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
    }
    return row | {day: hours.get(day.casefold(), "") for day in _DAYS}


def _hours(row: Row) -> str:
    """Days in a row with the same hours joined, in OpenStreetMap syntax; days not understood are left out."""
    spans = [
        (day[:2], "00:00-24:00" if row[day].casefold() in _ALWAYS else _clock(row[day])) for day in _DAYS
    ]
    if all(span == "00:00-24:00" for _day, span in spans):
        return "24/7"
    rules = []
    for span, days in groupby(spans, key=lambda pair: pair[1]):
        names = [day for day, _span in days]
        if span:
            rules.append(f"{names[0]}-{names[-1]} {span}" if len(names) > 1 else f"{names[0]} {span}")
    return "; ".join(rules)


def _clock(text: str) -> str:
    found = _CLOCK.match(text.strip())
    if not found:
        return ""
    opens = int(found[1]) % 12 + (12 if found[3].upper() == "P" else 0)
    closes = int(found[4]) % 12 + (12 if found[6].upper() == "P" else 0)
    return f"{opens:02d}:{found[2]}-{closes:02d}:{found[5]}"
