"""HRSA, SAMHSA, CMS, HUD and VA: their published files as offerings."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from resource_finder.catalogue.adapters.published import (
    Ground,
    Row,
    county_of,
    offering_id,
    phones,
    plain,
    point_of,
    refused,
    rows,
    website,
)
from resource_finder.domain.offering import Offering, Source

SOURCES: Mapping[str, Source] = {
    "hrsa": Source(
        "hrsa-health-centers",
        "Health Resources and Services Administration",
        "Health Center Service Delivery and Look-Alike Sites",
        "https://data.hrsa.gov/data/download",
        licence="US Government work",
    ),
    "samhsa": Source(
        "samhsa-findtreatment",
        "SAMHSA",
        "FindTreatment.gov export",
        "https://findtreatment.gov/",
        licence="US Government work",
    ),
    "cms": Source(
        "cms-opioid-programs",
        "Centers for Medicare & Medicaid Services",
        "Opioid Treatment Program Providers",
        "https://data.cms.gov/",
        licence="US Government work",
    ),
    "hud": Source(
        "hud-housing-authorities",
        "U.S. Department of Housing and Urban Development",
        "Public Housing Authorities",
        "https://hudgis-hud.opendata.arcgis.com/",
        licence="US Government work",
    ),
    "va": Source(
        "va-facilities",
        "U.S. Department of Veterans Affairs",
        "VA facilities",
        "https://www.va.gov/find-locations/",
        licence="US Government work",
    ),
}


def hrsa(file: Path, ground: Ground, checked_on: date) -> Iterator[Offering]:
    """Active permanent sites in Missouri of the HRSA download."""
    latitude = "Geocoding Artifact Address Primary Y Coordinate"
    longitude = "Geocoding Artifact Address Primary X Coordinate"
    needed = (
        "Site Name",
        "Site Address",
        "Site City",
        "Site State Abbreviation",
        "Site Postal Code",
        "Site Telephone Number",
        latitude,
        longitude,
    )
    for line, row in rows(file, needed):
        if row["Site State Abbreviation"] != "MO" or _is_not_for_visits(row):
            continue
        point = point_of(file, line, row, latitude, longitude)
        zip_code = row["Site Postal Code"][:5]
        name = plain(row["Site Name"])
        is_dental = "dental" in name.casefold()
        yield Offering(
            id=offering_id("hrsa", row["Site Name"], row["Site Address"]),
            organization=name,
            service="Community dental clinic" if is_dental else "Community health center",
            needs=("medical/dental",) if is_dental else ("medical",),
            summary="See a dentist. You pay what you can."
            if is_dental
            else "See a doctor or nurse, with or without insurance. You pay what you can.",
            address=plain(row["Site Address"]),
            city=plain(row["Site City"]),
            zip=zip_code,
            county=county_of(ground, point, zip_code),
            phones=phones(row["Site Telephone Number"]),
            website=website(row.get("Site Web Address", "")),
            how_to_start=("call",),
            cost="pay_what_you_can",
            sources=(SOURCES["hrsa"].id,),
            checked_on=checked_on.isoformat(),
            confidence="A",
            sheet="medical",
            **point,  # type: ignore[arg-type]
        )


def _is_not_for_visits(row: Row) -> bool:
    """Sites that are closed, on wheels, or offices only."""
    kind = row.get("Health Center Type Description", "")
    place = row.get("Health Center Location Type Description", "")
    status = row.get("Site Status Description", "Active")
    return kind == "Administrative" or place not in ("", "Permanent") or status != "Active"


_LEVELS = (
    ("live-in treatment", ("residential", "hospital inpatient", "inpatient rehab")),
    ("detox", ("detoxification", "detox")),
    ("day treatment", ("intensive outpatient", "partial hospitalization", "iop")),
    ("visits", ("outpatient",)),
)
_PAYS = (
    ("medicaid", "medicaid"),
    ("medicare", "medicare"),
    ("private", "private_insurance"),
    ("military", "military_insurance"),
    ("cash", "cash"),
    ("state-financed", "state_funds"),
)


def samhsa(file: Path, ground: Ground, checked_on: date) -> Iterator[Offering]:
    """The locator's export, JSON (`rows`, with `services`) or CSV (`name1`, `street1`, `services`)."""
    for line, row in _samhsa_rows(file):
        if row.get("state", "MO") != "MO":
            continue
        said = row.get("services", "").casefold()
        levels = [name for name, signs in _LEVELS if any(sign in said for sign in signs)]
        mental = row.get("typeFacility", row.get("type_facility", "")) == "MH"
        point = point_of(file, line, row, "latitude", "longitude")
        zip_code = row["zip"][:5]
        kind = "Mental health care" if mental else "Alcohol and drug treatment"
        yield Offering(
            id=offering_id("samhsa", row["name1"], row.get("name2", ""), row["street1"], row["city"]),
            organization=plain(row["name1"]),
            service=f"{kind}: {', '.join(levels)}" if levels else kind,
            needs=("mental-health",) if mental else ("treatment",),
            summary="Help with mental health. Call first."
            if mental
            else "Help to stop drinking or using drugs. Call first.",
            address=row["street1"],
            city=row["city"],
            zip=zip_code,
            county=county_of(ground, point, zip_code),
            phones=phones(row.get("phone", ""), row.get("intake1", "")),
            website=website(row.get("website", "")),
            how_to_start=("call",),
            pays_with=tuple(code for sign, code in _PAYS if sign in said),
            sources=(SOURCES["samhsa"].id,),
            checked_on=checked_on.isoformat(),
            confidence="A",
            sheet="mental_health" if mental else "treatment",
            **point,  # type: ignore[arg-type]
        )


