"""Treatment, clinics and health departments of 2026: real streets for what was inferred before.

Decisions: a treatment site is of the kind that is hardest to find elsewhere: medicine for opioid use, then
detox, then live-in, then visits. A site for both drugs and mental health is two offerings, one in each sheet.
A health center whose name shows a school may serve its pupils alone and says so. Any county health office
in Missouri gives a birth certificate to those born in the state (state page, $15).
"""

import re
from collections.abc import Iterator
from pathlib import Path

from .community_places import Middles
from .later_cells import row_of, told_beside
from .published import Row, notes, read

Pair = tuple[Row, Row]
# What the list calls it, as a reader does, hardest to find first.
LEVELS = (
    (
        r"residential/|-term residential|hospital inpatient treatment",
        "live-in treatment",
        "you live there for a time.",
    ),
    (r"detoxification", "detox", "get through withdrawal safely."),
    (r"day treatment|partial hosp|intensive outpatient", "day treatment", "several days a week."),
    (r"\boutpatient\b|regular outpatient", "visits", "talk with a counselor."),
)  # fmt: skip
_OPIOID = "methadone/buprenorphine or naltrexone"
_MEDICINE = "Medicine for opioid use, with counseling."
_CENTERS = re.compile(
    r"Compass Health|Burrell|Brightli|Mark Twain Behavioral|Family Counseling Center|FCC\b|Swope|HCC Network"
    r"|Community Counseling Center|Ozarks? (?:Healthcare|Center)|Arthur Center|Clark Community|ReDiscover"
    r"|BJC Behavioral|Tri[- ]County Mental|Comprehensive Mental Health|Family Guidance|Bootheel Counseling"
    r"|North Central Missouri Mental|Behavioral Healthcare|University Health|Hopewell|Independence Center"
    r"|Places for People|Southeast Missouri Behavioral|East Central Missouri Behavioral",
    re.IGNORECASE,
)
_BORN_HERE = (
    "The county health office. If you were born in Missouri, get your birth certificate here. Call first."
)
_HIDDEN = "Street left out on purpose"
_WRONG_AREA_CODES = ("583", "606", "315")
_PAYS = {"sliding scale": "pay_what_you_can", "free": "free"}


def treatment(sources: Path, known: Middles) -> Iterator[Pair]:
    """(survey row, sheet row) for drugs and alcohol; sites for the mind alone are not here."""
    for survey in _treatment_list(sources):
        if "drug" in survey["category"]:
            yield survey, _site("treatment", survey, known) | told_treatment(survey["description_facts"])


def mental_health(sources: Path, known: Middles) -> Iterator[Pair]:
    for survey in _treatment_list(sources):
        if "ental health" in survey["category"]:
            yield survey, _site("mental-health", survey, known) | _told_mind(survey)


def _treatment_list(sources: Path) -> list[Row]:
    return read(sources / "community3" / "treatment_addresses.csv")


def _site(need: str, survey: Row, known: Middles) -> Row:
    row = row_of(need, survey, known)
    row |= {
        "sheet": need.replace("-", "_"),
        "needs": need,
        "who": _who(survey["eligibility"]),
        "cost": _PAYS.get(survey["cost"], ""),
        "how_to_start": "call",
        "note": told_beside(survey),
    }
    if row["phones"].startswith(_WRONG_AREA_CODES):
        row |= {"phones": "", "note": notes(f"The list prints {row['phones']}; left out.", row["note"])}
    if _HIDDEN in survey["description_facts"]:
        row |= {"latitude": "", "longitude": "", "zip": "", "precision": "none", "private_address": "yes"}
        row["serves"] = survey["county"]
    return row


def _who(eligibility: str) -> str:
    if eligibility == "Children/adolescents":
        return "youth"
    if eligibility == "Seniors":
        return "seniors"
    sexes = [sex for sex in ("women", "men") if f"; {sex} only" in eligibility]
    grown = [] if "hildren" in eligibility else ["ages 18-"]
    return "; ".join(sexes or grown)


