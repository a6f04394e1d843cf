"""Opening hours as a week that people can read."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import format_date, gettext

from resource_finder.domain.hours import MISSOURI_TIME, HoursUnreadable, read_hours
from resource_finder.wording import span_text

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the coming week and its hours in words."""

    name: str
    hours: str


def week_of(hours: str, now: datetime) -> tuple[Day, ...]:
    """The seven days from today; empty where hours are not known or cannot be read."""
    if not hours:
        return ()
    try:
        timetable = read_hours(hours)
    except HoursUnreadable:
        return ()
    morning = now.astimezone(MISSOURI_TIME).replace(hour=0, minute=0, second=0, microsecond=0)
    days = []
    for number in range(7):
        start = morning + number * A_DAY
        whole_day = list(timetable.intervals(start, start + A_DAY))
        spans = [
            span_text(opens, closes)
            for opens, closes, *rest in whole_day
            if closes is not None and str(rest[0]).lower().endswith("open") and opens >= start
        ]
        is_unknown = any(str(rest[0]).lower().endswith("unknown") for _from, _to, *rest in whole_day)
        without = gettext("Not known") if is_unknown else gettext("Closed")
        days.append(Day(format_date(start.date(), "EEEE"), ", ".join(spans) or without))
    return tuple(days) if any(day.hours != gettext("Not known") for day in days) else ()
