"""Every page stands, in both languages, and every link on it leads somewhere."""

from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from tests.web.client import Visitor
from tests.web.making import OFFERINGS

ORGANIZATION = str(OFFERINGS[0].organization_id)
PAGES = (
    "/",
    "/?for=other",
    "/boone",
    "/boone/housing",
    "/boone/housing/tonight",
    "/greene/food?page=2",
    "/cole/job",
    "/worth/phone",
    "/find?place=65203&need=housing&need=food",
    "/find?need=housing",
    "/start",
    "/start?place=boone",
    "/service/mo-bed001",
    "/service/mo-bed003",
    "/service/mo-evil01",
    f"/organization/{ORGANIZATION}",
    "/list",
    "/list?id=mo-bed001&id=mo-line01",
    "/list?place=boone&need=housing",
    "/wrong?id=mo-bed001",
    "/about",
    "/privacy",
    "/crisis",
    "/rules/food-benefits",
)
KIOSK_PAGES = (
    "/kiosk",
    "/kiosk/start",
    "/kiosk/list",
    "/kiosk/service/mo-bed001",
    "/kiosk/privacy",
    "/kiosk/rules/your-vote",
)


@pytest.mark.parametrize("path", [*PAGES, *KIOSK_PAGES])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_page_stands_in_its_language(visitor: Visitor, path: str, lang: str) -> None:
    prefix = "/es" if lang == "es" else ""
    page = visitor.visit(prefix + path if path != "/" or not prefix else "/es/")
    assert page.soup.html["lang"] == lang  # type: ignore[index]
    assert "988" in page.text
    assert "211" in page.text


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_the_page_leads_somewhere(app: Flask, visitor: Visitor, path: str) -> None:
    for link in set(visitor.visit(path).links()):
        if not urlsplit(link).scheme and not link.startswith("#"):
            assert visitor.client.get(link).status_code == 200, link


def test_a_slip_in_the_address_offers_the_nearest_county(visitor: Visitor) -> None:
    page = visitor.visit("/boon", 404)
    assert "/boone" in page.links()


def test_a_slip_in_the_need_offers_the_nearest_need(visitor: Visitor) -> None:
    assert "/boone/housing" in visitor.visit("/boone/houzing", 404).links()


def test_an_unknown_listing_is_a_plain_page(visitor: Visitor) -> None:
    assert "We do not have this page" in visitor.visit("/service/mo-nothing", 404).h1


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/find?place=boone&need=cars", "need"),
        ("/find?place=boone&page=zero", "page"),
        ("/find?place=boone&about=drug", "about"),
        ("/find?place=" + "x" * 300, "place"),
        ("/find?place=boone&need=food&open=often", "open"),
    ],
)
def test_a_parameter_that_cannot_be_used_is_named(visitor: Visitor, path: str, named: str) -> None:
    page = visitor.visit(path, 400)
    assert page.soup.code is not None
    assert page.soup.code.get_text() == named


def test_hostile_words_of_a_provider_stay_words(visitor: Visitor) -> None:
    for path in ("/cole/job", "/service/mo-evil01", "/list?id=mo-evil01"):
        page = visitor.visit(path)
        assert "<script>alert(1)</script>" in page.text
        assert "{{ 7 * 7 }}" in page.text


@pytest.mark.parametrize("place", ["((((", "NOT", "a*", '"', "🙂", "' OR 1=1 --", "%00", "\u202eenoob"])
def test_hostile_words_for_a_place_get_a_designed_page(visitor: Visitor, place: str) -> None:
    page = visitor.send("/find", [("place", place)], 404)
    assert "We do not know this place" in page.h1


def test_a_fault_shows_no_trace_but_whom_to_call(app: Flask, visitor: Visitor) -> None:
    def broken() -> str:
        raise ZeroDivisionError("secret words")

    app.add_url_rule("/broken", view_func=broken)
    page = visitor.visit("/broken", 500)
    assert "Something broke here" in page.h1
    assert "secret words" not in page.text


def test_wrong_method_is_a_designed_page(visitor: Visitor) -> None:
    assert "That did not work" in visitor.visit("/leave", 405).h1


def test_unknown_paths_of_the_programs_door_answer_as_a_problem(app: Flask) -> None:
    response = app.test_client().get("/api/v1/nothing")
    assert response.status_code == 404
    assert response.content_type == "application/problem+json"


def test_the_first_page_fits_into_the_first_packets(app: Flask) -> None:
    client = app.test_client()
    page = client.get("/", headers={"Accept-Encoding": "gzip"})
    sheet = BeautifulSoup(client.get("/").data, "html.parser").select_one("link[rel=stylesheet]")
    assert sheet is not None
    with client.get(str(sheet["href"]), headers={"Accept-Encoding": "gzip"}) as style:
        sent = style.data
    headers = sum(len(f"{name}: {value}\r\n") for r in (page, style) for name, value in r.headers)
    assert len(page.data) + len(sent) + headers <= 14_000


@pytest.mark.parametrize(
    ("path", "meant"),
    [("/housng", "/housing"), ("/aboot", "/about"), ("/bone", "/boone"), ("/es/fod", "/es/food")],
)
def test_a_slip_of_the_finger_leads_to_the_page_that_was_meant(visitor, path, meant):
    assert meant in visitor.visit(path, 404).links()


def test_a_county_that_is_right_is_not_guessed_anew(visitor):
    links = visitor.visit("/boone/xyz", 404).links()
    assert "/boone" in links
    assert "/stone" not in links
