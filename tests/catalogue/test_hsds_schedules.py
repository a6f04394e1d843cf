"""Hours out of other people's schedules: what holds from today on, and no closed day that nobody told."""

from datetime import date

import pytest

from resource_finder.catalogue.hsds_schedules import hours_in

TODAY = date(2026, 11, 27)
WEEK = {"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR", "opens_at": "09:00:00-05:00", "closes_at": "17:00"}


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ({}, "Mo-Fr 09:00-17:00"),
        ({"opens_at": "9am", "closes_at": "4:30 p.m."}, "Mo-Fr 09:00-16:30"),
        ({"byday": "MO,TU,WE,TH,FR,SA,SU", "opens_at": "00:00", "closes_at": "23:59"}, "24/7"),
        ({"byday": "MO", "opens_at": "22:00", "closes_at": "02:00"}, "Mo 22:00-02:00"),
        ({"valid_to": "2019-12-31"}, ""),
        ({"until": "2026-11-26"}, ""),
        ({"valid_from": "2020-01-01", "valid_to": "2030-12-31"}, "Mo-Fr 09:00-17:00"),
        (
            {"valid_from": "2026-12-01", "valid_to": "2027-03-01"},
            "2026 Dec 01-2027 Mar 01 Mo-Fr 09:00-17:00",
        ),
        ({"valid_from": "2026-12-01"}, "2026 Dec 01+ Mo-Fr 09:00-17:00"),
        ({"freq": "MONTHLY", "byday": "1TU,-1FR"}, "Tu[1],Fr[-1] 09:00-17:00"),
        ({"description": "By appointment only"}, 'Mo-Fr 09:00-17:00 "by appointment"'),
        ({"freq": "", "byday": "RRULE:FREQ=WEEKLY;BYDAY=MO,WE"}, "Mo,We 09:00-17:00"),
        # Understood in part or not at all: unknown, and never closed on the other days.
        ({"interval": "2"}, ""),
        ({"opens_at": "14:00:00Z"}, ""),
        ({"timezone": "America/New_York"}, ""),
        (
            {"freq": "MONTHLY", "byday": "", "bymonthday": "15", "description": "On the 15th"},
            'unknown "On the 15th"',
        ),
        (
            {"freq": "", "byday": "", "opens_at": "", "closes_at": "", "description": "Call first"},
            'unknown "Call first"',
        ),
        ({"freq": "", "byday": "", "opens_at": "", "closes_at": ""}, ""),
    ],
)
def test_one_schedule(said, hours):
    assert hours_in([WEEK | said], TODAY).text == hours


def test_two_spans_of_a_day_stand_together_and_a_season_beside_the_week():
    evening = WEEK | {"byday": "MO", "opens_at": "18:00", "closes_at": "20:00"}
    winter = WEEK | {"byday": "SA", "valid_from": "2026-12-01", "valid_to": "2027-02-01"}
    assert hours_in([WEEK, evening, winter], TODAY).text == (
        "Mo 09:00-17:00,18:00-20:00; Tu-Fr 09:00-17:00; 2026 Dec 01-2027 Feb 01 Sa 09:00-17:00"
    )


def test_a_day_that_is_not_understood_is_unknown_and_said():
    found = hours_in([WEEK, WEEK | {"byday": "SA", "opens_at": "early"}], TODAY)
    assert found.text == "Mo-Fr 09:00-17:00; Sa unknown"
    assert found.left_out == ["a schedule that is not understood"]


def test_what_ended_is_said():
    assert hours_in([WEEK | {"valid_to": "2019-12-31"}], TODAY).left_out == ["a schedule that ended"]
