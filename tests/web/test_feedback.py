"""Somebody tells us what is wrong: it reaches staff once, and no flood buries it."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from flask import Flask

from resource_finder.catalogue import reports as queue
from resource_finder.catalogue.reports import OpenReport, Reports
from resource_finder.catalogue.tables import Base, db
from resource_finder.web import feedback
from resource_finder.web.parts import parts_of
from tests.web.client import Page, Visitor
from tests.web.making import CATALOGUE

TODAY = date(2026, 3, 2)


@pytest.fixture
def app(app: Flask) -> Flask:
    with app.app_context():
        Base.metadata.create_all(db.engine)
    return app


def report(visitor: Visitor, status: int = 200, **changed: str) -> Page:
    page = visitor.visit("/wrong?id=mo-bed001")
    fields = dict(page.fields(page.button("Send"))) | {"kind": "phone", "text": "It rings at a bakery"}
    return visitor.send("/wrong", list((fields | changed).items()), status)


def reports(app: Flask) -> list[OpenReport]:
    with app.app_context():
        return Reports(db.session()).open()


@pytest.fixture
def no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback, "LEAST_SECONDS", 0)


@pytest.mark.usefixtures("no_wait")
def test_a_report_reaches_the_queue_with_nothing_of_who_wrote(visitor: Visitor, app: Flask) -> None:
    assert report(visitor).h1 == "Thank you"
    assert reports(app) == [OpenReport(1, "mo-bed001", "phone", "It rings at a bakery", "2026-03-02", 1)]


@pytest.mark.usefixtures("no_wait")
def test_the_same_said_twice_is_one_report(visitor: Visitor, app: Flask) -> None:
    report(visitor)
    report(visitor)
    report(visitor, kind="closed")
    assert [(one.kind, one.times) for one in reports(app)] == [("phone", 2), ("closed", 1)]


@pytest.mark.usefixtures("no_wait")
def test_a_flood_stops_at_the_limit_and_another_listing_is_still_heard(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "MOST_OPEN_FOR_ONE", 2)
    with app.app_context():
        kept = [Reports(db.session()).add("a", "other", str(number), TODAY) for number in range(4)]
        assert kept == [True, True, False, False]
        assert Reports(db.session()).add("b", "other", "0", TODAY)
        monkeypatch.setattr(queue, "MOST_OPEN", 3)
        assert not Reports(db.session()).add("c", "other", "0", TODAY)


def test_a_settled_report_leaves_the_queue_and_may_be_said_anew(app: Flask) -> None:
    with app.app_context():
        waiting = Reports(db.session())
        waiting.add("a", "hours", "Closed on Monday", TODAY)
        db.session().commit()
        number = waiting.open("a")[0].number
        assert waiting.settle([number, 99], TODAY) == [number]
        assert waiting.open() == []
        assert waiting.settle([number], TODAY) == []
        waiting.add("a", "hours", "Closed on Monday", TODAY)
        assert [one.times for one in waiting.open()] == [1]


@pytest.mark.usefixtures("no_wait")
def test_what_fills_the_hidden_field_is_thanked_and_dropped(visitor: Visitor, app: Flask) -> None:
    assert report(visitor, homepage="https://spam.example").h1 == "Thank you"
    assert reports(app) == []


def test_what_was_sent_at_once_is_shown_again_with_its_words_and_sent_by_one_tap(
    visitor: Visitor, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = report(visitor, 400, kind="closed", text="It <closed> in May")
    assert reports(app) == []
    assert "Nothing was sent yet" in page.text
    assert page.soup.find("textarea").get_text().strip() == "It <closed> in May"
    assert page.soup.select_one("option[selected]")["value"] == "closed"
    monkeypatch.setattr(feedback, "LEAST_SECONDS", 0)
    words = {"kind": "closed", "text": "It <closed> in May"}
    again = visitor.send("/wrong", list((dict(page.fields(page.button("Send again"))) | words).items()))
    assert again.h1 == "Thank you"
    assert [one.text for one in reports(app)] == ["It <closed> in May"]


def test_on_a_kiosk_nothing_is_said_of_words_that_nobody_wrote(visitor: Visitor, app: Flask) -> None:
    page = visitor.visit("/kiosk/wrong?id=mo-bed001")
    fields = dict(page.fields(page.button("Send"))) | {"kind": "closed", "text": ""}
    again = visitor.send("/kiosk/wrong", list(fields.items()), 400)
    assert "Nothing was sent yet." in again.text
    assert "Your words" not in again.text


@pytest.mark.usefixtures("no_wait")
def test_a_form_whose_opening_we_did_not_sign_is_shown_again_and_can_be_sent(
    visitor: Visitor, app: Flask
) -> None:
    page = report(visitor, 400, started="yesterday")
    assert "It rings at a bakery" in page.text
    fields = dict(page.fields(page.button("Send again"))) | {"kind": "phone", "text": "It rings at a bakery"}
    assert visitor.send("/wrong", list(fields.items())).h1 == "Thank you"
    assert len(reports(app)) == 1


def test_a_report_without_its_token_is_refused(visitor: Visitor, app: Flask) -> None:
    page = visitor.send("/wrong", [("id", "mo-bed001"), ("kind", "phone"), ("text", "Wrong")], 400)
    assert "Send it again" in page.text
    assert reports(app) == []


def test_an_empty_report_says_what_is_missing(visitor: Visitor) -> None:
    assert "Write what is wrong." in report(visitor, 400, kind="other", text=" ").text
    assert "Choose what is wrong." in report(visitor, 400, kind="").text


@pytest.mark.usefixtures("no_wait")
def test_what_says_enough_needs_no_words_and_leads_back(visitor: Visitor, app: Flask) -> None:
    thanks = report(visitor, kind="closed", text="")
    assert [(one.kind, one.text) for one in reports(app)] == [("closed", "")]
    assert visitor.tap(thanks, "Back to this place").h1 == "Imaginary Harbor"


def test_nothing_is_chosen_beforehand(visitor: Visitor) -> None:
    first, *others = visitor.visit("/wrong?id=mo-bed001").soup.select("select option")
    assert first["value"] == ""
    assert not [one for one in others if one.has_attr("selected")]


@pytest.mark.usefixtures("no_wait")
def test_where_nothing_can_be_kept_the_words_are_not_lost(visitor: Visitor, app: Flask) -> None:
    with app.app_context():
        Base.metadata.drop_all(db.engine)
    page = report(visitor, 503)
    assert "We could not keep this now." in page.text
    assert "It rings at a bakery" in page.text


@pytest.mark.usefixtures("no_wait")
@pytest.mark.parametrize("limit", ["MOST_OPEN_FOR_ONE", "MOST_OPEN"])
def test_a_full_queue_says_so_and_gives_the_words_back(
    visitor: Visitor, app: Flask, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(queue, limit, 0)
    page = report(visitor, 503)
    assert "staff must first read what others wrote" in page.text
    assert page.soup.find("textarea").get_text().strip() == "It rings at a bakery"
    assert page.button("Send again")
    assert "tel:211" in page.links()
    assert reports(app) == []


@contextmanager
def a_load_that_writes_for(seconds: float, app: Flask) -> Iterator[None]:
    """Another connection that holds the lock of all who write, then commits."""
    path = parts_of(app).settings.database.removeprefix("sqlite:///")
    loader = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    loader.execute("BEGIN IMMEDIATE")
    loader.execute("INSERT INTO source VALUES ('a', 1, 'b', 'c', '', '', '', '')")
    end = threading.Timer(seconds, loader.execute, ["COMMIT"])
    end.start()
    try:
        yield
    finally:
        end.join()
        loader.close()


@pytest.mark.usefixtures("no_wait")
def test_a_report_waits_a_moment_while_a_load_writes(visitor: Visitor, app: Flask) -> None:
    with a_load_that_writes_for(0.4, app):
        assert report(visitor).h1 == "Thank you"
    assert [one.times for one in reports(app)] == [1]


@pytest.mark.usefixtures("no_wait")
def test_a_long_load_holds_nobody_up_and_the_words_are_not_lost(
    visitor: Visitor, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "WAIT_MILLISECONDS", 100)
    with a_load_that_writes_for(2, app):
        page = report(visitor, 503)
    assert "We could not keep this now." in page.text
    assert page.soup.find("textarea").get_text().strip() == "It rings at a bakery"
    assert reports(app) == []
    with app.app_context():
        assert db.session.connection().exec_driver_sql("PRAGMA busy_timeout").scalar() == 5000


@pytest.mark.usefixtures("no_wait")
def test_words_of_a_place_that_left_the_catalogue_meanwhile_reach_staff(
    visitor: Visitor, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = visitor.visit("/wrong?id=mo-bed001")
    monkeypatch.setattr(feedback, "offering_named", lambda _id, _parts: None)
    fields = dict(page.fields(page.button("Send"))) | {"kind": "other", "text": ""}
    again = visitor.send("/wrong", list(fields.items()), 400)
    assert "This place is no longer listed. You can still send this." in again.text
    fields = dict(again.fields(again.button("Send"))) | {"kind": "closed", "text": "It is a bakery"}
    thanks = visitor.send("/wrong", list(fields.items()))
    assert "Staff will read it. This place is no longer listed." in thanks.text
    assert [(one.offering, one.text) for one in reports(app)] == [("mo-bed001", "It is a bakery")]


@pytest.mark.usefixtures("no_wait")
def test_a_place_that_never_was_listed_has_no_report(visitor: Visitor, app: Flask) -> None:
    page = visitor.visit("/wrong?id=mo-bed001")
    fields = dict(page.fields(page.button("Send"))) | {"kind": "closed", "text": "Made up", "id": "mo-bed999"}
    visitor.send("/wrong", list(fields.items()), 404)
    assert reports(app) == []


@pytest.mark.usefixtures("no_wait")
def test_thanks_name_the_place_without_a_second_full_stop(visitor: Visitor, app: Flask) -> None:
    name = CATALOGUE.offerings[0].organization
    thanks = report(visitor)
    assert f"Staff will check this place: {name}" in thanks.text
    assert f"{name}." not in thanks.text


@pytest.mark.usefixtures("no_wait")
def test_on_a_kiosk_the_kind_alone_is_a_report(visitor: Visitor, app: Flask) -> None:
    page = visitor.visit("/kiosk/wrong?id=mo-bed001")
    assert "You do not have to write." in page.text
    assert not page.soup.find("textarea").has_attr("required")
    fields = dict(page.fields(page.button("Send"))) | {"kind": "closed", "text": ""}
    assert visitor.send("/kiosk/wrong", list(fields.items())).h1 == "Thank you"
    assert [(one.kind, one.text) for one in reports(app)] == [("closed", "")]
