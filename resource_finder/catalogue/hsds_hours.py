"""Weekly opening hours between OpenStreetMap syntax and HSDS schedules."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# Winter time of Missouri. An HSDS time carries an offset and no zone; the OpenStreetMap text is exact.
OFFSET = "-06:00"
_RULE = re.compile(r"(?P<days>[A-Z][a-z](?:[-,][A-Z][a-z])*) (?P<spans>off|[\d:,-]+)\Z")
_SPAN = re.compile(r"((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d|24:00)\Z")
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
Span = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Weekly:
    """Days that share one span of hours, `08:00` to `17:00`."""

    days: tuple[str, ...]
    opens: str
    closes: str


def weekly(hours: str) -> tuple[Weekly, ...]:
    """The same hours every week; nothing when the text says more than that.

    As in OpenStreetMap a later rule takes the place of an earlier one on its days. Only a rule about public
    holidays is passed over, because HSDS cannot say it and no week is wrong without it.
    """
    if hours.strip() == "24/7":
        return (Weekly(DAYS, "00:00", "23:59"),)
    by_day: dict[str, tuple[Span, ...]] = {}
    for rule in filter(None, (part.strip() for part in hours.split(";"))):
        if rule.startswith("PH "):
            continue
        found = _RULE.match(rule)
        spans = _spans(found["spans"]) if found else None
        days = _days(found["days"]) if found else ()
        if spans is None or not days:
            return ()
        by_day.update(dict.fromkeys(days, spans))
    together: dict[Span, list[str]] = {}
    for day in DAYS:
        for span in by_day.get(day, ()):
            together.setdefault(span, []).append(day)
    return tuple(Weekly(tuple(days), opens, closes) for (opens, closes), days in together.items())


def hours_of(schedules: Iterable[Mapping[str, object]]) -> str:
    """OpenStreetMap syntax of weekly HSDS schedules; empty when any of them is of another kind."""
    by_day: dict[str, set[str]] = {}
    for row in schedules:
        days = [day for day in str(row.get("byday") or "").upper().replace(" ", "").split(",") if day]
        opens = _CLOCK.match(str(row.get("opens_at") or ""))
        closes = _CLOCK.match(str(row.get("closes_at") or ""))
        is_weekly = row.get("freq") == "WEEKLY" and str(row.get("interval") or "1") in ("1", "1.0")
        if not (is_weekly and days and set(days) <= set(DAYS) and opens and closes):
            return ""
        for day in days:
            by_day.setdefault(day, set()).add(f"{opens[0]}-{closes[0]}")
    together: dict[str, list[str]] = {}
    for day in (day for day in DAYS if day in by_day):
        together.setdefault(",".join(sorted(by_day[day])), []).append(day.capitalize())
    return "; ".join(f"{','.join(days)} {spans}" for spans, days in together.items())


def _spans(text: str) -> tuple[Span, ...] | None:
    if text == "off":
        return ()
    spans = []
    for part in text.split(","):
        found = _SPAN.match(part)
        if not found:
            return None
        spans.append((found[1], found[2].replace("24:00", "23:59")))
    return tuple(spans)


def _days(text: str) -> tuple[str, ...]:
    days: list[str] = []
    for part in text.upper().split(","):
        first, _, last = part.partition("-")
        if first not in DAYS or (last or first) not in DAYS:
            return ()
        start, end = DAYS.index(first), DAYS.index(last or first)
        days += DAYS[start : end + 1] if start <= end else (*DAYS[start:], *DAYS[: end + 1])
    return tuple(days)
