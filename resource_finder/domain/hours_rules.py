"""What the rules of an `opening_hours` text say, one by one, so that they can be put into words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from resource_finder.domain.timetable import HoursUnreadable, read_hours

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
EVERY_DAY = frozenset(range(7))

_MONTH = "|".join(MONTHS)
_DATE = rf"(?:\d{{4}} )?(?:{_MONTH})(?: \d{{1,2}})?"
_DATES = rf"{_DATE}(?:-(?:{_DATE}|\d{{1,2}}))?"
_DAY = rf"(?:{'|'.join(_DAYS)}|PH|SH)"
_SOME_DAYS = rf"{_DAY}(?:-{_DAY})?(?:\[[-\d,]+\])?"
_CLOCK = r"(?:\d{2}:\d{2}|sunrise|sunset|dawn|dusk|\((?:sunrise|sunset|dawn|dusk)[+-]\d{2}:\d{2}\))"
_SPAN = rf"{_CLOCK}(?:-{_CLOCK})?\+?"
_RULE = re.compile(
    rf"(?:(?P<season>{_DATES}(?:,{_DATES})*)(?: |$))?"
    rf"(?:(?P<days>{_SOME_DAYS}(?:,{_SOME_DAYS})*)(?: |$))?"
    rf"(?:(?P<spans>24/7|{_SPAN}(?:,{_SPAN})*)(?: |$))?"
    r'(?:(?P<state>closed|unknown)(?: |$))?(?P<words>"[^"]*")?'
)
_PIECE = re.compile(r'((?:[^";|,]|"[^"]*"|,(?! ))+)(; | \|\| |, |$)')

State = Literal["open", "closed", "unknown"]


@dataclass(frozen=True, slots=True)
class Days:
    """Weekdays, or those of certain weeks of the month: `weeks` of 1 is the first, -1 the last."""

    weekdays: frozenset[int]
    weeks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. No `days` and no `holidays` is every day; no `spans` is the whole day."""

    season: str
    days: tuple[Days, ...]
    holidays: tuple[str, ...]
    spans: tuple[str, ...]
    state: State
    words: str
    adds: bool
    is_fallback: bool

    @property
    def weekdays(self) -> frozenset[int]:
        """Those on which it holds in every week."""
        if not self.days and not self.holidays:
            return EVERY_DAY
        return frozenset().union(*(days.weekdays for days in self.days if not days.weeks))


def rules_of(text: str) -> tuple[Rule, ...] | None:
    """The rules in order; None where one of them says what cannot be put into words here."""
    try:
        plain = str(read_hours(text))
    except HoursUnreadable:
        return None
    rules = []
    says_always = "24/7" in re.sub(r'"[^"]*"', "", text)
    for piece, sign in _pieces(plain):
        # Only a comment, or only "off": the parser reads "24/7" into it.
        rule = _rule(piece if says_always else piece.removeprefix("24/7 "), sign)
        if rule is None:
            return None
        rules.append(rule)
    return tuple(rules)


def _pieces(plain: str) -> Iterator[tuple[str, str]]:
    """Each rule with the sign before it."""
    sign = "; "
    for found in _PIECE.finditer(plain):
        yield found[1].strip(), sign
        sign = found[2]


def _rule(piece: str, sign: str) -> Rule | None:
    found = _RULE.fullmatch(piece)
    if not found or not piece:
        return None
    spans = "00:00-24:00" if found["spans"] == "24/7" else found["spans"]
    words = (found["words"] or "").strip('"').strip()
    state: State = "closed" if found["state"] == "closed" else "open"
    if found["state"] == "unknown" or (words and state == "open" and not spans):
        state = "unknown"
    selected = re.findall(rf"{_DAY}(?:-{_DAY})?(?:\[[-\d,]+\])?", found["days"] or "")
    return Rule(
        season=found["season"] or "",
        days=tuple(_days(part) for part in selected if part not in ("PH", "SH")),
        holidays=tuple(part for part in selected if part in ("PH", "SH")),
        spans=tuple(spans.split(",")) if spans else (),
        state=state,
        words=words,
        adds=sign == ", ",
        is_fallback=sign == " || ",
    )


def _days(part: str) -> Days:
    days, _bracket, weeks = part.rstrip("]").partition("[")
    first, _dash, last = days.partition("-")
    start, end = _DAYS.index(first), _DAYS.index(last or first)
    numbers = range(start, end + 1 if end >= start else end + 8)
    listed = tuple(number for week in weeks.split(",") if week for number in _weeks(week))
    return Days(frozenset(number % 7 for number in numbers), listed)


def _weeks(text: str) -> range | tuple[int]:
    found = re.fullmatch(r"(\d)-(\d)", text)
    return range(int(found[1]), int(found[2]) + 1) if found else (int(text),)
