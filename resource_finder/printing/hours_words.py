"""The pieces of standing hours in words: days, weeks of the month, seasons, spans."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from flask_babel import format_date, gettext

from resource_finder.domain.hours_rules import EVERY_DAY, MONTHS, Days, Rule
from resource_finder.wording.glossary import said_text
from resource_finder.wording.hours import clock_text, date_text, span_text, with_words
from resource_finder.wording.places import and_text

_DATE = re.compile(rf"(?:(\d{{4}}) )?({'|'.join(MONTHS)})(?: (\d{{1,2}}))?")
_CLOCK = re.compile(r"\d{2}:\d{2}")


def weekday_text(weekday: int) -> str:
    a_monday = date(2024, 1, 1)
    return str(format_date(a_monday + timedelta(days=weekday), "EEEE"))


def with_short_days(words: str) -> str:
    """The same words with each weekday in its short form, for narrow paper."""
    for weekday in range(7):
        a_day = date(2024, 1, 1) + timedelta(days=weekday)
        short = str(format_date(a_day, "EEE"))
        words = re.sub(rf"\b{re.escape(weekday_text(weekday))}\b", short, words, flags=re.IGNORECASE)
    return words


def day_run(weekdays: Sequence[int]) -> str:
    """ "Monday to Friday", "Saturday and Sunday", "every day"."""
    if len(weekdays) == 7:
        return gettext("every day")
    first, last = weekday_text(weekdays[0]), weekday_text(weekdays[-1])
    if len(weekdays) == 1:
        return first
    if len(weekdays) == 2:
        return gettext("%(first)s and %(last)s", first=first, last=last)
    return gettext("%(first)s to %(last)s", first=first, last=last)


def weeks_text(days: Days) -> str:
    """ "first and third Saturday of the month"."""
    which = and_text([_ordinal(week) for week in days.weeks])
    named = and_text([weekday_text(weekday) for weekday in sorted(days.weekdays)])
    return gettext("%(which)s %(weekday)s of the month", which=which, weekday=named)


def _ordinal(week: int) -> str:
    words = {
        1: gettext("first"),
        2: gettext("second"),
        3: gettext("third"),
        4: gettext("fourth"),
        5: gettext("fifth"),
        -1: gettext("last"),
    }
    return words.get(week) or gettext("second to last")


def holidays_text(kind: str) -> str:
    return gettext("holidays") if kind == "PH" else gettext("school holidays")


def season_text(season: str) -> str:
    """ "Nov 1 to Mar 31", "June to August", "Dec 25"."""
    return and_text([_dates_text(part) for part in season.split(",")])


def _dates_text(dates: str) -> str:
    first, dash, last = dates.partition("-")
    if last.isdigit():
        last = f"{first.rpartition(' ')[0]} {last}"
    if not dash:
        return _date_text(first)
    return gettext("%(first)s to %(last)s", first=_date_text(first), last=_date_text(last))


def _date_text(text: str) -> str:
    found = _DATE.fullmatch(text)
    if not found:
        return text
    year, month, day = found.groups()
    # A leap year stands in where none is said, so that Feb 29 is a day.
    one = date(int(year or 2024), MONTHS.index(month) + 1, int(day or 1))
    if day:
        return date_text(one, "yMMMd" if year else "MMMd")
    return str(format_date(one, "LLLL y" if year else "LLLL"))


def is_one_day(season: str) -> bool:
    """ "Dec 8", but neither "Dec" nor "Dec 8-20"."""
    found = _DATE.fullmatch(season)
    return bool(found and found[3])


def spans_text(rule: Rule) -> str:
    """The hours of a rule with the words beside them, as they stand inside a sentence."""
    spans = ", ".join(_span_text(span) for span in _nights_joined(rule))
    if rule.state == "unknown" and not rule.words:
        return with_words(spans, gettext("call first")) if spans else gettext("call first")
    if not spans and rule.words:
        return said_text(rule.words)
    return with_words(spans or _all_day(), rule.words)


def _nights_joined(rule: Rule) -> list[str]:
    """A night that is written as its two halves, on every day of the week, is one span."""
    spans = list(rule.spans)
    if len(spans) > 1 and rule.weekdays == EVERY_DAY:
        first, last = (spans[0], spans[-1]) if spans[0] < spans[-1] else (spans[-1], spans[0])
        if first.startswith("00:00-") and last.endswith("-24:00"):
            spans.remove(first)
            spans[spans.index(last)] = last.removesuffix("24:00") + first.removeprefix("00:00-")
    return spans


def _all_day() -> str:
    words = gettext("All day")
    return words[:1].lower() + words[1:]


def _span_text(span: str) -> str:
    if "-" not in span or span.startswith("("):
        if span.endswith("+"):
            return gettext("from %(time)s on", time=_time_text(span.rstrip("+")))
        if not span.startswith("("):
            return _time_text(span)
    opens, closes = re.split(r"-(?![^(]*\))", span.rstrip("+"), maxsplit=1)
    if (opens, closes) == ("00:00", "24:00"):
        return _all_day()
    if _CLOCK.fullmatch(opens) and _CLOCK.fullmatch(closes):
        said = span_text(_moment(opens), _moment(closes))
    else:
        said = gettext("%(opens)s to %(closes)s", opens=_time_text(opens), closes=_time_text(closes))
    return gettext("%(hours)s or later", hours=said) if span.endswith("+") else said


def _moment(clock: str) -> datetime:
    hour, minute = (int(figures) for figures in clock.split(":"))
    return datetime.combine(date.min, time(hour % 24, minute))


def _time_text(clock: str) -> str:
    if _CLOCK.fullmatch(clock):
        return clock_text(_moment(clock))
    words = {
        "sunrise": gettext("sunrise"),
        "sunset": gettext("sunset"),
        "dawn": gettext("dawn"),
        "dusk": gettext("dusk"),
    }
    named = next((said for word, said in words.items() if word in clock), clock)
    return gettext("about %(time)s", time=named) if clock.startswith("(") else named
