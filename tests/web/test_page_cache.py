"""Public pages are rendered once until a place opens or closes; a new catalogue shows at once."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from resource_finder.finding import Distances, Finder, NoWordSearch
from resource_finder.finding.distances import rough_column
from resource_finder.places.distance import rough_miles, shown_miles
from resource_finder.web import page_cache
from resource_finder.web.parts import join, parts_of
from tests.web.client import Visitor
from tests.web.making import CATALOGUE, NOW, RULES, make_app


def publish(app: Flask, organization: str) -> None:
    offering = replace(CATALOGUE.offerings[0], organization=organization)
    catalogue = replace(CATALOGUE, offerings=(offering,), hash=organization)
    finder = Finder(catalogue, RULES, NoWordSearch(), Distances(rough_miles, shown_miles, rough_column))
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


def test_a_page_is_rendered_anew_as_soon_as_a_place_closes(app: Flask, visitor: Visitor) -> None:
    offering = replace(CATALOGUE.offerings[0], hours="Mo-Fr 08:00-10:25")
    catalogue = replace(CATALOGUE, offerings=(offering,), hash="early")
    finder = Finder(catalogue, RULES, NoWordSearch(), Distances(rough_miles, shown_miles, rough_column))
    for minute, shown in ((20, "Open until 10:25 am"), (24, "Open until 10:25 am"), (25, "Opens Tuesday")):
        clock = NOW.replace(minute=minute)
        join(app, replace(parts_of(app), finder=lambda: finder, now=lambda clock=clock: clock))
        assert shown in visitor.visit("/boone/housing").text


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


class Counted:
    """How often the program behind the kept pages was woken."""

    def __init__(self, app: Flask) -> None:
        self.times = 0
        inner = app.wsgi_app._inner

        def count(environ, start_response):
            self.times += 1
            return inner(environ, start_response)

        app.wsgi_app._inner = count


@pytest.mark.parametrize(
    "page", ["/", "/find?place=65203&need=housing", "/boone/housing", "/service/mo-bed001"]
)
def test_a_public_page_is_rendered_once(app: Flask, page: str) -> None:
    woken = Counted(app)
    pages = {app.test_client().get(page).data for _ in range(3)}
    assert len(pages) == woken.times == 1


@pytest.mark.parametrize(
    "page",
    [
        "/find?place=38.95,-92.33&need=housing",
        "/find?place=1400+Rock+Quarry+Road,+Columbia&need=housing",
        "/start?place=38.95,-92.33",
        "/find?place=Apt+5,+1400+Rock+Quarry,+Columbia,+MO+65203&need=housing",
        "/es/find?place=Rock+Quarry+Road+65203&need=housing",
        "/service/mo-bed001?place=38.95,-92.33",
        "/map.svg?place=38.95,-92.33",
        "/boone/housing?q=&q=canary",
        "/boone/housing?place=1400+Rock+Quarry+Road",
        "/find?place=65203&need=housing&q=bed",
        "/list?id=mo-bed001",
        "/wrong?id=mo-bed001",
        "/kiosk",
    ],
)
def test_what_may_tell_of_somebody_is_never_kept(app: Flask, page: str) -> None:
    woken = Counted(app)
    answers = [app.test_client().get(page) for _ in range(2)]
    assert woken.times == 2
    assert not app.wsgi_app._pages
    if "place=38" in page or "Quarry" in page or "canary" in page:
        assert answers[0].status_code == 200
        assert answers[0].headers["Cache-Control"] == "no-store"


def test_an_answer_by_form_is_never_kept(app: Flask) -> None:
    woken = Counted(app)
    for _ in range(2):
        app.test_client().post("/find", data={"place": "65203", "need": "housing", "about": "sex_offense"})
    assert woken.times == 2
    assert not app.wsgi_app._pages


def test_a_page_kept_over_plain_http_is_not_sent_over_https(app: Flask) -> None:
    app.test_client().get("/boone/housing")
    secure = app.test_client().get("/boone/housing", base_url="https://localhost")
    assert "Strict-Transport-Security" in secure.headers


def test_the_oldest_page_gives_way(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    weight = len(app.test_client().get("/about").data) + page_cache.OVERHEAD
    monkeypatch.setattr(page_cache, "MOST_BYTES", 3 * weight + 99)
    for number in range(9):
        app.test_client().get(f"/about?n={number}")
    kept = [key[5] for key in app.wsgi_app._pages]
    assert kept[-1] == "n=8"
    assert len(kept) == 3
    assert app.wsgi_app._bytes == sum(
        len(page.body) + page_cache.OVERHEAD for page in app.wsgi_app._pages.values()
    )
