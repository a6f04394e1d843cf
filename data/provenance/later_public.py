"""Libraries, schools, children, phones and meetings: long lists whose rows differ in name and place."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from .community_places import Middles
from .later_cells import hours, row_of, starts, told_beside
from .published import Row, notes, plain_name, read

Pair = tuple[Row, Row]
_KNOWN_AS = {
    "Mid-Continent Public Library (Consolidated Library District No. 3)": "Mid-Continent Public Library",
    "St. Louis Public Library (City of St. Louis Municipal Library District)": "St. Louis Public Library",
}
_FAMILY = {
    "Head Start": (
        "head-start", "Head Start", "family", "families",
        "Free preschool for small children of families with low incomes. Call to ask for a place.",
    ),
    "Boys & Girls Club": (
        "youth-program", "Club for children and teens", "family", "youth",
        "A club after school and in summer for children and teens.",
    ),
    "Diaper bank": (
        "baby-supplies", "Diapers", "family", "families",
        "Diapers for babies. It may give them through other groups: ask where to go.",
    ),
    "Pay child support or ask about payments": (
        "child-support-help", "Child support payment lines", "family; money", "",
        "Ask about your child support order, pay it, or hear your last payments. Have your case number.",
    ),
    "Home visits for parents": (
        "parent-help", "Home visits for parents", "family", "families",
        "Free visits at home and groups for parents with small children.",
    ),
}  # fmt: skip
_SCHOOLS = {
    "Public career and technical center": (
        "career-school", "Career and technical center", "school; job/training",
        "Job training. Call and ask about classes for adults and help to pay.",
    ),
    "Community or technical college": (
        "college", "Community college", "school; job/training",
        "A public college: degrees, certificates and job training. Ask about help to pay.",
    ),
    "Public university": (
        "college", "University", "school",
        "A public university. Ask about help to pay.",
    ),
    "Adult education": (
        "adult-education", "Adult classes and GED", "school",
        "Classes for the high school equivalency test. Ask for days and places.",
    ),
    "Adult high school": (
        "adult-education", "Free high school for adults", "school",
        "Earn a real high school diploma as an adult, free. For people 21 and older.",
    ),
}  # fmt: skip
_SOBER = "A meeting for people who want to stop drinking or using drugs."
_FELLOWSHIPS = {
    "Alcoholics Anonymous (AA)": ("AA meeting", "A meeting for people who want to stop drinking."),
    "Narcotics Anonymous (NA)": ("NA meeting", "A meeting for people who want to stop using drugs."),
    "Adult Children of Alcoholics": (
        "Meeting for adult children of alcoholics",
        "A meeting for adults who grew up with drinking or trouble at home.",
    ),
    "SMART Recovery": ("SMART Recovery meeting", _SOBER),
    "Gamblers Anonymous": ("Gamblers Anonymous meeting", "A meeting for people who want to stop gambling."),
    "Nar-Anon (families)": ("Nar-Anon meeting", "A meeting for family and friends of people who use drugs."),
    "Recovery Dharma": ("Recovery Dharma meeting", _SOBER),
    "Refuge Recovery": ("Refuge Recovery meeting", _SOBER),
}  # fmt: skip
_LONGEST_NAME = 60
_CHECK = "Meetings move: check the list before you go."
_STATE_LIST = "https://psc.mo.gov/Telecommunications/Lifeline_and_Disabled_Programs_1"
# What the phone and internet survey says, in words short enough for a card.
_PHONES = {
    "Disabled phone discount": (
        "lifeline", "Phone discount for people with a disability",
        "Money off a home phone if you get certain disability benefits.",
    ),
    "Low-cost computers and internet": (
        "lifeline", "Low-cost computers and internet",
        "Rebuilt computers and home internet at low prices, online.",
    ),
    "Wi-Fi hotspots to borrow": (
        "library", "Borrow a Wi-Fi hotspot", "Borrow a Wi-Fi hotspot with a library card.",
    ),
    "Hotspots and laptops to borrow": (
        "library", "Borrow a hotspot or laptop", "Borrow a Wi-Fi hotspot or a laptop with a library card.",
    ),
    "Borrow a Wi-Fi hotspot or Chromebook": (
        "library", "Borrow a hotspot or laptop", "Borrow a Wi-Fi hotspot or a laptop with a library card.",
    ),
}  # fmt: skip
_GUESTS = (
    "library",
    "Computers and internet",
    "Computers with internet. Ask how to use them without a library card.",
)  # fmt: skip
_NO_PROVIDER = ("Lifeline phone or internet discount", "Computers with internet", "Library rules")


def rows(sources: Path, known: Middles) -> Iterator[Pair]:
    """(survey row, sheet row) of five long lists."""
    for file, tell in _FILES.items():
        for survey in read(sources / "community3" / f"{file}.csv"):
            if survey["service/program"] in _NO_PROVIDER:
                continue
            row = row_of(file, survey, known) | tell(survey)
            if not row["city"] and not row["address"] and row["county"]:
                row["serves"], row["county"] = row["serves"] or row["county"], ""
            if row["serves"] or row["latitude"]:
                yield survey, row


def _library(survey: Row) -> Row:
    name = _KNOWN_AS.get(survey["organisation"], survey["organisation"])
    branch = survey["service/program"]
    return {
        "sheet": "phone",
        "organization": name,
        "service": "Library" if branch == survey["organisation"] else f"Library ({branch})",
        "needs": "phone; school",
        "kind": "library",
        "summary": "A public library. Ask about free computers, internet, printing and help with job forms.",
        "note": notes(
            survey["hours"] and f"Hours: {survey['hours']}.", "Branches may have moved since 2019."
        ),
    }


def _child(survey: Row) -> Row:
    kind, service, needs, who, summary = _FAMILY[survey["service/program"]]
    return {
        "sheet": "money" if needs == "family; money" else "family",
        "service": service,
        "needs": needs,
        "kind": kind,
        "who": who,
        "summary": summary,
        "cost": survey["cost"],
        "note": told_beside(survey),
        "how_to_start": "call" if survey["phone"] else "online",
    }


def _school(survey: Row) -> Row:
    kind, service, needs, summary = _SCHOOLS[survey["category"]]
    town = survey["service/program"].partition("(")[2].rstrip(")")
    named = kind == "adult-education" and town and "counties" not in town and "rules" not in town
    return {
        "sheet": "school",
        "service": f"{service} ({town})" if named else service,
        "needs": needs,
        "kind": kind,
        "summary": summary,
        "who": "ages 21-" if survey["category"] == "Adult high school" else "",
        "cost": "free" if survey["cost"].startswith(("free", "classes free")) else "",
        "hours": hours(survey["hours"]),
        "note": told_beside(survey),
    }


def _phone(survey: Row) -> Row:
    kind, service, summary = _PHONES.get(survey["service/program"], _GUESTS)
    return {
        "sheet": "phone",
        "service": service,
        "needs": "phone",
        "kind": kind,
        "summary": summary,
        "note": notes(told_beside(survey), survey["cost"], survey["documents"]),
    }


def _meeting(survey: Row) -> Row:
    service, summary = _FELLOWSHIPS[survey["organisation"]]
    place = _flat(survey["service/program"].partition(": ")[2])
    return {
        "sheet": "treatment",
        "service": f"{service} ({place})" if place else service,
        "needs": "treatment",
        "kind": "meeting",
        "summary": f"{summary} {_CHECK}",
        "hours": starts(survey["hours"]),
        "how_to_start": "walk-in",
        "note": "" if starts(survey["hours"]) else f"Times as listed: {survey['hours']}.",
    }


def _flat(name: str) -> str:
    """A name in brackets has no brackets of its own; what is a way to a door is no name."""
    if len(name) > _LONGEST_NAME or re.match(r"(?:Located|Room|Meeting|Longitude|At |In-)", name):
        return ""
    return plain_name(re.sub(r"\s*[()]\s*", " ", name).strip())


_FILES: dict[str, Callable[[Row], Row]] = {
    "libraries": _library,
    "family": _child,
    "schools": _school,
    "phones_internet": _phone,
    "recovery_meetings": _meeting,
}
