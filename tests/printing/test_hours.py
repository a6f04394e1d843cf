"""Opening hours as a line that stays true on paper."""

from datetime import date

import pytest
from flask_babel import force_locale

from resource_finder.printing.hours import hours_text, is_plain_week
from tests.printing.making import babel_app

WEDNESDAY_BEFORE_THANKSGIVING = date(2026, 11, 25)


def said(hours: str, lang: str = "en") -> str:
    with babel_app.test_request_context(), force_locale(lang):
        return hours_text(hours, WEDNESDAY_BEFORE_THANKSGIVING)


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("24/7", "Open all day, every day"),
        ("Mo-Fr 08:00-16:30", "Monday to Friday 8 am to 4:30 pm"),
        ("Mo-Fr 08:00-17:00; PH off", "Monday to Friday 8 am to 5 pm; closed on holidays"),
        (
            "Mo-Fr 08:30-12:00,13:00-16:30",
            "Monday to Friday 8:30 am to noon, 1 pm to 4:30 pm",
        ),
        (
            "Tu,Th 08:00-16:00; Sa 08:00-12:00",
            "Tuesday 8 am to 4 pm; Thursday 8 am to 4 pm; Saturday 8 am to noon",
        ),
        ("Sa-Su 09:00-12:00", "Saturday and Sunday 9 am to noon"),
        ("Sa[3] 10:00-12:00", "Third Saturday of the month, next Dec 19: 10 am to noon"),
        ("", ""),
        ("when we feel like it", ""),
    ],
)
def test_hours_are_said_as_people_say_them(hours: str, words: str) -> None:
    assert said(hours) == words


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("Nov 01-Mar 31: Mo-Su 18:00-08:00", "Nov 1 to Mar 31: every day 6 pm to 8 am"),
        ("Jun-Aug Mo-Fr 11:00-13:00", "June to August: Monday to Friday 11 am to 1 pm"),
        ("Mo-Fr 08:00-17:00; Jul off", "Monday to Friday 8 am to 5 pm; closed July"),
        ("Mo-Fr 08:00-17:00; Dec 24-26 off", "Monday to Friday 8 am to 5 pm; closed Dec 24 to Dec 26"),
        ("Mo-Fr 08:00-17:00; PH 10:00-12:00", "Monday to Friday 8 am to 5 pm; on holidays 10 am to noon"),
        ("Mo-Fr 08:00-17:00; SH off", "Monday to Friday 8 am to 5 pm; closed on school holidays"),
        (
            "Mo-Fr 09:00-17:00; Fr[1] off",
            "Monday to Friday 9 am to 5 pm; closed on the first Friday of the month",
        ),
        ("Sa[1,-1] 09:00-12:00", "First and last Saturday of the month, next Nov 28: 9 am to noon"),
        (
            "Mo 09:00-10:00; We[1-2] off",
            "Monday 9 am to 10 am; closed on the first and second Wednesday of the month",
        ),
        ("2026 Dec 8 10:00-12:00", "Dec 8, 2026: 10 am to noon"),
        ("Jan,Mar Mo 09:00-10:00", "January and March: Monday 9 am to 10 am"),
    ],
)
def test_seasons_weeks_and_exceptions_are_named(hours: str, words: str) -> None:
    assert said(hours) == words


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("Mo-Su 19:00-07:00", "Every day 7 pm to 7 am"),
        ("Mo-Su 18:00-24:00,00:00-08:00", "Every day 6 pm to 8 am"),
        ("Fr-Sa 22:00-26:00", "Friday and Saturday 10 pm to 2 am"),
        ("Mo-Su 00:00-24:00", "Every day all day"),
        ("Mo-Fr 18:00+", "Monday to Friday from 6 pm on"),
        ("Mo-Fr 17:00-21:00+", "Monday to Friday 5 pm to 9 pm or later"),
        ("Mo-Fr sunrise-sunset", "Monday to Friday sunrise to sunset"),
        ("Mo-Fr (sunrise+01:00)-18:00", "Monday to Friday about sunrise to 6 pm"),
        (
            "Mo-Fr 08:00-12:00, Th 13:00-15:00",
            "Monday to Wednesday 8 am to noon; Thursday 8 am to noon, 1 pm to 3 pm; Friday 8 am to noon",
        ),
    ],
)
def test_nights_and_open_ends_are_said_as_they_are(hours: str, words: str) -> None:
    assert said(hours) == words


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ('"by appointment"', "By appointment"),
        (
            'Mo-Fr 09:00-17:00 "ask for Ann"; Sa "by appointment"',
            "Monday to Friday 9 am to 5 pm (ask for Ann); Saturday by appointment",
        ),
        ('24/7 "ring; then wait"', "Open all day, every day (ring; then wait)"),
        (
            'Mo-Fr 08:00-17:00 || "call the warden"',
            "Monday to Friday 8 am to 5 pm; other times: call the warden",
        ),
        ("Mo-Fr 09:00-17:00 unknown", "Monday to Friday 9 am to 5 pm (call first)"),
        ("Mo-Fr unknown", "Monday to Friday call first"),
        (
            'Mo-Fr 08:00-17:00; Dec 25 off "Christmas"',
            "Monday to Friday 8 am to 5 pm; closed Dec 25 (Christmas)",
        ),
        ('Mo off "staff day"', "Monday closed (staff day)"),
        ('PH off "a feast"; Mo 09:00-10:00', "Monday 9 am to 10 am; closed on holidays (a feast)"),
        ("off", "Closed"),
    ],
)
def test_words_beside_the_hours_reach_the_reader(hours: str, words: str) -> None:
    assert said(hours) == words


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("week 1-53/2 Mo 09:00-12:00", "Monday (not each week), next Nov 30 and Dec 14: 9 am to noon"),
        ("week 1-53 Tu 09:00-12:00", "Tuesday 9 am to noon"),
        ("week 50 Tu 09:00-12:00", "Tue, Dec 8: 9 am to noon"),
    ],
)
def test_what_no_rule_words_is_named_by_its_next_dates(hours: str, words: str) -> None:
    assert said(hours) == words


@pytest.mark.parametrize(
    ("hours", "is_plain"),
    [
        ("Mo-Fr 08:00-12:00,13:00-17:00", True),
        ("24/7", True),
        ("Mo-Fr 08:00-17:00; PH off", False),
        ("Sa[1] 09:00-12:00", False),
        ("Nov-Mar Mo 09:00-12:00", False),
        ('Mo 09:00-12:00 "side door"', False),
        ("Mo 09:00+", False),
        ("Mo unknown", False),
        ("week 2 Mo 09:00-12:00", False),
    ],
)
def test_a_week_that_says_all_needs_no_second_line(hours: str, is_plain: bool) -> None:
    assert is_plain_week(hours) is is_plain


def test_spanish_names_the_days_in_spanish() -> None:
    assert said("Mo-Fr 08:00-16:30", "es").startswith("Lunes")
