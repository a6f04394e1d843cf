"""Places side by side, and the list that a page makes without a script."""

from dataclasses import replace
from pathlib import Path

from tests.web.client import Visitor
from tests.web.making import CATALOGUE, make_app


def test_a_tick_on_each_card_makes_a_list_without_a_script(visitor: Visitor) -> None:
    page = visitor.visit("/boone/housing")
    ticks = page.soup.select("li.card input[type=checkbox][form=pick]")
    assert [tick["value"] for tick in ticks] == page.cards
    pick = page.soup.select_one("form#pick")
    assert pick is not None
    assert pick["action"] == "/list"
    chosen = "&".join(f"id={tick['value']}" for tick in ticks[:2])
    assert "Imaginary Harbor" in visitor.visit(f"{pick['action']}?{chosen}").text
    buttons = pick.select("button")
    assert buttons[1]["formaction"] == "/compare"
    assert "Who they take" in visitor.visit(f"{buttons[1]['formaction']}?{chosen}").text


def test_two_places_stand_fact_by_fact(visitor: Visitor) -> None:
    page = visitor.visit("/compare?id=mo-bed001&id=mo-bed002")
    assert [name.get_text() for name in page.soup.select("ul.beside h2")] == [
        "Imaginary Harbor",
        "House of Nowhere",
    ]
    facts = {section.h2.get_text(): section for section in page.soup.select("section.fact") if section.h2}
    who = facts["Who they take"].get_text(" ", strip=True)
    assert "For men only" in who
    assert "They do not take people with a sex offense" in who
    assert facts["What to bring"].get_text(" ", strip=True).endswith("House of Nowhere They do not say. Ask.")


def test_each_place_names_its_town_and_one_without_a_number_sends_to_211(tmp_path: Path) -> None:
    rows = {offering.id: offering for offering in CATALOGUE.offerings}
    rows["mo-bed002"] = replace(rows["mo-bed002"], phones=(), website="", city="Mexico")
    rows["mo-bed003"] = replace(rows["mo-bed003"], city="Fulton", private_address=True)
    visitor = Visitor(make_app(tmp_path, replace(CATALOGUE, offerings=tuple(rows.values()))))
    page = visitor.visit("/compare?id=mo-bed001&id=mo-bed002&id=mo-bed003")
    _first, second, third = page.soup.select("ul.beside > li")
    assert [p.get_text() for p in second.select("p")] == ["Mexico"]
    assert second.select_one("a.call")["href"] == "tel:211"
    assert "Fulton" not in third.get_text()
    assert page.response.headers["Cache-Control"] == "no-store"


def test_a_fact_that_nobody_tells_is_left_out(visitor: Visitor) -> None:
    assert "Wheelchair" not in visitor.visit("/compare?id=mo-bed001&id=mo-bed002").text


def test_one_place_alone_or_one_that_is_gone_is_said(visitor: Visitor) -> None:
    assert "two or more places" in visitor.visit("/compare?id=mo-bed001").text
    assert "two or more places" in visitor.visit("/compare").text
    page = visitor.visit("/compare?id=mo-bed001&id=mo-bed002&id=gone")
    assert "1 place is no longer listed." in page.text


def test_a_kiosk_compares_without_a_way_out(kiosk: Visitor) -> None:
    page = kiosk.visit("/compare?id=mo-bed001&id=mo-bed002")
    assert not [link for link in page.links() if link.startswith("http")]


def test_who_they_take_is_no_question_put_for_oneself(tmp_path: Path) -> None:
    """Compared places know nothing of who reads: nothing may sound as if somebody had been told of."""
    asking = replace(CATALOGUE.offerings[0], record=(("sex_offense", "ask"), ("drug", "yes")))
    other = CATALOGUE.offerings[1]
    site = make_app(tmp_path, replace(CATALOGUE, offerings=(asking, other)))
    for path in (f"/compare?id={asking.id}&id={other.id}", f"/service/{asking.id}"):
        page = Visitor(site).visit(path)
        assert "Ask first about a sex offense" in page.text
        assert "Do you take people" not in page.text
