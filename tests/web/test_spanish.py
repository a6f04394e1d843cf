"""The whole site stands in Spanish: every string is translated, and no page shows one in English."""

import re

import pytest
from bs4 import BeautifulSoup
from flask import request
from translating.strings import extracted, faults, is_compiled, read

from resource_finder.wording.lists import group_text
from resource_finder.wording.places import counties_alone, counties_text, flowing, place_text, place_within
from tests.real import real_app, real_sheets
from tests.web.addresses import KIOSK, PAGES, REFUSED, within
from tests.web.client import Visitor
from tests.web.making import NEEDS
from tests.web.shown import english_left, texts_of

ENGLISH_COUNTY = re.compile(r"[A-Z][a-z]+ County")


def test_every_string_is_translated():
    assert faults(read("es"), extracted()) == []


def test_the_guard_sees_what_is_missing_fuzzy_or_has_other_placeholders():
    def spoiled(**change: object) -> list[str]:
        catalog = read("es")
        message = catalog.get("Help near %(place)s")
        for name, value in change.items():
            setattr(message, name, value)
        return faults(catalog, extracted())

    removed = read("es")
    removed.delete("My list")
    assert faults(removed, extracted()) == ["not there: My list"]
    assert spoiled(string="") == ["not translated: Help near %(place)s"]
    assert spoiled(flags={"fuzzy"}) == ["fuzzy: Help near %(place)s"]
    assert spoiled(string="Ayuda en %(town)s") == ["other placeholders: Help near %(place)s"]
    assert spoiled(string="Ayuda? %(place)s") == ["a mark without its fellow: Ayuda? %(place)s"]


def test_the_compiled_file_is_up_to_date():
    assert is_compiled("es")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_holds_no_english(visitor, path):
    page = visitor.visit(within("es", path))
    assert page.soup.html["lang"] == "es"
    assert english_left(str(page.soup), read("es")) == []
    assert [text for text in texts_of(str(page.soup)) if ENGLISH_COUNTY.search(text)] == []


@pytest.mark.parametrize(("path", "status"), REFUSED)
def test_a_page_that_asks_back_or_refuses_holds_no_english(visitor, path, status):
    html = str(visitor.visit(within("es", path), status).soup)
    assert english_left(html, read("es")) == []
    assert [text for text in texts_of(html) if ENGLISH_COUNTY.search(text)] == []


def test_every_page_was_looked_at(app, visitor):
    """A new page is added to the list of addresses, or it is said here why it cannot be."""
    seen = set()
    app.before_request(lambda: seen.add(request.endpoint))
    for path in PAGES:
        visitor.visit(within("es", path))
    for path, status in REFUSED:
        visitor.visit(within("es", path), status)
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.startswith("es.")}
    assert pages - seen == {"es.leave"}  # It only leads to the start.


def test_a_county_stands_in_a_sentence_alone_and_in_a_list_as_spanish_has_it(visitor):
    page = visitor.visit("/es/butler/housing")
    assert page.h1 == "Un lugar donde vivir cerca del condado de Butler"
    assert page.soup.select_one("main summary b").get_text() == "Condado de Butler"
    assert {"Ripley", "Carter"} <= {chip.get_text(strip=True) for chip in page.soup.select(".else .chip")}
    assert visitor.visit("/es/find?place=65203&need=food").h1.endswith("65203, Columbia, condado de Boone")
    assert "en la ciudad de St. Louis" in visitor.visit("/es/start?place=st-louis-city").h1
    letters = visitor.visit("/es").soup.select_one(".letters").get_text(" ", strip=True)
    assert "Ciudad de St. Louis" in letters
    assert "Condado de St. Louis" in letters


