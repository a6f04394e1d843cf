"""Opening hours out of HSDS schedules: what holds now or will, and what is only words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from resource_finder.catalogue.hours_written import (
    ALL_DAY,
    UNKNOWN,
    days_in,
    quoted,
    readable,
    span,
    week_text,
)
from resource_finder.catalogue.hsds_dates import day_of
from resource_finder.catalogue.hsds_hours import DAYS
from resource_finder.catalogue.hsds_words import remark

Row = Mapping[str, Any]

_RULE = re.compile(r"([A-Z]+)=([^;\s]+)")
_ORDINAL = re.compile(r"([+-]?[1-5])(MO|TU|WE|TH|FR|SA|SU)\Z")
_BY_APPOINTMENT = re.compile(
    r"\b(?:by appointment|appointments? only|appointment required|call (?:first|ahead))\b", re.I
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Hours that hold for longer than this are hours, not a season.
_A_SEASON = timedelta(days=366)
ENDED, NOT_UNDERSTOOD = "a schedule that ended", "a schedule that is not understood"


@dataclass
class Hours:
    """OpenStreetMap text, and what of the schedules is not in it."""

    text: str = ""
    left_out: list[str] = field(default_factory=list)


def hours_in(schedules: Iterable[Row], today: date) -> Hours:
    """The hours of these schedules from today on.

    A schedule that ended is left out; one with a last day is named with its dates. A day that is not
    understood is unknown, never closed; when not even its day is known, nothing is known but the words.
    """
    found = Hours()
    rules: dict[str, dict[str, list[str]]] = {}
    monthly: list[str] = []
    words: list[str] = []
    for row in schedules:
        rule = _rule(row)
        said = remark(rule.get("description", ""), rule.get("notes", ""))
        season = _season(rule, today)
        if season is None:
            found.left_out.append(ENDED)
            continue
        if not any(
            rule.get(name) for name in ("byday", "opens_at", "closes_at", "description", "notes", "freq")
        ):
            continue
        days, ordinals, hours = _understood(rule)
        if ordinals and hours != UNKNOWN:
            monthly.append(f"{season}{ordinals} {hours}{_comment(said)}")
        elif days:
            if hours == UNKNOWN:
                found.left_out.append(NOT_UNDERSTOOD)
            for day in days:
                note = f" {quoted(said)}" if hours == UNKNOWN and said else _comment(said)
                rules.setdefault(season, {}).setdefault(day, []).append(hours + note)
        else:
            found.left_out.append(NOT_UNDERSTOOD)
            words.append(said)
    if words:
        told = quoted("; ".join(dict.fromkeys(filter(None, words))))
        found.text = readable(f"{UNKNOWN} {told}") if told else ""
        return found
    parts = [
        _week(season, by_day) for season, by_day in sorted(rules.items(), key=lambda pair: pair[0] != "")
    ]
    text = "; ".join([*parts, *monthly])
    found.text = readable(text) if re.search(r"\d:\d\d|24/7|\"", text) else ""
    return found


def _week(season: str, by_day: Mapping[str, list[str]]) -> str:
    together = {day: _joined(spans) for day, spans in by_day.items()}
    text = week_text(together)
    return "; ".join(f"{season}{rule}" for rule in text.split("; ")) if season else text


def _joined(spans: list[str]) -> str:
    """The spans of one day. One that is not understood makes the day unknown; a common remark is kept."""
    unknown = [text for text in spans if text.startswith(UNKNOWN)]
    if unknown:
        return unknown[0]
    clocks = sorted({text.partition(" ")[0] for text in spans})
    remarks = {text.partition(" ")[2] for text in spans}
    return " ".join(filter(None, (",".join(clocks), next(iter(remarks)) if len(remarks) == 1 else "")))


def _comment(said: str) -> str:
    return f" {quoted('by appointment')}" if _BY_APPOINTMENT.search(said) else ""


def _rule(row: Row) -> dict[str, str]:
    """The row in small words, with the parts of an iCalendar rule where one stands in a cell."""
    rule = {name: str(value).strip() for name, value in row.items() if value not in (None, "")}
    for text in [value for value in rule.values() if "FREQ=" in value.upper()]:
        parts = {name.casefold(): value for name, value in _RULE.findall(text.upper())}
        rule |= parts
        rule["description"] = rule.get("description", "") if rule.get("description") != text else ""
    return rule


def _season(rule: Mapping[str, str], today: date) -> str | None:
    """Empty for hours that hold from now on; the dates before a rule; None for what is over."""
    start = max(
        filter(None, (day_of(rule.get(name, "")) for name in ("valid_from", "dtstart"))), default=None
    )
    ends = [day_of(rule.get(name, "")) for name in ("valid_to", "until")]
    end = min(filter(None, ends), default=None)
    if end is not None and end < today:
        return None
    is_long = end is None or end - today > _A_SEASON
    if is_long and (start is None or start <= today):
        return ""
    if end is None:
        return f"{_dated(start or today)}+ "
    return f"{_dated(start or today)}-{_dated(end)} " if (start or today) <= end else None


def _dated(day: date) -> str:
    return f"{day.year} {_MONTHS[day.month - 1]} {day.day:02d}"


def _understood(rule: Mapping[str, str]) -> tuple[tuple[str, ...], str, str]:
    """Weekdays, or ordinal weekdays of a month (`Tu[1]`); and their hours, `unknown` where not clear."""
    byday = rule.get("byday") or rule.get("weekday") or ""
    hours = span(rule.get("opens_at", ""), rule.get("closes_at", "")) or UNKNOWN
    if rule.get("timezone", "") not in (
        "",
        "-6",
        "-5",
        "-6.0",
        "-5.0",
        "America/Chicago",
        "US/Central",
        "CST",
        "CDT",
        "CT",
    ):
        hours = UNKNOWN
    freq = rule.get("freq", "WEEKLY").upper()
    is_other = any(rule.get(name) for name in ("bymonthday", "byweekno", "byyearday", "count"))
    if rule.get("interval", "1") not in ("1", "1.0") or is_other:
        return (days_in(byday) if freq == "WEEKLY" else ()), "", UNKNOWN
    if freq == "DAILY" and not byday:
        return DAYS, "", hours
    ordinals = [_ORDINAL.match(part) for part in byday.upper().replace(" ", "").split(",")]
    if freq == "MONTHLY" and byday and all(ordinals):
        named = ",".join(f"{part[2].capitalize()}[{int(part[1])}]" for part in ordinals if part)
        return (), named, hours
    if freq != "WEEKLY":
        return (), "", UNKNOWN
    return _weekdays(byday), "", hours


def _weekdays(text: str) -> tuple[str, ...]:
    """By name, or by number from Monday as 1."""
    if text.isdigit() and 1 <= int(text) <= 7:
        return (DAYS[int(text) - 1],)
    return days_in(text)


__all__ = ["ALL_DAY", "ENDED", "NOT_UNDERSTOOD", "Hours", "hours_in"]
