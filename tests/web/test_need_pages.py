"""A need by itself has an address, too: it asks where, and shows what is for everybody."""

import pytest

from tests.real import real_app
from tests.web.client import Visitor


def test_a_need_asks_where_and_keeps_the_need(visitor: Visitor) -> None:
    page = visitor.visit("/housing")
    assert page.h1 == "A place to live"
    assert page.cards == ["mo-line01"]
    assert visitor.tap(page, "Boone County").h1 == "A place to live near Boone County"
    assert visitor.tap(page, "A bed for tonight").h1 == "A bed for tonight"


def test_a_part_of_a_need_and_spanish_have_theirs(visitor: Visitor) -> None:
    assert visitor.visit("/es/food").h1 == "Comida"
    page = visitor.visit("/housing/tonight")
    assert page.cards == []
    assert visitor.tap(page, "Boone County").response.request.path == "/boone/housing/tonight"


@pytest.mark.parametrize("path", ["/housing/nowhere", "/kiosk/housing", "/hosing"])
def test_what_is_no_need_is_not_found(visitor: Visitor, path: str) -> None:
    visitor.visit(path, 404)


def test_circumstances_decide_before_a_place_is_said(visitor: Visitor) -> None:
    """What all of Missouri can use goes through the same verdicts as every other list."""
    fields = [("place", "Missouri"), ("need", "housing"), ("about", "sex_offense"), ("answered", "record")]
    page = visitor.send("/find", fields)
    card = page.soup.select_one("[data-offering=mo-line01]")
    assert card is not None
    assert card.select_one(".verdict") is not None


def test_two_needs_before_a_place_are_two_lists(visitor: Visitor) -> None:
    page = visitor.visit("/find?place=Missouri&need=housing&need=job")
    assert page.h1 == "Help for all of Missouri"
    assert {"A place to live", "A job"} <= {h.get_text() for h in page.soup.find_all("h2")}
    assert visitor.tap(page, "Boone County").h1 == "Help near Boone County"


@pytest.mark.parametrize("place", ["missouri", "MO", "Missouri, USA", "anywhere in Missouri", "Misuri"])
def test_the_state_is_a_place_however_it_is_written(visitor: Visitor, place: str) -> None:
    assert visitor.visit(f"/find?place={place}&need=housing").cards == ["mo-line01"]
    assert visitor.visit(f"/start?place={place}").h1 == "The first 72 hours in Missouri"


def test_not_sure_where_shows_what_is_for_everybody(visitor: Visitor) -> None:
    page = visitor.tap(visitor.tap(visitor.visit("/"), "Not sure where yet"), "A place to live")
    assert page.response.request.path == "/housing"
    assert page.cards == ["mo-line01"]


def test_a_kiosk_that_is_not_sure_where_has_the_same_without_an_address(kiosk: Visitor) -> None:
    page = kiosk.tap(kiosk.tap(kiosk.visit("/"), "Not sure where yet"), "A place to live")
    assert page.response.request.path == "/find"
    assert page.cards == ["mo-line01"]
    assert kiosk.tap(page, "Boone County").h1 == "A place to live near Boone County"


@pytest.mark.parametrize(
    "path", ["/list?place=Missouri", "/list?place=MO&need=housing", "/print?place=Missouri"]
)
def test_all_of_missouri_is_a_list_and_a_print_page(visitor: Visitor, path: str) -> None:
    assert "Missouri" in visitor.visit(path).text


def test_all_of_missouri_is_a_paper(visitor: Visitor) -> None:
    with visitor.client.get("/list.pdf?place=Missouri&need=housing") as paper:
        assert (paper.status_code, paper.mimetype) == (200, "application/pdf")


@pytest.mark.parametrize("line", ["jobs in Missouri", "trabajo en Misuri"])
def test_a_line_may_name_all_of_missouri(line: str) -> None:
    assert Visitor(real_app()).send("/find", [("q", line)]).h1 == "A job"


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("jobs in Columbia Missouri", "A job near Columbia, Boone County"),
        ("jobs near Columbia in Missouri", "A job near Columbia, Boone County"),
        ("jobs missouri department", "Where will you live?"),
    ],
)
def test_a_nearer_place_wins_over_the_state_and_an_office_is_no_place(line: str, heading: str) -> None:
    assert Visitor(real_app()).send("/find", [("q", line)]).h1 == heading