def test_counties_stand_in_sentences_as_spanish_has_them(app):
    names = {"boone": "Boone County", "cole": "Cole County", "st-louis-city": "St. Louis City"}
    with app.test_request_context("/es"):
        assert flowing(f"cerca de {place_within('Boone County')}") == "cerca del condado de Boone"
        assert flowing(f"cerca de {place_within('St. Louis City')}") == "cerca de la ciudad de St. Louis"
        assert place_text("65203, Columbia, Boone County") == "65203, Columbia, condado de Boone"
        assert counties_alone("boone", names) == "Condado de Boone"
        assert counties_alone("boone,cole", names) == "Condados de Boone y Cole"
        assert counties_text("boone,st-louis-city", names) == "condado de Boone y ciudad de St. Louis"
        assert group_text("veteran,man") == "veteranos u hombres"
    with app.test_request_context("/"):
        assert flowing("close to hope or not") == "close to hope or not"
        assert counties_alone("boone,cole", names) == "Boone and Cole counties"


def test_a_service_says_where_it_serves_with_a_capital(visitor):
    facts = visitor.visit("/es/service/mo-bed003").soup.select_one("dl.facts")
    assert "Condados de Boone y Callaway" in [said.get_text() for said in facts.select("dd")]


def test_no_question_and_no_answer_is_in_english(visitor):
    catalog = read("es")
    for need in ("housing", "medical", "job", "food", "ride"):
        page = visitor.visit(f"/es/find?place=boone&need={need}")
        asked = 0
        while unsure := page.soup.select_one("button.unsure"):
            assert english_left(str(page.soup), catalog) == []
            first = page.soup.select_one(".answers button") if asked < 2 else unsure
            page = visitor.send(str(unsure.find_parent("form")["action"]), page.fields(first))
            asked += 1
        assert asked
        assert english_left(str(page.soup), catalog) == []


def test_the_tiles_name_needs_in_spanish(visitor):
    tiles = [tile.get_text(strip=True) for tile in visitor.visit("/es/boone").soup.select(".tile")]
    assert tiles
    assert set(tiles) <= {need.name("es") for need in NEEDS}


def test_a_kiosk_holds_no_english(kiosk):
    for path in KIOSK:
        assert english_left(str(kiosk.visit(within("es", path)).soup), read("es")) == []


@pytest.mark.parametrize("path", ["/es/start?place=boone", "/es/find?place=greene&need=job", "/es/about"])
def test_the_real_site_holds_no_english_of_ours(path):
    page = Visitor(real_app()).visit(path)
    assert english_left(str(page.soup), read("es")) == []


def test_a_picked_list_names_the_county_with_its_article():
    offerings = real_sheets().offerings
    clinic = next(o for o in offerings if o.county == "boone" and o.point and "medical" in o.needs)
    ways = (
        Visitor(real_app())
        .visit(f"/es/list?id={clinic.id}")
        .soup.select_one("main")
        .get_text(" ", strip=True)
    )
    assert "En el condado de Boone: " in ways


def test_what_the_catalogue_says_is_spanish_or_marked_in_every_corner():
    """What is said of a number, on a card and on paper; the state's lines, which are no card."""
    papers = Visitor(real_app()).visit("/es/list?place=boone&need=id").soup.select_one("main").get_text()
    assert "línea nacional" in papers
    assert "national line" not in papers
    lines = Visitor(real_app()).visit("/es/crisis").soup.select_one("main").get_text()
    assert "Oficina de servicios de reingreso" in lines
    assert "Office of Reentry Services" not in lines


def test_the_last_resort_speaks_spanish_too(app, monkeypatch):
    """No template can be rendered, and nobody knows any more which language was asked for."""

    def broken(*_parts: object, **_values: object) -> str:
        raise RuntimeError

    monkeypatch.setattr("resource_finder.web.listings.render_template", broken)
    monkeypatch.setattr("resource_finder.web.errors.render_template", broken)
    response = app.test_client().get("/es/service/mo-bed001")
    assert response.status_code == 500
    assert "988" in BeautifulSoup(response.get_data(as_text=True), "html.parser").select_one("[lang=es]").text


def test_the_guard_sees_english_on_a_page(visitor):
    left = english_left(str(visitor.visit("/find?place=boone&need=housing").soup), read("es"))
    assert {"My list", "Only open now", "Leave", "Open all day, every day"} <= set(left)
    assert any(text.startswith("about ") for text in left)
    catalog = read("es")
    page = str(visitor.visit("/es/privacy").soup).replace("Su privacidad", "Your privacy")
    assert english_left(page, catalog) == ["Your privacy", "Your privacy"]
