"""When a place is open, in words: the state of a card, times of the day, days."""

from datetime import date, datetime, timedelta

from babel.dates import format_skeleton
from flask_babel import format_date, get_locale, gettext

from resource_finder.domain.hours import OpenState
from resource_finder.wording.glossary import said_text
from resource_finder.wording.places import capital

# Within a week a weekday says which day is meant; from here on its date does.
_DAYS_BY_NAME = 6
_WITHIN_THE_YEAR = 300
_ALL_DAY = timedelta(days=1)


def open_text(state: OpenState, now: datetime) -> str:
    """ "Open until 5 pm", "Opens today at 8 am", or nothing where hours are not known.

    What stands beside the hours in the source is said behind them: people need it as much as the hours.
    """
    words = said_text(state.words)
    if state.holiday and (state.opens is None or _is_today(state.opens, now)):
        return _with(gettext("Holiday: call first"), words)
    if state.now is None:
        return capital(words)
    if state.now:
        return _with(_open_now(state, now), words)
    if state.opens is None:
        return _with(gettext("Closed"), words)
    opening = _opening(state.opens, now)
    return _with(_with(opening, gettext("a holiday: call first")) if state.holiday else opening, words)


def opens_text(opens: datetime) -> str:
    """ "Opens Mon, Nov 30 at 8 am": true whenever it is read."""
    return gettext("Opens %(day)s at %(time)s", day=dated(opens.date()), time=clock_text(opens))


def _open_now(state: OpenState, now: datetime) -> str:
    if state.open_ended:
        return gettext("Open now. Ask when they close")
    if state.until is None:
        return gettext("Open all day, every day")
    if state.until - now <= _ALL_DAY:
        return gettext("Open until %(time)s", time=clock_text(state.until))
    # Midnight belongs to the day that it ends.
    last = (state.until - timedelta(minutes=1)).date()
    day = day_name(last, now.astimezone(state.until.tzinfo).date())
    return gettext("Open until %(day)s at %(time)s", day=day, time=clock_text(state.until))


def _opening(opens: datetime, now: datetime) -> str:
    if _is_today(opens, now):
        return gettext("Opens today at %(time)s", time=clock_text(opens))
    day = day_name(opens.date(), now.astimezone(opens.tzinfo).date())
    return gettext("Closed now. Opens %(day)s at %(time)s", day=day, time=clock_text(opens))


def day_name(day: date, today: date) -> str:
    """ "Friday" within six days, "Tue, Dec 8" after, with its year where that is long."""
    if (day - today).days <= _DAYS_BY_NAME:
        return str(format_date(day, "EEEE"))
    return dated(day) if (day - today).days < _WITHIN_THE_YEAR else date_text(day, "yMMMEd")


def dated(day: date) -> str:
    """ "Tue, Dec 8"."""
    return date_text(day, "MMMEd")


def date_text(day: date, parts: str = "MMMd") -> str:
    """ "Dec 8", and "8 dic" in Spanish: the parts in the order that the language has them."""
    return str(format_skeleton(parts, day, locale=get_locale()))


def _is_today(opens: datetime, now: datetime) -> bool:
    return opens.date() == now.astimezone(opens.tzinfo).date()


def with_words(hours: str, words: str) -> str:
    """The hours, and behind them what the source says beside them, in the reader's language."""
    return _with(hours, said_text(words))


def _with(hours: str, words: str) -> str:
    return f"{hours} ({words})" if words else hours


def clock_text(moment: datetime) -> str:
    """5 pm, 8:30 am; noon and midnight by name."""
    hour, minute = moment.hour, moment.minute
    if minute == 0 and hour in (0, 12):
        return gettext("noon") if hour else gettext("midnight")
    figure = f"{(hour - 1) % 12 + 1}:{minute:02d}" if minute else str((hour - 1) % 12 + 1)
    return gettext("%(hour)s pm", hour=figure) if hour >= 12 else gettext("%(hour)s am", hour=figure)


def span_text(opens: datetime, closes: datetime) -> str:
    """8 am to 5 pm; a whole day from midnight to midnight is said as one."""
    if opens.time() == closes.time():
        return gettext("All day")
    return gettext("%(opens)s to %(closes)s", opens=clock_text(opens), closes=clock_text(closes))
