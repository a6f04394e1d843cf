"""The kinds of rows, and the steps in which they are tried."""

from collections import Counter
from pathlib import Path

import pytest

from resource_finder.domain.kinds import OTHER_HELP, Kinds, Steps
from resource_finder.domain.needs import Needs
from tests.real import real_sheets

DATA = Path(__file__).parent.parent.parent / "data"
KINDS, STEPS, NEEDS = Kinds.load(DATA), Steps.load(DATA), Needs.load(DATA)


def test_each_kind_serves_needs_that_there_are() -> None:
    assert {need for kind in KINDS for need in kind.needs} <= set(NEEDS.codes)


@pytest.mark.parametrize("need", NEEDS.codes)
def test_each_kind_that_may_serve_a_need_has_one_step_in_it(need: str) -> None:
    standing = Counter(kind for step in STEPS.of(need) for kind in step.kinds)
    assert {kind.code for kind in KINDS if kind.may_serve(need)} <= set(standing)
    assert [kind for kind, times in standing.items() if times > 1] == []
    assert set(standing) <= set(KINDS.codes)


@pytest.mark.parametrize("need", NEEDS.codes)
def test_each_step_has_a_title_in_both_languages_and_what_is_folded_comes_last(need: str) -> None:
    steps = STEPS.of(need)
    assert all(step.title("en") and step.title("es") for step in steps)
    assert [step.last for step in steps] == sorted(step.last for step in steps)
    assert all(0 < step.weight <= 1 for step in steps)


def test_a_sub_need_without_steps_of_its_own_has_those_of_its_need() -> None:
    assert STEPS.of("medical/dental") == STEPS.of("medical")
    assert STEPS.of("housing/tonight") != STEPS.of("housing")


def test_where_a_kind_stands_differs_by_need() -> None:
    tonight, ever = STEPS.step("housing/tonight", "shelter"), STEPS.step("housing", "shelter")
    assert tonight
    assert ever
    assert tonight.weight > ever.weight
    assert STEPS.step("legal", "shelter") is None


def test_what_is_known_by_its_needs_alone_may_serve_each() -> None:
    assert all(KINDS[OTHER_HELP].may_serve(need) for need in NEEDS.codes)


def test_each_row_of_the_catalogue_has_a_kind() -> None:
    assert [offering.id for offering in real_sheets().offerings if offering.kind not in KINDS] == []
