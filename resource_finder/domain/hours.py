"""When a place is open, read from OpenStreetMap `opening_hours` syntax."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from math import gcd
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, ParserError, State  # type: ignore[attr-defined]

# All of Missouri keeps Central time.
MISSOURI_TIME = ZoneInfo("America/Chicago")
MOST_UNCHANGED = 15
_MINUTE = re.compile(r"\d:(\d\d)")


@dataclass(frozen=True, slots=True)
class OpenState:
    """Open now, and until when; or closed, and when it opens next. `now` is None when hours are not known."""

    now: bool | None = None
    until: datetime | None = None
    opens: datetime | None = None


UNKNOWN_HOURS = OpenState()


class HoursUnreadable(ValueError):
    """The text is not in `opening_hours` syntax."""


@lru_cache(maxsize=4096)
def read_hours(text: str) -> OpeningHours:
    """Parse once; holidays are those of the United States."""
    try:
        return OpeningHours(text, country="US", timezone=MISSOURI_TIME)
    except ParserError as error:
        raise HoursUnreadable(text) from error


def minutes_unchanged(timetables: Iterable[str]) -> int:
    """The longest step in minutes, at most 15, at whose beginnings alone these hours open or close.

    Hours written at 8:00, 8:30 and 16:45 change at quarter hours only, in every time zone of whole quarters.
    """
    minutes = (int(minute) for hours in timetables for minute in _MINUTE.findall(hours))
    return gcd(MOST_UNCHANGED, *minutes)


def open_state(hours: str, now: datetime) -> OpenState:
    """The state at `now`, an aware time. Empty, unreadable or uncertain hours are unknown, never closed."""
    if not hours:
        return UNKNOWN_HOURS
    try:
        timetable = read_hours(hours)
    except HoursUnreadable:
        return UNKNOWN_HOURS
    local = now.astimezone(MISSOURI_TIME)
    state, _comment = timetable.state(local)
    if state == State.UNKNOWN:
        return UNKNOWN_HOURS
    change = timetable.next_change(local)
    if state == State.OPEN:
        return OpenState(now=True, until=change)
    # A day of which nothing is known may follow: nobody is told that it opens at midnight.
    opens = change if change is not None and timetable.state(change)[0] == State.OPEN else None
    return OpenState(now=False, opens=opens)
