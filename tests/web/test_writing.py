"""What the public may write: by our own forms alone, as fast as people do, and never over another's code."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from resource_finder.catalogue import handed_out
from resource_finder.catalogue.handed_out import DAYS_KEPT, HandedOut, HandedOutLists, NoCode, key_in
from resource_finder.catalogue.reports import Reports
from resource_finder.catalogue.tables import Base, db
from resource_finder.web import feedback, pace
from resource_finder.web.pace import MOST_A_MINUTE, Pace
from tests.printing.making import pages_of
from tests.printing.squares import squares_on
from tests.web.client import Visitor
from tests.web.making import make_app
from tests.web.test_short_codes import LIST, PICKED, PICKS, PUBLIC, TODAY, rows

PDF = LIST.replace("/list", "/list.pdf")
KIOSKS = 30
ELSEWHERE = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
)
ADDRESSES = (
    "/",
    LIST,
    PDF,
    f"{PDF}&style=large&lang=es",
    "/list?place=boone&need=housing",
    "/list.pdf?place=boone&need=housing",
    "/es/list.pdf?id=mo-bed001",
    "/print?id=mo-bed001",
    "/compare?id=mo-bed001&id=mo-line01",
    "/c/7K2M9Q",
    "/c?code=7K2M9Q",
    "/wrong?id=mo-bed001",
    "/leave",
    "/find?place=boone&need=housing",
)


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    app = make_app(tmp_path, public_url=PUBLIC)
    with app.app_context():
        Base.metadata.create_all(db.engine)
    yield app
    key_in.cache_clear()


class Clock:
    """Stands still unless it is moved."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock(app: Flask) -> Clock:
    clock = Clock()
    for what in ("codes", "reports"):
        app.extensions[f"resource_finder_pace_{what}"] = Pace(MOST_A_MINUTE, clock)
    return clock


def kept_in(folder: Path) -> dict[str, bytes]:
    """Every file but the memory of SQLite itself, which readers share."""
    with_content = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".sqlite-shm")
    return {path.name: path.read_bytes() for path in with_content}


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("door", ["", "/kiosk"])
def test_no_address_writes_anything_whoever_asks_and_how(
    app: Flask, tmp_path: Path, path: str, door: str
) -> None:
    client = app.test_client()
    prefix = path if not door else door + path.removeprefix("/es")
    before = kept_in(tmp_path)
    for ask in (client.get, client.head):
        for said in ({}, {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "image"}):
            with closing(ask(prefix, headers=said)):
                pass
    assert kept_in(tmp_path) == before
    assert rows(app) == []


def test_paper_that_was_asked_for_by_an_address_has_the_ids_in_its_square(
    visitor: Visitor, tmp_path: Path
) -> None:
    with visitor.client.get(PDF) as paper:
        (square,) = squares_on(paper.data, tmp_path)
        assert square.text == PUBLIC + LIST


@pytest.mark.parametrize("said", ELSEWHERE)
@pytest.mark.parametrize("path", ["/list", "/list.pdf"])
def test_another_site_can_make_no_codes(app: Flask, path: str, said: dict[str, str]) -> None:
    fields = {"id": list(PICKS)}
    with app.test_client().post(path, data=fields, headers=said) as answer:
        assert answer.status_code == 200
    assert rows(app) == []
    with app.test_client().post(path, data=fields, headers={"Sec-Fetch-Site": "same-origin"}):
        assert len(rows(app)) == 1


@pytest.mark.parametrize("said", ELSEWHERE)
def test_another_site_reports_nothing(
    app: Flask, visitor: Visitor, said: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feedback, "LEAST_SECONDS", 0)
    page = visitor.visit("/wrong?id=mo-bed001")
    fields = dict(page.fields(page.button("Send"))) | {"kind": "closed", "text": "It is not"}
    assert visitor.client.post("/wrong", data=fields, headers=said).status_code == 400
    with app.app_context():
        assert Reports(db.session()).open() == []


def test_thirty_kiosks_that_print_every_minute_for_an_hour_are_never_without_a_code(
    app: Flask, clock: Clock
) -> None:
    """All through one worker, each time another list, and all in the same second."""
    with app.app_context():
        for minute in range(60):
            clock.seconds = 60.0 * minute
            for kiosk in range(KIOSKS):
                ids = [f"mo-made{kiosk:02d}", f"mo-made{minute:02d}"]
                assert HandedOutLists(db.engine, "a key").hand_out(ids, TODAY, pace.pace_of("codes").may)


