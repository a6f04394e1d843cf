"""SEARCH_ENGINE=postgres under the whole program: one machine writes, all search, and memory stands in."""

from dataclasses import replace
from datetime import UTC, datetime
from time import monotonic, sleep

import psycopg
import pytest
from flask.testing import FlaskClient

from resource_finder import search_server, serving
from resource_finder.app import create_app
from resource_finder.catalogue.store import Store
from resource_finder.catalogue.tables import db
from resource_finder.catalogue.time_limits import SECONDS_OF_A_PAGE
from resource_finder.config import BadSetting, Settings, settings_from
from resource_finder.domain.offering import Catalogue
from resource_finder.finding.postgres import PostgresCandidates
from resource_finder.finding.postgres_tables import SCHEMA
from resource_finder.finding.postgres_words import PostgresWords
from resource_finder.indexing import Called
from resource_finder.search_server import StandIn
from tests.faults.conftest import found
from tests.faults.test_database_server import AT_ONCE, SOUP, load, seconds_for, why
from tests.postgres import Server
from tests.real import DATA, NOW

PAGES = (
    "/boone/food",
    "/find?place=65203&need=housing&q=beds",
    "/api/v1/match?place=65203&need=food&q=lentil",
)


@pytest.fixture
def settings(postgres: Server, tmp_path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(serving, "SECONDS_BETWEEN_LOOKS", 1e-9)
    monkeypatch.setattr(serving, "SECONDS_BETWEEN_TRIES", 0.0)
    settings = Settings(
        data=DATA,
        instance=tmp_path / "instance",
        database_url=postgres.new_database(),
        search_engine="postgres",
        secret_key="test",
    )
    load(settings, SOUP)
    return settings


@pytest.fixture
def client(settings: Settings) -> FlaskClient:
    """A machine that published nothing itself."""
    return started(replace(settings, instance=settings.instance.with_name("other")))


def started(settings: Settings) -> FlaskClient:
    return create_app(settings, NOW).test_client()


def held(settings: Settings) -> list[tuple[str, int, int | None]]:
    """Each row of the search tables: its id, and from which edition until which it holds."""
    engine = create_app(settings, NOW)
    with engine.app_context(), db.engine.connect() as connection:
        rows = connection.exec_driver_sql(f"SELECT id, since, until FROM {SCHEMA}.row ORDER BY id, since")
        return [tuple(row) for row in rows]


def asks_the_server(client: FlaskClient) -> bool:
    finder = client.application.extensions["resource_finder"].finder()
    return isinstance(finder._candidates, PostgresCandidates) and isinstance(finder._words, PostgresWords)


def test_a_machine_that_joins_searches_without_an_index_of_its_own(client: FlaskClient, settings) -> None:
    assert (found(client, need="food"), found(client, q="lentil")) == (["Soup"], ["Soup"])
    assert found(client, need="housing") == ["Beds"]
    assert asks_the_server(client)
    ready = client.get("/readyz")
    assert (ready.status_code, ready.get_json()["why"] or "") == (200, "")
    assert not settings.instance.with_name("other").joinpath("index").exists()
    other = started(replace(settings, instance=settings.instance.with_name("third")))
    assert found(other, q="lentil") == ["Soup"]
    assert held(settings) == [("mo-test00", 1, None), ("mo-test01", 1, None)], (
        "the second machine wrote nothing"
    )


def test_one_changed_row_costs_that_row(client: FlaskClient, settings: Settings) -> None:
    assert found(client, q="lentil") == ["Soup"]
    with create_app(settings, NOW).app_context():
        store = Store(db.session())
        current = store.load()
        changed = [replace(row, summary="Hot barley.") for row in current.offerings if row.service == "Soup"]
        store.publish_rows(changed, (), current.edition, datetime(2026, 11, 27, tzinfo=UTC))
    until = monotonic() + 15
    while found(client, q="barley") != ["Soup"]:
        assert monotonic() < until
        sleep(0.05)
    assert found(client, q="lentil") == []
    assert held(settings) == [("mo-test00", 1, None), ("mo-test01", 1, 2), ("mo-test01", 2, None)]


def test_a_frozen_server_costs_nobody_a_list(postgres: Server, client: FlaskClient, settings) -> None:
    for page in PAGES:
        client.get(page)
    postgres.freeze()
    # Who asks in the very moment waits for the server as long as a page may; nobody after that.
    assert seconds_for(client, PAGES[1]) < SECONDS_OF_A_PAGE + AT_ONCE
    for page in PAGES * 2:
        assert seconds_for(client, page) < AT_ONCE, page
    assert found(client, need="food") == ["Soup"]
    until = monotonic() + 20
    while found(client, q="lentil") != ["Soup"]:
        assert monotonic() < until, "no index stands in"
        sleep(0.1)
    why(client, "no answer")
    postgres.thaw()
    why(client, "")
    assert found(client, q="lentil") == ["Soup"]
    assert asks_the_server(client)


def test_a_server_too_slow_for_a_search_is_waited_for_once_though_it_answers_each_look(
    client: FlaskClient, settings: Settings
) -> None:
    for page in PAGES:
        client.get(page)
    assert asks_the_server(client)
    with psycopg.connect(settings.database_url) as busy:
        busy.execute(f"LOCK TABLE {SCHEMA}.row IN ACCESS EXCLUSIVE MODE")
        assert 1 < seconds_for(client, PAGES[1]) < SECONDS_OF_A_PAGE + AT_ONCE
        until = monotonic() + 4
        while monotonic() < until:
            assert seconds_for(client, PAGES[1]) < AT_ONCE
            sleep(0.1)
    why(client, "")


def test_a_start_where_an_index_lies_waits_for_no_writing(settings: Settings) -> None:
    """Whoever loaded a catalogue has its index: the next look writes, beside the answers."""
    client = started(settings)
    client.application.extensions["resource_finder"].finder()
    assert not asks_the_server(client), "it was not waited for"
    until = monotonic() + 15
    while not asks_the_server(client):
        assert monotonic() < until
        sleep(0.05)
    assert found(client, q="lentil") == ["Soup"]


class NoThread:
    def __init__(self, **_given: object) -> None:
        pass

    def start(self) -> None:
        raise RuntimeError("can't start new thread")


def test_an_index_that_could_not_be_made_is_tried_again_after_a_pause(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[StandIn] = []

    def fail(standing_in: StandIn) -> None:
        tries.append(standing_in)
        standing_in._building.release()

    def words(pause: float) -> StandIn:
        return StandIn(Catalogue((), (), "h"), settings, Called.load(DATA), (), pause)

    monkeypatch.setattr(StandIn, "_make", fail)
    often, seldom, threadless = words(0.0), words(60.0), words(0.0)
    with monkeypatch.context() as full:
        full.setattr(search_server.threading, "Thread", NoThread)
        assert threadless.words() is None
    for standing_in in (often, seldom, threadless):
        assert (standing_in.words(), standing_in.words()) == (None, None)
    assert (tries.count(often), tries.count(seldom), tries.count(threadless)) == (2, 1, 2)


def test_a_server_without_what_it_needs_is_named_and_memory_answers(
    postgres: Server, settings: Settings
) -> None:
    name = settings.database_url.rpartition("/")[2]
    postgres.say(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    client = started(settings)
    assert (found(client, need="food"), found(client, q="lentil")) == (["Soup"], ["Soup"])
    assert not asks_the_server(client)
    assert "SEARCH_ENGINE" in why(client, "read-only")
    postgres.say(f"ALTER DATABASE {name} RESET default_transaction_read_only")
    postgres.restart()
    why(client, "")
    assert asks_the_server(client)


def test_tables_that_somebody_dropped_are_written_again(
    postgres: Server, client: FlaskClient, settings
) -> None:
    assert found(client, q="lentil") == ["Soup"]
    postgres.say(f"DROP SCHEMA {SCHEMA} CASCADE", settings.database_url)
    assert found(client, need="food") == ["Soup"]
    until = monotonic() + 15
    while postgres_rows(client) != 2:
        assert monotonic() < until
        sleep(0.1)
    assert found(client, q="lentil") == ["Soup"]


def postgres_rows(client: FlaskClient) -> int:
    client.get("/readyz")
    finder = client.application.extensions["resource_finder"].finder()
    try:
        return len(finder._candidates._edition.ask("SELECT id FROM {schema}.row WHERE {here}"))
    except Exception:
        return 0


def test_a_server_is_named_where_it_is_to_search() -> None:
    with pytest.raises(BadSetting, match="DATABASE_URL"):
        settings_from({"SEARCH_ENGINE": "postgres"})
    url = "postgres://someone@db.example.org/finder"
    assert settings_from({"SEARCH_ENGINE": "postgres", "DATABASE_URL": url}).is_on_postgres
