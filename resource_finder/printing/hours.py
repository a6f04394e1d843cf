"""Opening hours in words that stay true until the hours change: for paper, and beside the week of a page."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from flask_babel import gettext

from resource_finder.domain.hours import must_be_asked, spans_of, timetable_of
from resource_finder.domain.hours_rules import EVERY_DAY, Days, Rule, rules_of
from resource_finder.domain.timetable import HoursUnreadable, Timetable
from resource_finder.printing.hours_words import (
    day_run,
    holidays_text,
    is_one_day,
    season_text,
    spans_text,
    weekday_text,
    weeks_text,
)
from resource_finder.wording.glossary import said_text
from resource_finder.wording.hours import date_text, dated, span_text, with_words
from resource_finder.wording.places import and_text, capital

# Long enough for "first Friday of the month" to show itself; a season that is far off stays away.
WEEKS_READ = 9
DATES_NAMED = 2


def hours_text(hours: str, day: date) -> str:
    """ "Monday to Friday 8 am to 4:30 pm"; empty where hours are not known or cannot be read.

    Seasons, weeks of the month, holidays and what is said beside the hours are named. Days that are not the
    same each week carry their next date from `day` on.
    """
    if not hours:
        return ""
    try:
        timetable = timetable_of(hours)
    except HoursUnreadable:
        return ""
    rules = rules_of(hours)
    if rules is None:
        return "; ".join(_by_dates(timetable, day))
    if len(rules) == 1 and hours.strip().startswith("24/7"):
        return with_words(gettext("Open all day, every day"), rules[0].words)
    seasons = dict.fromkeys(rule.season for rule in rules)
    told = [_season(season, [r for r in rules if r.season == season], timetable, day) for season in seasons]
    return capital("; ".join(part for part in told if part)) or gettext("Closed")


def is_plain_week(hours: str) -> bool:
    """Whether the days of one week say all that there is to say."""
    rules = rules_of(hours)
    return rules is not None and all(_is_plain(rule) for rule in rules)


def _is_plain(rule: Rule) -> bool:
    is_each_week = not (rule.season or rule.holidays or any(days.weeks for days in rule.days))
    by_the_clock = all(span.replace(":", "").replace("-", "").isdigit() for span in rule.spans)
    return is_each_week and by_the_clock and not rule.words and rule.state != "unknown"


def _season(season: str, rules: list[Rule], timetable: Timetable, day: date) -> str:
    """The hours of one season, or of the whole year."""
    lasting = [rule for rule in rules if not rule.is_fallback]
    if season and all(rule.state == "closed" and not rule.days for rule in rules):
        closed = gettext("closed %(days)s", days=season_text(season))
        return with_words(closed, rules[0].words)
    parts = [
        *_week(lasting),
        *_weeks_of_month(lasting, timetable, day),
        *_holidays(rules),
        *_otherwise(rules),
    ]
    if not season:
        return "; ".join(parts)
    return f"{season_text(season)}: {', '.join(parts)}" if parts else ""


def _week(rules: Sequence[Rule]) -> Iterator[str]:
    """Neighboring days with the same hours, joined."""
    said = _by_weekday(rules)
    open_days = [weekday for weekday in sorted(said) if said[weekday]]
    runs = groupby(enumerate(open_days), key=lambda pair: (pair[1] - pair[0], said[pair[1]]))
    for (_shift, told), run in runs:
        weekdays = [weekday for _number, weekday in run]
        needs_no_days = all(
            rule.weekdays == EVERY_DAY and not rule.days for rule in rules if not rule.holidays
        )
        if len(weekdays) == 7 and needs_no_days and _is_alone(rules):
            yield ", ".join(told)
        else:
            yield f"{day_run(weekdays)} {', '.join(told)}"


def _by_weekday(rules: Sequence[Rule]) -> dict[int, tuple[str, ...]]:
    """A later rule stands in place of an earlier one, unless a comma says that it adds to it."""
    said: dict[int, tuple[str, ...]] = {}
    for rule in rules:
        for weekday in rule.weekdays:
            if rule.state == "closed":
                said[weekday] = (with_words(gettext("closed"), rule.words),) if rule.words else ()
            else:
                before = said.get(weekday, ()) if rule.adds else ()
                said[weekday] = (*before, spans_text(rule))
    return said


def _is_alone(rules: Sequence[Rule]) -> bool:
    """ "By appointment" and "Dec 8: 10 am to noon" need no "every day" before them."""
    return all((not rule.spans and rule.words) or is_one_day(rule.season) for rule in rules)


def _otherwise(rules: Iterable[Rule]) -> Iterator[str]:
    for rule in rules:
        if rule.is_fallback and rule.words:
            yield gettext("other times: %(words)s", words=said_text(rule.words))


def _weeks_of_month(rules: Iterable[Rule], timetable: Timetable, today: date) -> Iterator[str]:
    for rule in rules:
        for days in rule.days:
            if not days.weeks:
                continue
            which = weeks_text(days)
            if rule.state == "closed":
                yield with_words(gettext("closed on the %(days)s", days=which), rule.words)
                continue
            following = _next_date(timetable, days, today)
            if following:
                which = gettext("%(days)s, next %(date)s", days=which, date=date_text(following))
            yield f"{which}: {spans_text(rule)}"


def _next_date(timetable: Timetable, days: Days, today: date) -> date | None:
    coming = (today + timedelta(days=number) for number in range(7 * WEEKS_READ))
    return next((day for day in coming if _is_one_of(day, days) and spans_of(timetable, day)), None)


def _is_one_of(day: date, days: Days) -> bool:
    week = (day.day - 1) // 7 + 1
    later_in_month = sum((day + timedelta(days=7 * n)).month == day.month for n in range(1, 5))
    return day.weekday() in days.weekdays and not {week, -1 - later_in_month}.isdisjoint(days.weeks)


def _holidays(rules: Iterable[Rule]) -> Iterator[str]:
    for rule in rules:
        for kind in rule.holidays:
            if rule.state == "closed":
                yield with_words(gettext("closed on %(holidays)s", holidays=holidays_text(kind)), rule.words)
            else:
                yield gettext(
                    "on %(holidays)s %(hours)s", holidays=holidays_text(kind), hours=spans_text(rule)
                )


def _by_dates(timetable: Timetable, today: date) -> Iterator[str]:
    """Hours that no rule of ours puts into words: what each weekday is, or the next dates of it."""
    days = [today + timedelta(days=number) for number in range(7 * WEEKS_READ)]
    said = {day: _day_text(timetable, day) for day in days}
    for weekday in range(7):
        theirs = {day: words for day, words in said.items() if day.weekday() == weekday}
        if len(set(theirs.values())) == 1:
            words = next(iter(theirs.values()))
            if words:
                yield f"{capital(weekday_text(weekday))} {words}"
            continue
        named = [day for day, words in theirs.items() if words][:DATES_NAMED]
        if len(named) == 1:
            yield f"{capital(dated(named[0]))}: {theirs[named[0]]}"
        elif named:
            dates = and_text([date_text(day) for day in named])
            which = gettext("%(day)s (not each week), next %(dates)s", day=weekday_text(weekday), dates=dates)
            yield f"{capital(which)}: {theirs[named[0]]}"


def _day_text(timetable: Timetable, day: date) -> str:
    return ", ".join(
        with_words(span_text(span.opens, span.closes), span.words)
        for span in spans_of(timetable, day)
        if not must_be_asked(span) or span.words
    )
