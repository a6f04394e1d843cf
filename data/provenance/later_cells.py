"""Cells of the later surveys as the sheets write them: where, by which phone, when.

Decisions: hours are taken over only where every word of them is understood; the St. Louis food bank's list
may have lost "third" before "Saturday", so its hours count only where a second list agrees or where a place
is open on three days a week. What is not taken over stands in `note`. A fax is no phone to call, a post
office box no place to go.
"""

import re

from .community_citations import checked_on
from .community_places import Middles
from .later_sources import named
from .published import Row, middle, notes, offering_id, phone, street, town, website

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?"
_TIME = r"(\d{1,2})(?::(\d{2}))?\s*([ap])\.?m\.?"
_SPAN = re.compile(rf"{_TIME}\s*[-–]\s*{_TIME}")
_ENTRY = re.compile(rf"^({_DAY}(?:\s*(?:[-–,]|and)\s*{_DAY})*):?\s+(.+)$", re.IGNORECASE)
_BOX = re.compile(r"[,(\s]*\bP\.?\s*O\.?\s*Box\s+\d+\)?,?\s*", re.IGNORECASE)
_OLD = "2024"
_MOST_KM = 24


def row_of(file: str, survey: Row, known: Middles) -> Row:
    """What every row of the later surveys takes over as it is."""
    dated = survey["source_date"]
    row = {
        "id": offering_id(file, *(survey[c] for c in ("organisation", "service/program", "city", "address"))),
        "organization": survey["organisation"],
        "serves": serves(survey["counties_served"], known),
        "phones": phones(survey["phone"]),
        "website": website(survey["website"]),
        "source": "; ".join(citation.id for citation in named(survey["source"], dated)),
        "checked_on": day_of(dated),
        "confidence": survey["confidence"],
    }
    row |= place(survey, known)
    row["status"] = "unconfirmed" if survey["confidence"] == "C" or row["checked_on"] < _OLD else "open"
    return row


def day_of(dated: str) -> str:
    """The day of a `source_date`; a state list without a date counts from the day on which it was read."""
    read = re.search(r"read (\d{4}-\d{2}-\d{2})", dated)
    return read[1] if read else checked_on(dated)


def place(survey: Row, known: Middles) -> Row:
    """Street and point; where the list gives a point alone, it stands for a town and not for a door."""
    address = no_box(street(survey["address"]))
    cells = {
        "address": address,
        "city": town_of(survey["city"]),
        "zip": survey["zip"],
        "county": survey["county"],
    }
    if survey["latitude"]:
        if _far_from_zip(cells["zip"], survey, known):
            cells["zip"] = ""
        precision = "exact" if address else "approximate"
        return cells | {
            "latitude": survey["latitude"],
            "longitude": survey["longitude"],
            "precision": precision,
        }
    return cells | {c: middle(cells, known)[c] for c in ("latitude", "longitude", "precision")}


def _far_from_zip(code: str, survey: Row, known: Middles) -> bool:
    """A ZIP code whose middle lies far from the point: one of the two is wrong, and the point was tested."""
    middle_of = known.zips.get(code)
    if middle_of is None:
        return False
    north, east = (
        float(survey[c]) - float(m) for c, m in zip(("latitude", "longitude"), middle_of, strict=True)
    )
    return (north * 111) ** 2 + (east * 87) ** 2 > _MOST_KM**2


def no_box(line: str) -> str:
    return _BOX.sub(", ", line).strip(" ,")


def town_of(name: str) -> str:
    name = town(name)
    name = re.sub(r"^St(e?) (?=[A-Z])", lambda found: f"St{found[1]}. ", name)
    return name.replace("De Kalb", "DeKalb")


def serves(cell: str, known: Middles) -> str:
    """The counties of a cell; part of a county (`Scott (north)`) is told as the county, a town is none."""
    counties = {*known.zip_counties.values(), "statewide"}
    parts = (part.partition("(")[0].strip().removeprefix("part of ") for part in cell.split(";"))
    return "; ".join(dict.fromkeys(part for part in parts if part in counties))


