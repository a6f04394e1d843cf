"""The list of needs is closed, named in both languages, and knows its sub-needs."""

from pathlib import Path

import pytest

from resource_finder.domain.needs import Needs

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def needs() -> Needs:
    return Needs.load(DATA)


def test_there_are_fourteen_needs_and_eight_sub_needs(needs: Needs) -> None:
    assert len(needs.top) == 14
    assert len(needs.codes) == 22


def test_every_need_has_an_icon_and_a_different_name_in_each_language(needs: Needs) -> None:
    for need in needs:
        assert need.icon
        assert need.name("en") != need.name("es")


def test_every_sub_need_stands_below_a_need_and_right_after_it(needs: Needs) -> None:
    codes = needs.codes
    for need in needs:
        if need.parent:
            block = codes[codes.index(need.parent) :][: len(needs.with_children(need.parent))]
            assert need.code in block


def test_an_asked_need_takes_any_of_its_sub_needs(needs: Needs) -> None:
    assert needs.matches("housing", ["food", "housing/tonight"])


def test_an_asked_sub_need_takes_only_itself(needs: Needs) -> None:
    assert not needs.matches("housing/tonight", ["housing", "housing/longer"])


def test_a_need_that_starts_like_another_is_not_taken_for_it(needs: Needs) -> None:
    assert not needs.matches("job", ["jobless/help"])
