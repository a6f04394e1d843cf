"""Headers, caching, reports of what is wrong, and links that do not trust the request."""

from pathlib import Path

import pytest
from flask import Flask

from resource_finder.web.limits import MOST_BYTES
from tests.web.client import Visitor
from tests.web.making import make_app


@pytest.mark.parametrize("path", ["/", "/boone/housing", "/nowhere", "/static/nothing", "/find?need=x"])
def test_every_answer_bears_the_security_headers(app: Flask, path: str) -> None:
    with app.test_client().get(path) as response:
        headers = response.headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "geolocation=(self)" in headers["Permissions-Policy"]


def test_files_bear_the_headers_that_matter_to_files(app: Flask) -> None:
    with app.test_client().get("/static/site.css") as response:
        headers = response.headers
    assert headers["Content-Security-Policy"] == "default-src 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


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


@pytest.mark.parametrize("path", ["/find", "/list", "/wrong", "/kiosk/find", "/es/list.pdf", "/kiosk/wrong"])
def test_what_is_too_long_to_read_gets_a_page_that_says_so(app: Flask, path: str) -> None:
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    page = Visitor(app).send(path, [("q", "a" * (MOST_BYTES + 1))], 413)
    assert "211" in page.text
    assert "988" in page.text
