"""Long official lists whose rows differ only in name and place: housing authorities, courts, offices.

Decisions: authorities that share one office are one offering. A court's phone is labeled as the courthouse
line. Social Security field offices are known by town only, so the national line is also a row of its own.
Three probation and parole offices house a supervision center; the office and the live-in center are two
offerings, since the center takes only those whom an officer places.
"""

import re
from collections.abc import Callable

from .community_offerings import Row

Say = Callable[[Row], Row]

_COURTHOUSE = "courthouse line: ask for the circuit clerk"
# The list was kept from 2023 on; the version that was read links to pages of about August 2026.
_COURTS_SHOWN = "2026"
_LICENSE_HOURS = {
    "Cape Girardeau License Office": "Mo-Fr 08:30-17:00; Sa[1,-1] 08:30-12:00",
    "Kansas City License Office": "Mo-We,Fr 08:00-17:00; Th 07:30-17:30",
}
_LICENSE_NOTES = {
    "Cape Girardeau License Office": "Hours from 2023.",
    "Kansas City License Office": "Shut on 2026-01-08, reopened on 2026-01-28 under a new contractor.",
    "Chesterfield License Office": "Replaces the Chesterfield Commons site that closed in December 2022.",
}
_SHORT_NAMES = {
    "Escswa dba Jasper Cty Public Housing Agency": "Jasper County Public Housing Agency (ESCSWA)",
    "ST Charles County Housing Assistance": "St. Charles County Housing Assistance",
    "ST. Francois County Public Housing Agency": "St. Francois County Public Housing Agency",
    "Richmond Housing Authority": "Richmond and Ray County Housing Authorities",
}


def housing_authority(survey: Row) -> Row:
    facts = survey["description_facts"].partition("or the exact area.")[2].strip()
    name = survey["organisation"]
    code = re.search(r"HUD code (MO\d+)", survey["description_facts"])
    told = {
        "sheet": "housing",
        "organization": _SHORT_NAMES.get(name, name.replace(" OF the City OF ", " of the City of ")),
        "service": "Public housing and rent vouchers",
        "needs": "housing/longer",
        "summary": "Public housing or rent vouchers in its own area. Ask if the waiting list is open.",
        "note": " ".join(filter(None, [f"HUD code {code.group(1)}." if code else "", facts])),
    }
    if name == "St. Louis Housing Authority":
        told |= {"phones": "314-286-4355; 314-531-4770", "status": "unconfirmed"}
    return told


def court_or_election_office(survey: Row) -> Row:
    if survey["category"] != "Court":
        return {
            "sheet": "legal",
            "service": "Voter registration",
            "needs": "legal",
            "summary": "The office that keeps voter registration here. Ask about voting after a sentence.",
            "checked_on": _COURTS_SHOWN,
            "note": "The list gives a street or postal address and no phone.",
        }
    phone, doubt = survey["phone"], survey["doubt"]
    desk = "circuit clerk" if doubt.startswith("Was ") else _COURTHOUSE
    return {
        "sheet": "legal",
        "service": "Circuit court",
        "needs": "legal",
        "summary": "Papers to clear a record are filed at the court where the case was. "
        "Ask the clerk for the right office and fee.",
        "phones": f"{phone} ({desk})" if phone else "",
        "checked_on": _COURTS_SHOWN,
        "status": "unconfirmed" if doubt.startswith("Another page") else "",
        "note": "The list was made for name changes; the phone may not be the clerk's own.",
    }


def license_office(survey: Row) -> Row:
    name = survey["service/program"]
    return {
        "sheet": "identity",
        "organization": name,
        "service": "Driver license and state ID",
        "needs": "id",
        "summary": "Get a driver license or a state ID here.",
        "hours": _LICENSE_HOURS.get(name, ""),
        "note": _LICENSE_NOTES.get(name, ""),
    }


def public_defender(survey: Row) -> Row:
    town = survey["service/program"].removesuffix(" trial office")
    return {
        "sheet": "legal",
        "service": f"Public defender trial office ({town})",
        "needs": "legal",
        "summary": "A lawyer if you are charged with a crime and cannot pay.",
        "note": "Named in a January 2021 story; no street, phone or counties given.",
    }


def social_security_office(survey: Row) -> Row:
    town = survey["service/program"].removesuffix(" field office")
    return {
        "sheet": "identity",
        "service": f"Social Security office ({town})",
        "needs": "id",
        "summary": "Get a new Social Security card. Call the national line for the street and hours.",
        "phones": "800-772-1213 (national line)",
        "how_to_start": "call",
        "checked_on": "2019",
        "note": "The 2019 list names the town only."
        if not survey["address"]
        else "Town from a 2019 list; street from a later page.",
    }


def social_security_line(survey: Row) -> Row:
    return {
        "sheet": "identity",
        "service": "Social Security national line",
        "needs": "id",
        "summary": "Call to ask how to get a new Social Security card and where your office is.",
        "serves": "statewide",
        "phones": "800-772-1213",
        "hours": "Mo-Fr 08:00-19:00",
        "how_to_start": "call",
        "checked_on": "2024-07-10",
        "confidence": "B",
        "status": "open",
        "address": "",
        "city": "",
        "county": "",
    }


def probation_office(survey: Row) -> Row:
    district, _, town = survey["service/program"].partition(" - ")
    return {
        "sheet": "supervision",
        "organization": "Missouri Probation and Parole",
        "service": f"{district} office ({town})",
        "needs": "supervision",
        "summary": "An office for people on probation or parole. The state page lists its address.",
        "supervision": "only",
        "note": "Town and district only; counties served are not in the source.",
    }


def national_employer(survey: Row) -> Row:
    return {
        "sheet": "employers",
        "service": "Jobs (national pledge)",
        "needs": "job/employers",
        "summary": "Pledged in 2021 to hire more people with records. Ask any Missouri site.",
        "serves": "statewide",
        "last_hire_seen": "2021-04",
        "note": "A company-wide pledge; the source names no Missouri site and no convictions that bar a job.",
    }


# Which list a survey row belongs to: file, a word of its category, and how it is told.
LISTS: tuple[tuple[str, str, Say], ...] = (
    ("public_housing_authorities", "", housing_authority),
    ("courts_elections", "", court_or_election_office),
    ("offices", "license office", license_office),
    ("offices", "license and ID office", license_office),
    ("offices", "Public defender", public_defender),
    ("documents", "Social Security office", social_security_office),
    ("probation_parole", "", probation_office),
    ("employers_national", "", national_employer),
)

# Rows that repeat another row of the same list: file and name, and the name that stands.
SHARED: dict[tuple[str, str], str] = {
    ("public_housing_authorities", name): "Housing Authority of St. Louis County"
    for name in (
        "Housing Authority of the City of Olivette",
        "Housing Authority of the City of Pagedale",
        "Housing Authority of the City of Hillsdale",
    )
} | {("public_housing_authorities", "Ray County Housing Authority"): "Richmond Housing Authority"}
