"""The kinds of rows, and the steps in which they are tried."""

from collections import Counter
from pathlib import Path

import pytest

from resource_finder.domain.circumstances import CIRCUMSTANCES
from resource_finder.domain.help_table import CASES
from resource_finder.domain.kinds import FOUND, OTHER_HELP, REFUSED, TRAITS, UNREACHABLE, Kinds, Steps
from resource_finder.domain.needs import Needs
from resource_finder.wording.help import meant_for_text
from tests.real import real_app, real_sheets

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


def test_what_rules_ask_of_a_kind_is_written_in_words_that_they_know() -> None:
    asked = {fact for kind in KINDS for fact in kind.asks}
    assert asked <= set(CIRCUMSTANCES)
    assert {trait for kind in KINDS for trait in kind.traits} == set(TRAITS)
    assert {veto for kind in KINDS for veto in kind.veto} == {"sex_offense", "adults"}
    words = [only for kind in KINDS for said in (kind.asks, kind.traits) for only in said.values()]
    assert {need for only in words for need in only} <= set(NEEDS.codes)


@pytest.mark.parametrize("group", sorted({group for kind in KINDS for group in kind.who}))
def test_each_group_that_a_kind_is_for_has_a_share_and_words(group: str) -> None:
    assert meant_for_words(group)
    ages = {"youth": "ages 0-17", "seniors": "ages 60-130"}
    assert ages.get(group, group) in CASES["share"]


def meant_for_words(group: str) -> str:
    with real_app().test_request_context("/"):
        return meant_for_text(group)


def test_a_kind_asks_of_some_needs_alone_where_it_says_so() -> None:
    line = KINDS["help-line"]
    assert line.asks_about("arson", ["housing/tonight"])
    assert not line.asks_about("arson", ["food"])
    assert not line.asks_about("man", ["housing"])
    assert KINDS["shelter"].asks_about("arson", [])


@pytest.mark.parametrize("code", [UNREACHABLE, REFUSED, FOUND])
def test_steps_of_every_need_have_titles_and_are_no_need(code: str) -> None:
    step = STEPS.everywhere(code)
    assert step.title("en")
    assert step.title("es")
    assert step.need not in STEPS.needs
