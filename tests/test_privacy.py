"""Nothing to leak: what a person says of themselves stays out of logs, addresses, cookies and files."""

import logging
from pathlib import Path

import pytest

from resource_finder.app import create_app
from resource_finder.config import Settings
from tests.real import DATA, NOW, loaded_folder

CANARIES = (b"sex_offense", b"canary-words", b"38.77001", b"treatment for canary")


@pytest.fixture(scope="module")
def instance() -> Path:
    return loaded_folder()


@pytest.fixture
def client(instance):
    return create_app(Settings(data=DATA, instance=instance, secret_key="test"), NOW).test_client()


def journey(client) -> list:
    """A person who tells everything, through every door that listens."""
    asked = {
        "place": "38.77001,-92.33",
        "needs": ["housing"],
        "about": ["sex_offense"],
        "words": "canary-words",
    }
    form = {"place": "Boone County", "need": "housing", "about": "sex_offense", "q": "canary-words"}
    return [
        client.post("/api/v1/match", json=asked),
        client.post("/api/v1/match", json=asked | {"needs": ["nonsense"]}),
        client.post("/api/v1/match", data=b"sex_offense canary-words {"),
        client.post("/find", data=form),
        client.post("/find", data=form | {"page": "x"}),
        client.post("/es/find", data=form),
        client.post("/kiosk/find", data=form),
        client.get("/find?place=canary-words"),
    ]


def test_no_log_line_holds_what_was_said(client, caplog):
    with caplog.at_level(logging.DEBUG):
        journey(client)
    assert not [word for word in CANARIES if word.decode() in caplog.text]


def test_no_file_holds_what_was_said(client, instance):
    journey(client)
    for file in instance.rglob("*"):
        if file.is_file() and file.suffix != ".csv":
            content = file.read_bytes()
            assert not [word for word in CANARIES[1:] if word in content], file.name


def test_no_address_and_no_cookie_holds_what_was_said(client):
    for response in journey(client):
        sent = " ".join(f"{name}: {value}" for name, value in response.headers)
        assert not [word for word in CANARIES if word.decode() in sent]


def test_answers_about_a_person_are_not_kept_by_anybody(client):
    for response in journey(client)[:7]:
        if response.status_code == 200:
            assert "no-store" in response.headers["Cache-Control"]


def test_the_guard_sees_a_leak(client, caplog):
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("resource_finder").info("asked for canary-words")
    assert [word for word in CANARIES if word.decode() in caplog.text] == [b"canary-words"]
