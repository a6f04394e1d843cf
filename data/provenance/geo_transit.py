"""Rides: bus systems, rides by phone, stations, Medicaid rides.

Decisions: fares that a source only announced, or that are years old, are said with their year or left out
and the row is unconfirmed, as are the cities whose fares were about to change; OATS drivers take no cash, so
how to pay stands in `booking`. Intercity bus stops of 2016-17 are unconfirmed. The ferry, of which only a
feed is known, is left out. A provider whose counties no source names is found by its town alone.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from .community_citations import Citation, checked_on, citations
from .community_places import Middles
from .published import Row, middle, offering_id, phone, read

_OATS_PAY = (
    "Call. Drivers take no cash. Pay ahead by phone at 888-875-6287 ($10 or more), "
    "or mail a check or money order."
)
_FARES = {
    (
        "OATS Transit",
        "Northeast region",
    ): "In 2019: $2 in town, $3 in the county, $4 to the next county, $6 far",
    ("OATS Transit", "West region (Sedalia office)"): "In 2019: $2.50 in town each way, $5 in the county",
    (
        "OATS Transit",
        "Southwest region (Springfield office)",
    ): "In 2023: $2 in town, $3 in the county, $4 to the next county, $6 far",
    (
        "Kansas City Area Transportation Authority (RideKC)",
        "Bus and MAX",
    ): "$2 a ride was planned from June 2026. Ask agencies about free cards",
    (
        "Metro Transit St. Louis (Bi-State Development)",
        "MetroBus and MetroLink",
    ): "Ask: the newest fare we know is from 2020",
    (
        "City Utilities of Springfield (CU Transit, The Bus)",
        "Fixed routes",
    ): "About $1 since a cut in 2024. Bring exact change",
    ("City of Columbia (Go COMO)", "Fixed routes and paratransit"): "Free since 2020. Ask if it still is",
    ("City of St. Joseph (Go St. Joe)", "8 fixed routes and demand response"): "Ask: an old report says $1",
}
_NOTICE = (
    (re.compile(r"24 hours|at least a day|at least one day|day before|[Nn]ext day"), "1 day before"),
    (re.compile(r"48 hours|2 days ahead|2 business days"), "2 or 3 days before"),
    (re.compile(r"[Cc]all in advance|^Call\."), "Call ahead: ask how many days"),
)
_CITY_BUS = re.compile(r"[Bb]oard at stops|Fixed stops|^Stops|^Deviated route")
_CERTIFIED = re.compile(r"paratransit|Handi-Wheels|Call-A-Ride", re.IGNORECASE)
_LEFT_OUT = ("New Bourbon Regional Port Authority",)
_HOURS = {
    "Mon-Fri 8:00-16:00": "Mo-Fr 08:00-16:00",
    "City bus Mon-Fri 8:00-16:00": "Mo-Fr 08:00-16:00",
    "Mon-Fri 6:30-17:30; Sat 8:30-16:30": "Mo-Fr 06:30-17:30; Sa 08:30-16:30",
    "Office Mon-Fri 8:00-16:00": "Mo-Fr 08:00-16:00",
    "Office and Blue Route Mon-Fri 7:00-19:00": "Mo-Fr 07:00-19:00",
    "Mon-Fri 8:00-17:00; Sat 10:00-14:00": "Mo-Fr 08:00-17:00; Sa 10:00-14:00",
    "Mon-Fri 8:00-16:30": "Mo-Fr 08:00-16:30",
    "Routine scheduling Mon-Fri 7:00-18:00": "Mo-Fr 07:00-18:00",
}
# Paratransit asks for a certificate, a work shuttle for an employer: someone must send you.
_START = {"bus": "walk-in", "station": "walk-in"} | dict.fromkeys(
    ("certified", "work", "volunteers", "older"), "referral"
)
_OLD = "2024"
# Their newest sources tell of fares and routes that were about to change.
_CHANGING = (
    "Kansas City Area",
    "KCATA / City of Kansas City",
    "City of Columbia",
    "City Utilities of Springfield",
)


def rows(sources: Path, known: Middles) -> Iterator[Row]:
    """Sheet rows for `transit`."""
    for line in read(sources / "geo" / "transit.csv"):
        if line["organisation"] not in _LEFT_OUT:
            yield _ride(line, known)


def cited(sources: Path) -> Iterator[Citation]:
    """Every page that a row rests on."""
    for line in read(sources / "geo" / "transit.csv"):
        if line["organisation"] not in _LEFT_OUT:
            yield from _citations(line)


def _citations(line: Row) -> list[Citation]:
    found = citations(line["source"], line["source_date"])
    if found:
        return found
    publisher = line["organisation"]
    short = re.sub(r"[^a-z0-9]+", "-", publisher.lower()).strip("-")[:40]
    repository = line["source"].partition("@")[0]
    address = f"https://github.com/{repository}" if "/" in repository and " " not in repository else ""
    return [
        Citation(
            f"transit-{short}",
            publisher,
            "Stations with their coordinates" if address else line["source"][:120],
            address,
            checked_on(line["source_date"]),
            note="Read in a public repository of station data." if address else "",
        )
    ]


def _ride(line: Row, known: Middles) -> Row:
    intercity = line["booking"] == "Ticket"
    medicaid = "NEMT" in line["organisation"]
    kind = _kind(line, intercity, medicaid)
    checked = checked_on(line["source_date"])
    row = {
        "id": offering_id("transit", line["organisation"], line["service"]),
        "sheet": "transit",
        "organization": line["organisation"],
        "service": _service(line, intercity, medicaid),
        "needs": "ride",
        "summary": _SUMMARIES[kind],
        "address": line["address"] if re.match(r"\d", line["address"]) else "",
        "city": line["city"],
        "zip": line["zip"],
        "county": "",
        "serves": "statewide" if line["counties_served"] == "ALL" else _served(line),
        "phones": _phones(line["phone"]),
        "website": line["website"].split(" ; ")[0],
        "hours": _HOURS.get(line["hours"], ""),
        "how_to_start": _START.get(kind, "call"),
        "cost": "free" if medicaid else "",
        "pays_with": "medicaid" if medicaid else "",
        "who": "",
        "accessible": "yes"
        if re.search(r"ADA-accessible|lifts?|[Rr]amp|wheelchair accessible", line["accessibility"])
        else "",
        "source": "; ".join(citation.id for citation in _citations(line)),
        "checked_on": checked,
        "status": _status(line, checked),
        "confidence": "B" if checked >= _OLD else "C",
        "note": " ".join(
            filter(None, (line["notes"], f"Fare as read: {line['fare']}." if line["fare"] else ""))
        ),
        "booking": _booking(line, kind),
        "notice": "" if kind in ("bus", "station") else _notice(line["booking"]),
        "fare": _fare(line, medicaid),
        "days": _days(line["hours"]),
        "counties": "",
    }
    return _placed(row, line, known)


_SUMMARIES = {
    "medicaid": "Free rides to doctor visits if you have Medicaid. Call 2 or 3 days ahead.",
    "station": "Trains or buses to other cities stop here. Buy a ticket first.",
    "bus": "A city bus. Wait for it at a stop.",
    "certified": "Rides for people whose disability keeps them off the city bus. You must apply first.",
    "work": "Rides to work through an employer that takes part.",
    "referral": "Finds you a ride near you. The call is free; the ride may cost.",
    "call": "Rides by phone. Call and ask about days, towns and price.",
    "older": "Volunteers drive people of 60 and over, or 18 to 59 with a disability. Fill in a form first.",
    "volunteers": "Volunteers drive people in the country to health visits. Your clinic asks for the ride.",
}


def _kind(line: Row, intercity: bool, medicaid: bool) -> str:
    if medicaid:
        return "medicaid"
    if intercity:
        return "station"
    if line["eligibility"].startswith("60+"):
        return "older"
    if "HealthTran" in line["organisation"]:
        return "volunteers"
    words = f"{line['organisation']} {line['service']}"
    if "Ride to Work" in words:
        return "work"
    if "referral" in line["service"].casefold():
        return "referral"
    if (
        _CERTIFIED.search(line["service"])
        and "Fixed" not in line["service"]
        and "City bus" not in line["service"]
    ):
        return "certified"
    return "bus" if _CITY_BUS.search(line["booking"]) or "city bus" in line["service"].casefold() else "call"


def _status(line: Row, checked: str) -> str:
    bus_line = line["booking"] == "Ticket" and line["organisation"] != "Amtrak"
    changing = line["organisation"].startswith(_CHANGING)
    return "open" if checked >= _OLD and not bus_line and not changing else "unconfirmed"


def _service(line: Row, intercity: bool, medicaid: bool) -> str:
    if medicaid:
        return "Medicaid rides to the doctor"
    name = line["service"].replace("Fixed routes", "City bus").replace("Demand response", "Rides by phone")
    name = re.sub(r"\(call if unsure.*|\(head office\)", "", name).strip()
    if line["organisation"] == "Amtrak":
        return f"Amtrak train: {name}"
    return name.replace(" (intercity)", ": bus between cities") if intercity else name


def _served(line: Row) -> str:
    # A station serves whoever reaches it; the list's county is only where it stands.
    names = [name.strip() for name in line["counties_served"].split(";") if name.strip()]
    return "; ".join("St. Louis County" if name == "St. Louis" else name for name in names)


def _phones(text: str) -> str:
    found = []
    for part in text.split(";"):
        number = phone(part)
        if number:
            remark = (
                "to book"
                if "scheduling" in part
                else "text"
                if "text" in part
                else "TTY"
                if "T" in part.split("7")[0]
                else ""
            )
            found.append(f"{number} ({remark})" if remark else number)
    return "; ".join(found)


def _booking(line: Row, kind: str) -> str:
    if "Drivers take no money" in line["booking"]:
        return _OATS_PAY
    if kind == "station":
        return "Buy a ticket by phone or online"
    return line["booking"].replace("Board at stops", "Wait at a stop")


def _notice(booking: str) -> str:
    return next((said for pattern, said in _NOTICE if pattern.search(booking)), "")


def _fare(line: Row, medicaid: bool) -> str:
    if medicaid:
        return "Free"
    return _FARES.get((line["organisation"], line["service"]), line["fare"])


def _days(text: str) -> str:
    return text if text and text not in _HOURS else ""


def _placed(row: Row, line: Row, known: Middles) -> Row:
    if not line["city"]:
        return row | {"latitude": "", "longitude": "", "precision": "none"}
    placed = middle(row, known)
    served = [county for county in row["serves"].split("; ") if county and county != "statewide"]
    if len(served) == 1:
        placed["county"] = placed["county"] or served[0]
    if line["coord_basis"] == "source":
        placed |= {"latitude": line["latitude"], "longitude": line["longitude"], "precision": "exact"}
    return placed
