"""Opening hours on the cards and the page of a listing."""

from datetime import datetime

import pytest
from flask_babel import force_locale

from resource_finder.domain.hours import MISSOURI_TIME, open_state
from resource_finder.web.hours_table import standing_hours, week_of
from resource_finder.wording.hours import open_text
from tests.printing.making import babel_app


def at(day: int, hour: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=MISSOURI_TIME)


FRIDAY_NOON = at(27, 12)


def said(hours: str, now: datetime = FRIDAY_NOON) -> str:
    with babel_app.test_request_context(), force_locale("en"):
        return open_text(open_state(hours, now), now)


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("Th 09:00-12:00", "Closed now. Opens Thursday at 9 am"),
        ("Fr 09:00-11:00", "Closed now. Opens Fri, Dec 4 at 9 am"),
        ("Sa[1] 09:00-12:00", "Closed now. Opens Sat, Dec 5 at 9 am"),
        ("Jun-Aug Mo-Fr 11:00-13:00", "Closed now. Opens Tue, Jun 1 at 11 am"),
        ("2027 Oct 5 11:00-13:00", "Closed now. Opens Tue, Oct 5, 2027 at 11 am"),
        ("Fr 14:00-16:00", "Opens today at 2 pm"),
    ],
)
def test_an_opening_more_than_six_days_off_is_named_by_its_date(hours: str, words: str) -> None:
    assert said(hours) == words


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("Mo-Fr 08:00-17:00", "Open until 5 pm"),
        ("24/7", "Open all day, every day"),
        ("Mo-Sa 00:00-24:00", "Open until Saturday at midnight"),
        ("Fr 10:00+", "Open now. Ask when they close"),
        ('Mo-Fr 08:00-17:00 "side door"', "Open until 5 pm (side door)"),
        ('24/7 "ring"', "Open all day, every day (ring)"),
        ('"by appointment"', "By appointment"),
        ('off "burnt down"', "Closed (burnt down)"),
        ('Tu 09:00-12:00 "by appointment"', "By appointment"),
        ("", ""),
    ],
)
def test_what_stands_beside_the_hours_is_said_with_them(hours: str, words: str) -> None:
    assert said(hours) == words


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (at(25, 12, month=12), "Holiday: call first"),
        (at(25, 6, month=12), "Holiday: call first"),
        (at(25, 18, month=12), "Closed now. Opens Monday at 8 am"),
        (at(24, 18, month=12), "Closed now. Opens Friday at 8 am (a holiday: call first)"),
    ],
)
def test_on_a_holiday_of_which_nothing_is_said_the_card_says_call_first(now: datetime, words: str) -> None:
    assert said("Mo-Fr 08:00-17:00", now) == words


def week(hours: str, now: datetime = FRIDAY_NOON) -> dict[str, str]:
    with babel_app.test_request_context(), force_locale("en"):
        return {day.name: day.hours for day in week_of(hours, now)}


def test_a_night_stands_on_its_evening_as_one_span() -> None:
    assert set(week("Mo-Su 19:00-07:00").values()) == {"7 pm to 7 am"}


def test_the_week_says_what_the_hours_say_of_each_day() -> None:
    days = week(
        'Mo 00:00-24:00; Tu 18:00+; We "by appointment"; Th 09:00-12:00 unknown; Fr 09:00-12:00 "side door"'
    )
    assert days == {
        "Monday": "All day",
        "Tuesday": "from 6 pm on",
        "Wednesday": "By appointment",
        "Thursday": "9 am to noon (call first)",
        "Friday": "9 am to noon (side door)",
        "Saturday": "Closed",
        "Sunday": "Closed",
    }
    assert week("unknown")["Monday"] == "Call first"
    assert week("") == week("by chance") == {}


def test_a_holiday_in_the_week_is_marked_unless_the_hours_speak_of_it() -> None:
    christmas_week = at(21, 12, month=12)
    assert week("Mo-Fr 08:00-17:00", christmas_week)["Friday"] == "8 am to 5 pm (holiday: call first)"
    assert week("Mo-Fr 08:00-17:00; PH off", christmas_week)["Friday"] == "Closed"


def test_a_season_stands_below_the_week_all_year() -> None:
    with babel_app.test_request_context(), force_locale("en"):
        assert standing_hours("Nov 01-Mar 31: Mo-Su 18:00-08:00", at(1, 12, month=7)) == (
            "Nov 1 to Mar 31: every day 6 pm to 8 am"
        )
        assert standing_hours("Mo-Fr 08:00-17:00", FRIDAY_NOON) == ""
