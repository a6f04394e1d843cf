"""What people notice of any engine: one suite, run on every engine."""

import time
from pathlib import Path

import pytest

from resource_finder.search.engine import Searchable, SearchEngine
from resource_finder.search.storage import build_index, open_index, open_whoosh
from tests.search.engine_cases import SMALL


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    build_index(SMALL, "hash-1", folder)
    return folder


@pytest.fixture(scope="module", params=[open_index, open_whoosh], ids=["compiled", "whoosh"])
def engine(request: pytest.FixtureRequest, folder: Path) -> SearchEngine:
    return request.param(folder, "hash-1", frozenset({"methadone", "methanol"}))


def first(engine: SearchEngine, *words: str) -> str:
    scores = engine.scores(words)
    return max(scores, key=scores.__getitem__, default="")


def test_a_word_finds_its_other_forms(engine: SearchEngine) -> None:
    assert first(engine, "shelters") == "bed-1"


def test_a_word_in_the_name_counts_more_than_one_in_the_need(engine: SearchEngine) -> None:
    assert first(engine, "helpline") == "line-1"


def test_a_word_in_the_name_counts_more_than_in_the_organization_and_that_more_than_in_the_summary(
    tmp_path: Path,
) -> None:
    said_in = {
        "in-summary": Searchable("in-summary", "Beds here", "Some House", "All about lanterns."),
        "in-organization": Searchable("in-organization", "Beds here", "Lanterns House", "All about some."),
        "in-name": Searchable("in-name", "Lanterns here", "Some House", "All about beds."),
    }
    build_index(tuple(said_in.values()), "hash-2", tmp_path)
    scores = open_index(tmp_path, "hash-2", frozenset()).scores(["lanterns"])
    assert sorted(scores, key=scores.__getitem__) == list(said_in)


def test_a_misspelt_word_finds_what_was_meant(engine: SearchEngine) -> None:
    assert first(engine, "emplyment") == "job-1"


def test_the_beginning_of_a_word_is_enough(engine: SearchEngine) -> None:
    assert first(engine, "wareh") == "job-1"


def test_accents_do_not_matter(engine: SearchEngine) -> None:
    assert engine.scores(["adicción"]) == engine.scores(["adiccion"])
    assert engine.scores(["TRABAJO"]) == engine.scores(["trabájo"])


def test_a_short_word_is_never_taken_for_another(engine: SearchEngine) -> None:
    assert "bed-1" not in engine.scores(["bad"])


def test_a_drug_is_never_taken_for_another(engine: SearchEngine) -> None:
    assert not engine.scores(["methanol"])
    assert not engine.scores(["methadune"]), "no slip of the finger leads to a drug either"


def test_it_says_how_many_of_the_words_an_offering_matches(engine: SearchEngine) -> None:
    matched = engine.matched_words(["methadone", "clinic", "recovery", "zebra"])
    assert matched["meds-1"] == 3
    assert matched["line-1"] == 1


@pytest.mark.parametrize(
    "word",
    ["a*", "((((", "NOT", '"bed"', "😀", "\0", "x" * 100_000, "a " * 50_000, "bed OR", "name:bed", "\ud800"],
)
def test_hostile_words_are_answered_at_once(engine: SearchEngine, word: str) -> None:
    started = time.thread_time()
    engine.hits([word] * 3)
    assert time.thread_time() - started < 0.1


def test_only_twelve_words_are_used(engine: SearchEngine) -> None:
    assert not engine.scores(["zebra"] * 12 + ["shelter"])


def test_no_words_find_nothing(engine: SearchEngine) -> None:
    assert engine.hits([]) == {}
