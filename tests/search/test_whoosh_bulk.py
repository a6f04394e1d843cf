"""What is written in bulk is what Whoosh's own writer writes; a Whoosh that looks different writes itself."""

import logging
import tempfile
from pathlib import Path
from typing import Any

import pytest
import whoosh
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import index
from whoosh.codec import whoosh3

from resource_finder.indexing import Called, searchable
from resource_finder.search import whoosh_bulk
from resource_finder.search.compile import in_spatial_order
from resource_finder.search.engine import Searchable
from resource_finder.search.postings import counted_texts
from resource_finder.search.storage import build_index, open_index, open_whoosh
from resource_finder.search.whoosh_bulk import write_counted
from resource_finder.search.whoosh_engine import FIELD, write_whoosh
from tests.real import DATA, real_sheets
from tests.search.engine_cases import SMALL, catalogues

slowly = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])


def all_of(folder: Path) -> dict[str, Any]:
    """Everything that Whoosh reads of an index."""
    with index.open_dir(str(folder)).reader() as reader:
        documents = range(reader.doc_count_all())
        return {
            "documents": [reader.stored_fields(number) for number in documents],
            "lengths": [reader.doc_field_length(number, FIELD) for number in documents],
            "all words": reader.field_length(FIELD),
            "terms": {term: _term(reader, term) for term in reader.all_terms()},
        }


def _term(reader: Any, term: tuple[str, bytes]) -> tuple[Any, ...]:
    told = reader.term_info(*term)
    postings = []
    matcher = reader.postings(*term)
    while matcher.is_active():
        block = matcher.block_min_length(), matcher.block_max_length(), matcher.block_max_weight()
        postings.append((matcher.id(), matcher.weight(), matcher.value_as("frequency"), block))
        matcher.next()
    lengths = told.min_length(), told.max_length(), told.min_id(), told.max_id()
    return told.weight(), told.doc_frequency(), told.max_weight(), *lengths, postings


def both_ways(offerings: list[Searchable]) -> tuple[dict[str, Any], dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        bulk, plain = Path(folder) / "bulk", Path(folder) / "plain"
        assert write_counted(offerings, counted_texts(offerings), bulk)
        write_whoosh(offerings, plain)
        return all_of(bulk), all_of(plain)


def test_the_real_catalogue_is_written_as_by_whoosh() -> None:
    called = Called.load(DATA)
    rows = [searchable(row, called) for row in real_sheets().offerings if row.status != "closed"]
    bulk, plain = both_ways(in_spatial_order(rows))
    # One by one: a difference of everything would be too long to print.
    terms, those = bulk.pop("terms"), plain.pop("terms")
    assert bulk == plain
    assert list(terms) == list(those)
    assert [term for term in terms if terms[term] != those[term]] == []
    assert len(terms) > 1000


@slowly
@given(catalogues())
def test_any_catalogue_is_written_as_by_whoosh(offerings: list[Searchable]) -> None:
    bulk, plain = both_ways(offerings)
    assert bulk == plain


# Of a term in so many rows the last block is full, begun, or the only one.
@pytest.mark.parametrize("rows", [1, 127, 128, 129, 256, 300])
def test_a_term_of_several_blocks_is_written_as_by_whoosh(rows: int) -> None:
    texts = [("bed " * (1 + number % 7) + f"row{number}", number) for number in range(rows)]
    offerings = [Searchable(f"row-{number}", "", "", summary) for summary, number in texts]
    bulk, plain = both_ways([*offerings, Searchable("empty", "", "")])
    assert bulk == plain


letters = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@slowly
@given(st.lists(letters, max_size=6))
def test_words_of_any_letters_are_written_as_by_whoosh(texts: list[str]) -> None:
    bulk, plain = both_ways([Searchable(str(number), text, text) for number, text in enumerate(texts)])
    assert bulk == plain


def _older(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(whoosh, "__version__", (2, 7, 4))


def _another_codec(patch: pytest.MonkeyPatch) -> None:
    class Codec(whoosh3.W3Codec):  # type: ignore[misc]
        pass

    patch.setattr(whoosh_bulk, "default_codec", Codec)


def _another_magic(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(whoosh3, "WHOOSH3_HEADER_MAGIC", b"W4Bl")


def _other_blocks(patch: pytest.MonkeyPatch) -> None:
    patch.delattr(whoosh3.W3PostingsWriter, "_write_block")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (_older, "release (2, 7, 4)"),
        (_another_codec, "codec is tests.search"),
        (_another_magic, "codec is whoosh.codec.whoosh3"),
        (_other_blocks, "no _write_block"),
    ],
)
def test_a_whoosh_that_looks_different_is_named(
    monkeypatch: pytest.MonkeyPatch, change: Any, named: str
) -> None:
    assert whoosh_bulk.unlike_the_known() == ""
    change(monkeypatch)
    assert named in whoosh_bulk.unlike_the_known()


def test_whoosh_writes_itself_what_cannot_be_written_in_bulk(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    """One line of the log says why, and the index is the same."""
    _older(monkeypatch)
    with caplog.at_level(logging.WARNING):
        build_index(SMALL, "h", tmp_path)
    said = [record.message for record in caplog.records if "own writer" in record.message]
    assert len(said) == 1
    assert said[0].endswith("it is release (2, 7, 4), not (2, 7, 5)")
    assert open_whoosh(tmp_path, "h").scores(["bed"]) == pytest.approx(
        open_index(tmp_path, "h").scores(["bed"])
    )
