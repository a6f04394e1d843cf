"""A short code opens the list that was handed out, holds ids alone, and is never worth a page's life."""

import re
import sqlite3
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event

from resource_finder.app import create_app
from resource_finder.catalogue.handed_out import DAYS_KEPT, SIGNS, HandedOutLists, key_in
from resource_finder.catalogue.publishing import publish_catalogue
from resource_finder.catalogue.store import Store
from resource_finder.catalogue.tables import HandedOutList, db
from resource_finder.cli.database import bring_up_to_date
from resource_finder.config import Settings
from resource_finder.domain.hours import MISSOURI_TIME
from resource_finder.web.short_codes import code_shown, code_typed, hand_out_under_code, opened_by_code
from tests.printing.making import pages_of
from tests.printing.squares import square_in, squares_on
from tests.web.client import Page, Visitor
from tests.web.making import CATALOGUE, DATA, NOW, make_app

# Two for a place to live and one for food, in the order in which a list shows them.
PICKS = ("mo-bed001", "mo-line01", "mo-food03")
LIST = "/list?" + "&".join(f"id={one}" for one in PICKS)
PICKED = [("id", one) for one in PICKS]
TODAY = NOW.astimezone(MISSOURI_TIME).date()
PUBLIC = "https://help.example"


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return with_tables(make_app(tmp_path, public_url=PUBLIC))


def with_tables(app: Flask) -> Flask:
    with app.app_context():
        db.create_all()
    return app


def rows(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        return [(row.code, row.ids) for row in db.session.query(HandedOutList)]


def lists(app: Flask, key: str = "a key") -> HandedOutLists:
    return HandedOutLists(db.engine, key)


def made(app: Flask, ids: Sequence[str] = PICKS, on: date = TODAY, key: str = "a key") -> str:
    """The code of these ids, handed out on this day; empty where there is none."""
    with app.app_context():
        kept = lists(app, key).hand_out(ids, on)
        return kept.code if kept else ""


def opens(page: Page, folder: Path) -> str:
    """What a telephone reads from the square on this page."""
    (drawing,) = page.soup.select("figure.qr svg")
    square = square_in(str(drawing).replace("viewbox", "viewBox"), folder)
    assert square.mm >= 20
    return square.text


def handed(visitor: Visitor, prefix: str = "") -> Page:
    """The list after a tap on "Make a short code"."""
    words = "Crear un código corto" if prefix.startswith("/es") else "Make a short code"
    return visitor.tap(visitor.visit(prefix + LIST), words)


@pytest.mark.parametrize(("prefix", "opened"), [("", "/c/"), ("/es", "/es/c/"), ("/kiosk", "/c/")])
def test_one_tap_makes_a_code_and_the_square_holds_it_at_the_public_address(
    prefix: str, opened: str, visitor: Visitor, app: Flask, tmp_path: Path
) -> None:
    address = opens(handed(visitor, prefix), tmp_path)
    ((code, _ids),) = rows(app)
    assert address == f"{PUBLIC}{opened}{code}"
    page = visitor.visit(address.removeprefix(PUBLIC))
    assert [a["href"].rpartition("/")[2] for a in page.soup.select(".paper h3 a")] == list(PICKS)
    assert code_shown(code) in page.text


@pytest.mark.parametrize("prefix", ["", "/es", "/kiosk"])
def test_a_list_that_is_looked_at_has_its_ids_in_the_square_and_leaves_no_trace(
    prefix: str, visitor: Visitor, app: Flask, tmp_path: Path
) -> None:
    opened = "/es" + LIST if prefix == "/es" else LIST
    assert opens(visitor.visit(prefix + LIST), tmp_path) == PUBLIC + opened
    assert rows(app) == []


def test_what_is_kept_is_ids_a_day_and_nothing_else(visitor: Visitor, app: Flask) -> None:
    told = [
        ("place", "65203"),
        ("need", "housing"),
        ("about", "sex_offense"),
        ("q", "canary"),
        ("note", "canary"),
    ]
    visitor.send("/list", told)
    with visitor.client.post("/list.pdf", data=dict(told)) as paper:
        assert paper.mimetype == "application/pdf"
    assert {column.name for column in HandedOutList.__table__.columns} == {"code", "ids", "last_on"}
    known = {offering.id for offering in CATALOGUE.offerings}
    kept = rows(app)
    assert kept
    for code, ids in kept:
        assert set(ids.split("\n")) <= known
        assert set(code) <= set(SIGNS)


def code_for(ids: Sequence[str]) -> str:
    """The code alone; empty where none can be had."""
    handed_out = hand_out_under_code(ids)
    return handed_out.code if handed_out else ""


def test_circumstances_change_no_code(visitor: Visitor, app: Flask) -> None:
    plain = [("place", "boone"), ("need", "housing")]
    visitor.send("/list", plain)
    page = visitor.send("/list", [*plain, ("about", "sex_offense")])
    assert "mo-bed001" not in [a["href"].rpartition("/")[2] for a in page.soup.select(".paper a")]
    assert len(rows(app)) == 1


def test_a_pdf_is_a_list_handed_out(visitor: Visitor, app: Flask) -> None:
    with visitor.client.post("/list.pdf", data={"id": list(PICKS)}) as paper:
        assert paper.mimetype == "application/pdf"
    assert len(rows(app)) == 1


def test_the_same_places_have_the_same_code_in_any_order(app: Flask) -> None:
    with app.app_context():
        code = code_for(PICKS)
        assert code_for(PICKS[::-1]) == code
        assert code_for(PICKS[:2]) != code
        kept = opened_by_code(code)
    assert kept
    assert kept.ids == PICKS
    assert len(rows(app)) == 2


def test_nobody_without_the_key_can_say_which_code_a_list_has(app: Flask) -> None:
    assert len({made(app, key=key) for key in ("one", "two", "three")}) == 3


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/boone/housing",
        "/service/mo-bed001",
        "/list",
        LIST,
        "/list?place=boone&need=housing",
        "/kiosk/list?place=boone&need=food",
        "/print?place=boone",
        "/compare" + LIST.removeprefix("/list"),
    ],
)
def test_nothing_is_kept_before_a_list_is_handed_out(path: str, visitor: Visitor, app: Flask) -> None:
    visitor.visit(path)
    assert rows(app) == []


