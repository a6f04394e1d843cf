"""When the program itself breaks: whom to call, on a whole page, and no typed word in the log."""

import logging
from collections.abc import Callable

import pytest
from flask import Flask, Response

from resource_finder.web import errors
from tests.web.client import Visitor

WORDS = "hiv-clinic"
# Part of a path that nobody has, part of a query, and what a fault says of itself.
ASKED = f"/service/{WORDS}?q={WORDS}"


def break_(*_given: object, **_named: object) -> Response:
    raise ZeroDivisionError(f"no {WORDS} here")


def in_a_hook(app: Flask, _patch: pytest.MonkeyPatch) -> None:
    app.after_request(break_)


def in_a_hook_before(app: Flask, _patch: pytest.MonkeyPatch) -> None:
    app.before_request(break_)


def in_an_error_page(_app: Flask, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(errors, "nearest_pages", break_)


def in_every_page(_app: Flask, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(errors, "render_template", break_)


Break = Callable[[Flask, pytest.MonkeyPatch], None]


@pytest.mark.parametrize("broken", [in_a_hook, in_a_hook_before, in_an_error_page, in_every_page])
def test_whatever_breaks_the_log_names_the_fault_and_the_rule_and_nothing_that_was_asked(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, broken: Break
) -> None:
    broken(app, monkeypatch)
    with caplog.at_level(logging.DEBUG):
        page = app.test_client().get(ASKED)
    assert page.status_code == 500
    assert "211" in page.text
    assert "ZeroDivisionError" in caplog.text
    assert "/service/<service>" in caplog.text
    assert WORDS not in caplog.text


REFUSED = (
    "/find?about=sex_offense",
    "/boone/housing?answer=sex_offense:yes",
    "/nowhere?q=sex_offense",
    "/find?place=boone&need=nonsense&q=sex_offense",
    "/find?q=sex_offense&page=x",
    "/service/nothing?q=sex_offense",
    "/leave?q=sex_offense",
)


@pytest.mark.parametrize("address", REFUSED)
@pytest.mark.parametrize("door", ["", "/kiosk"])
def test_a_page_that_refuses_an_address_repeats_nothing_of_it(
    visitor: Visitor, door: str, address: str
) -> None:
    page = visitor.client.get(f"{door}{address}")
    assert page.status_code in (400, 404, 405)
    assert "211" in page.text
    assert "sex_offense" not in page.text
