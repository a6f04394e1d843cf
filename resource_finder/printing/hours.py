"""Opening hours as a line for paper, which stays true until the hours change."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby

from flask_babel import format_date, gettext
from opening_hours import OpeningHours

from resource_finder.domain.hours import MISSOURI_TIME, HoursUnreadable, read_hours
from resource_finder.wording import span_text
from resource_finder.wording_places import capital

# Long enough for "first Friday of the month" to show itself; a season that is far off stays away.
WEEKS_READ = 9
DATES_NAMED = 3
_HOLIDAYS = re.compile(r"\s*[;,]?\s*(?:PH|SH)(?:,(?:PH|SH))* off\b")

Spans = tuple[tuple[time, time], ...]


def hours_text(hours: str, day: date) -> str:
    """ "Monday to Friday 8 am to 4:30 pm"; empty where hours are not known or cannot be read.

    Days that are not the same each week are named by date, from `day` on.
    """
    if not hours:
        return ""
    if hours.strip() == "24/7":
        return gettext("Open all day, every day")
    try:
        timetable = read_hours(_HOLIDAYS.sub("", hours).strip(" ;,") or hours)
    except HoursUnreadable:
        return ""
    days = [day + timedelta(days=number) for number in range(7 * WEEKS_READ)]
    by_day = {one: _spans(timetable, one) for one in days}
    regular, irregular = _sorted_out(by_day)
    return "; ".join([*_week(regular), *_dates(irregular)])


def _spans(timetable: OpeningHours, day: date) -> Spans:
    start = datetime.combine(day, time(), MISSOURI_TIME)
    return tuple(
        (opens.time(), closes.time())
        for opens, closes, *rest in timetable.intervals(start, start + timedelta(days=1))
        if closes is not None and str(rest[0]).lower().endswith("open") and opens >= start
    )


def _sorted_out(by_day: dict[date, Spans]) -> tuple[dict[int, Spans], dict[date, Spans]]:
    """Weekdays that are alike in every week, and the open dates of the others."""
    regular: dict[int, Spans] = {}
    irregular: dict[date, Spans] = {}
    for weekday in range(7):
        theirs = {day: spans for day, spans in by_day.items() if day.weekday() == weekday}
        if len(set(theirs.values())) == 1:
            regular[weekday] = next(iter(theirs.values()))
        else:
            irregular |= {day: spans for day, spans in theirs.items() if spans}
    return regular, irregular


def _week(regular: dict[int, Spans]) -> Iterator[str]:
    """Neighboring days with the same hours, joined."""
    open_days = [weekday for weekday in sorted(regular) if regular[weekday]]
    runs = groupby(enumerate(open_days), key=lambda pair: (pair[1] - pair[0], regular[pair[1]]))
    for (_shift, spans), run in runs:
        weekdays = [weekday for _number, weekday in run]
        first, last = _weekday_text(weekdays[0]), _weekday_text(weekdays[-1])
        if len(weekdays) == 1:
            days = first
        elif len(weekdays) == 2:
            days = gettext("%(first)s and %(last)s", first=first, last=last)
        else:
            days = gettext("%(first)s to %(last)s", first=first, last=last)
        yield f"{capital(days)} {_spans_text(spans)}"


def _dates(irregular: dict[date, Spans]) -> Iterator[str]:
    named = sorted(irregular)[:DATES_NAMED]
    for (_weekday, spans), run in groupby(named, key=lambda day: (day.weekday(), irregular[day])):
        first, *more = run
        days = [format_date(first, "EEEE, MMM d"), *(format_date(day, "MMM d") for day in more)]
        yield f"{capital(', '.join(days))}: {_spans_text(spans)}"


def _spans_text(spans: Spans) -> str:
    return ", ".join(
        span_text(datetime.combine(date.min, opens), datetime.combine(date.min, closes))
        for opens, closes in spans
    )


def _weekday_text(weekday: int) -> str:
    monday = date(2024, 1, 1)
    return format_date(monday + timedelta(days=weekday), "EEEE")
