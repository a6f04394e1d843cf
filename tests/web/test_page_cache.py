"""Public pages are rendered once a minute; a new catalogue shows at once."""

from dataclasses import replace
from pathlib import Path

from flask import Flask

from resource_finder.finding import Distances, Finder, NoWordSearch
from resource_finder.places.distance import miles_between, rough_miles
from resource_finder.web.parts import join, parts_of
from tests.web.client import Visitor
from tests.web.making import CATALOGUE, NEEDS, make_app


def publish(app: Flask, organization: str) -> None:
    offering = replace(CATALOGUE.offerings[0], organization=organization)
    catalogue = replace(CATALOGUE, offerings=(offering,), hash=organization)
    finder = Finder(catalogue, NEEDS, NoWordSearch(), Distances(rough_miles, miles_between))
    join(app, replace(parts_of(app), finder=lambda: finder))


def test_the_same_page_is_sent_again_with_all_its_headers(app: Flask) -> None:
    first, again = (
        app.test_client().get("/boone/housing", headers={"Accept-Encoding": "gzip"}) for _ in "ab"
    )
    assert first.data == again.data
    assert dict(first.headers) == dict(again.headers)


def test_a_browser_that_cannot_unpack_gets_plain_text(app: Flask) -> None:
    app.test_client().get("/boone/housing", headers={"Accept-Encoding": "gzip"})
    assert app.test_client().get("/boone/housing").data.startswith(b"<!doctype html>")


def test_a_new_catalogue_is_seen_at_once(app: Flask, visitor: Visitor) -> None:
    visitor.visit("/boone/housing")
    publish(app, "Brand New House")
    assert "Brand New House" in visitor.visit("/boone/housing").text


def test_what_somebody_told_is_not_shown_to_the_next(app: Flask, visitor: Visitor) -> None:
    visitor.tap(visitor.visit("/boone/housing"), "A sex offense")
    assert "You said" not in visitor.visit("/boone/housing").text


def test_languages_and_filters_are_kept_apart(visitor: Visitor) -> None:
    visitor.visit("/boone/housing")
    spanish = visitor.visit("/es/boone/housing")
    assert spanish.soup.html is not None
    assert spanish.soup.html["lang"] == "es"
    assert "Show closed ones, too" in visitor.visit("/boone/housing?open=now").text


def test_a_kiosk_keeps_nothing(tmp_path: Path) -> None:
    client = make_app(tmp_path, kiosk=True).test_client()
    assert client.get("/").data != client.get("/").data
