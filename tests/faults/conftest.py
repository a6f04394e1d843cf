"""An installation with everything that the program writes in it."""

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from resource_finder import serving
from resource_finder.app import create_app
from resource_finder.catalogue.adapters.gtfs import FeedStop, write_stops
from resource_finder.catalogue.handed_out import key_in
from resource_finder.catalogue.tables import db
from resource_finder.cli.catalogue import load_catalogue
from resource_finder.config import Settings
from resource_finder.serving import CurrentFinder
from resource_finder.stops import stops_file
from resource_finder.web.parts import Readiness, join, parts_of
from tests.catalogue.making import GAZETTEER, read, sheet
from tests.postgres import Server, server
from tests.real import DATA, NOW
from tests.web.making import RULES

PAGES = ("/", "/crisis", "/boone/housing", "/es/boone/food", "/find?place=65203&need=food", "/privacy")


class Site:
    """One installation: its files may be harmed, and it may start anew over them."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.app: Flask = create_app(settings, NOW)
        self.pristine = settings.instance.with_name("pristine")
        shutil.copytree(settings.instance, self.pristine, symlinks=True)

    def mend(self) -> None:
        """Every file as it was after the load."""
        self.let_go()
        shutil.rmtree(self.settings.instance)
        shutil.copytree(self.pristine, self.settings.instance, symlinks=True)
        key_in.cache_clear()

    def let_go(self) -> None:
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()

    def start(self) -> FlaskClient:
        """As a new worker: nothing is in memory."""
        self.let_go()
        current = CurrentFinder(self.app, self.settings, RULES, GAZETTEER)
        fresh = replace(
            parts_of(self.app),
            finder=current.finder,
            ready=lambda: Readiness(*current.hashes(), current.trouble),
        )
        join(self.app, fresh)
        return self.app.test_client()

    def files(self) -> list[Path]:
        """Names of what was written, but for the tables."""
        written = (path for path in sorted(self.pristine.rglob("*")) if path.is_file())
        return [path.relative_to(self.pristine) for path in written if "sqlite" not in path.name]


def found(client: FlaskClient, **query: str) -> list[str]:
    answer = client.get("/api/v1/match", query_string={"place": "65203", **query}).get_json()
    return [match["name"] for match in answer["lists"][0]["matches"]]


@pytest.fixture(scope="module")
def made_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    home = tmp_path_factory.mktemp("site")
    (home / "sheets").mkdir()
    settings = Settings(data=DATA, instance=home / "instance", secret_key="test")
    rows = read(
        home / "sheets",
        housing=sheet({}, {"service": "Soup", "needs": "food", "summary": "Hot lentil soup."}),
    )
    load_catalogue(rows, settings)
    write_stops([FeedStop("mo-test00", "Ninth and Broadway", 38.95, -92.33)] * 3, stops_file(settings))
    key_in(settings.instance)
    with sqlite3.connect(home / "instance" / "catalogue.sqlite") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return Site(settings)


@pytest.fixture
def site(made_site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(serving, "SECONDS_BETWEEN_LOOKS", 0.0)
    monkeypatch.setattr(serving, "SECONDS_BETWEEN_TRIES", 0.0)
    made_site.mend()
    yield made_site
    made_site.let_go()


@pytest.fixture
def postgres() -> Iterator[Server]:
    """A server that a test may freeze or stop; it is well again after each."""
    yield server()
    server().make_well()
