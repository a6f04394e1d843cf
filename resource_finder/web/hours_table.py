"""Opening hours as a week that people can read."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import format_date, gettext

from resource_finder.domain.hours import is_untold_holiday, must_be_asked, spans_of, timetable_of
from resource_finder.domain.timetable import MISSOURI_TIME, HoursUnreadable, Span, Timetable
from resource_finder.printing.hours import hours_text, is_plain_week
from resource_finder.wording.glossary import said_text
from resource_finder.wording.hours import clock_text, span_text, with_words
from resource_finder.wording.places import capital


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
        timetable = timetable_of(hours)
    except HoursUnreadable:
        return ()
    today = now.astimezone(MISSOURI_TIME).date()
    days = [today + timedelta(days=number) for number in range(7)]
    return tuple(Day(format_date(day, "EEEE"), _day_text(timetable, day)) for day in days)


def standing_hours(hours: str, now: datetime) -> str:
    """What the coming week alone does not say: seasons, weeks of the month, holidays, words beside."""
    return "" if is_plain_week(hours) else hours_text(hours, now.astimezone(MISSOURI_TIME).date())


def _day_text(timetable: Timetable, day: date) -> str:
    said = [_span_text(span) for span in spans_of(timetable, day)]
    if not said:
        return gettext("Closed")
    words = ", ".join(said)
    return (
        with_words(words, gettext("holiday: call first")) if is_untold_holiday(timetable.text, day) else words
    )


def _span_text(span: Span) -> str:
    is_whole_day = span.opens.time() == span.closes.time()
    if must_be_asked(span) and is_whole_day:
        return capital(said_text(span.words)) or gettext("Call first")
    if span.is_open_ended:
        return gettext("from %(time)s on", time=clock_text(span.opens))
    hours = span_text(span.opens, span.closes)
    if span.is_uncertain and not span.words:
        return with_words(hours, gettext("call first"))
    return with_words(hours, span.words)
