"""HRSA, CMS and HUD: their published files as offerings; with SAMHSA's and the VA's, every federal list."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from resource_finder.catalogue.adapters.left_out import LeftOut
from resource_finder.catalogue.adapters.lists import SOURCES
from resource_finder.catalogue.adapters.names_written import plain
from resource_finder.catalogue.adapters.published import (
    Ground,
    Row,
    is_missouri,
    offering_id,
    phones,
    placed,
    point_of,
    rows,
    street,
    website,
)
from resource_finder.catalogue.adapters.samhsa import samhsa
from resource_finder.catalogue.adapters.va import va
from resource_finder.domain.offering import Offering

__all__ = ["SOURCES", "cms", "hrsa", "hud", "samhsa", "va"]

_LATITUDE = "Geocoding Artifact Address Primary Y Coordinate"
_LONGITUDE = "Geocoding Artifact Address Primary X Coordinate"
_HRSA = ("Site Name", "Site Address", "Site City", "Site State Abbreviation", "Site Postal Code")
_CMS = ("PROVIDER NAME", "ADDRESS LINE 1", "CITY", "STATE", "ZIP", "PHONE")
# HUD's open data, and its contact report saved as a sheet.
_HUD = {
    "code": ("PARTICIPANT_CODE", "PHA_CODE", "HA Code"),
    "name": ("FORMAL_PARTICIPANT_NAME", "PHA_NAME", "HA Name"),
    "street": ("STD_ADDR", "ADDRESS", "Address"),
    "city": ("STD_CITY", "CITY", "City"),
    "state": ("STD_ST", "STATE", "State"),
    "zip": ("STD_ZIP5", "ZIP", "Zip Code"),
    "phone": ("HA_PHN_NUM", "PHONE", "Phone"),
}


def hrsa(file: Path, ground: Ground, checked_on: date, left_out: LeftOut | None = None) -> Iterator[Offering]:
    """Active permanent sites in Missouri of the HRSA download."""
    told = left_out or LeftOut()
    for line, row in rows(file, (*_HRSA, "Site Telephone Number", _LATITUDE, _LONGITUDE)):
        if not is_missouri(row["Site State Abbreviation"], row["Site Postal Code"], told):
            continue
        if _is_not_for_visits(row):
            told.count("closed, on wheels, in season only, or an office")
            continue
        number = row.get("BPHC Assigned Number", "")
        name = plain(row["Site Name"])
        service, kind, needs, sees = _care(name)
        point = point_of(line, row, _LATITUDE, _LONGITUDE, told)
        yield Offering(
            id=offering_id("hrsa", *((number,) if number else (row["Site Name"], row["Site Address"]))),
            organization=name,
            service=service,
            needs=needs,
            kind=kind,
            summary=f"{sees}, with or without insurance. You pay what you can.",
            address=street(row["Site Address"]),
            city=plain(row["Site City"]),
            phones=phones(row["Site Telephone Number"]),
            website=website(row.get("Site Web Address", "")),
            how_to_start=("call",),
            cost="pay_what_you_can",
            sources=(SOURCES["hrsa"].id,),
            checked_on=checked_on.isoformat(),
            confidence="A",
            sheet="medical",
            **placed(ground, point, row["Site Postal Code"], f"HRSA site {number}." if number else ""),
        )


def _care(name: str) -> tuple[str, str, tuple[str, ...], str]:
    """What a site is by its name: “Dental” is a dentist, “Dental/Medical” is both."""
    words = name.casefold()
    if "dental" not in words:
        return "Community health center", "health-center", ("medical",), "See a doctor or nurse"
    if "medical" in words:
        both = ("medical", "medical/dental")
        return (
            "Community health center with a dentist",
            "health-center",
            both,
            "See a doctor, nurse or dentist",
        )
    return "Community dental clinic", "dentist", ("medical/dental",), "See a dentist"


def _is_not_for_visits(row: Row) -> bool:
    """Sites that are closed, on wheels, in season only, or offices."""
    kind = row.get("Health Center Type Description", "")
    place = row.get("Health Center Location Type Description", "")
    status = row.get("Site Status Description", "").casefold()
    is_closed = bool(status) and not status.startswith("active")
    is_office = kind.casefold() == "administrative"
    return is_office or place.casefold() not in ("", "permanent") or is_closed


def cms(file: Path, ground: Ground, checked_on: date, left_out: LeftOut | None = None) -> Iterator[Offering]:
    """Opioid treatment programs in Missouri that Medicare pays; the list has no points."""
    told = left_out or LeftOut()
    for _line, row in rows(file, _CMS):
        if not is_missouri(row["STATE"], row["ZIP"], told):
            continue
        number = f"NPI {row['NPI']}. " if row.get("NPI") else ""
        yield Offering(
            id=offering_id("cms", row["ADDRESS LINE 1"], row["CITY"]),
            organization=plain(row["PROVIDER NAME"]),
            service="Treatment with methadone",
            needs=("treatment",),
            kind="opioid-medicine",
            summary="Methadone and other medicine for opioid use, with counseling.",
            address=street(row["ADDRESS LINE 1"], row.get("ADDRESS LINE 2", "")),
            city=plain(row["CITY"]),
            phones=phones(row["PHONE"]),
            how_to_start=("call",),
            sources=(SOURCES["cms"].id,),
            checked_on=checked_on.isoformat(),
            confidence="A",
            sheet="treatment",
            **placed(ground, {}, row["ZIP"], f"{number}Enrolled in Medicare; the list names no other payer."),
        )


def hud(file: Path, ground: Ground, checked_on: date, left_out: LeftOut | None = None) -> Iterator[Offering]:
    """Housing authorities in Missouri: HUD's open data, or its contact report saved as CSV."""
    told = left_out or LeftOut()
    for line, raw in rows(file, _HUD.values()):
        said = {name: next(raw[c] for c in columns if c in raw) for name, columns in _HUD.items()}
        if not is_missouri(said["state"], said["zip"], told):
            continue
        point = point_of(line, raw, "LAT", "LON", told)
        yield Offering(
            id=offering_id("hud", said["code"]),
            organization=plain(said["name"]),
            service="Public housing and rent vouchers",
            needs=("housing/longer",),
            kind="housing-authority",
            summary="Public housing or rent vouchers in its own area. Ask if the waiting list is open.",
            address=street(said["street"]),
            city=plain(said["city"]),
            phones=phones(said["phone"]),
            how_to_start=("call",),
            sources=(SOURCES["hud"].id,),
            checked_on=checked_on.isoformat(),
            confidence="A",
            sheet="housing",
            **placed(ground, point, said["zip"], f"HUD code {said['code']}."),
        )
