"""When a place is open, read from OpenStreetMap `opening_hours` syntax."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from math import gcd

from opening_hours import OpeningHours

from resource_finder.domain.timetable import (
    A_DAY,
    MISSOURI_TIME,
    HoursUnreadable,
    Span,
    Timetable,
    read_hours,
)

__all__ = ["MISSOURI_TIME", "HoursUnreadable", "OpenState", "open_state", "read_hours", "timetable_of"]

MOST_UNCHANGED = 15
_MINUTE = re.compile(r"\d:(\d\d)")
_BY_THE_SUN = re.compile(r"sunrise|sunset|dawn|dusk")
# Hours that somebody must first give leave for: the door is not open for whoever comes.
_ON_REQUEST = re.compile(
    r"appointment|\bappt|\b(?:by|on|upon) (?:request|call|referral)\b"
    r"|\bcall (?:ahead|first|before|to arrange|for)\b|\bcitas?\b|\bvar(?:y|ies)\b",
    re.IGNORECASE,
)
_ALWAYS = 60 * A_DAY
_LOOK_AHEAD = 400 * A_DAY


@dataclass(frozen=True, slots=True)
class OpenState:
    """Open now, and until when; or closed, and when it opens next. `now` is None when hours are not known.

    `words` stand beside the hours in the source. `holiday`: the hours say nothing of the public holiday
    that today, or the day of the next opening, is.
    """

    now: bool | None = None
    until: datetime | None = None
    opens: datetime | None = None
    words: str = ""
    holiday: bool = False
    open_ended: bool = False


UNKNOWN_HOURS = OpenState()


@lru_cache(maxsize=4096)
def timetable_of(text: str) -> Timetable:
    """Read once. Raises HoursUnreadable."""
    return Timetable(text)


def minutes_unchanged(timetables: Iterable[str]) -> int:
    """The longest step in minutes, at most 15, at whose beginnings alone these hours open or close.

    Hours written at 8:00, 8:30 and 16:45 change at quarter hours only, in every time zone of whole quarters;
    the sun keeps no quarters.
    """
    known = tuple(timetables)
    if any(_BY_THE_SUN.search(hours) for hours in known):
        return 1
    minutes = (int(minute) for hours in known for minute in _MINUTE.findall(hours))
    return gcd(MOST_UNCHANGED, *minutes)


def open_state(hours: str, now: datetime) -> OpenState:
    """The state at `now`, an aware time. Empty, unreadable or uncertain hours are unknown, never closed."""
    if not hours:
        return UNKNOWN_HOURS
    # Places open and close at whole minutes, and many keep the same hours.
    return _state_at(hours, now.astimezone(MISSOURI_TIME).replace(second=0, microsecond=0))


@lru_cache(maxsize=4096)
def _state_at(hours: str, local: datetime) -> OpenState:
    try:
        timetable = timetable_of(hours)
    except HoursUnreadable:
        return UNKNOWN_HOURS
    asked = None
    for span in timetable.spans(local - 2 * A_DAY, local + _LOOK_AHEAD):
        if span.closes <= local:
            continue
        if span.opens <= local:
            return _inside(span, timetable, local)
        if not must_be_asked(span):
            is_untold = is_untold_holiday(hours, span.opens.date())
            words = span.words or timetable.else_words
            return OpenState(now=False, opens=span.opens, words=words, holiday=is_untold)
        asked = asked or span
    if asked:
        return OpenState(words=asked.words)
    return OpenState(now=False, words=timetable.closed_words(local) or timetable.else_words)


def must_be_asked(span: Span) -> bool:
    """Whether nobody should simply go there in these hours: not certain, or by appointment."""
    return span.is_uncertain or bool(_ON_REQUEST.search(span.words))


def _inside(span: Span, timetable: Timetable, local: datetime) -> OpenState:
    if must_be_asked(span):
        return OpenState(words=span.words)
    began = span.opens.date() if span.closes - span.opens <= A_DAY else local.date()
    if is_untold_holiday(timetable.text, began):
        return OpenState(words=span.words, holiday=True)
    until = None if span.is_open_ended else _until(span, timetable, local)
    return OpenState(now=True, until=until, words=span.words, open_ended=span.is_open_ended)


def _until(span: Span, timetable: Timetable, local: datetime) -> datetime | None:
    """When it closes, over hours that follow one another without a gap; None where it never does."""
    closes = span.closes
    for after in timetable.spans(local, local + _ALWAYS):
        if after.opens > closes:
            break
        if not must_be_asked(after):
            closes = max(closes, after.closes)
    return None if closes - local >= _ALWAYS else closes


def is_untold_holiday(hours: str, day: date) -> bool:
    """Whether `day` is a public holiday of which the hours say nothing. "24/7" speaks of every day."""
    if not is_holiday(day) or hours.strip().startswith("24/7"):
        return False
    if re.search(r"\bPH\b", hours) and not _is_columbus_day(day):
        return False
    return not re.search(rf"\b{day:%b} 0?{day.day}\b(?!-)", hours)


@lru_cache(maxsize=1024)
def is_holiday(day: date) -> bool:
    """A federal holiday, or the workday that it is kept on."""
    noon = datetime.combine(day, time(12), MISSOURI_TIME)
    return _is_columbus_day(day) or bool(_holidays().is_open(noon))


@lru_cache(maxsize=1)
def _holidays() -> OpeningHours:
    return read_hours("PH")


def _is_columbus_day(day: date) -> bool:
    """The library leaves it out: offices keep it and many others do not."""
    return day.month == 10 and day.weekday() == 0 and 8 <= day.day <= 14


def day_start(day: date) -> datetime:
    return datetime.combine(day, time(), MISSOURI_TIME)


def spans_of(timetable: Timetable, day: date) -> list[Span]:
    """What begins on a day; a night is one span, and a span of several days is cut at midnight."""
    start, end = day_start(day), day_start(day + timedelta(days=1))
    found = []
    for span in timetable.spans(start - 2 * A_DAY, end + A_DAY):
        is_long = span.closes - span.opens > A_DAY
        if start <= span.opens < end:
            found.append(span.until(end) if is_long else span)
        elif is_long and span.opens < start < span.closes:
            found.append(span.since(start).until(end))
    return found