def _samhsa_rows(file: Path) -> Iterator[tuple[int, Row]]:
    if file.suffix != ".json":
        yield from rows(file, ("name1", "street1", "city", "zip"))
        return
    try:
        found = json.loads(file.read_text(encoding="utf-8-sig"))
        listed = found["rows"] if isinstance(found, dict) else found
        for number, row in enumerate(listed, start=1):
            yield number, _flat(row)
    except (ValueError, KeyError, TypeError) as error:
        raise refused(file, "is not the locator's JSON: it has no list of rows") from error


def _flat(row: Mapping[str, Any]) -> Row:
    """Service groups ({"f1": name, "f3": "a; b"}) as one text; everything else as text."""
    services = row.get("services", "")
    if isinstance(services, list):
        services = "; ".join(str(group.get("f3", "")) for group in services)
    flat = {key: "" if value is None else str(value) for key, value in row.items()}
    return {"name1": "", "street1": "", "city": "", "zip": ""} | flat | {"services": str(services)}


def cms(file: Path, ground: Ground, checked_on: date) -> Iterator[Offering]:
    """Opioid treatment programs in Missouri; the list has no points, so the county is the ZIP's."""
    needed = ("PROVIDER NAME", "ADDRESS LINE 1", "CITY", "STATE", "ZIP", "PHONE")
    for _line, row in rows(file, needed):
        if row["STATE"] != "MO":
            continue
        zip_code = row["ZIP"][:5]
        county = county_of(ground, {}, zip_code)
        yield Offering(
            id=offering_id("cms", row["ADDRESS LINE 1"], row["CITY"]),
            organization=plain(row["PROVIDER NAME"]),
            service="Treatment with methadone",
            needs=("treatment",),
            summary="Methadone and other medicine for opioid use, with counseling.",
            address=plain(row["ADDRESS LINE 1"]),
            city=plain(row["CITY"]),
            zip=zip_code,
            county=county,
            serves=(county,) if county else (),
            phones=phones(row["PHONE"]),
            how_to_start=("call",),
            pays_with=("medicare",),
            sources=(SOURCES["cms"].id,),
            checked_on=checked_on.isoformat(),
            confidence="A",
            sheet="treatment",
        )


