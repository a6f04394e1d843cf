"""Opening hours as a line that stays true on paper."""

from datetime import date

import pytest
from flask_babel import force_locale

from resource_finder.printing.hours import hours_text
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
        ("Mo-Fr 08:00-17:00; PH off", "Monday to Friday 8 am to 5 pm"),
        (
            "Mo-Fr 08:30-12:00,13:00-16:30",
            "Monday to Friday 8:30 am to noon, 1 pm to 4:30 pm",
        ),
        (
            "Tu,Th 08:00-16:00; Sa 08:00-12:00",
            "Tuesday 8 am to 4 pm; Thursday 8 am to 4 pm; Saturday 8 am to noon",
        ),
        ("Sa-Su 09:00-12:00", "Saturday and Sunday 9 am to noon"),
        ("Sa[3] 10:00-12:00", "Saturday, Dec 19, Jan 16: 10 am to noon"),
        ("", ""),
        ("when we feel like it", ""),
    ],
)
def test_hours_are_said_as_people_say_them(hours: str, words: str) -> None:
    assert said(hours) == words


def test_spanish_names_the_days_in_spanish() -> None:
    assert said("Mo-Fr 08:00-16:30", "es").startswith("Lunes")