def test_thirty_kiosks_that_report_every_minute_are_never_held_up(
    app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feedback, "LEAST_SECONDS", 0)
    monkeypatch.setattr(feedback, "keep_report", lambda *_report: True)
    visitor = Visitor(app)
    page = visitor.visit("/wrong?id=mo-bed001")
    fields = dict(page.fields(page.button("Send"))) | {"kind": "closed", "text": "It is"}
    for minute in range(3):
        clock.seconds = 60.0 * minute
        assert {visitor.client.post("/wrong", data=fields).status_code for _ in range(KIOSKS)} == {200}


def used_up(app: Flask, what: str) -> None:
    with app.app_context():
        while pace.pace_of(what).may():
            pass


def test_a_flood_of_lists_gets_lists_without_codes_and_is_told_so(
    app: Flask, clock: Clock, tmp_path: Path
) -> None:
    visitor = Visitor(app)
    known = visitor.send("/list", [("id", "mo-bed001")])
    assert "Or type" in known.text
    used_up(app, "codes")
    for prefix, words in (("", "No short code just now."), ("/es", "Por ahora no hay código corto.")):
        page = visitor.send(f"{prefix}/list", PICKED)
        assert words in page.text
        assert len(page.soup.select(".paper > li")) == len(PICKS)
    with visitor.client.post("/list.pdf", data={"id": list(PICKS)}) as paper:
        (square,) = squares_on(paper.data, tmp_path)
        assert square.text == PUBLIC + LIST
        assert "Imaginary Harbor" in "".join(pages_of(paper.data, tmp_path))
    # A list that has its code goes on having it.
    assert "Or type" in visitor.send("/list", [("id", "mo-bed001")]).text
    clock.seconds += 60
    assert "Or type" in visitor.send("/list", PICKED).text


def test_a_flood_of_reports_is_asked_to_wait_and_keeps_its_words(
    app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feedback, "LEAST_SECONDS", 0)
    visitor = Visitor(app)
    page = visitor.visit("/wrong?id=mo-bed001")
    fields = dict(page.fields(page.button("Send"))) | {"kind": "closed", "text": "It is a bakery"}
    used_up(app, "reports")
    again = visitor.send("/wrong", list(fields.items()), 503)
    assert "Send it again in a minute." in again.text
    assert again.soup.find("textarea").get_text().strip() == "It is a bakery"
    clock.seconds += 60
    assert visitor.send("/wrong", list(fields.items())).h1 == "Thank you"


def test_one_pace_lets_as_many_through_in_a_minute_however_they_come() -> None:
    clock = Clock()
    one = Pace(60, clock)
    assert [one.may() for _ in range(61)] == [True] * 60 + [False]
    clock.seconds = 1
    assert (one.may(), one.may()) == (True, False)
    clock.seconds = 0  # a clock that was put back gives nothing away, and takes nothing
    assert not one.may()
    clock.seconds = 3600
    assert sum(one.may() for _ in range(100)) == 60


@pytest.mark.parametrize("limit", ["MOST_CODES", "MOST_A_DAY"])
def test_when_there_is_no_room_the_new_list_has_no_code_and_no_strangers_is_pushed_out(
    app: Flask, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(handed_out, limit, 2)
    with app.app_context():
        lists = HandedOutLists(db.engine, "a key")
        first = lists.hand_out(PICKS, TODAY)
        assert isinstance(first, HandedOut)
        assert lists.hand_out(PICKS[:1], TODAY)
        for number in range(5):
            assert lists.hand_out([f"mo-made{number}"], TODAY) is NoCode.FULL
        assert lists.hand_out(PICKS, TODAY) == first
        assert lists.opened(first.code, TODAY + timedelta(days=DAYS_KEPT)) == first
        # When their days are over, there is room again.
        assert lists.hand_out(["mo-made9"], TODAY + timedelta(days=DAYS_KEPT + 1))


def test_a_page_says_that_there_is_no_room_for_codes(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handed_out, "MOST_CODES", 0)
    visitor = Visitor(app)
    assert "We cannot make more short codes now." in visitor.send("/list", PICKED).text
    assert "más códigos cortos" in visitor.send("/es/list", PICKED).text


def test_a_look_makes_up_no_key(app: Flask, tmp_path: Path) -> None:
    key_in.cache_clear()
    assert app.test_client().get("/c/7K2M9Q").status_code == 404
    assert not (tmp_path / "short-codes.key").exists()
