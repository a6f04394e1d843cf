"""A shared screen: a map to tap, and what one comes for as the main buttons."""

from pathlib import Path

import pytest

from tests.web.client import Page, Visitor
from tests.web.making import make_app


def screen(tmp_path: Path, public_url: str = "https://help.example") -> Visitor:
    return Visitor(make_app(tmp_path, public_url=public_url, kiosk=True))


def at_the_answer(visitor: Visitor) -> Page:
    return visitor.tap(visitor.tap(visitor.visit("/"), "Boone County"), "A place to live")


def test_every_county_of_the_list_is_on_the_map_with_its_name(tmp_path: Path) -> None:
    page = screen(tmp_path).visit("/")
    listed = {button["value"] for button in page.soup.select(".letters button")}
    drawn = page.soup.select(".tap-map [data-place]")
    assert {county["data-place"] for county in drawn} == listed
    assert len(drawn) == 115
    assert page.soup.select_one(".tap-map").has_attr("hidden"), "without a script the list by letter stays"
    assert len(page.soup.select(".tap-map text")) >= 115


def test_only_a_shared_screen_has_that_map_and_those_buttons(tmp_path: Path) -> None:
    visitor = Visitor(make_app(tmp_path))
    assert not visitor.visit("/").soup.select(".tap-map")
    assert not visitor.visit("/boone/housing").soup.select(".main-buttons")


def main_buttons(page: Page) -> list[str]:
    return [one.get_text(strip=True) for one in page.soup.select(".main-buttons .go")]


def its_list(visitor: Visitor, page: Page) -> Page:
    form = page.soup.select_one("form.main-buttons")
    fields = [(str(field["name"]), str(field["value"])) for field in form.select("input")]
    return visitor.send(str(form["action"]), fields)


def test_print_and_send_are_the_main_buttons_below_an_answer_and_below_its_list(tmp_path: Path) -> None:
    visitor = screen(tmp_path)
    page = at_the_answer(visitor)
    assert main_buttons(page) == ["Print", "Send to my phone"]
    taken = its_list(visitor, page)
    assert taken.soup.select("#square svg")
    assert main_buttons(taken) == ["Print", "Send to my phone"]
    assert not visitor.visit("/").soup.select(".main-buttons")


@pytest.mark.parametrize("public_url", ["", "http://localhost:5000"])
def test_a_screen_without_a_public_address_offers_to_send_nothing(tmp_path: Path, public_url: str) -> None:
    visitor = screen(tmp_path, public_url)
    page = at_the_answer(visitor)
    assert main_buttons(page) == ["Print"]
    taken = its_list(visitor, page)
    assert not taken.soup.select("#square")
    assert main_buttons(taken) == ["Print"]