def test_a_code_opens_for_ninety_days_after_it_was_last_handed_out(app: Flask) -> None:
    first, again = TODAY, TODAY + timedelta(days=50)
    code = made(app, on=first)
    with app.app_context():
        assert lists(app).opened(code, first + timedelta(days=DAYS_KEPT))
        assert lists(app).opened(code, first + timedelta(days=DAYS_KEPT + 1)) is None
        assert made(app, on=again) == code
        kept = lists(app).opened(code, again + timedelta(days=DAYS_KEPT))
    assert kept
    assert kept.until == again + timedelta(days=DAYS_KEPT)


def test_a_look_makes_no_code_last_longer(visitor: Visitor, app: Flask) -> None:
    with app.app_context():
        kept = HandedOutLists(db.engine, "for tests").hand_out(PICKS, TODAY - timedelta(days=9))
        assert kept
    page = visitor.visit(f"/c/{kept.code}")
    assert "Good until May 22, 2026" in page.text
    assert kept.until == date(2026, 5, 22)


def test_what_is_over_goes_when_the_next_list_is_kept(app: Flask) -> None:
    old, young = made(app, PICKS), made(app, PICKS[:1], TODAY + timedelta(days=1))
    new = made(app, PICKS[:2], TODAY + timedelta(days=DAYS_KEPT + 1))
    assert {code for code, _ids in rows(app)} == {young, new}
    assert old not in {young, new}


