"""Headers, caching, reports of what is wrong, and links that do not trust the request."""

import json
import time
from pathlib import Path

import pytest
from flask import Flask

from resource_finder.web import feedback
from tests.web.client import Page, Visitor
from tests.web.making import make_app


@pytest.mark.parametrize("path", ["/", "/boone/housing", "/nowhere", "/static/site.css", "/find?need=x"])
def test_every_answer_bears_the_security_headers(app: Flask, path: str) -> None:
    with app.test_client().get(path) as response:
        headers = response.headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "geolocation=(self)" in headers["Permissions-Policy"]


def test_public_pages_may_be_kept_for_a_minute_and_set_no_cookie(app: Flask) -> None:
    headers = app.test_client().get("/boone/housing").headers
    assert headers["Cache-Control"] == "public, max-age=60"
    assert "Set-Cookie" not in headers


def test_a_static_file_with_its_hash_is_kept_for_a_year(app: Flask, visitor: Visitor) -> None:
    sheet = visitor.visit("/").soup.select_one("link[rel=stylesheet]")
    assert sheet is not None
    with app.test_client().get(str(sheet["href"])) as response:
        assert "immutable" in response.headers["Cache-Control"]


def test_pages_go_out_small_where_the_browser_takes_it(app: Flask) -> None:
    packed = app.test_client().get("/boone/housing", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_a_page_with_a_token_is_not_packed(app: Flask) -> None:
    response = app.test_client().get("/wrong?id=mo-bed001", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"


def test_a_spoofed_host_stays_out_of_the_page_and_its_code(tmp_path: Path) -> None:
    app = make_app(tmp_path, public_url="https://help.example")
    page = app.test_client().get("/list?id=mo-bed001", headers={"Host": "evil.example"})
    assert b"evil.example" not in page.data
    assert b"<figure" in page.data


def test_without_a_public_address_there_is_no_code_to_scan(visitor: Visitor) -> None:
    assert visitor.visit("/list?id=mo-bed001").soup.select_one("figure") is None


def report(visitor: Visitor, page: Page, **changed: str) -> Page:
    fields = dict(page.fields(page.button("Send")))
    return visitor.send(
        "/wrong", list((fields | {"kind": "phone", "text": "It rings at a bakery"} | changed).items())
    )


def reports(tmp_path: Path) -> list[dict[str, str]]:
    queue = tmp_path / "reports.jsonl"
    return [json.loads(line) for line in queue.read_text().splitlines()] if queue.exists() else []


@pytest.fixture
def no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback, "LEAST_SECONDS", 0)


@pytest.mark.usefixtures("no_wait")
def test_a_report_reaches_the_queue(visitor: Visitor, tmp_path: Path) -> None:
    page = report(visitor, visitor.visit("/wrong?id=mo-bed001"))
    assert page.h1 == "Thank you"
    assert reports(tmp_path)[0]["offering"] == "mo-bed001"
    assert "bakery" in reports(tmp_path)[0]["text"]


@pytest.mark.usefixtures("no_wait")
def test_what_fills_the_hidden_field_is_thanked_and_dropped(visitor: Visitor, tmp_path: Path) -> None:
    page = report(visitor, visitor.visit("/wrong?id=mo-bed001"), homepage="https://spam.example")
    assert page.h1 == "Thank you"
    assert reports(tmp_path) == []


def test_what_is_faster_than_a_person_is_dropped(visitor: Visitor, tmp_path: Path) -> None:
    began = time.monotonic()
    report(visitor, visitor.visit("/wrong?id=mo-bed001"))
    assert time.monotonic() - began < feedback.LEAST_SECONDS
    assert reports(tmp_path) == []


def test_a_report_without_its_token_is_refused(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.send("/wrong", [("id", "mo-bed001"), ("kind", "phone"), ("text", "Wrong")], 400)
    assert "Send it again" in page.text
    assert reports(tmp_path) == []


def test_an_empty_report_says_what_is_missing(visitor: Visitor) -> None:
    page = visitor.visit("/wrong?id=mo-bed001")
    fields = [pair for pair in page.fields(page.button("Send")) if pair[0] != "text"]
    assert (
        "Write what is wrong."
        in visitor.send("/wrong", [*fields, ("kind", "phone"), ("text", " ")], 400).text
    )
