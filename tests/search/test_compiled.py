"""The compiled index equals Whoosh, word for word and score for score, on any catalogue."""

import math
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh.query import Or, Term
from whoosh.searching import Searcher

from resource_finder.domain.needs import Needs
from resource_finder.search import compiled, storage
from resource_finder.search.analysis import stem, typed_tokens
from resource_finder.search.engine import Ask, Searchable
from resource_finder.search.postings import Postings, counted_texts
from resource_finder.search.storage import build_index, open_index, open_whoosh
from resource_finder.search.whoosh_engine import FIELD, open_searcher, write_whoosh
from tests.search.engine_cases import COUNTIES, NEEDS, SMALL, catalogues, queries

slowly = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])


def postings_of_whoosh(searcher: Searcher) -> Postings:
    """What Whoosh itself counted, in an index of one segment."""
    reader = searcher.reader()
    terms, starts, docs, counts = [], [0], [], []
    for text in reader.lexicon(FIELD):
        matcher = reader.postings(FIELD, text)
        terms.append(text.decode("utf-8"))
        while matcher.is_active():
            docs.append(matcher.id())
            counts.append(int(matcher.weight()))
            matcher.next()
        starts.append(len(docs))
    number = reader.doc_count_all()
    return Postings(
        terms,
        np.array(starts, dtype=np.int64),
        np.array(docs, dtype=np.int32),
        np.array(counts, dtype=np.uint16),
        np.array([reader.doc_field_length(doc, FIELD) or 0 for doc in range(number)], dtype=np.int64),
        searcher.avg_field_length(FIELD) if number else 0.0,
    )


@slowly
@given(catalogues(), queries)
def test_hits_equal_those_of_whoosh(offerings: list[Searchable], words: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        build_index(offerings, "h", Path(folder))
        ours, theirs = open_index(Path(folder), "h").hits(words), open_whoosh(Path(folder), "h").hits(words)
    assert ours.keys() == theirs.keys()
    for offering, (matched, score) in theirs.items():
        assert ours[offering][0] == matched
        assert math.isclose(ours[offering][1], score, rel_tol=1e-9)


@slowly
@given(catalogues(), queries)
def test_scores_equal_a_plain_whoosh_search(offerings: list[Searchable], words: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        build_index(offerings, "h", Path(folder))
        generation = next(Path(folder).glob("index-*"))
        ours = open_index(Path(folder), "h")
        known = [word for word in typed_tokens(words) if ours.scores([word])]
        with open_searcher(generation / "whoosh") as searcher:
            exact = [word for word in known if (FIELD, stem(word)) in searcher.reader()]
            query = Or([Term(FIELD, stem(word)) for word in exact])
            found = searcher.search(query, limit=None) if exact else []
            theirs = {hit["id"]: hit.score for hit in found}
    assert ours.scores(exact) == pytest.approx(theirs)


@slowly
@given(catalogues())
def test_texts_counted_without_whoosh_give_the_same_arrays(offerings: list[Searchable]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_whoosh(offerings, Path(folder) / "whoosh")
        with open_searcher(Path(folder) / "whoosh") as searcher:
            through = postings_of_whoosh(searcher)
    straight = counted_texts(offerings).postings
    assert straight.terms == through.terms
    for name in ("starts", "docs", "counts", "lengths"):
        np.testing.assert_array_equal(getattr(straight, name), getattr(through, name))
    assert straight.mean_length == through.mean_length


def plain_best(offerings: list[Searchable], scores: dict[str, float], ask: Ask) -> list[float]:
    """The definition of the blend, offering by offering."""
    found = []
    for offering in offerings:
        serves = not ask.needs or any(_meets(need, offering) for need in ask.needs)
        covers = not ask.county or offering.statewide or ask.county in offering.covers
        if serves and covers and (not ask.words or offering.id in scores):
            near = 1 / (1 + _km(offering, ask) / 20)
            text = scores.get(offering.id, 0.0)
            found.append(0.6 * text / (text + 6) + 0.4 * near if ask.words else near)
    return sorted(found, reverse=True)[: ask.limit]


def _meets(need: str, offering: Searchable) -> bool:
    return Needs(()).matches(need, offering.needs)


def _km(offering: Searchable, ask: Ask) -> float:
    if offering.latitude is None or offering.longitude is None:
        return 6371.0088 * math.pi / 3
    (a, b), (c, d) = (
        (math.radians(x) for x in pair)
        for pair in ((offering.latitude, offering.longitude), (ask.latitude, ask.longitude))
    )
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(h))


@pytest.mark.parametrize("by_blocks", [False, True], ids=["scan", "blocks"])
@slowly
@given(
    catalogues(),
    queries,
    st.sets(st.sampled_from(NEEDS), max_size=2),
    st.sampled_from(["", *COUNTIES]),
    st.integers(1, 5),
)
def test_the_blend_is_exact_whichever_way_is_taken(
    by_blocks: bool, offerings: list[Searchable], words: list[str], needs: set[str], county: str, limit: int
) -> None:
    ask = Ask(tuple(words), tuple(needs), county, 38.6, -92.2, limit)
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr("resource_finder.search.compile.BLOCK", 4)
        patch.setattr("resource_finder.search.ground.BLOCK", 4)
        patch.setattr("resource_finder.search.ground._IN_BLOCK", np.arange(4))
        patch.setattr("resource_finder.search.ground._FIRST_BLOCKS", 1)
        if by_blocks:
            patch.setattr(compiled, "_SMALL_COUNTY", 0)
            patch.setattr(compiled, "_FEW_POSTINGS", -1)
        build_index(offerings, "h", Path(folder))
        engine = open_index(Path(folder), "h")
        found = [score for _offering, score in engine.best(ask)]
        scores = dict(engine.scores(words))
    expected = plain_best(offerings, scores, ask) if not ask.words or scores else []
    assert found == pytest.approx(expected, abs=1e-4)


def test_a_catalogue_too_large_for_whoosh_is_answered_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_index(SMALL, "h", tmp_path / "small")
    monkeypatch.setattr(storage, "MOST_IN_WHOOSH", 0)
    build_index(SMALL, "h", tmp_path / "large")
    words = ["recovery", "clinic"]
    assert open_index(tmp_path / "large", "h").hits(words) == open_index(tmp_path / "small", "h").hits(words)


def test_an_empty_catalogue_has_an_index_that_finds_nothing(tmp_path: Path) -> None:
    build_index([], "h", tmp_path)
    engine = open_index(tmp_path, "h")
    assert engine.hits(["bed"]) == {}
    assert engine.best(Ask(latitude=38.0, longitude=-92.0)) == []