def told_treatment(listed: str) -> Row:
    """Kind, service and summary of a site from the words of the list."""
    words = listed.partition("lists ")[2]
    levels = [level for level in LEVELS if re.search(level[0], words)] or [LEVELS[-1]]
    return said([level[1] for level in levels], _OPIOID in words)


def said(names: list[str], opioid: bool) -> Row:
    """The words for levels of care in their order, with medicine for opioid use before all."""
    also = f" Also {', '.join(names[1:])}." if names[1:] else ""
    meaning = next(level[2] for level in LEVELS if level[1] == names[0])
    first = f"{names[0].capitalize()}: {meaning}{also}"
    if opioid:
        kind, summary = "opioid-medicine", f"{_MEDICINE} {first}"
    else:
        kind = {"live-in treatment": "live-in-treatment", "detox": "detox"}.get(names[0], "day-treatment")
        kind = "detox" if "detox" in names else kind
        summary = f"Help to stop drinking or using drugs. {first}"
    service = "Medicine for opioid use" if opioid else "Alcohol and drug treatment"
    return {"kind": kind, "service": f"{service}: {', '.join(names)}", "summary": summary}


def _told_mind(survey: Row) -> Row:
    name, listed = survey["organisation"], survey["description_facts"]
    if "ospital" in name and "hospital inpatient" in listed:
        return {
            "kind": "psychiatric-hospital",
            "service": "Mental health hospital",
            "summary": "A mental health hospital. Call before you go. In a crisis, call 988.",
        }
    center = _CENTERS.search(name)
    return {
        "kind": "mental-health-center" if center else "mental-health-clinic",
        "service": "Mental health care",
        "summary": "Counseling and mental health care. Call to ask for a first visit. In a crisis, call 988.",
    }


def clinics(sources: Path, known: Middles) -> Iterator[Pair]:
    for survey in read(sources / "community3" / "clinics.csv"):
        if re.search("Veteran|Correctional", survey["organisation"]):
            # The VA's own list has the one; nobody can go to the other.
            continue
        yield survey, row_of("clinics", survey, known) | _clinic(survey)


def _clinic(survey: Row) -> Row:
    row = {"sheet": "medical", "needs": "medical", "kind": "health-center", "how_to_start": "call"}
    row |= {"cost": _PAYS[survey["cost"]], "note": told_beside(survey)}
    if survey["category"] == "Free clinic":
        return row | {
            "kind": "free-clinic",
            "service": "Free clinic",
            "summary": "Free or low-cost care. Call to ask who may be a patient.",
        }
    if "school" in survey["service/program"]:
        return row | {
            "kind": "school-clinic",
            "who": "youth",
            "service": "Clinic in a school",
            "summary": "A clinic in or near a school. It may see only pupils: call first.",
        }
    if re.search(r"\bmobile\b|on the Go\b", survey["organisation"], re.IGNORECASE):
        return row | {
            "service": "Clinic on wheels",
            "summary": "A clinic on wheels. Call to ask where it stops.",
        }
    if re.search(r"\bdental\b", survey["organisation"], re.IGNORECASE):
        return row | {
            "needs": "medical/dental",
            "kind": "dentist",
            "service": "Community dental clinic",
            "summary": "See a dentist, with or without insurance. You pay what you can.",
        }
    return row | {
        "service": "Community health center",
        "summary": "See a doctor or nurse, with or without insurance. You pay what you can.",
    }


def health_departments(sources: Path, known: Middles) -> Iterator[Pair]:
    for survey in read(sources / "community3" / "health_departments.csv"):
        if survey["category"] == "County health department":
            yield survey, row_of("health", survey, known) | BORN_HERE | {"note": told_beside(survey)}


BORN_HERE = {
    "sheet": "medical",
    "needs": "medical; id",
    "kind": "health-department",
    "service": "County health department",
    "summary": _BORN_HERE,
    "documents": "photo_id",
    "cost": "$15 for a birth certificate",
    "how_to_start": "call",
}
