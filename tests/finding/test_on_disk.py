"""What lies on disk answers as what lies in memory: the columns, the rows, and rows that changed since."""

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from resource_finder.catalogue.contents import hash_of
from resource_finder.catalogue.stored_rows import AmendedOfferings, StoredOfferings, amended_rows, row_named
from resource_finder.config import Settings
from resource_finder.domain.offering import Catalogue, Phone, Source
from resource_finder.finding import Finder, blocks, nearby
from resource_finder.finding.column_shelf import ColumnShelf
from resource_finder.finding.plain import PlainCandidates
from resource_finder.finding.shelf import ObjectShelf
from resource_finder.finding.shown import shown
from resource_finder.indexing import Called, Opened, amended, build_index_of, open_edition
from resource_finder.places.gazetteer import Gazetteer
from resource_finder.search import checked
from tests.finding.making import (
    COUNTIES,
    KINDS,
    NEEDS,
    NOON,
    WORDS,
    catalogue_of,
    moment_of,
    offering_of,
    situation_of,
)
from tests.finding.same import differences
from tests.finding.test_same_answers import DISTANCES, Heard
from tests.matching.making import RULES
from tests.real import DATA

CALLED = Called(RULES.needs, RULES.kinds, Gazetteer.load(DATA))
NOW = datetime(2026, 11, 25, tzinfo=UTC)


def with_words(chance, rows):
    """Rows that say something, and of which some could not be reached as they stand."""
    odd = {"email": "nobody", "phones": (Phone("911 or else"),)}
    sheets = {"sheet": chance.choice(("housing", "food"))}
    return [
        replace(
            row, summary=" ".join(chance.sample(WORDS, 2)), **sheets, **(odd if chance.random() < 0.1 else {})
        )
        for row in rows
    ]


def catalogue(rows):
    rows = tuple(sorted(rows, key=lambda row: (row.sheet, row.id)))
    sources = (Source("test", "Somebody", "A list"),)
    return Catalogue(rows, sources, hash_of(rows, sources), "2026-11-25T00:00:00Z")


def opened(whole, home) -> Opened:
    settings = Settings(data=DATA, instance=home, secret_key="test")
    build_index_of(whole, settings, CALLED)
    engine, edition = open_edition(settings.index_folder / whole.hash, whole.hash, CALLED)
    return Opened(engine, edition.catalogue, edition.shelf)


def on_disk(there: Opened, words=None) -> Finder:
    return Finder(there.catalogue, RULES, words or there.engine, DISTANCES, (), shelf=there.shelf)


def in_memory(whole, words) -> Finder:
    return Finder(whole, RULES, words, DISTANCES, (), PlainCandidates)


def questions(finder) -> list:
    """All that is asked of rows besides lists."""
    shelf, rows = finder.offerings, list(finder.offerings)
    ids = [row.id for row in rows]
    return [
        ids,
        rows,
        len(shelf),
        list(shelf[:2]),
        [shelf.offering(one) for one in (*ids, "mo-gone")],
        [shelf.service(str(row.service_id)) for row in rows],
        shelf.service("no such thing"),
        [list(shelf.of_organization(str(row.organization_id))) for row in rows],
        [list(shelf.serving(need)) for need in NEEDS],
        list(shelf.of_kinds(KINDS[:5])),
        [list(shelf.around(county)) for county in COUNTIES],
        [list(shelf.around(county, "medical", state=False)) for county in COUNTIES],
        [list(shelf.around(county, kind=kind)) for county in COUNTIES for kind in KINDS[:5]],
        [shelf.asking(paper, county) for paper in ("photo_id", "birth_certificate") for county in COUNTIES],
        {(name.casefold(), county) for name, county in shelf.names()},
        finder.papers((), "boone"),
    ]


