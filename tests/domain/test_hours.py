"""The state of a place at a moment: nights, holidays, words beside the hours."""

from datetime import date, datetime

import pytest

from resource_finder.domain.hours import (
    MISSOURI_TIME,
    UNKNOWN_HOURS,
    HoursUnreadable,
    is_holiday,
    is_untold_holiday,
    minutes_unchanged,
    open_state,
    spans_of,
    timetable_of,
)

THANKSGIVING = 26


def at(day: int, hour: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=MISSOURI_TIME)


@pytest.mark.parametrize(
    "closed_day", ["PH off", "Th off", "Nov 26 off", "Nov 26 10:00-11:00", "PH 10:00-11:00"]
)
def test_a_night_before_a_closed_day_is_not_cut_and_none_begins_on_that_day(closed_day: str) -> None:
    hours = f"Mo-Su 19:00-07:00; {closed_day}"
    assert open_state(hours, at(25, 22)).until == at(THANKSGIVING, 7)
    assert open_state(hours, at(THANKSGIVING, 3)).until == at(THANKSGIVING, 7)
    after = open_state(hours, at(27, 3))
    assert (after.now, after.opens) == (False, at(27, 19))


def test_nights_of_several_lengths_each_keep_their_own_end() -> None:
    hours = "Mo-Th 19:00-07:00; Fr 20:00-09:00; Sa 18:00-00:00"
    assert open_state(hours, at(24, 22)).until == at(25, 7)
    assert open_state(hours, at(27, 22)).until == at(28, 9)
    assert open_state(hours, at(28, 22)).until == at(29, 0)


def test_a_night_written_as_two_halves_is_one_span() -> None:
    spans = spans_of(timetable_of("Mo-Su 18:00-24:00,00:00-08:00"), date(2026, 11, 24))
    assert [(span.opens, span.closes) for span in spans] == [(at(24, 18), at(25, 8))]


def test_days_without_a_gap_are_open_until_the_last_of_them_ends() -> None:
    state = open_state("Mo-We 00:00-24:00", at(23, 10))
    assert state.until == at(26, 0)
    assert [span.closes for span in spans_of(timetable_of("Mo-We 00:00-24:00"), date(2026, 11, 24))] == [
        at(25, 0)
    ]
    assert open_state("Mo-Su 07:00-19:00,19:00-07:00", at(23, 10)).until is None


@pytest.mark.parametrize(
    "hours", ['"by appointment"', 'Mo-Su 00:00-24:00 "by appointment"', 'Mo-Fr 08:00-17:00 "Con cita"']
)
def test_by_appointment_is_not_open_and_says_so(hours: str) -> None:
    state = open_state(hours, at(25, 10))
    assert (state.now, state.words.casefold()) == (None, hours.split('"')[1].casefold())


def test_words_alone_on_a_day_are_no_hours_of_that_day() -> None:
    hours = 'Mo-Fr 08:00-17:00; Sa "by appointment"'
    assert open_state(hours, at(28, 10)).words == "by appointment"
    assert open_state(hours, at(27, 18)).opens == at(30, 8)


def test_other_words_stand_beside_open_hours() -> None:
    state = open_state('Mo-Fr 08:00-17:00 "side door; ring"', at(25, 10))
    assert (state.now, state.until, state.words) == (True, at(25, 17), "side door; ring")
    assert open_state('24/7 "call 9-1-1; then us"', at(25, 10)).words == "call 9-1-1; then us"


def test_words_for_all_other_times_are_said_while_closed() -> None:
    state = open_state('Mo-Fr 08:00-17:00 || "call the warden"', at(27, 18))
    assert (state.now, state.opens, state.words) == (False, at(30, 8), "call the warden")


def test_why_a_place_is_closed_is_said() -> None:
    assert open_state('off "burnt down"', at(25, 10)).words == "burnt down"


@pytest.mark.parametrize(
    ("hours", "is_untold"),
    [
        ("Mo-Fr 08:00-17:00", True),
        ("Mo-Su 19:00-07:00", True),
        ("Dec 20-31 Mo-Su 08:00-17:00", True),
        ("24/7", False),
        ('24/7 "ring"', False),
        ("Mo-Fr 08:00-17:00; PH off", False),
        ("Mo-Fr 08:00-17:00; Dec 25 10:00-12:00", False),
    ],
)
def test_a_holiday_counts_as_untold_unless_the_hours_speak_of_it(hours: str, is_untold: bool) -> None:
    assert is_untold_holiday(hours, date(2026, 12, 25)) is is_untold
    assert not is_untold_holiday(hours, date(2026, 12, 22))


def test_on_a_holiday_nobody_said_a_word_of_it_is_not_known_to_be_open() -> None:
    state = open_state("Mo-Fr 08:00-17:00", at(25, 12, month=12))
    assert (state.now, state.holiday) == (None, True)
    coming = open_state("Mo-Fr 08:00-17:00", at(24, 20, month=12))
    assert (coming.now, coming.opens, coming.holiday) == (False, at(25, 8, month=12), True)


def test_a_night_that_began_before_the_holiday_is_no_holiday() -> None:
    assert open_state("Mo-Su 19:00-07:00", at(26, 3)).now is True
    assert open_state("Mo-Su 19:00-07:00", at(27, 3)).holiday is True


def test_columbus_day_is_a_holiday_that_not_everybody_keeps() -> None:
    columbus_day = date(2026, 10, 12)
    assert is_holiday(columbus_day)
    assert not is_holiday(date(2026, 10, 5))
    assert not is_holiday(date(2026, 10, 19))
    assert is_untold_holiday("Mo-Fr 08:00-17:00; PH off", columbus_day)


def test_an_open_end_promises_no_closing_time() -> None:
    state = open_state("Mo-Fr 18:00+", at(25, 20))
    assert (state.now, state.until, state.open_ended) == (True, None, True)


def test_the_sun_is_that_of_missouri() -> None:
    opens = open_state("Mo-Su sunrise-sunset; PH off", at(25, 5)).opens
    assert opens is not None
    assert at(25, 6) < opens < at(25, 8)
    assert minutes_unchanged(["Mo-Su sunrise-sunset"]) == 1


def test_a_season_far_off_is_found() -> None:
    assert open_state("Jun-Aug Mo-Fr 11:00-13:00", at(27, 12)).opens == datetime(
        2027, 6, 1, 11, tzinfo=MISSOURI_TIME
    )


@pytest.mark.parametrize("hours", ["Mo-Fr 08:00-17:00 unknown", "unknown"])
def test_hours_that_are_never_certain_are_unknown_at_all_times(hours: str) -> None:
    assert open_state(hours, at(25, 20)) == UNKNOWN_HOURS


def test_more_night_ends_than_minutes_are_refused_by_name() -> None:
    many = "; ".join(
        f"{day} 22:00-0{hour}:{minute}"
        for hour in range(1, 6)
        for minute in (10, 20, 30, 40, 50, 55)
        for day in ("Mo",)
    )
    with pytest.raises(HoursUnreadable):
        timetable_of(many)
