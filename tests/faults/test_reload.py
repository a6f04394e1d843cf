"""A newer catalogue is taken beside the answers: nobody waits, and no answer is of two catalogues."""

import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from time import monotonic, sleep

import pytest
from flask.testing import FlaskClient

from resource_finder import serving
from resource_finder.catalogue.adapters.gtfs import FeedStop, write_stops
from resource_finder.catalogue.store import Store
from resource_finder.catalogue.tables import db
from resource_finder.cli.catalogue import load_catalogue
from resource_finder.domain.offering import Catalogue
from resource_finder.search.storage import is_whole
from resource_finder.stops import stops_file
from tests.catalogue.making import read, sheet
from tests.faults.conftest import Site, found

# Long, for a busy machine: only what never comes takes it.
SECONDS = 120.0
RIDE = {"needs": "ride", "serves": "Boone", "summary": "A bus.", "address": "", "city": "", "zip": ""}


@pytest.fixture
def hurried() -> Iterator[None]:
    """Threads take turns a thousand times as often, in the middle of everything."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


def publish(site: Site, mark: str) -> None:
    """A catalogue each name of which bears the mark: places, the organization, and the ride to them."""
    sheets = site.settings.instance.parent / "sheets"
    places = sheet(*({"organization": f"House {mark}", "service": f"Beds {n} {mark}"} for n in range(4)))
    ride = {
        **RIDE,
        "kind": "call-ahead-ride",
        "id": "mo-ride00",
        "organization": f"Bus {mark}",
        "service": f"Bus {mark}",
    }
    rides = sheet({**ride, "latitude": "", "longitude": "", "precision": ""}, name="transit.csv")
    load_catalogue(read(sheets, housing=places, transit=rides), site.settings, retire=True)


def wait_for(is_so: Callable[[], bool]) -> None:
    until = monotonic() + SECONDS
    while not is_so():
        assert monotonic() < until, "the newer catalogue is not seen"
        sleep(0.01)


def marks_in(text: str) -> set[str]:
    return {mark for mark in ("Old", "New") if f" {mark}" in text}


@pytest.mark.usefixtures("hurried")
def test_no_answer_is_of_two_catalogues_and_none_fails_while_they_are_switched(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "SECONDS_BETWEEN_LOOKS", 0.01)
    publish(site, "Old")
    client = site.start()
    assert "Bus Old" in client.post("/list", data={"place": "65203", "need": "housing"}).text
    over = threading.Event()
    seen: list[str] = []
    wrong: list[tuple[str, int, set[str]]] = []

    def ask(number: int) -> int:
        asked = 0
        while not over.is_set():
            page = ("/boone/housing", "/list", "/api/v1/match?place=65203&need=housing")[(number + asked) % 3]
            fields = {"place": "65203", "need": "housing", "about": "drug"} if page == "/list" else None
            visitor = site.app.test_client()
            answer = visitor.post(page, data=fields) if fields else visitor.get(page)
            marks = marks_in(answer.text)
            if answer.status_code != 200 or len(marks) != 1:
                wrong.append((page, answer.status_code, marks))
            seen.extend(marks)
            asked += 1
        return asked

    with ThreadPoolExecutor(4) as threads:
        asking = [threads.submit(ask, number) for number in range(4)]
        try:
            for mark in ("New", "Old") * 2:
                publish(site, mark)
                wait_for(lambda mark=mark: seen[-1:] == [mark])
        finally:
            over.set()
        assert sum(one.result() for one in asking) > 20
    assert wrong == []


def test_one_request_takes_its_finder_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though another catalogue is there at every look, one answer is of one."""
    monkeypatch.setattr(serving, "SECONDS_BETWEEN_LOOKS", 0.0)
    publish(site, "Old")
    taken: list[object] = []
    take = serving.CurrentFinder.finder

    def counted(self: serving.CurrentFinder) -> object:
        taken.append(take(self))
        return taken[-1]

    monkeypatch.setattr(serving.CurrentFinder, "finder", counted)
    assert site.start().post("/list", data={"place": "65203", "need": "housing"}).status_code == 200
    assert len(taken) == 1


