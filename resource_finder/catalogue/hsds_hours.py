"""Weekly opening hours between OpenStreetMap syntax and HSDS schedules."""

import re
from dataclasses import dataclass

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# Winter time of Missouri. An HSDS time carries an offset and no zone; the OpenStreetMap text is exact.
OFFSET = "-06:00"
_RULE = re.compile(r"(?P<days>[A-Z][a-z](?:[-,][A-Z][a-z])*) (?P<spans>off|[\d:,-]+)\Z")
_SPAN = re.compile(r"((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d|24:00)\Z")
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
