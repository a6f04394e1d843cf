"""Whatever the program wrote and finds damaged is passed over and said; pages go on, and rows are right."""

import logging
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from resource_finder.catalogue.handed_out import key_in
from resource_finder.catalogue.last_good import keep_last_good, kept_hash
from resource_finder.search.storage import is_whole
from tests.faults.conftest import PAGES, Site, found
from tests.faults.damage import DAMAGES, cut, emptied, flipped, folder, not_utf_8, removed
from tests.web.making import CATALOGUE

Damage = Callable[[Path], None]


def broken(client: object) -> list[tuple[str, int]]:
    answers = [(page, client.get(page).status_code) for page in PAGES]  # type: ignore[attr-defined]
    return [(page, code) for page, code in answers if code >= 500]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_start_over_any_damaged_file_serves_every_page_and_the_right_rows(
    site: Site, damage: Damage
) -> None:
    names = site.files()
    assert {name.parts[0] for name in names} >= {
        "stops.csv",
        "last-good.json",
        "short-codes.key",
        "sheets.hash",
    }
    for name in names:
        site.mend()
        damage(site.settings.instance / name)
        client = site.start()
        assert broken(client) == [], name
        assert found(client, q="lentil") == ["Soup"], name
        assert found(client, need="housing") == ["Beds"], name
        assert client.get("/readyz").status_code == 200, name
        assert len(key_in(site.settings.instance)) == 64, name


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damage_under_a_running_program_changes_no_answer(site: Site, damage: Damage) -> None:
    client = site.start()
    assert found(client, q="lentil") == ["Soup"]
    for name in site.files():
        damage(site.settings.instance / name)
    assert broken(client) == []
    assert found(client, q="lentil") == ["Soup"]
    assert client.get("/readyz").status_code == 200
    published = client.get("/readyz").get_json()["catalogue"]
    assert is_whole(site.settings.index_folder / published, published), "the index is built anew"


@pytest.mark.parametrize(
    "damage", [cut, emptied, flipped, not_utf_8, folder], ids=lambda damage: damage.__name__
)
def test_damaged_stops_are_passed_over_and_said(
    site: Site, damage: Damage, caplog: pytest.LogCaptureFixture
) -> None:
    damage(site.settings.instance / "stops.csv")
    with caplog.at_level(logging.WARNING):
        found(site.start(), need="food")
    assert "stops.csv" in caplog.text


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_database_that_is_damaged_leaves_the_last_good_catalogue(site: Site, damage: Damage) -> None:
    """A flipped bit in a row's words is seen too, for the rows have another hash then.

    It is where they are read: while an edition lies whole beside its index, that is what answers.
    """
    for path in site.settings.instance.glob("catalogue.sqlite-*"):
        path.unlink()
    tables = site.settings.instance / "catalogue.sqlite"
    if damage is flipped:
        content = tables.read_bytes()
        assert b"Hot lentil soup." in content
        shutil.rmtree(site.settings.index_folder)
        tables.write_bytes(content.replace(b"Hot lentil soup.", b"Hot rentil soup."))
    else:
        damage(tables)
    client = site.start()
    assert broken(client) == []
    assert found(client, q="lentil") == ["Soup"]
    ready = client.get("/readyz")
    assert (ready.status_code, "served" in ready.get_json()["why"]) == (200, True)


def test_with_neither_database_nor_last_good_catalogue_every_page_says_so(site: Site) -> None:
    for name in ("catalogue.sqlite", "last-good.json"):
        cut(site.settings.instance / name)
    client = site.start()
    assert client.get("/boone/housing").status_code == 503
    assert client.get("/readyz").status_code == 503
    assert client.get("/crisis").status_code in (200, 503)


def test_a_catalogue_that_cannot_be_kept_as_a_file_is_served_all_the_same(site: Site) -> None:
    removed(site.settings.instance / "last-good.json")
    client = site.start()
    found(client, need="food")
    found(client, need="food")
    assert (site.settings.instance / "last-good.json").is_file(), "it is kept by who serves it"


@pytest.mark.parametrize("letters", [0, 1, 60, 8_000])
def test_the_catalogue_that_was_kept_is_known_by_its_first_line_whatever_its_rows_hold(
    tmp_path: Path, letters: int
) -> None:
    """Else it would be written anew at every look."""
    file = tmp_path / "last-good.json"
    rows = tuple(replace(row, summary="é" * letters) for row in CATALOGUE.offerings)
    keep_last_good(replace(CATALOGUE, offerings=rows), file)
    assert kept_hash(file) == CATALOGUE.hash
    assert kept_hash(tmp_path / "none") == ""


def test_a_doubt_about_the_tables_ends_when_somebody_mends_them(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("resource_finder.serving.SECONDS_BETWEEN_LOOKS", 0.0)
    monkeypatch.setattr("resource_finder.serving.SECONDS_BETWEEN_TRIES", 0.0)
    for path in site.settings.instance.glob("catalogue.sqlite-*"):
        path.unlink()
    shutil.rmtree(site.settings.index_folder)
    tables = site.settings.instance / "catalogue.sqlite"
    tables.write_bytes(tables.read_bytes().replace(b"Hot lentil soup.", b"Hot rentil soup."))
    client = site.start()
    assert found(client, q="lentil") == ["Soup"]
    assert "not what was published" in client.get("/readyz").get_json()["why"]
    with closing(sqlite3.connect(tables)) as connection, connection:
        connection.execute("UPDATE service SET description = replace(description, 'rentil', 'lentil')")
    assert found(client, q="lentil") == ["Soup"]
    assert not client.get("/readyz").get_json().get("why")
