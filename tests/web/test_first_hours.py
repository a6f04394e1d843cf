"""The first 72 hours: a checklist with one place for each line, and a way out of the circle of papers."""

import re
from pathlib import Path

import pytest

from tests.printing.making import pages_of
from tests.real import real_app
from tests.web.client import Visitor

LINES = {
    "": [
        "Report to parole",
        "A bed for tonight",
        "Food",
        "Your papers",
        "A phone",
        "Doctor and medicine",
        "A ride",
    ],
    "/es": [
        "Libertad condicional",
        "Una cama para hoy",
        "Comida",
        "Sus documentos",
        "Un teléfono",
        "Médico y medicinas",
        "Transporte",
    ],
}


@pytest.fixture(scope="module")
def visitor() -> Visitor:
    return Visitor(real_app())


@pytest.mark.parametrize("prefix", LINES)
def test_seven_lines_in_order_each_with_a_box_to_tick_and_a_number_to_call(
    prefix: str, visitor: Visitor
) -> None:
    page = visitor.visit(f"{prefix}/start?place=greene")
    lines = page.soup.select(".checklist > li")
    said = [line.select_one("h2").get_text() for line in lines]
    assert said == [f"{number}. {words}" for number, words in enumerate(LINES[prefix], 1)]
    for line in lines:
        (box,) = line.select("input[type=checkbox]")
        assert not box.has_attr("name"), "what is ticked is sent nowhere"
        assert line.select_one("a.round")["href"].startswith("tel:")


def test_the_parole_office_stands_first_with_street_and_number_where_they_are_known(visitor: Visitor) -> None:
    first = visitor.visit("/start?place=greene").soup.select_one(".checklist > li").get_text(" ")
    assert "Probation and Parole" in first
    assert "The day and time on your release papers. Call and ask today." in first
    assert not re.search(r"\b24 hours\b", first), "no source names a span of hours"


def test_others_are_folded_and_one_place_is_shown(visitor: Visitor) -> None:
    for line in visitor.visit("/start?place=greene").soup.select(".checklist > li"):
        assert len(line.select("details > h3")) == 1
        assert all(item.find_parent("details", class_="why") for item in line.select("ul.plain"))


@pytest.mark.parametrize(("lang", "words"), [("", "two other papers"), ("/es", "otros dos documentos")])
def test_who_has_no_paper_at_all_is_told_where_to_begin(lang: str, words: str, visitor: Visitor) -> None:
    (first, *_others) = visitor.visit(f"{lang}/start?place=greene").soup.select("details .path li")
    assert words in first.get_text()
    assert "$15" in first.get_text()


def test_paper_says_the_same_on_one_page(visitor: Visitor, tmp_path: Path) -> None:
    sent = {"place": "Greene County", "pages": "1"}
    (page,) = pages_of(visitor.client.post("/list.pdf", data=sent).data, tmp_path)
    text = " ".join(page.split())
    assert "The first 72 hours in Greene County" in text
    assert "release papers" in text
    assert "Born in" in text
    assert [f"{number}. " in text for number in range(1, 8)] == [True] * 7