@pytest.mark.parametrize("mapped", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_what_was_written_and_opened_gives_the_same_answers(seed, mapped, tmp_path, monkeypatch):
    chance = random.Random(seed)
    monkeypatch.setattr(checked, "MOST_READ", 0 if mapped else checked.MOST_READ)
    whole = catalogue(with_words(chance, catalogue_of(chance)))
    there = opened(whole, tmp_path)
    plain, stored = in_memory(whole, there.engine), on_disk(there)
    for _ask in range(6):
        assert differences(plain, stored, situation_of(chance), moment_of(chance)) == []
    assert questions(plain) == questions(stored)
    assert set(plain.offerings.hours()) == set(stored.offerings.hours())
    assert replace(there.catalogue, offerings=tuple(there.catalogue.offerings)) == whole
    assert there.catalogue.checked == whole.checked
    assert isinstance(plain.offerings, ObjectShelf)
    assert isinstance(stored.offerings, ColumnShelf)


def changed(chance, whole):
    """Some rows otherwise, some gone or closed, some new; and the whole that they make."""
    rows = list(whole.offerings)
    gone = {row.id for row in chance.sample(rows, min(len(rows), chance.randint(0, 3)))}
    some = [row for row in rows if row.id not in gone]
    some = chance.sample(some, min(len(some), chance.randint(0, 5)))
    fresh = with_words(chance, [replace(offering_of(chance, 0), id=row.id) for row in some])
    fresh += with_words(chance, [offering_of(chance, 500 + number) for number in range(chance.randint(0, 3))])
    by_id = {row.id: row for row in fresh}
    return by_id, gone


@pytest.mark.parametrize("by_blocks", [False, True])
@pytest.mark.parametrize("seed", range(12))
def test_rows_that_changed_since_are_answered_as_if_all_were_written_anew(
    seed, by_blocks, tmp_path, monkeypatch
):
    chance = random.Random(100 + seed)
    if by_blocks:
        monkeypatch.setattr(blocks, "FEW_ROWS", 0)
        monkeypatch.setattr(blocks, "BLOCK", 4)
        monkeypatch.setattr(nearby, "BLOCK", 4)
    whole = catalogue(with_words(chance, catalogue_of(chance)))
    there, rows = opened(whole, tmp_path), whole.offerings
    stored = there.catalogue.offerings
    for _turn in range(2):
        by_id, gone = changed(chance, catalogue(rows))
        rows, stored = amended_rows(rows, by_id, gone), amended_rows(stored, by_id, gone)
        now = replace(there.catalogue, offerings=stored, hash=hash_of(rows, whole.sources))
        engine, shelf = amended(there, now, CALLED)
        plain = in_memory(replace(whole, offerings=rows, hash=now.hash), engine)
        after = Finder(now, RULES, engine, DISTANCES, (), shelf=shelf)
        for _ask in range(4):
            assert differences(plain, after, situation_of(chance), NOON) == []
        assert questions(plain) == questions(after)
        assert set(plain.offerings.hours()) <= set(after.offerings.hours())
        for row in whole.offerings:
            assert plain.offering(row.id) == after.offering(row.id)
        assert (len(stored), list(stored)) == (len(rows), list(rows))


def test_ids_that_are_heard_are_found_among_rows_on_disk(tmp_path):
    chance = random.Random(9)
    whole = catalogue(with_words(chance, catalogue_of(chance)))
    heard = Heard({row.id: (1, 0.5) for row in whole.offerings[::2]} | {"mo-gone": (2, 1.0)})
    plain, stored = in_memory(whole, heard), on_disk(opened(whole, tmp_path), heard)
    for _ask in range(8):
        assert differences(plain, stored, situation_of(chance), NOON) == []


def test_rows_that_do_not_add_up_to_their_hash_are_not_written(tmp_path, caplog):
    whole = replace(catalogue([offering_of(random.Random(1), 1)]), hash="other")
    settings = Settings(data=DATA, instance=tmp_path, secret_key="test")
    build_index_of(whole, settings, CALLED)
    _engine, edition = open_edition(settings.index_folder / "other", "other", CALLED)
    assert edition is None
    assert "nothing beside it" in caplog.text


def test_a_closed_row_is_known_by_its_id_alone(tmp_path):
    rows = [replace(offering_of(random.Random(1), number), status="closed") for number in range(3)]
    there = opened(catalogue(rows), tmp_path)
    assert len(on_disk(there).offerings) == 0
    assert on_disk(there).offering("mo-001") is None
    assert row_named(there.catalogue.offerings, "mo-001") == rows[1]
    assert row_named(there.catalogue.offerings, "mo-004") is None


def test_a_row_is_read_only_when_it_is_shown(tmp_path, monkeypatch):
    chance = random.Random(11)
    there = opened(catalogue(with_words(chance, [offering_of(chance, n) for n in range(200)])), tmp_path)
    read, old = [], StoredOfferings.__getitem__

    def reads(rows, at):
        read.append(at)
        return old(rows, at)

    monkeypatch.setattr(StoredOfferings, "__getitem__", reads)
    finder = on_disk(there)
    assert read == []
    (found,) = finder.find(replace(situation_of(chance), needs=("housing",), words=(), limit=2), NOON)
    assert len(found.matches) <= 4
    assert len(set(read)) < 150


def test_amended_rows_over_amended_ones_are_few(tmp_path):
    chance = random.Random(3)
    there = opened(catalogue([offering_of(chance, number) for number in range(5)]), tmp_path)
    once = amended_rows(there.catalogue.offerings, {"mo-009": offering_of(chance, 9)}, ["mo-001"])
    twice = amended_rows(once, {"mo-001": offering_of(chance, 1)}, ["mo-009"])
    assert isinstance(twice, AmendedOfferings)
    assert twice.whole is there.catalogue.offerings
    assert sorted(row.id for row in twice) == [f"mo-00{number}" for number in range(5)]
    assert len(list(shown(twice, RULES))) <= 5