def test_nobody_waits_for_a_database_that_hangs(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    client = site.start()
    assert found(client, need="food") == ["Soup"]
    monkeypatch.setattr(serving, "SECONDS_BETWEEN_LOOKS", 0.001)
    hangs = threading.Event()
    monkeypatch.setattr(Store, "current_hash", lambda _self: hangs.wait(60) and "")
    threads = threading.active_count()
    begun = monotonic()
    for _ in range(5):
        sleep(0.01)
        assert found(client, need="food") == ["Soup"]
    assert monotonic() - begun < 30
    assert threading.active_count() <= threads + 1, "one thread looks, the others answer"
    hangs.set()


def test_everybody_is_answered_while_a_newer_catalogue_is_being_read(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long that takes: here until the last of a hundred pages was sent."""
    publish(site, "Old")
    client = site.start()
    assert marks_in(client.get("/boone/housing").text) == {"Old"}
    monkeypatch.setattr(serving, "SECONDS_BETWEEN_LOOKS", 1e-9)
    all_sent, is_read = threading.Event(), threading.Event()
    since = Store.since

    def slowly(store: Store, old: Catalogue) -> Catalogue | None:
        is_read.set()
        assert all_sent.wait(SECONDS)
        return since(store, old)

    monkeypatch.setattr(Store, "since", slowly)
    publish(site, "New")
    client.get("/crisis")
    assert is_read.wait(SECONDS)
    for _ in range(100):
        assert marks_in(client.get("/boone/housing").text) == {"Old"}
    all_sent.set()
    wait_for(lambda: marks_in(client.get("/boone/housing").text) == {"New"})


@pytest.fixture
def one_row(site: Site, monkeypatch: pytest.MonkeyPatch) -> tuple[FlaskClient, Callable[..., None]]:
    """A running program that may read no whole catalogue, and a way to publish changes of one row."""
    monkeypatch.setattr(serving, "SECONDS_BETWEEN_TRIES", 30.0)
    monkeypatch.setattr("resource_finder.catalogue.store.FEW_IN", 1)
    client = site.start()
    assert found(client, q="lentil") == ["Soup"]

    def change(gone: tuple[str, ...] = (), **changes: object) -> None:
        with site.app.app_context():
            store = Store(db.session())
            current = store.load()
            rows = [replace(row, **changes) for row in current.offerings if row.service == "Soup" and changes]
            store.publish_rows(rows, gone, current.edition, datetime(2026, 11, 27, tzinfo=UTC))
        monkeypatch.setattr(Store, "load", lambda _store: pytest.fail("the whole catalogue was read"))

    return client, change


def test_one_changed_row_is_read_alone_and_found_by_its_new_words(site: Site, one_row) -> None:
    client, change = one_row
    change(service="Stew", summary="Hot barley stew.", organization="Another House")
    assert found(client, need="food") == ["Stew"]
    assert (found(client, q="barley"), found(client, q="lentil")) == (["Stew"], [])
    assert found(client, need="housing") == ["Beds"]
    ready = client.get("/readyz")
    assert (ready.status_code, ready.get_json()["why"] or "") == (200, "")


def test_a_row_that_was_taken_out_is_gone_from_needs_and_words(site: Site, one_row) -> None:
    client, change = one_row
    change(gone=("mo-test01",))
    assert (found(client, need="food"), found(client, q="lentil")) == ([], [])
    assert found(client, need="housing") == ["Beds"]


def test_the_whole_index_takes_the_place_of_the_amended_one(
    site: Site, one_row, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, change = one_row
    change(summary="Hot barley soup.")
    assert found(client, q="barley") == ["Soup"]
    published = client.get("/readyz").get_json()["catalogue"]
    folder = site.settings.index_folder / published
    assert not is_whole(folder, published)
    monkeypatch.setattr(serving, "SECONDS_BETWEEN_TRIES", 0.0)
    assert found(client, q="barley") == ["Soup"]
    assert is_whole(folder, published)


def test_stops_of_a_feed_are_taken_without_a_new_catalogue(site: Site) -> None:
    client = site.start()
    before = client.get("/readyz").get_json()["catalogue"]
    finder = site.app.extensions["resource_finder"].finder()
    write_stops([FeedStop("mo-test00", "Tenth and Elm", 38.95, -92.33)], stops_file(site.settings))
    fresh = site.app.extensions["resource_finder"].finder()
    assert fresh is not finder
    assert client.get("/readyz").get_json()["catalogue"] == before
