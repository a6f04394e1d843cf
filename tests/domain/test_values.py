"""Dates, hours and situations as values."""

from datetime import date, datetime

import pytest

from resource_finder.domain.freshness import counts_as_hiring, earliest_day, freshness
from resource_finder.domain.hours import MISSOURI_TIME, UNKNOWN_HOURS, minutes_unchanged, open_state
from resource_finder.domain.offering import Phone
from resource_finder.domain.situation import Origin, Situation, UnknownCircumstance
from resource_finder.domain.verdicts import Verdict, worst

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("checked", "expected"),
    [
        ("2026-11-25", "current"),
        ("2025-11-25", "current"),
        ("2025-11-24", "old"),
        ("2026", "current"),
        ("2025", "old"),
        ("2026-05", "current"),
        ("", "unknown"),
        ("2026-11-26", "unknown"),
        ("2026-02-30", "unknown"),
        ("soon", "unknown"),
    ],
)
def test_a_fact_is_never_called_fresher_than_it_is(checked, expected):
    assert freshness(checked, TODAY) == expected


def test_a_month_or_a_year_means_its_first_day():
    assert earliest_day("2026-05") == date(2026, 5, 1)
    assert earliest_day("2026") == date(2026, 1, 1)


@pytest.mark.parametrize(("seen", "counts"), [("2024-11-25", True), ("2024-11-24", False), ("", False)])
def test_hiring_counts_for_two_years(seen, counts):
    assert counts_as_hiring(seen, TODAY) is counts


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=MISSOURI_TIME)


def test_open_now_says_until_when():
    state = open_state("Mo-Fr 08:00-17:00", at(25, 10))
    assert (state.now, state.until) == (True, at(25, 17))


def test_closed_says_when_it_opens_and_knows_thanksgiving():
    state = open_state("Mo-Fr 08:00-17:00; PH off", at(25, 18))
    assert (state.now, state.opens) == (False, at(27, 8))


@pytest.mark.parametrize("hours", ["", "by chance", "Mo-Fr 08:00-17:00 unknown"])
def test_hours_nobody_can_read_are_unknown_and_never_closed(hours):
    assert open_state(hours, at(25, 10)) == UNKNOWN_HOURS


def test_a_situation_tells_nothing_of_itself():
    situation = Situation(Origin("boone", 38.9, -92.3), ("housing",), ("bed",), frozenset({"sex_offense"}))
    for text in (repr(situation), str(situation), f"{situation}", repr(situation.origin)):
        assert "sex" not in text
        assert "38.9" not in text


def test_an_unknown_circumstance_is_refused_by_name():
    with pytest.raises(UnknownCircumstance, match="tall"):
        Situation(Origin("boone", 38.9, -92.3), about=frozenset({"tall"}))


def test_the_worst_of_nothing_is_yes():
    assert worst([]) is Verdict.YES
    assert worst([Verdict.YES, Verdict.NO, Verdict.ASK]) is Verdict.NO


def test_a_phone_reads_as_it_is_written():
    assert str(Phone("573-555-0100", "12", "after hours")) == "573-555-0100 x12 (after hours)"


@pytest.mark.parametrize(
    ("hours", "minutes"),
    [
        ((), 15),
        (("24/7", ""), 15),
        (("Mo-Fr 08:00-16:45", "Sa 09:30-12:00"), 15),
        (("Mo-Fr 08:00-16:45", "Sa 09:10-12:00"), 5),
        (("Mo 08:01-12:00",), 1),
    ],
)
def test_places_open_and_close_at_quarter_hours_unless_a_row_is_finer(hours, minutes):
    assert minutes_unchanged(hours) == minutes
