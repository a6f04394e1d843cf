"""What the public sends bears no sign that steers a terminal, hides, or turns a line round."""

from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask

from resource_finder.catalogue.reports import Reports
from resource_finder.catalogue.tables import Base, db
from resource_finder.web import feedback
from tests.printing.making import pages_of
from tests.web.client import Visitor

STEERS = "\x1b[2J\x1b]0;owned\x07Bad\u202e wor\u200bds\x00 here\u2066"
SEEN = "Bad words here"
SIGNS = "\x1b\u202e\u200b\u2066\x00\x07"


@pytest.fixture
def app(app: Flask) -> Flask:
    with app.app_context():
        Base.metadata.create_all(db.engine)
    return app


def test_a_report_is_kept_as_it_is_seen(
    visitor: Visitor, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feedback, "LEAST_SECONDS", 0)
    page = visitor.visit("/wrong?id=mo-bed001")
    fields = dict(page.fields(page.button("Send"))) | {"kind": "other", "text": f"{STEERS}\nSecond line"}
    assert visitor.send("/wrong", list(fields.items())).h1 == "Thank you"
    with app.app_context():
        (kept,) = Reports(db.session()).open()
    assert kept.text == f"{SEEN}\nSecond line"


def test_a_report_of_hidden_signs_alone_says_nothing(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feedback, "LEAST_SECONDS", 0)
    page = visitor.visit("/wrong?id=mo-bed001")
    fields = dict(page.fields(page.button("Send"))) | {"kind": "other", "text": "\u200b\x1b\u202e\u3164"}
    assert "Write what is wrong." in visitor.send("/wrong", list(fields.items()), 400).text


def test_a_note_is_printed_as_it_is_seen(visitor: Visitor, tmp_path: Path) -> None:
    fields = {"id": "mo-bed001", "note": STEERS}
    page = visitor.send("/list", list(fields.items()))
    with visitor.client.post("/list.pdf", data=fields) as paper:
        printed = "".join(pages_of(paper.data, tmp_path))
    for words in (page.text, printed):
        assert SEEN in words
        assert "owned" not in words
        assert not set(SIGNS) & set(words)


@pytest.mark.parametrize(
    "path",
    [
        "/c?code={}",
        "/c/{}",
        "/list?id={}",
        "/list?id=mo-bed001&id={}",
        "/find?place={}",
        "/find?place=65203&q={}",
        "/find?place=65203&need={}",
        "/wrong?id={}",
        "/print?place={}",
        "/service/{}",
        "/{}",
        "/boone/{}",
    ],
)
def test_no_page_repeats_a_hidden_sign_of_its_address(app: Flask, path: str) -> None:
    answer = app.test_client().get(path.format(quote(STEERS)))
    assert answer.status_code < 500
    assert not set(SIGNS) & set(answer.text)


def test_words_of_a_crisis_are_understood_through_hidden_signs(visitor: Visitor) -> None:
    page = visitor.send("/find", [("place", "65203"), ("q", "I want to k\u200bill my\u00adself")])
    assert "tel:988" in page.links()
    assert page.soup.select_one("p.alarm")
