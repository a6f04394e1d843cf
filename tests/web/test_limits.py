"""What is too long is refused with the right page, at every door, and never repeated."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from resource_finder.app import create_app
from resource_finder.config import Settings
from resource_finder.web.limits import MOST_ADDRESS, MOST_BYTES, MOST_FIELDS, MOST_HEAD, MOST_LETTERS
from tests.real import real_app
from tests.web.client import Visitor, look_over
from tests.web.making import make_app

MOST_OF_A_PAGE = 200_000


def posts(app: Flask) -> list[str]:
    return [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and "<" not in rule.rule and not rule.rule.startswith("/api/")
    ]


def addresses(app: Flask) -> list[str]:
    examples = {"<county>": "boone", "<path:need>": "housing", "<code>": "x", "<service>": "x"}
    found = []
    for rule in app.url_map.iter_rules():
        path = rule.rule.replace("<path:filename>", "site.css").replace("<organization>", "x")
        for name, example in examples.items():
            path = path.replace(name, example)
        found.append(path)
    return found


@pytest.mark.parametrize(
    "field", ["q", "place", "need", "about", "note", "text", "id", "visit", "nobody-knows"]
)
def test_a_field_of_900_kb_is_refused_at_every_door(app: Flask, field: str) -> None:
    client = app.test_client()
    assert len(posts(app)) > 10
    for path in posts(app):
        for length in (900_000, MOST_BYTES - 1000, MOST_LETTERS + 1):
            response = client.post(path, data={"need": "food", "place": "boone", field: "z" * length})
            assert response.status_code == 413, (path, length)
            assert len(response.data) < 6_000
            assert b"zzzzzz" not in response.data


def test_a_field_within_the_limit_never_makes_a_giant_page(app: Flask) -> None:
    client = app.test_client()
    for path in posts(app):
        for field in ("q", "place", "note", "text"):
            sent = {"need": "food", "place": "boone"} | {field: "z" * MOST_LETTERS}
            response = client.post(path, data=sent)
            assert response.status_code < 500, (path, field)
            assert len(response.data) < MOST_OF_A_PAGE, (path, field)


def test_many_fields_are_refused(app: Flask) -> None:
    response = app.test_client().post("/find", data={"need": ["food"] * (MOST_FIELDS + 1)})
    assert response.status_code == 413


def test_a_long_address_is_refused_at_every_door(app: Flask) -> None:
    client = app.test_client()
    for path in addresses(app):
        response = client.get(f"{path}?q={'z' * MOST_ADDRESS}")
        assert response.status_code == 414, path
        assert b"zzzzzz" not in response.data
        response = client.get(f"{path}?q={'z' * (MOST_LETTERS + 1)}")
        assert response.status_code == 414, path
        assert b"zzzzzz" not in response.data


@pytest.mark.parametrize(
    ("ask", "status"),
    [
        (lambda client: client.get("/crisis", headers={"X-Long": "z" * MOST_HEAD}), 431),
        (lambda client: client.get("/crisis", headers={"Host": "z" * 70}), 400),
        (lambda client: client.get("/crisis", headers={"Host": 'x"><script>'}), 400),
        (lambda client: client.get("/boone?" + "z" * MOST_ADDRESS), 414),
        (lambda client: client.post("/find", data={"q": "z" * 900_000}), 413),
        (lambda client: client.post("/crisis"), 405),
        (lambda client: client.open("/crisis", method="BREW"), 405),
        (lambda client: client.get("/%00/%ff/%0d%0a"), 404),
    ],
)
def test_a_refusal_is_a_whole_page_without_a_line_in_the_log(
    app: Flask, ask: Callable, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    response = ask(app.test_client())
    assert response.status_code == status
    html = response.get_data(as_text=True)
    look_over(html)
    assert "211" in html or status == 404
    assert "zzzzzz" not in html
    assert caplog.text == ""


def test_a_program_is_told_as_a_program(app: Flask) -> None:
    for response, status in (
        (app.test_client().get(f"/api/v1/match?q={'z' * MOST_ADDRESS}"), 414),
        (app.test_client().get("/api/v1/needs", headers={"X-Long": "z" * MOST_HEAD}), 431),
    ):
        assert response.status_code == status
        assert response.content_type == "application/problem+json"


def test_typed_words_are_cut_in_the_api() -> None:
    asked = {"place": "boone", "need": "housing", "q": "z" * 200_000}
    response = real_app().test_client().post("/api/v1/match", json=asked)
    assert response.status_code == 200
    assert len(response.data) < MOST_OF_A_PAGE


def test_a_redirect_names_no_host(app: Flask) -> None:
    heads = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    seen = []
    for path in ("//boone//housing", "/boone//housing", "//evil.example//boone?x=1", "/service//x"):
        response = app.test_client().get(path, headers=heads)
        if location := response.headers.get("Location"):
            seen.append(location)
            assert location.startswith("/")
            assert not location.startswith(("//", "/\\"))
        assert b"evil.example/" not in response.data.replace(b"/evil.example", b"")
    assert "/boone/housing" in seen
    response = app.test_client().post("/find", data={"place": "boone", "need": "food"}, headers=heads)
    assert response.headers["Location"] == "/boone/food"


def test_behind_tls_the_cookie_and_the_address_stay_with_https(tmp_path: Path) -> None:
    public = make_app(tmp_path, public_url="https://help.example.org")
    response = public.test_client().get("/crisis")
    assert "max-age=31536000" in response.headers["Strict-Transport-Security"]
    assert public.config["SESSION_COOKIE_NAME"] == "__Host-session"
    assert public.config["SESSION_COOKIE_SECURE"] is True
    assert public.config["SESSION_COOKIE_PATH"] == "/"
    plain = make_app(tmp_path / "plain", public_url="http://10.0.0.5:8000")
    assert "Strict-Transport-Security" not in plain.test_client().get("/crisis").headers
    assert plain.config["SESSION_COOKIE_NAME"] == "session"


def test_leaving_deletes_the_cookie_as_its_name_wants_it(tmp_path: Path) -> None:
    """A browser heeds no Set-Cookie of a __Host- name that is not secure, not even one that deletes."""
    public = make_app(tmp_path, public_url="https://help.example.org")
    gone = public.test_client().post("/leave").headers["Set-Cookie"]
    assert gone.startswith("__Host-session=;")
    assert {"Secure", "Path=/", "Max-Age=0"} <= set(gone.split("; "))


def test_the_cookie_that_is_sent_has_all_that_its_name_promises(tmp_path: Path) -> None:
    public = make_app(tmp_path, public_url="https://help.example.org")
    visitor = Visitor(public)
    service = visitor.visit("/boone/housing").cards[0]
    cookie = visitor.visit(f"/wrong?id={service}").response.headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def test_the_database_is_closed_to_strangers(tmp_path: Path) -> None:
    file = tmp_path / "instance" / "catalogue.sqlite"
    settings = Settings(instance=tmp_path / "instance", secret_key="test")
    create_app(settings)
    assert file.stat().st_mode & 0o777 == 0o640
    file.chmod(0o666)
    create_app(settings)
    assert file.stat().st_mode & 0o777 == 0o640
