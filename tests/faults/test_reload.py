"""A newer catalogue is taken beside the answers: nobody waits, and no answer is of two catalogues."""

import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep

import pytest

from resource_finder import serving
from resource_finder.catalogue.adapters.gtfs import FeedStop, write_stops
from resource_finder.catalogue.store import Store
from resource_finder.cli.catalogue import load_catalogue
from resource_finder.serving import stops_file
from tests.catalogue.making import read, sheet
from tests.faults.conftest import Site, found

SECONDS = 20.0
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
    monkeypatch.setattr(Store, "current_hash", lambda _self: hangs.wait(20) and "")
    threads = threading.active_count()
    begun = monotonic()
    for _ in range(5):
        sleep(0.01)
        assert found(client, need="food") == ["Soup"]
    assert monotonic() - begun < 5
    assert threading.active_count() <= threads + 1, "one thread looks, the others answer"
    hangs.set()


def test_stops_of_a_feed_are_taken_without_a_new_catalogue(site: Site) -> None:
    client = site.start()
    before = client.get("/readyz").get_json()["catalogue"]
    finder = site.app.extensions["resource_finder"].finder()
    write_stops([FeedStop("mo-test00", "Tenth and Elm", 38.95, -92.33)], stops_file(site.settings))
    fresh = site.app.extensions["resource_finder"].finder()
    assert fresh is not finder
    assert client.get("/readyz").get_json()["catalogue"] == before
