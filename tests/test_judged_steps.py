"""Would a reentry coordinator start there? The judged situations, and a sweep over some counties."""

import pytest
from benchmarks.judged import Judged, judgments, situations
from benchmarks.sweep import Swept, sweep

# Cities, suburbs, and the far corners.
COUNTIES = ("st-louis-city", "greene", "platte", "butler", "scotland", "ozark", "atchison", "pemiscot")


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    return judgments()


@pytest.fixture(scope="module")
def swept() -> tuple[Swept, Swept]:
    return sweep(COUNTIES)


def test_there_are_situations_of_every_kind() -> None:
    rows = situations()
    assert len(rows) >= 150
    assert len({(row["place"], row["need"], row["about"], row["words"]) for row in rows}) == len(rows)
    assert all(row["accept"] and row["why"] for row in rows)
    assert sum(bool(row["words"]) for row in rows) >= 20


def test_a_coordinator_would_accept_the_first_step(judged: list[Judged]) -> None:
    failing = [f"{one.name}: {one.first or 'nothing'}" for one in judged if not one.is_accepted]
    assert len(failing) <= 0.03 * len(judged), failing


def test_no_blunder_is_among_the_first_three(judged: list[Judged]) -> None:
    assert {one.name: one.blunders for one in judged if one.blunders} == {}


def test_the_judged_set_can_fail(judged: list[Judged]) -> None:
    """The order that expected help replaced is wrong on it."""
    assert sum(one.was_accepted for one in judged) < 0.7 * len(judged)
    assert sum(one.blundered for one in judged) > 20


def test_a_better_card_seldom_stands_below_a_faulty_first_one(swept: tuple[Swept, Swept]) -> None:
    today, before = swept
    assert today.order_share <= 0.02, today.order
    assert before.order_share > 0.2


def test_no_first_card_is_a_waiting_list_or_for_other_counties_or_people(swept: tuple[Swept, Swept]) -> None:
    whys = swept[0].whys
    assert whys["waiting list, rule or hospital"] == 0
    assert whys["for somebody else"] == 0
    assert whys["other counties"] == 0
