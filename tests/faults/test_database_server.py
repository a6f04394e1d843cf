"""PostgreSQL frozen, restarted, out of reach or read-only: nobody waits for a page that memory can answer."""

from collections.abc import Iterator
from dataclasses import replace
from time import monotonic, sleep

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, make_url
from sqlalchemy.pool import NullPool

from resource_finder import serving
from resource_finder.app import create_app
from resource_finder.catalogue import time_limits
from resource_finder.catalogue.database_faults import DATABASE_FAULTS, NO_TABLES
from resource_finder.catalogue.handed_out import LENGTH, SIGNS
from resource_finder.catalogue.store import NoTables, Store, StoreUnavailable
from resource_finder.catalogue.tables import db
from resource_finder.catalogue.time_limits import SECONDS_OF_A_PAGE, answered_within
from resource_finder.cli.catalogue import load_catalogue
from resource_finder.config import Settings
from tests.catalogue.making import read, sheet
from tests.faults.conftest import found
from tests.postgres import Server
from tests.real import DATA, NOW

SOUP = {"service": "Soup", "needs": "food", "summary": "Hot lentil soup."}
# A page of memory takes milliseconds; a machine that does other things is forgiven.
AT_ONCE = 1.5
FROM_MEMORY = (
    "/",
    "/boone/food",
    "/find?place=65203&need=food",
    "/readyz",
    "/api/v1/match?place=65203&need=food",
)


@pytest.fixture
def settings(postgres: Server, tmp_path) -> Settings:
    settings = Settings(
        data=DATA, instance=tmp_path / "instance", database_url=postgres.new_database(), secret_key="test"
    )
    load(settings, SOUP)
    return settings


def load(settings: Settings, *rows: dict[str, str]) -> None:
    sheets = settings.instance.parent / "sheets"
    sheets.mkdir(exist_ok=True)
    load_catalogue(read(sheets, housing=sheet({}, *rows)), settings, retire=True)


@pytest.fixture
def app(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """A running program that looks at every request, beside the answer."""
    monkeypatch.setattr(serving, "SECONDS_BETWEEN_LOOKS", 1e-9)
    app = create_app(settings, NOW)
    client = app.test_client()
    assert found(client, need="food") == ["Soup"]
    # What a first page reads of files is not what is measured.
    for page in FROM_MEMORY:
        client.get(page)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def seconds_for(client: FlaskClient, page: str) -> float:
    begun = monotonic()
    assert client.get(page).status_code == 200, page
    return monotonic() - begun


def why(client: FlaskClient, said: str) -> str:
    """What is wrong, once that is said."""
    until = monotonic() + 15
    while said not in (told := client.get("/readyz").get_json()["why"] or "") or bool(said) != bool(told):
        assert monotonic() < until, told
        sleep(0.05)
    return told


def test_a_frozen_server_costs_nobody_a_page(postgres: Server, client: FlaskClient) -> None:
    postgres.freeze()
    for _round in range(3):
        for page in FROM_MEMORY:
            assert seconds_for(client, page) < AT_ONCE, page
        sleep(0.3)
    assert "gives no answer" in why(client, "no answer")
    postgres.thaw()
    why(client, "")


def test_a_page_that_asks_a_frozen_server_says_so_in_time_and_nobody_waits_twice(
    postgres: Server, client: FlaskClient
) -> None:
    postgres.freeze()
    by_code = f"/c/{SIGNS[:LENGTH]}"
    for page, code, seconds in (
        (by_code, 503, SECONDS_OF_A_PAGE + AT_ONCE),
        (by_code, 503, AT_ONCE),
        ("/wrong?id=mo-test01", 200, AT_ONCE),
    ):
        begun = monotonic()
        told = client.get(page)
        assert told.status_code == code, page
        assert "211" in told.text
        assert monotonic() - begun < seconds, page


def test_a_server_whose_port_nobody_wrote_down_is_one_server(
    postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPORT", str(postgres.port))
    url = make_url(postgres.new_database().replace("postgresql:", "postgresql+psycopg:")).set(port=None)
    engine = create_engine(url, poolclass=NullPool)
    with answered_within(0.5):
        with pytest.raises(DATABASE_FAULTS, match="no answer"), engine.connect() as connection:
            connection.exec_driver_sql("SELECT pg_sleep(20)")
        with pytest.raises(DATABASE_FAULTS, match="no answer"):
            engine.connect()


def test_a_restarted_server_is_found_again_by_itself(
    postgres: Server, client: FlaskClient, settings: Settings
) -> None:
    postgres.restart()
    for page in (*FROM_MEMORY, "/wrong?id=mo-test01"):
        assert seconds_for(client, page) < AT_ONCE
    load(settings, {**SOUP, "service": "Stew"})
    until = monotonic() + 15
    while found(client, need="food") != ["Stew"]:
        assert monotonic() < until
        sleep(0.05)
    why(client, "")


def test_a_server_that_is_gone_leaves_the_last_good_catalogue_to_a_new_start(
    postgres: Server, client: FlaskClient, settings: Settings
) -> None:
    sleep(0.3)
    found(client, need="food")
    postgres.stop()
    for page in FROM_MEMORY:
        assert seconds_for(client, page) < AT_ONCE
    assert "cannot be reached" in why(client, "reached")
    fresh = create_app(settings, NOW).test_client()
    assert found(fresh, need="food") == ["Soup"]


def test_a_start_over_a_frozen_server_serves_the_last_good_catalogue(
    postgres: Server, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time_limits, "SECONDS_TO_CONNECT", 1)
    postgres.freeze()
    begun = monotonic()
    assert found(create_app(settings, NOW).test_client(), need="food") == ["Soup"]
    assert monotonic() - begun < 8


def test_a_server_that_may_only_be_read_goes_on_being_served(
    postgres: Server, client: FlaskClient, settings: Settings
) -> None:
    name = settings.database_url.rpartition("/")[2]
    postgres.say(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    postgres.restart()
    for page in FROM_MEMORY:
        assert seconds_for(client, page) < AT_ONCE
    why(client, "")
    with pytest.raises(StoreUnavailable, match="read-only"):
        load(settings, {**SOUP, "service": "Stew"})
    assert found(client, need="food") == ["Soup"]


@pytest.mark.parametrize(
    ("change", "is_empty"),
    [
        ("DROP TABLE edition", True),
        ("DROP TABLE phone", False),
        ("ALTER TABLE edition DROP COLUMN hash", False),
    ],
)
def test_only_a_database_without_editions_holds_no_tables(
    postgres: Server, settings: Settings, change: str, is_empty: bool
) -> None:
    """What else does not exist is a fault, and no catalogue is put in its place."""
    app = create_app(settings, NOW)
    postgres.say(change, settings.database_url)
    with app.app_context():
        with pytest.raises(StoreUnavailable) as told:
            Store(db.session()).load()
        db.engine.dispose()
    assert (isinstance(told.value, NoTables), str(told.value) == NO_TABLES) == (is_empty, is_empty)


def test_what_stands_in_the_way_of_a_connection_is_told(postgres: Server, settings: Settings) -> None:
    nowhere = postgres.url("nowhere")
    closed = "postgresql://postgres@127.0.0.1:1/nowhere"
    for url, said in ((nowhere, "no such database"), (closed, "cannot be reached")):
        app = create_app(replace(settings, database_url=url), NOW)
        with app.app_context(), pytest.raises(StoreUnavailable, match=said):
            Store(db.session()).newest()
