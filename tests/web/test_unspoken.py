"""Words that no listed place says are named: those that mean a thing, and none that tell of the person."""

import pytest
from flask import Flask

from resource_finder import finding
from resource_finder.web.parts import parts_of
from tests.real import real_app
from tests.web.client import Visitor

PLACE = "boone"


def unsaid(visitor: Visitor, line: str) -> list[str]:
    """What the page says in its words that no place says."""
    page = visitor.send("/find", [("place", PLACE), ("q", line)])
    told = [
        found.get_text() for found in page.soup.select("p.old") if "No place here says" in found.get_text()
    ]
    return [text.partition("“")[2].partition("”")[0] for text in told]


@pytest.fixture(scope="module")
def visitor() -> Visitor:
    return Visitor(real_app())


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("zzyzx", ["zzyzx"]),
        ("zzyzx dentist", ["zzyzx"]),
        ("wheelchair zzyzx dentist", ["zzyzx"]),
        ("wheelchair dentist", []),
        ("dentist wheelchair", []),
        ("veteran dentist", []),
    ],
)
def test_exactly_the_words_that_mean_a_thing_nobody_offers_are_named(
    visitor: Visitor, line: str, words: list[str]
) -> None:
    assert unsaid(visitor, line) == words


def test_without_an_index_nothing_is_said_of_words(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then no row says any word, which means nothing."""
    monkeypatch.setattr(finding.Finder, "searches_words", False)
    assert unsaid(visitor, "zzyzx dentist") == []
    monkeypatch.undo()
    assert unsaid(visitor, "zzyzx dentist") == ["zzyzx"]


def test_a_finder_knows_whether_it_searches_words(app: Flask) -> None:
    assert not parts_of(app).finder().searches_words
    assert parts_of(real_app()).finder().searches_words
