"""What a phone keeps for the time without a network, and what it must not."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from resource_finder.languages import TRANSLATIONS
from resource_finder.web import service_worker
from tests.web.client import Visitor
from tests.web.making import CATALOGUE, make_app


def told(script: str, name: str) -> object:
    found = re.search(rf"^const {name} = (.*);$", script, re.M)
    assert found
    return json.loads(found[1])


def test_the_worker_keeps_the_help_page_of_each_language_and_what_it_loads(visitor: Visitor) -> None:
    answer = visitor.client.get("/sw.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    script = answer.get_data(as_text=True)
    shell = told(script, "SHELL")
    assert isinstance(shell, list)
    assert {"/crisis", "/es/crisis"} <= set(shell)
    for address in shell:
        with visitor.client.get(address) as answer:  # a file that is sent stays open until it is closed
            assert answer.status_code == 200, address
    page = visitor.visit("/crisis")
    loaded = [
        tag.get("src") or tag.get("href") for tag in page.soup.select("script[src], link[rel=stylesheet]")
    ]
    assert set(loaded) <= set(shell)


def test_a_new_catalogue_makes_a_new_version(visitor: Visitor, tmp_path: Path) -> None:
    other = Visitor(make_app(tmp_path, replace(CATALOGUE, hash="another")))
    first, second = (one.client.get("/sw.js").get_data(as_text=True) for one in (visitor, other))
    assert told(first, "VERSION") != told(second, "VERSION")


def test_other_words_of_the_help_page_make_a_new_version(
    visitor: Visitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = visitor.client.get("/sw.js").get_data(as_text=True)
    monkeypatch.setattr(service_worker, "_words", lambda *_where: "other words")
    second = visitor.client.get("/sw.js").get_data(as_text=True)
    assert told(first, "VERSION") != told(second, "VERSION")


def test_the_words_of_the_help_page_are_those_of_its_template_and_translations() -> None:
    every = service_worker._words(str(TRANSLATIONS.parent), TRANSLATIONS, ("en", "es"))
    assert every != service_worker._words(str(TRANSLATIONS.parent), TRANSLATIONS, ("en",))
    assert every != service_worker._words("nowhere", TRANSLATIONS, ("en", "es"))


def test_a_phone_that_saves_data_gets_the_help_pages_and_their_style(visitor: Visitor) -> None:
    least = told(visitor.client.get("/sw.js").get_data(as_text=True), "LEAST")
    assert isinstance(least, list)
    assert [path.partition("?")[0] for path in least] == ["/crisis", "/es/crisis", "/static/site.css"]


def test_in_a_kiosk_the_worker_forgets_and_goes(tmp_path: Path) -> None:
    script = Visitor(make_app(tmp_path, kiosk=True)).client.get("/sw.js").get_data(as_text=True)
    assert "caches.delete" in script
    assert "unregister" in script
    assert "addAll" not in script


def test_pages_hold_what_the_worker_changes_in_them(visitor: Visitor) -> None:
    """A worker finds these by their letters alone: it has no other reader of pages."""
    for prefix in ("", "/es"):
        html = visitor.client.get(f"{prefix}/crisis").get_data(as_text=True)
        for piece in (
            'id="offline" role="status" hidden',
            'id="no-network" hidden data-heading="',
            'id="lost" hidden',
            '<form id="again" ',
            "<h1>",
        ):
            assert html.count(piece) == 1, piece
        assert re.search("<title>[^<]* · ", html)
    assert 'id="again"' not in visitor.client.get("/kiosk/crisis").get_data(as_text=True)


def test_only_pages_that_know_nothing_of_anybody_are_marked_for_keeping(visitor: Visitor) -> None:
    for path in ("/boone", "/boone/housing", "/service/mo-bed001"):
        assert "public" in visitor.client.get(path).headers["Cache-Control"]
    told_of_person = {"place": "boone", "need": "housing", "about": "sex_offense"}
    assert visitor.client.post("/find", data=told_of_person).headers["Cache-Control"] == "no-store"
    assert visitor.client.get("/find?q=rehab+in+Columbia").headers["Cache-Control"] == "no-store"


def test_the_help_page_says_whom_to_call_and_how_to_reach_the_parole_office(visitor: Visitor) -> None:
    page = visitor.visit("/crisis")
    assert {"tel:988", "tel:211", "tel:911"} <= set(page.links())
    assert "Your parole office" in page.text
