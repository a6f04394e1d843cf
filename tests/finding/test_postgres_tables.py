"""The search tables of PostgreSQL: who writes them, how long an edition is kept, and who notices."""

import threading
from dataclasses import replace
from random import Random
from time import sleep

import psycopg
import pytest
from sqlalchemy.exc import DataError

from resource_finder.config import Settings
from resource_finder.domain.offering import Catalogue
from resource_finder.finding import postgres
from resource_finder.finding.postgres import PostgresCandidates
from resource_finder.finding.postgres_tables import _LOCK, EDITIONS_KEPT, SCHEMA, EditionGone, SearchTables
from resource_finder.finding.postgres_words import PostgresWords
from resource_finder.search_server import SearchServer
from tests.finding.engines import called, edition_of, new_database
from tests.finding.making import offering_of
from tests.matching.making import RULES
from tests.postgres import server

_IDS = "SELECT id FROM {schema}.row WHERE {here} ORDER BY id"


@pytest.fixture
def database():
    """Its address, and an engine that ends with the test."""
    address, engine = new_database()
    yield address, engine
    engine.dispose()


def rows_that_say(*words):
    row = replace(offering_of(Random(1), 0), organization="Help", service="Beds", status="open")
    return [replace(row, id=f"mo-{at}", summary=word) for at, word in enumerate(words)]


def test_a_word_that_somebody_began_is_found_whichever_way_the_server_goes_over_the_words(database):
    address, engine = database
    # It hashes words of which it knows how many they are, and gives them in no order.
    server().say(f"ALTER DATABASE {address.rpartition('/')[2]} SET enable_sort = off")
    said = [f"quixo{one}{other}x" for one in "abcdefgh" for other in "lmnopr"]
    edition = edition_of(rows_that_say(*said), SearchTables(engine))
    server().say(f"ANALYZE {SCHEMA}.word", address)
    words = PostgresWords(edition)
    assert {typed: set(words.hits((typed,))) for typed in ("quixoa", "quixoe", "quixoh")} == {
        "quixoa": {f"mo-{at}" for at in range(6)},
        "quixoe": {f"mo-{at}" for at in range(24, 30)},
        "quixoh": {f"mo-{at}" for at in range(42, 48)},
    }


def test_the_last_editions_are_kept_and_who_asks_an_older_one_is_told(database):
    tables = SearchTables(database[1])
    editions = [edition_of(rows_that_say(f"word{number}"), tables) for number in range(7)]
    gone, kept = editions[:-EDITIONS_KEPT], editions[-EDITIONS_KEPT:]
    assert (len(gone), len(kept)) == (2, 5)
    for number, edition in enumerate(editions):
        assert edition.is_kept() is (edition in kept)
        if edition in kept:
            assert dict(PostgresWords(edition).hits((f"word{number}",))).keys() == {"mo-0"}
            continue
        with pytest.raises(EditionGone, match=f"edition {edition.number} "):
            edition.ask(_IDS)
    with psycopg.connect(database[0]) as connection:
        held = connection.execute(f"SELECT count(*), min(until) FROM {SCHEMA}.row").fetchone()
    assert held == (5, 4), "rows that no edition holds are gone too"


def test_tables_made_anew_with_the_same_numbers_are_no_edition_of_before(database):
    before = edition_of(rows_that_say("before"), SearchTables(database[1]))
    server().say(f"DROP SCHEMA {SCHEMA} CASCADE", database[0])
    after = edition_of(rows_that_say("after"), SearchTables(database[1]))
    assert (after.number, after.rows) == (before.number, before.rows)
    assert (after.is_kept(), before.is_kept()) == (True, False)
    with pytest.raises(EditionGone):
        before.ask(_IDS)


def search_server(engine, tmp_path, words=called):
    return SearchServer(lambda: engine, Settings(instance=tmp_path), RULES, words())


def test_who_cannot_write_while_another_does_waits_for_nobody_and_is_in_no_trouble(database, tmp_path):
    address, engine = database
    here, catalogue = search_server(engine, tmp_path), Catalogue(tuple(rows_that_say("soup")), (), "h")
    with psycopg.connect(address) as another:
        another.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        assert here.words_of(catalogue, None, 60) is None
        assert here.trouble == ""
    words = here.words_of(catalogue, None, 60)
    assert words
    assert list(words.hits(("soup",))) == ["mo-0"]


def test_at_a_start_that_may_not_write_only_what_is_there_is_found(database, tmp_path):
    here, catalogue = search_server(database[1], tmp_path), Catalogue(tuple(rows_that_say("soup")), (), "h")
    assert here.words_of(catalogue, None, 60, may_write=False) is None
    assert here.words_of(catalogue, None, 60)
    assert here.words_of(catalogue, None, 60, may_write=False)


def test_another_vocabulary_finds_no_rows_that_the_one_before_made(database, tmp_path):
    rows = tuple(replace(row, kind=RULES.kinds.codes[0]) for row in rows_that_say("soup"))
    catalogue = Catalogue(rows, (), "h")

    def otherwise():
        kind = called().kinds.of(rows[0].kind)
        return replace(
            called(), kinds=type(called().kinds)([replace(kind, words=(*kind.words, "lighthouse"))])
        )

    now = search_server(database[1], tmp_path).words_of(catalogue, None, 60)
    assert not now.hits(("lighthouse",))
    then = search_server(database[1], tmp_path, otherwise).words_of(catalogue, None, 60)
    assert list(then.hits(("lighthouse",))) == ["mo-0"]
    again = search_server(database[1], tmp_path).words_of(catalogue, None, 60)
    assert (now.edition.number, then.edition.number, again.edition.number) == (1, 2, 1)


def test_however_many_ask_at_once_one_plain_loop_stands_in(monkeypatch):
    made = []

    def slowly(*_given):
        made.append(1)
        sleep(0.05)
        return made

    monkeypatch.setattr(postgres, "PlainCandidates", slowly)
    candidates = PostgresCandidates((), None, None)
    asking = [threading.Thread(target=lambda: candidates._stand_in) for _one in range(4)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    assert len(made) == 1


def test_a_fault_of_a_search_names_no_value_that_was_asked_for(database):
    edition = edition_of(rows_that_say("soup"), SearchTables(database[1]))
    with pytest.raises(DataError) as told:
        edition.ask("SELECT 1 / 0 FROM {schema}.row WHERE {here} AND id <> :secret", secret="suboxone")
    assert "suboxone" not in str(told.value)