def hud(file: Path, ground: Ground, checked_on: date) -> Iterator[Offering]:
    """Housing authorities in Missouri of HUD's open data."""
    needed = (
        "PARTICIPANT_CODE",
        "FORMAL_PARTICIPANT_NAME",
        "STD_ADDR",
        "STD_CITY",
        "STD_ST",
        "STD_ZIP5",
        "HA_PHN_NUM",
    )
    for line, row in rows(file, needed):
        if row["STD_ST"] != "MO":
            continue
        point = point_of(file, line, row, "LAT", "LON")
        county = county_of(ground, point, row["STD_ZIP5"])
        yield Offering(
            id=offering_id("hud", row["PARTICIPANT_CODE"]),
            organization=plain(row["FORMAL_PARTICIPANT_NAME"]),
            service="Public housing and rent vouchers",
            needs=("housing/longer",),
            summary="Public housing or rent vouchers in its own area. Ask if the waiting list is open.",
            address=plain(row["STD_ADDR"]),
            city=plain(row["STD_CITY"]),
            zip=row["STD_ZIP5"],
            county=county,
            serves=() if point.get("latitude") else ((county,) if county else ()),
            phones=phones(row["HA_PHN_NUM"]),
            how_to_start=("call",),
            sources=(SOURCES["hud"].id,),
            checked_on=checked_on.isoformat(),
            confidence="A",
            note=f"HUD code {row['PARTICIPANT_CODE']}.",
            sheet="housing",
            **point,  # type: ignore[arg-type]
        )


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CLOCK = re.compile(r"(\d{1,2}):?(\d{2})\s*([AP]M)\s*-\s*(\d{1,2}):?(\d{2})\s*([AP]M)\Z", re.IGNORECASE)


def va(file: Path, ground: Ground, checked_on: date) -> Iterator[Offering]:
    """VA clinics, hospitals and Vet Centers in Missouri that stand still."""
    needed = ("StationName", "Address2", "CITY", "ST", "ZIP", "STA_PHONE", "LAT", "LON", *_DAYS)
    for line, row in rows(file, needed):
        if row["ST"] != "MO" or row.get("Mobile") == "1":
            continue
        point = point_of(file, line, row, "LAT", "LON")
        center = "Vet Center" in row["StationName"]
        yield Offering(
            id=offering_id("va", row["StationName"], row["Address2"]),
            organization=row["StationName"],
            service="Vet Center counseling" if center else "VA clinic",
            needs=("mental-health", "family") if center else ("medical",),
            summary="Counseling for veterans and their families."
            if center
            else "A doctor and nurses for veterans.",
            address=row["Address2"],
            city=row["CITY"],
            zip=row["ZIP"][:5],
            county=county_of(ground, point, row["ZIP"][:5]),
            phones=phones(row["STA_PHONE"]),
            hours=_hours(row),
            how_to_start=("call",),
            who=("veterans",),
            sources=(SOURCES["va"].id,),
            checked_on=checked_on.isoformat(),
            confidence="A",
            sheet="veterans",
            **point,  # type: ignore[arg-type]
        )


def _hours(row: Row) -> str:
    """Days with the same hours joined, in OpenStreetMap syntax."""
    if all(row[day] == "24/7" for day in _DAYS):
        return "24/7"
    spans = [(day[:2], _clock(row[day])) for day in _DAYS]
    return "; ".join(f"{day} {span}" for day, span in spans if span)


def _clock(text: str) -> str:
    found = _CLOCK.match(text)
    if not found:
        return ""
    opens = int(found[1]) % 12 + (12 if found[3].upper() == "PM" else 0)
    closes = int(found[4]) % 12 + (12 if found[6].upper() == "PM" else 0)
    return f"{opens:02d}:{found[2]}-{closes:02d}:{found[5]}"
