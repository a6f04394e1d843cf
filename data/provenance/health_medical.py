"""Clinics, hospitals and county health departments.

Decisions: a health center's sliding fee is a rule of the federal program (42 U.S.C. 254b), so its cost is
`pay_what_you_can`; dental only where a site's name says so. Rural clinics have no phone, so they are
unconfirmed; a geocode over 15 km from the ZIP's middle is not used. The site list of 2020 is left out: what
stayed open stands in the one of 2024. The veterans clinic in Kirksville stands with the VA; the army's
hospital is left out. A hospital's row says emergency care only where CMS does.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz import fuzz

from .community_places import Middles, county_name
from .published import (
    Row,
    cite,
    county_of_point,
    impossible,
    middle,
    notes,
    offering_id,
    phone,
    plain_name,
    read,
    street,
    town,
    website,
)

_DENTAL = re.compile(r"dental|dentist", re.IGNORECASE)
_LABORATORY = re.compile(r"\blab\b", re.IGNORECASE)
_FAR_KM = 15.0
_NEARLY_THE_SAME = 75
# Veterans' hospitals stand with the VA; an army hospital lies inside its base.
_NOT_FOR_EVERYONE = ("Veterans", "Department of Defense")
OF_THE_VA = "Kirksville Veteran's Clinic"


def rows(sources: Path, known: Middles) -> Iterator[Row]:
    """Sheet rows for `medical`."""
    folder = sources / "health"
    for row in read(folder / "hrsa_health_centers_2024-10_mo.csv"):
        if row["Site Name"] != OF_THE_VA:
            yield _health_center(row)
    hospitals = read(folder / "hospitals_hifld_2020-03_mo.csv")
    for row in read(folder / "hospitals_cms_2025_mo.csv"):
        if not any(kind in row["Hospital Type"] for kind in _NOT_FOR_EVERYONE):
            yield _hospital(row, hospitals, known)
    for row in read(folder / "rural_health_clinics_cms_2024_mo.csv"):
        yield _rural_clinic(row, known)
    for row in read(folder / "webpages_lpha_and_recovery_partial_mo.csv"):
        if row["category"] == "local public health agency":
            yield _health_department(row, known)


def _health_center(site: Row) -> Row:
    name = plain_name(site["Site Name"]).replace(" Dba ", " dba ")
    dental_only = _DENTAL.search(name) and "medical" not in name.casefold()
    dental_too = bool(_DENTAL.search(name))
    needs = "medical/dental" if dental_only else "medical; medical/dental" if dental_too else "medical"
    what = _what(name, bool(dental_only), dental_too)
    return {
        "id": offering_id("hrsa", site["Site Name"], site["Site Address"], site["Site City"]),
        "sheet": "medical",
        "organization": name,
        "service": "Community dental clinic" if dental_only else "Community health center",
        "needs": needs,
        "summary": f"{what}, with or without insurance. You pay what you can.",
        "address": street(site["Site Address"]),
        "city": town(site["Site City"]),
        "zip": site["Site Postal Code"][:5],
        "county": county_of_point(site),
        "latitude": site["Geocoding Artifact Address Primary Y Coordinate"],
        "longitude": site["Geocoding Artifact Address Primary X Coordinate"],
        "precision": "exact",
        "phones": phone(site["Site Telephone Number"]),
        "website": website(site["Site Web Address"]),
        "how_to_start": "call",
        "cost": "pay_what_you_can",
        "source": cite("hrsa"),
        "checked_on": "2024-10-18",
        "status": "open",
        "confidence": "A",
        "note": notes(
            "Sliding fee by the rule of the federal program; the list does not name services.",
            impossible(site["Site Telephone Number"]),
        ),
    }


def _what(name: str, dental_only: bool, dental_too: bool) -> str:
    if _LABORATORY.search(name):
        return "Get medical tests done"
    if dental_only:
        return "See a dentist"
    return "See a doctor or a dentist" if dental_too else "See a doctor or nurse"


def _hospital(cms: Row, hospitals: list[Row], known: Middles) -> Row:
    psychiatric = cms["Hospital Type"] == "Psychiatric"
    emergency = cms["Emergency Services"] == "Yes"
    row = {
        "id": offering_id("cms-hospital", cms["Facility ID"]),
        "sheet": "mental_health" if psychiatric else "medical",
        "organization": plain_name(cms["Facility Name"]),
        "service": "Mental health hospital" if psychiatric else _hospital_service(cms, emergency),
        "needs": "mental-health" if psychiatric else "medical",
        "summary": _hospital_summary(psychiatric, emergency),
        "address": street(cms["Address"]),
        "city": town(cms["City/Town"]),
        "zip": cms["ZIP Code"],
        "county": _county_in_capitals(cms["County/Parish"], known),
        "phones": phone(cms["Telephone Number"]),
        "hours": "24/7" if emergency and not psychiatric else "",
        "source": cite("cms-hospitals"),
        "checked_on": "2025-08",
        "status": "open",
        "confidence": "A",
    }
    twin = _twin(cms, hospitals)
    if twin is None:
        return middle(row, known)
    return row | {
        "latitude": twin["LATITUDE"],
        "longitude": twin["LONGITUDE"],
        "precision": "exact",
        "county": county_of_point(twin) or row["county"],
        "source": cite("cms-hospitals", "hifld"),
        "note": "Point from the HIFLD list of 2020.",
    }


def _hospital_service(cms: Row, emergency: bool) -> str:
    kind = "Children's hospital" if cms["Hospital Type"] == "Childrens" else "Hospital"
    return f"{kind} with emergency room" if emergency else kind


def _hospital_summary(psychiatric: bool, emergency: bool) -> str:
    if psychiatric:
        return "A mental health hospital. Call before you go. In a crisis, call 988."
    return "Emergency care day and night." if emergency else "A hospital. Call before you go."


def _county_in_capitals(name: str, known: Middles) -> str:
    plain = name.replace(".", "").casefold()
    if plain == "st louis":
        return "St. Louis County"
    for county in set(known.zip_counties.values()):
        if county.replace(".", "").casefold() == plain:
            return county
    return ""


def _twin(cms: Row, hospitals: list[Row]) -> Row | None:
    """The same building among the open hospitals with a point; of several in one building the likest name.

    Same ZIP and same house number; or else same phone and nearly the same name, for sisters share phones.
    """

    def likeness(other: Row) -> float:
        return fuzz.token_set_ratio(cms["Facility Name"].casefold(), other["NAME"].casefold())

    near = [row for row in hospitals if row["STATUS"] == "OPEN" and row["ZIP"] == cms["ZIP Code"]]
    number = re.match(r"\d+\b|ONE .*", cms["Address"])
    same = [row for row in near if number and re.match(rf"{re.escape(number[0])}\b", row["ADDRESS"])]
    if not same:
        rings = phone(cms["Telephone Number"])
        same = [row for row in near if phone(row["TELEPHONE"]) == rings and likeness(row) >= _NEARLY_THE_SAME]
    return max(same, key=likeness, default=None)


def _rural_clinic(clinic: Row, known: Middles) -> Row:
    name = clinic["DOING BUSINESS AS NAME"] or clinic["ORGANIZATION NAME"]
    row = {
        "id": offering_id("rhc", clinic["ENROLLMENT ID"]),
        "sheet": "medical",
        "organization": plain_name(name),
        "service": "Rural health clinic",
        "needs": "medical",
        "summary": "See a doctor or nurse in a country clinic. The list gives no phone: look it up first.",
        "address": street(clinic["ADDRESS LINE 1"], clinic["ADDRESS LINE 2"]),
        "city": town(clinic["CITY"]),
        "zip": _zip(clinic, known),
        "county": county_name(clinic["x_county_by_zip"]) if clinic.get("x_county_by_zip") else "",
        "source": cite("rhc"),
        "checked_on": "2024-08",
        "status": "unconfirmed",
        "confidence": "B",
        "note": "No phone in the list.",
    }
    if float(clinic["x_repo_coord_km_from_zip_centre"] or 99) > _FAR_KM:
        return middle(row, known) | {
            "note": notes(row["note"], "Its geocode lies too far from its ZIP; not used.")
        }
    placed = middle(row, known)
    point = {
        "latitude": f"{float(clinic['x_repo_latitude']):.6f}",
        "longitude": f"{float(clinic['x_repo_longitude']):.6f}",
    }
    return placed | point | {"precision": "approximate"}


def _zip(clinic: Row, known: Middles) -> str:
    """The ZIP, or nothing where the list prints one that Missouri does not have."""
    code = clinic["ZIP CODE"][:5]
    return code if code in known.zips else ""


_HEALTH_HOURS = {
    "Monday-Thursday 8am-5pm": "Mo-Th 08:00-17:00",
    "Monday through Friday 8:00AM to 4:00PM": "Mo-Fr 08:00-16:00",
    "Monday - Friday 8am - 5pm": "Mo-Fr 08:00-17:00",
    "8:30 a.m. to noon and 1 to 4:30 p.m. Monday through Friday": "Mo-Fr 08:30-12:00,13:00-16:30",
}
# The day that the stored page itself shows; pages without one stay undated.
_PAGE_DATES = {
    "Ralls County Health Department": "2024-01",
    "Moniteau County Health Center": "2015",
    "Macon County Health Department": "2023-11-21",
    "Hickory County Health Department": "2019-03",
    "Dallas County Health Department": "2021-04",
    "Osage County Health Department": "2017-09-10",
    "Howell County Health Department": "2020",
    "Mission Missouri": "2016-06-14",
}
_BY_PHONE_ONLY = {
    "Clay County Public Health Center (immunization appointments)": (
        "Clay",
        "Shots by appointment",
        "2017-08-17",
    ),
    "St. Charles County Department of Public Health (WIC office)": (
        "St. Charles",
        "WIC office",
        "2018-10-24",
    ),
}


def _health_department(page: Row, known: Middles) -> Row:
    name = page["name"].partition(" (")[0]
    county, service, _ = _BY_PHONE_ONLY.get(page["name"], ("", "County health department", ""))
    county = county or re.sub(r" County.*", "", name)
    food = service == "WIC office"
    row = {
        "id": offering_id("health-department", page["name"]),
        "sheet": "food" if food else "medical",
        "organization": name,
        "service": service,
        "needs": "food; family" if food else "medical",
        "summary": (
            "Food help for women, babies and small children (WIC)."
            if food
            else "The county's health office. Call and ask what it can do for you."
        ),
        "address": page["street"].partition(", P")[0],
        "city": town(page["city"]),
        "zip": page["zip"],
        "county": county if page["city"] else "",
        "serves": county,
        "phones": phone(page["phone"]),
        "website": website(page["website"]),
        "hours": _HEALTH_HOURS.get(page["hours"], ""),
        "how_to_start": "call",
        "source": page_id(page),
        "checked_on": page_date(page),
        "status": "unconfirmed",
        "confidence": "C",
        "note": f"{page['page_date_evidence'][:1].upper()}{page['page_date_evidence'][1:]}.",
    }
    return middle(row, known)


def page_date(page: Row) -> str:
    """The day that the page shows, as far as a person could read it."""
    if page["name"] in _BY_PHONE_ONLY:
        return _BY_PHONE_ONLY[page["name"]][2]
    return _PAGE_DATES.get(page["name"], "")


def page_id(page: Row) -> str:
    from_page = re.sub(r"[^a-z0-9]+", "-", page["source_url"].split()[0].split("//")[1].split("/")[0].lower())
    return f"page-{from_page.strip('-').removeprefix('www-')}"
