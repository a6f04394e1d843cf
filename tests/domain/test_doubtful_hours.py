"""Hours that were typed on a clock of twelve hours are asked about."""

import pytest

from resource_finder.domain.doubtful_hours import doubtful_spans


@pytest.mark.parametrize(
    ("hours", "asked"),
    [
        ("Mo-Fr 08:00-05:00", [("08:00-05:00", "08:00-17:00")]),
        ("Mo 08:30-04:30; Tu 09:00-17:00", [("08:30-04:30", "08:30-16:30")]),
        ("Mo-Fr 09:00-12:00,01:00-04:00", [("01:00-04:00", "13:00-16:00")]),
        ("Mo 12:00-08:00", [("12:00-08:00", "12:00-20:00")]),
        ("Mo 12:00-01:00", [("12:00-01:00", "12:00-13:00")]),
        ("Mo 08:00-08:00", [("08:00-08:00", "08:00-20:00")]),
    ],
)
def test_a_day_that_ends_before_it_begins_is_asked_about(hours: str, asked: list[tuple[str, str]]) -> None:
    assert list(doubtful_spans(hours)) == asked


@pytest.mark.parametrize(
    "hours",
    [
        "",
        "24/7",
        "Mo-Fr 08:00-17:00",
        "Mo-Su 19:00-07:00",
        "Mo-Su 15:00-02:00",
        "Mo-Su 00:00-24:00",
        "Mo 00:00-08:00",
        "Mo 10:00-00:00",
        "Mo 04:00-06:00",
        'Mo 08:00-17:00 "not 08:00-05:00"',
    ],
)
def test_nights_and_days_are_not_asked_about(hours: str) -> None:
    assert list(doubtful_spans(hours)) == []
