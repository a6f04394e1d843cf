"""Offices: energy help, benefits, licenses, aging, disability, lawyers, housing, veterans, work programs.

Decisions: the state list that one compilation calls job centers is of Missouri Work Assistance, for parents
who get cash help, and says so. Regional planning groups for homeless services are no front door: one asks
them who is. A Salvation Army site is told by what its own page lists, and asked first what is open.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from .community_lists import SHARED
from .community_places import Middles
from .later_cells import hours, row_of, told_beside
from .published import Row, notes, plain_name, read

Pair = tuple[Row, Row]
_FOR_PARENTS = (
    "For parents who get Temporary Assistance: help to find work, training, work clothes and rides."
)
_CIVIL = "Free lawyers for people with low incomes: housing, benefits, family. Not for criminal cases."
_BED = "A shelter. Call first to ask for a bed."
_SALVATION_ARMY = {
    "Adult rehabilitation center": (
        "live-in-treatment", "treatment", "treatment", "Live-in recovery program",
        "A place to live and work for a time to stop drinking or using drugs. Call to ask who may come.",
    ),
    "Shelter": ("shelter", "housing", "housing/tonight", "Shelter", _BED),
    "Harbor light center": ("shelter", "housing", "housing/tonight", "Shelter", _BED),
    "Transitional housing shelter": (
        "transitional-housing", "housing", "housing", "A place to live for a time",
        "A place to live for a time. Call to ask who may come.",
    ),
}  # fmt: skip
_OFFICES = {
    "Community action agency: energy help": (
        "energy-help", "money", "money", "Help with heat and light bills",
        "Apply here for help with energy bills. Ask about help with rent and food too.",
    ),
    "Community action agency": (
        "community-action", "money", "money", "Community action agency",
        "Often helps with energy bills, rent and home repair. Ask what is open in your county.",
    ),
    "Disability help office": (
        "disability-help", "money", "money", "Help for people with disabilities",
        "Run by and for people with disabilities: advice, skills and help to get services.",
    ),
    "Office for older people": (
        "aging-office", "food", "food; ride", "Help for older people",
        "Meals, rides and advice for older people. Call and ask what there is near you.",
    ),
    "Driver license and ID office": (
        "license-office", "identity", "id", "Driver license and state ID",
        "Get a driver license or a state ID here.",
    ),
    "Benefits office": (
        "benefits-office", "money", "money; food", "Benefits office",
        "Ask about food benefits (SNAP), Medicaid and cash help.",
    ),
    "Child support office": (
        "child-support-help", "money", "money; family", "Child support office",
        "Ask about your child support order. Have your case number.",
    ),
    "Phone support line": (
        "peer-support", "mental_health", "mental-health", "Talk line",
        "Talk by phone with people who have been there. Not for a crisis: for that call 988.",
    ),
}  # fmt: skip
_CONTINUUMS = {
    "Joplin/Jasper": "Jasper; Newton",
    "Kansas City": "Jackson",
    "Springfield/Greene": "Christian; Greene; Webster",
    "St. Charles": "Lincoln; St. Charles; Warren",
    "St. Joseph/Andrew": "Andrew; Buchanan; DeKalb",
    "St. Louis City": "St. Louis City",
    "St. Louis County": "St. Louis County",
}
_CONTINUUM_SAYS = "Plans homeless services in its area. Ask who takes requests for shelter in your county."
_WHOLE_CIRCLE = ("Customer relations", "Mail and fax for benefit papers")


def rows(sources: Path, known: Middles) -> Iterator[Pair]:
    """(survey row, sheet row) of the five lists of offices."""
    for file, tell in _FILES.items():
        for survey in read(sources / "community3" / f"{file}.csv"):
            told = tell(survey)
            if told:
                yield survey, row_of(file, survey, known) | told


def _office(survey: Row) -> Row:
    if survey["service/program"] in _WHOLE_CIRCLE:
        return {}
    if survey["category"] == "Charity office":
        return _charity(survey)
    kind, sheet, needs, service, summary = _OFFICES[survey["category"]]
    row = {
        "sheet": sheet,
        "kind": kind,
        "needs": needs,
        "service": service,
        "summary": summary,
        "who": "seniors" if kind == "aging-office" else "",
        "hours": hours(survey["hours"]),
        "cost": survey["cost"],
        "how_to_start": "call" if survey["phone"] else "walk-in",
        "note": _note(survey),
    }
    if kind == "license-office":
        row |= {"organization": survey["service/program"], "how_to_start": "walk-in"}
    if kind == "benefits-office":
        row["website"] = survey["website"] or "https://mydss.mo.gov/"
    return row


def _charity(survey: Row) -> Row:
    listed = survey["description_facts"]
    if not survey["phone"]:
        return {}
    if survey["service/program"] in _SALVATION_ARMY:
        kind, sheet, needs, service, summary = _SALVATION_ARMY[survey["service/program"]]
    else:
        kind, sheet, service = "emergency-aid", "money", "Emergency help"
        asked = {"utility and rent": "money", "food": "food"}
        needs = "; ".join(need for words, need in asked.items() if words in listed) or "money"
        summary = "Help in hard times. Call and ask what is open now."
    return {
        "sheet": sheet,
        "kind": kind,
        "needs": needs,
        "service": service,
        "summary": summary,
        "how_to_start": "call",
        "note": told_beside(survey),
    }


def _work_assistance(survey: Row) -> Row:
    town = survey["service/program"].partition(": ")[2].partition(" - ")[2]
    return {
        "sheet": "jobs",
        "kind": "job-program",
        "needs": "job/help",
        "service": f"Work help for parents on cash aid ({town or survey['city']})",
        "summary": _FOR_PARENTS,
        "who": "families",
        "hours": hours(survey["hours"]),
        "how_to_start": "call; referral",
        "note": _note(survey),
    }


def _legal(survey: Row) -> Row:
    town = re.sub(r".*\((.*)\)", r"\1", survey["service/program"])
    if survey["category"] == "Civil legal aid office":
        return {
            "sheet": "legal",
            "kind": "legal-aid",
            "needs": "legal",
            "service": f"Free lawyers for civil cases ({town})",
            "summary": _CIVIL,
            "cost": "free",
            "how_to_start": "call",
            "note": told_beside(survey),
        }
    return {
        "sheet": "legal",
        "kind": "immigration-help",
        "needs": "legal",
        "service": "Immigration legal help",
        "summary": "Free or low-cost legal help with immigration papers.",
        "how_to_start": "call",
        "note": told_beside(survey),
    }


def _housing(survey: Row) -> Row:
    if ("public_housing_authorities", survey["organisation"]) in SHARED:
        return {}
    common = {"sheet": "housing", "how_to_start": "call", "note": told_beside(survey)}
    if survey["category"] == "Public housing agency":
        return common | {
            "kind": "housing-authority",
            "needs": "housing/longer",
            "service": "Public housing and rent vouchers",
            "summary": "Public housing or rent vouchers in its own area. Ask if the waiting list is open.",
        }
    if survey["category"] == "HUD-approved housing counseling":
        return common | {
            "organization": re.sub(
                r"^Cccs\b", "CCCS", plain_name(survey["organisation"].replace(" Of ", " of "))
            ),
            "kind": "housing-advice",
            "needs": "housing/longer",
            "service": "Housing advice",
            "summary": "Advice on renting, eviction, buying a home and money. Call to ask for a time.",
        }
    name = survey["organisation"]
    counties = next((told for mark, told in _CONTINUUMS.items() if name.startswith(mark)), "")
    if not counties:
        # The rest of the state has no one front door, and its list of counties is not in the source.
        return {}
    return common | {
        "kind": "housing-advice",
        "needs": "housing",
        "service": "Homeless services of the area",
        "summary": _CONTINUUM_SAYS,
        "serves": counties,
    }


def _veterans(survey: Row) -> Row:
    place = survey["service/program"]
    row = {"sheet": "veterans", "who": "veterans", "hours": hours(survey["hours"]), "how_to_start": "call"}
    row["note"] = notes(
        told_beside(survey),
        f"Hours as listed: {survey['hours']}." if survey["hours"] and not row["hours"] else "",
    )
    if survey["category"] == "Veteran service office":
        return row | {
            "kind": "veterans-office",
            "needs": "money",
            "service": f"Help to file for VA benefits ({place.partition(' Veteran Service')[0]})",
            "summary": "Free help for veterans and their families to file for VA benefits.",
        }
    row["organization"] = place
    if re.search(r"Benefit|VetSuccess|Satellite", survey["category"]):
        return row | {
            "kind": "veterans-office",
            "needs": "money",
            "service": "VA benefits office",
            "summary": "Ask about VA benefits, school and work help for veterans.",
        }
    if "Vet Center" in place:
        return row | {
            "kind": "counseling",
            "needs": "mental-health",
            "service": "Vet Center counseling",
            "summary": "Counseling for veterans and their families.",
        }
    hospital = "VAMC" in survey["category"]
    return row | {
        "kind": "va-clinic",
        "needs": "medical",
        "service": "VA hospital" if hospital else "VA clinic",
        "summary": "Hospital care for veterans, day and night."
        if hospital
        else "A doctor and nurses for veterans.",
    }


def _note(survey: Row) -> str:
    listed = f"Hours as listed: {survey['hours']}." if survey["hours"] and not hours(survey["hours"]) else ""
    return notes(told_beside(survey), listed)


_FILES: dict[str, Callable[[Row], Row]] = {
    "offices": _office,
    "jobs": _work_assistance,
    "legal": _legal,
    "housing": _housing,
    "veterans": _veterans,
}
