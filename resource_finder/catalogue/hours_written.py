"""Opening hours that people wrote, as OpenStreetMap text: clocks, days, and what is not understood."""

import re
from collections.abc import Iterable, Mapping
from itertools import groupby

from resource_finder.catalogue.hsds_hours import DAYS
from resource_finder.domain.hours import HoursUnreadable, read_hours

ALL_DAY = "00:00-24:00"
UNKNOWN = "unknown"
_CLOCK = re.compile(
    r"\s*(\d{1,2})(?::?(\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*(?:([ap])\.?\s*m\.?)?\s*(Z|[+-]\d{2}:?\d{2})?\s*\Z",
    re.IGNORECASE,
)
_WORDS = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}
# Missouri's own two offsets: the clock on the wall. Any other is a clock somewhere else.
_OURS = frozenset({"-06:00", "-05:00", "-0600", "-0500"})
_BETWEEN = re.compile(r"\s*(?:-|–|—|\bto\b|\buntil\b)\s*", re.IGNORECASE)
_DAY = re.compile(r"(mo|tu|we|th|fr|sa|su)[a-z]*\.?\Z", re.IGNORECASE)


def clock(text: str) -> str:
    """`9am`, `0900`, `9:00 AM`, `17:00:00-06:00` as `09:00`; empty for anything else."""
    text = _WORDS.get(text.strip().casefold(), text)
    found = _CLOCK.match(text)
    if not found or (found[4] and found[4] not in _OURS) or not (found[2] or found[3]):
        return ""
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if found[3].casefold() == "p" else 0)
    return f"{hour:02d}:{minute:02d}" if (hour <= 23 and minute <= 59) or (hour, minute) == (24, 0) else ""


def span(opens: str, closes: str) -> str:
    """`09:00-17:00` of two clocks; empty unless both are understood. Midnight ends a day, or a whole one."""
    start, end = clock(opens), clock(closes)
    if not start or not end or start == "24:00":
        return ""
    end = "24:00" if end in ("00:00", "23:59") else end
    if start == end:
        return ""
    return f"{start}-{end}"


def span_in(text: str) -> str:
    """The span of a cell: “800AM-430PM”, “8:00 a.m. to 4:30 p.m.”; empty when it is not understood."""
    parts = _BETWEEN.split(text.strip())
    return span(*parts) if len(parts) == 2 else ""


def days_in(text: str) -> tuple[str, ...]:
    """`MO`, `Monday`, `Mon-Fri`, `MO,TU` as their two letters, in the order of the week."""
    found: set[str] = set()
    for part in filter(
        None,
        re.split(r"[,;/&\s]+|\band\b", re.sub(r"\s*[-–]\s*|\s+(?:to|thru|through)\s+", "-", text.strip())),
    ):
        ends = [_DAY.match(end) for end in part.split("-")]
        if not 1 <= len(ends) <= 2 or not all(ends):
            return ()
        first, last = (DAYS.index(end[1].upper()) for end in (ends[0], ends[-1]) if end)
        found.update(DAYS[first : last + 1] if first <= last else (*DAYS[first:], *DAYS[: last + 1]))
    return tuple(day for day in DAYS if day in found)


def week_text(by_day: Mapping[str, str], order: Iterable[str] = DAYS) -> str:
    """Days with the same hours together: `Mo-Fr 09:00-17:00; Sa unknown`. Other days are left out."""
    said = [(day, by_day.get(day, "")) for day in order]
    if all(hours == ALL_DAY for _day, hours in said):
        return "24/7"
    rules: dict[str, list[str]] = {}
    for hours, run in groupby(said, key=lambda pair: pair[1]):
        days = [day.capitalize() for day, _hours in run]
        if hours:
            few = len(days) < 3
            rules.setdefault(hours, []).append(",".join(days) if few else f"{days[0]}-{days[-1]}")
    return "; ".join(f"{','.join(days)} {hours}" for hours, days in rules.items())


def quoted(text: str) -> str:
    """Words beside hours, as OpenStreetMap quotes them."""
    plain = " ".join(text.replace('"', "”").split())[:200].strip()
    return f'"{plain}"' if plain else ""


def readable(hours: str) -> str:
    """The hours, if they can be read at all; else nothing."""
    try:
        read_hours(hours)
    except (HoursUnreadable, ValueError, OverflowError):
        return ""
    return hours