def phones(cell: str) -> str:
    """Each number with its remark, `816-474-6750 (main line)`; faxes left out."""
    found = []
    for part in cell.split(";"):
        number = phone(re.sub(r"\s*ext\.?\s*", " x", part))
        if number and not re.match(r"\s*fax", part, re.IGNORECASE):
            remark = re.search(r"\(([a-z][^)]*)\)", part) or re.match(r"\s*([a-z][a-z ]+[a-z]) \d", part)
            found.append(f"{number} ({remark[1].strip()})" if remark else number)
    return "; ".join(dict.fromkeys(found))


def hours(cell: str) -> str:
    """`Tu 10:00-14:00; Fr 09:00-12:00` of `Tue 10 am-2 pm; Fri 9 am-12 pm`; empty where not all is clear."""
    days: dict[str, str] = {}
    last = ""
    for part in re.split(r";\s*", re.sub(r"^open ", "", cell.strip().rstrip("."), flags=re.IGNORECASE)):
        entry = _ENTRY.match(part)
        if not entry:
            return ""
        spans = _spans(entry[2])
        last = _days(entry[1])
        if not spans or not last or last in days:
            return ""
        days[last] = spans
    return "; ".join(f"{day} {spans}" for day, spans in days.items())


def starts(cell: str) -> str:
    """`Tu 19:30+; Fr 19:30+` of `Tue 7:30 pm; Fri 7:30 pm`: a meeting whose end the list does not tell."""
    told = []
    for part in cell.split("; "):
        found = re.fullmatch(rf"({_DAY}) {_TIME}", part, re.IGNORECASE)
        if not found:
            return ""
        told.append((_DAYS.index(_days(found[1])), _days(found[1]), _clock(*found.groups()[1:])))
    by_day: dict[str, list[str]] = {}
    for _, day, clock in sorted(told):
        by_day.setdefault(day, []).append(f"{clock}+")
    return "; ".join(f"{day} {','.join(dict.fromkeys(clocks))}" for day, clocks in by_day.items())


def open_days(timetable: str) -> int:
    """On how many days of the week these hours open."""
    count = 0
    for rule in timetable.split("; "):
        for part in rule.partition(" ")[0].split(","):
            first, _, last = part.partition("-")
            count += (_DAYS.index(last or first) - _DAYS.index(first)) % 7 + 1
    return count


def _days(text: str) -> str:
    names = re.split(r"\s*(,|and|-|–)\s*", text)
    codes = [
        name if i % 2 else name[:2].capitalize() for i, name in enumerate(names) if i % 2 or name.strip(".")
    ]
    line = "".join({"and": ",", "–": "-"}.get(code, code) for code in codes)
    return line if all(code in _DAYS for code in re.split("[,-]", line)) else ""


def _spans(text: str) -> str:
    text = re.sub(r"\bnoon\b", "12 pm", text)
    # "9-11:30 am" says the half of the day once.
    text = re.sub(r"\b(\d{1,2}(?::\d\d)?)\s*[-–]\s*(\d{1,2}(?::\d\d)?)\s*([ap])\.?m\.?", _both_halves, text)
    spans = [_span(found) for found in _SPAN.finditer(text)]
    rest = re.sub(r"\band\b|[,&\s]", "", _SPAN.sub("", text))
    return "" if rest or not all(spans) else ",".join(spans)


def _both_halves(found: re.Match[str]) -> str:
    first, last, half = found.groups()
    begin, end = int(first.split(":")[0]) % 12, int(last.split(":")[0]) % 12
    # 9-11 am, 1-3 pm; "11-1 pm" may be either and stays.
    return f"{first} {half}m-{last} {half}m" if begin <= end else found[0]


def _span(found: re.Match[str]) -> str:
    begin, end = _clock(*found.groups()[:3]), _clock(*found.groups()[3:])
    return f"{begin}-{end}" if begin < end else ""


def _clock(hour: str, minute: str | None, half: str) -> str:
    return f"{int(hour) % 12 + (12 if half.lower() == 'p' else 0):02}:{minute or '00'}"


def told_beside(survey: Row, told: str = "") -> str:
    """For `note`: what the list says that no column holds."""
    return notes(told, survey["description_facts"], survey["restrictions"], survey["eligibility"])
