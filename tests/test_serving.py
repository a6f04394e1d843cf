"""The public is served the last good catalogue, whatever happens to index and database."""

import secrets
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from resource_finder.app import create_app
from resource_finder.cli.catalogue import load_catalogue
from resource_finder.config import BadSetting, Settings, settings_from
from resource_finder.serving import SECONDS_BETWEEN_LOOKS
from tests.catalogue.making import read, sheet
from tests.real import DATA

NOW = datetime(2026, 11, 25, 16, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "sheets").mkdir()
    settings = Settings(data=DATA, instance=tmp_path / "instance", secret_key="test")
    load(settings, tmp_path, {}, {"service": "Soup", "needs": "food", "summary": "Hot lentil soup."})
    return settings


def load(settings, tmp_path, *rows):
    return load_catalogue(read(tmp_path / "sheets", housing=sheet(*rows)), settings, retire=True)


def found(client, **query):
    answer = client.get("/api/v1/match", query_string={"place": "65203", **query}).get_json()
    return [match["name"] for match in answer["lists"][0]["matches"]]


def index_files(settings):
    return sorted(path for path in settings.index_folder.rglob("*") if path.is_file())


def test_a_missing_index_is_rebuilt_from_the_tables(settings):
    shutil.rmtree(settings.index_folder)
    client = create_app(settings, NOW).test_client()
    assert found(client, q="lentil") == ["Soup"]
    assert client.get("/readyz").status_code == 200


def test_one_changed_byte_anywhere_in_the_index_never_gives_wrong_rows(settings):
    for number in range(len(index_files(settings))):
        # A rebuilt index has new file names, so they are listed anew.
        path = index_files(settings)[number]
        content = bytearray(path.read_bytes())
        if not content:
            continue
        content[len(content) // 2] ^= 0xFF
        path.write_bytes(bytes(content))
        client = create_app(settings, NOW).test_client()
        assert found(client, q="lentil") == ["Soup"], path.name
        assert found(client, need="housing") == ["Beds"], path.name


def test_a_truncated_index_is_rebuilt(settings):
    for path in index_files(settings):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert found(create_app(settings, NOW).test_client(), q="lentil") == ["Soup"]


def test_an_index_that_cannot_be_built_leaves_needs_and_places_working(settings):
    shutil.rmtree(settings.index_folder)
    settings.index_folder.write_text("in the way", encoding="utf-8")
    client = create_app(settings, NOW).test_client()
    assert found(client, need="food") == ["Soup"]
    assert client.get("/readyz").status_code == 503


def test_a_running_program_sees_a_new_catalogue(settings, tmp_path, monkeypatch):
    monkeypatch.setattr("resource_finder.serving.SECONDS_BETWEEN_LOOKS", 0.0)
    client = create_app(settings, NOW).test_client()
    assert found(client, need="food") == ["Soup"]
    load(settings, tmp_path, {"service": "Bread", "needs": "food"})
    assert found(client, need="food") == ["Bread"]


def test_a_lost_database_leaves_the_catalogue_in_memory(settings, monkeypatch):
    monkeypatch.setattr("resource_finder.serving.SECONDS_BETWEEN_LOOKS", 0.0)
    client = create_app(settings, NOW).test_client()
    assert found(client, need="food") == ["Soup"]
    for path in settings.instance.glob("catalogue.sqlite*"):
        path.write_bytes(b"not a database" * 500)
    assert found(client, need="food") == ["Soup"]


def test_looking_for_a_newer_catalogue_is_not_done_for_every_page():
    assert SECONDS_BETWEEN_LOOKS >= 0.5


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SEARCH_ENGINE", "solr"),
        ("SEARCH_ENGINE", "postgres"),
        ("GEOCODER", "google"),
        ("KIOSK", "maybe"),
        ("GEOCODER", "nominatim"),
    ],
)
def test_a_bad_setting_is_named(name, value):
    with pytest.raises(BadSetting, match=r"SEARCH_ENGINE|GEOCODER|KIOSK"):
        settings_from({name: value})


@pytest.mark.parametrize("nowhere", ["Chicago", "St. Louis", "qqqqqq"])
def test_a_screen_that_stands_nowhere_is_named_before_anybody_comes(settings, nowhere):
    with pytest.raises(BadSetting, match="KIOSK_PLACE"):
        create_app(replace(settings, kiosk_place=nowhere))


def test_production_brings_its_own_key():
    with pytest.raises(BadSetting, match="SECRET_KEY"):
        settings_from({"RESOURCE_FINDER_ENV": "production"})


@pytest.mark.parametrize(
    "key",
    [
        "hush",
        "dev",
        "a" * 64,
        "ab" * 32,
        "0123456789abcdef" * 4,
        "abcdefghijklmnopqrstuvwxyz0123",
        "your-secret-key-goes-right-here-now",
        "Change-me-before-you-go-live-2026",
        "django-insecure-q8x!v0z3k5m7n9b1c2d4f6",
        "192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf",
    ],
)
def test_production_refuses_a_key_that_can_be_guessed_and_does_not_repeat_it(key: str) -> None:
    with pytest.raises(BadSetting, match="SECRET_KEY") as refused:
        settings_from({"RESOURCE_FINDER_ENV": "production", "SECRET_KEY": key})
    assert key not in str(refused.value)
    assert "\n" not in str(refused.value)
    assert settings_from({"SECRET_KEY": key}).secret_key == key


def test_production_takes_a_key_that_was_made_up() -> None:
    for make in (secrets.token_hex, secrets.token_urlsafe):
        for length in (16, 32):
            for _ in range(50):
                key = make(length)
                given = {"RESOURCE_FINDER_ENV": "production", "SECRET_KEY": key}
                assert settings_from(given).secret_key == key
    assert settings_from({}).secret_key != settings_from({}).secret_key


def test_no_setting_prints_a_secret():
    assert "hush" not in repr(settings_from({"SECRET_KEY": "hush", "SMS_TOKEN": "hush"}))