def test_paper_and_screen_say_until_when_and_where_it_is_typed(visitor: Visitor, tmp_path: Path) -> None:
    page = handed(visitor)
    caption = page.soup.select_one("figure.qr figcaption").get_text(" ", strip=True)
    assert re.search(r"Or type [2-9A-Z]{3}-[2-9A-Z]{3} at help\.example/c", caption)
    assert "Good until May 31, 2026" in caption
    with visitor.client.post("/list.pdf", data={"id": list(PICKS)}) as paper:
        text = "".join(pages_of(paper.data, tmp_path))
    assert "Good until May 31, 2026" in text
    with visitor.client.post("/list.pdf", data={"id": list(PICKS), "lang": "es"}) as paper:
        assert "31 may 2026" in "".join(pages_of(paper.data, tmp_path))


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000", "http://localhost", "http://[::1]:8000", ""])
def test_paper_has_no_square_that_no_phone_can_open(address: str, tmp_path: Path) -> None:
    visitor = Visitor(with_tables(make_app(tmp_path, public_url=address)))
    with visitor.client.post("/list.pdf", data={"id": list(PICKS)}) as paper:
        assert squares_on(paper.data, tmp_path) == []
        assert "Code:" not in "".join(pages_of(paper.data, tmp_path))
    kiosk = Visitor(with_tables(make_app(tmp_path, public_url=address, kiosk=True)))
    assert not kiosk.visit(LIST).soup.select("figure.qr")


@pytest.mark.parametrize("typed", ["7k2-m9q", " 7K2 M9Q ", "7k2m9q", "7kz\u2011m9q", "7.k.2.m.9.q"])
def test_a_code_is_read_as_people_type_it(typed: str) -> None:
    assert code_typed(typed) == "7K2M9Q"


@pytest.mark.parametrize("typed", ["", "7k2m9", "7k2m9qq", "7k2m9o", "../etc", "7k2m9\0"])
def test_what_can_be_no_code_is_none(typed: str) -> None:
    assert code_typed(typed) == ""


def test_no_sign_of_a_code_looks_like_another_and_no_word_appears() -> None:
    assert not set("01OILZSGBAEIOU") & set(SIGNS)
    assert {"2", "5", "6", "8"} <= set(SIGNS)


def test_the_form_takes_a_code_with_blanks(visitor: Visitor, app: Flask) -> None:
    handed(visitor)
    ((code, _ids),) = rows(app)
    form = visitor.visit("/list").soup.find("input", id="code").find_parent("form")
    assert form["action"] == "/c"
    response = visitor.client.get(form["action"], query_string={"code": f" {code[:3].lower()} {code[3:]} "})
    assert (response.status_code, response.headers["Location"]) == (303, f"/c/{code}")


@pytest.mark.parametrize(
    "path", ["/c/7K2M9Q", "/c/nonsense", "/c?code=7k2m9q", "/es/c/7K2M9Q", "/kiosk/c/7K2M9Q"]
)
def test_an_unknown_code_says_what_to_do(path: str, visitor: Visitor) -> None:
    page = visitor.visit(path, 404)
    assert ("código" if "/es/" in path else "code") in page.h1
    assert page.soup.select_one("a.wide-button")
    assert bool(page.soup.find("input", id="code")) is ("kiosk" not in path)


def test_a_new_catalogue_keeps_the_codes_and_what_is_gone_is_named(tmp_path: Path) -> None:
    app = create_app(Settings(data=DATA, instance=tmp_path, secret_key="test", public_url=PUBLIC))
    bring_up_to_date(app)
    publish = lambda catalogue: publish_catalogue(catalogue, Store(db.session()), lambda _catalogue: None)  # noqa: E731
    with app.app_context():
        publish(replace(CATALOGUE, published="2026-03-01T00:00:00Z"))
    handed(Visitor(app))
    ((code, _ids),) = rows(app)
    left = tuple(offering for offering in CATALOGUE.offerings if offering.id != PICKS[2])
    closed = tuple(replace(o, status="closed") if o.id == PICKS[0] else o for o in left)
    with app.app_context():
        publish(replace(CATALOGUE, offerings=closed, hash="newer", published="2026-03-02T00:00:00Z"))
    page = Visitor(create_app(app.extensions["resource_finder"].settings)).visit(f"/c/{code}")
    assert "No longer listed: Imaginary Harbor, mo-food03" in page.text
    assert [a.get_text() for a in page.soup.select(".paper h2 a")] == ["Made-up Help Line"]


