"""Headers, caching, reports of what is wrong, and links that do not trust the request."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask

from resource_finder.domain.offering import Phone
from resource_finder.web.api import register_api
from resource_finder.web.limits import MOST_BYTES
from tests.printing.making import pages_of
from tests.web.client import Visitor
from tests.web.making import CATALOGUE, make_app


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


ODD = ("javascript:alert(1)", "data:text/html,x", "http://[::1", "https://a@evil.example/", "//evil.example")


@pytest.mark.parametrize("address", ODD)
@pytest.mark.parametrize("phones", [(), (Phone("javascript:alert(1)"), Phone("573-555-0100;rm"))])
def test_an_odd_address_or_number_is_at_no_door(
    tmp_path: Path, address: str, phones: tuple[Phone, ...]
) -> None:
    """Pages, text messages, paper and JSON take what a place says of itself from one catalogue."""
    odd = replace(CATALOGUE.offerings[0], website=address, email=f"<{address}>@x", phones=phones)
    app = make_app(tmp_path, replace(CATALOGUE, offerings=(odd,)), public_url="")
    register_api(app)
    client = app.test_client()
    for path in ("/boone/housing", "/service/mo-bed001", "/list?id=mo-bed001", "/kiosk/service/mo-bed001"):
        page = client.get(path)
        assert page.status_code == 200
        for word in (address, quote(address), ";rm"):
            assert word not in page.text
    (found,) = client.get("/api/v1/match?place=65203&need=housing").get_json()["lists"]
    (match,) = found["matches"]
    assert (match["website"], match["phones"]) == ("", [])
    with client.get("/list.pdf?id=mo-bed001") as paper:
        assert address not in "".join(pages_of(paper.data, tmp_path))
