"""What failed once is neither tried at every look nor held against the next; and one publishes at a time."""

import shutil

import pytest

from resource_finder import serving
from resource_finder.catalogue.one_publisher import PublisherBusy, only_publisher
from resource_finder.catalogue.tables import db
from resource_finder.cli import starting
from resource_finder.cli.main import main
from resource_finder.cli.starting import loaded_or_last_good
from resource_finder.search.engine import IndexBusy
from tests.faults.conftest import Site, found
from tests.faults.damage import removed
from tests.faults.test_builder_that_hangs import held


def test_a_last_good_catalogue_that_cannot_be_kept_is_not_written_at_every_look(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    removed(site.settings.instance / "last-good.json")
    tried: list[str] = []
    monkeypatch.setattr(serving, "keep_last_good", lambda catalogue, _file: tried.append(catalogue.hash))
    monkeypatch.setattr(serving, "SECONDS_BETWEEN_TRIES", 30.0)
    client = site.start()
    for _ in range(5):
        found(client, need="food")
    assert len(tried) == 1
    monkeypatch.setattr(serving, "SECONDS_BETWEEN_TRIES", 0.0)
    found(client, need="food")
    assert len(tried) == 2


def test_a_builder_that_failed_is_not_taken_for_one_that_hangs_later(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the next would build beside one that has just begun."""
    published = site.start().get("/readyz").get_json()["catalogue"]
    shutil.rmtree(site.settings.index_folder / published)
    beside: list[bool] = []
    outcomes = iter((IndexBusy("busy"), OSError("no space"), IndexBusy("busy"), IndexBusy("busy")))

    def build(*_given: object, wait: float, beside: bool, told: list[bool] = beside) -> None:
        told.append(beside)
        raise next(outcomes)

    monkeypatch.setattr(serving, "build_index_of", build)
    monkeypatch.setattr(serving, "SECONDS_FOR_ANOTHER", 0.0)
    client = site.start()
    for _ in range(4):
        found(client, need="food")
    assert beside == [False, True, False, True]


def test_who_restores_lost_tables_waits_for_its_turn(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    removed(site.settings.instance / "catalogue.sqlite")
    monkeypatch.setattr(starting, "SECONDS_FOR_ANOTHER", 0)
    with held(site.settings.instance / "publishing.lock"):
        said = loaded_or_last_good(lambda _settings: "loaded", site.settings)
    assert "another load or import is at work" in said
    assert loaded_or_last_good(lambda _settings: "loaded", site.settings) == "loaded"


def test_a_second_publisher_is_told_to_wait_and_nothing_else(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RESOURCE_FINDER_INSTANCE", str(site.settings.instance))
    monkeypatch.setattr("sys.argv", ["resource-finder", "catalogue", "load"])
    with site.app.app_context(), only_publisher(db.engine, site.settings.instance):
        with pytest.raises(PublisherBusy), only_publisher(db.engine, site.settings.instance):
            pass
        with pytest.raises(SystemExit):
            main()
    said = capsys.readouterr().err
    assert "another load or import is at work" in said
    assert "last good" not in said