def test_a_database_that_cannot_be_written_leaves_the_ids_in_the_square(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        event.listen(db.engine, "connect", lambda connection, _: connection.execute("PRAGMA query_only=ON"))
        db.engine.dispose()
    page = Visitor(app).send("/list", PICKED)
    assert opens(page, tmp_path) == PUBLIC + LIST
    assert "Or type" not in page.text
    assert rows(app) == []


def test_a_load_that_writes_holds_no_printer_up(app: Flask, tmp_path: Path) -> None:
    Visitor(app).visit("/list")
    other = sqlite3.connect(tmp_path / "catalogue.sqlite")
    other.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    page = Visitor(app).send("/list", PICKED)
    # A printer that waited for the load would wait for five seconds (busy_timeout, below).
    assert time.monotonic() - began < 4.5
    assert opens(page, tmp_path) == PUBLIC + LIST
    other.rollback()
    other.close()
    assert "/c/" in opens(Visitor(app).send("/list", PICKED), tmp_path)
    with app.app_context():
        assert db.session.connection().exec_driver_sql("PRAGMA busy_timeout").scalar() == 5000


def test_two_lists_never_share_a_code(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HandedOutLists, "_candidates", lambda _self, _ids: iter(["222222", "333333"]))
    with app.app_context():
        assert [code_for(PICKS), code_for(PICKS[:1]), code_for(PICKS)] == ["222222", "333333", "222222"]
        assert code_for(PICKS[1:]) == ""


def test_two_workers_that_hand_out_the_same_list_keep_it_once(app: Flask) -> None:
    found: list[str] = []
    begin = threading.Barrier(8)

    def hand_out() -> None:
        with app.app_context():
            begin.wait()
            found.append(code_for(PICKS))

    workers = [threading.Thread(target=hand_out) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    codes = {code for code, _ids in rows(app)}
    assert len(codes) == 1
    assert len(found) == 8
    assert set(found) - {""} == codes


def test_a_restart_changes_no_code(tmp_path: Path) -> None:
    """Though the key that signs cookies is made up at each start."""
    codes = set()
    for start in ("one", "two"):
        key_in.cache_clear()
        settings = Settings(data=DATA, instance=tmp_path, secret_key=start, public_url=PUBLIC)
        app = create_app(settings)
        bring_up_to_date(app)
        with app.app_context():
            codes.add(code_for(PICKS))
    assert len(codes) == 1
    assert (tmp_path / "short-codes.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("shared", [False, True])
def test_a_kiosk_gives_a_code_only_where_the_public_site_reads_its_database(
    shared: bool, tmp_path: Path
) -> None:
    app = make_app(tmp_path, kiosk=True, public_url=PUBLIC)
    if shared:
        parts = app.extensions["resource_finder"]
        settings = replace(parts.settings, database_url=parts.settings.database)
        app.extensions["resource_finder"] = replace(parts, settings=settings)
    visitor = Visitor(with_tables(app))
    page = visitor.visit(LIST)
    assert ("Make a short code" in page.text) is shared
    address = opens(handed(visitor) if shared else page, tmp_path)
    assert address.startswith(f"{PUBLIC}/c/") if shared else address == PUBLIC + LIST


def test_a_list_that_no_address_holds_says_how_much_of_it_opens(tmp_path: Path) -> None:
    app = make_app(tmp_path, public_url=PUBLIC + "/" + "x" * 280)
    page = Visitor(app).visit(LIST)
    assert "Opens the first 1 places on a phone" in page.text
