"""My list: what was picked, what is gone, what paper needs; and a kiosk's way out of the door."""

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask import Flask

from resource_finder.domain.text_message import gsm_length, gsm_text
from tests.real import real_app
from tests.web.client import Page, Visitor
from tests.web.making import CATALOGUE, make_app

PUBLIC = "https://help.example"


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return make_app(tmp_path, public_url=PUBLIC)


def named(page: Page) -> list[str]:
    return [a["href"].rpartition("/")[2] for a in page.soup.select(".paper a[href*='/service/']")]


def test_known_places_are_shown_and_the_others_named(visitor: Visitor) -> None:
    page = visitor.visit("/list?id=mo-gone99&id=mo-bed001&id=mo-gone98")
    assert named(page) == ["mo-bed001"]
    assert "No longer listed: mo-gone99, mo-gone98" in page.text


def test_a_list_of_unknown_places_alone_says_which(visitor: Visitor) -> None:
    page = visitor.visit("/list?id=mo-gone99")
    assert "No longer listed: mo-gone99" in page.text
    assert "empty" not in page.text


def test_an_unknown_id_is_shown_short_and_harmless(visitor: Visitor) -> None:
    page = visitor.visit("/list?id=%3Cscript%3E" + "x" * 500)
    assert not page.soup.main.select("script")
    assert "x" * 32 in page.soup.main.get_text()
    assert "x" * 41 not in page.soup.main.get_text()


def test_an_empty_list_says_how_to_fill_it(visitor: Visitor) -> None:
    page = visitor.visit("/list")
    assert "Your list is empty" in page.text
    assert "No longer listed" not in page.text


def test_a_listing_says_all_that_its_paper_needs(tmp_path: Path) -> None:
    rows = {offering.id: offering for offering in CATALOGUE.offerings}
    rows["mo-bus001"] = replace(rows["mo-bus001"], kind="call-ahead-ride")
    app = make_app(tmp_path, replace(CATALOGUE, offerings=tuple(rows.values())))
    text = Visitor(app).visit("/list?id=mo-bed001&id=mo-bed002&id=mo-bed003").text
    for words in (
        "573-555-0100",
        "573-555-0101 extension 12 after hours",
        "Hours: Open all day, every day",
        "Bring: photo ID, release papers",
        "How to get there: In Boone County: Call for a ride: Pretend Transit, 573-555-0105",
        "Checked Jan 2026 · Source: Nobody",
        "Call first: last checked 2020",
        "The address is private. Call them.",
        "My list · March 2, 2026 · 3 places",
    ):
        assert words in text


def test_a_private_house_has_no_way_that_betrays_its_county(visitor: Visitor) -> None:
    assert "In Boone" not in visitor.visit("/list?id=mo-bed003").text


def test_the_list_of_a_need_stands_under_its_need_with_miles_and_county(visitor: Visitor) -> None:
    page = visitor.visit("/list?place=boone&need=housing&need=food")
    assert [heading.get_text() for heading in page.soup.select("main h2")][:2] == ["A place to live", "Food"]
    assert "Boone County · March 2, 2026" in page.text
    assert "mile" in page.text
    assert "Also for this, named above: Made-up Help Line" in page.text


def test_what_refuses_the_person_is_not_on_the_list(visitor: Visitor) -> None:
    fields = [("place", "boone"), ("need", "housing"), ("about", "sex_offense")]
    page = visitor.send("/list", fields)
    assert "mo-bed001" not in named(page)
    assert "mo-bed002" in named(page)
    assert "offense" not in page.text
    assert "mo-bed001" in named(visitor.visit("/list?place=boone&need=housing"))


def test_only_paper_shows_the_line_to_write_on() -> None:
    sheet = (Path(__file__).parents[2] / "resource_finder/static/site.css").read_text(encoding="utf-8")
    assert ".write, .foot { display: none }" in sheet.partition("@media print")[0]
    assert ".write { display: block;" in sheet.partition("@media print")[2]


def test_from_a_kiosk_three_picks_are_one_tap_from_print_and_square(tmp_path: Path) -> None:
    visitor = Visitor(make_app(tmp_path, public_url=PUBLIC, kiosk=True))
    answer = visitor.send("/find", [("place", "boone"), ("need", "housing"), *visit_of(visitor)])
    picks = answer.cards[:3]
    assert len(picks) == 3
    form = answer.soup.find("form", id="pick")
    assert {tick["value"] for tick in answer.soup.select("input[form=pick]")} >= set(picks)
    page = visitor.visit(f"{form['action']}?" + "&".join(f"id={one}" for one in picks))
    assert named(page) == picks
    square, first = page.soup.select_one("figure.qr"), page.soup.select_one(".paper")
    assert "Print" in page.button("Print").get_text()
    assert square.sourceline <= first.sourceline, "the square is in view before the list"
    outside = [link for link in page.links() if "://" in link or link.startswith(("geo:", "sms:"))]
    assert outside == []
    assert not page.soup.select("[action$='list.pdf'], [href*='list.pdf'], input[name=code]")


def test_a_kiosk_takes_a_whole_answer_to_paper_in_one_tap(tmp_path: Path) -> None:
    visitor = Visitor(make_app(tmp_path, public_url=PUBLIC, kiosk=True))
    fields = [("place", "greene"), ("need", "food"), ("about", "drug"), *visit_of(visitor)]
    page = visitor.tap(visitor.send("/find", fields), "Print or take it on a phone")
    assert page.response.request.path == "/list"
    assert page.response.request.query_string == b""
    assert len(named(page)) == 20
    assert page.soup.select_one("figure.qr svg")


def test_each_place_stands_under_its_first_need_and_one_need_alone_has_no_heading(visitor: Visitor) -> None:
    page = visitor.visit("/list?id=mo-bed001&id=mo-food03&id=mo-line01")
    told = [(tag.name, tag.get_text(strip=True)) for tag in page.soup.select("main h2, main h3")]
    assert told[:4] == [
        ("h2", "A place to live"),
        ("h3", "Imaginary Harbor"),
        ("h3", "Made-up Help Line"),
        ("h2", "Food"),
    ]
    alone = visitor.visit("/list?id=mo-bed001&id=mo-line01")
    assert [tag.get_text() for tag in alone.soup.select(".paper h2")] == [
        "Imaginary Harbor",
        "Made-up Help Line",
    ]


def text_of(page: Page) -> str:
    """What "Text this list" writes."""
    (link,) = [one for one in page.links() if one.startswith("sms:")]
    return unquote(link.removeprefix("sms:?body="))


def test_the_whole_list_goes_as_one_text_with_names_and_numbers_and_nothing_told(visitor: Visitor) -> None:
    fields = [("place", "boone"), ("need", "housing"), ("about", "sex_offense")]
    text = text_of(visitor.send("/list", fields))
    assert "House of Nowhere 573-555-0102" in text
    assert "offense" not in text
    assert "Imaginary Harbor" not in text


@pytest.mark.parametrize("name", ["Núñez “Casa” de Ayuda", "X" * 200, "€[]" * 30])
def test_a_text_of_many_places_keeps_two_messages_and_says_how_many_are_left(
    name: str, tmp_path: Path
) -> None:
    bed = next(offering for offering in CATALOGUE.offerings if offering.id == "mo-bed001")
    many = tuple(replace(bed, id=f"mo-many{n:02}", organization=name) for n in range(30))
    visitor = Visitor(make_app(tmp_path, replace(CATALOGUE, offerings=many), public_url=PUBLIC))
    text = text_of(visitor.visit("/list?" + "&".join(f"id=mo-many{n:02}" for n in range(30))))
    assert gsm_text(text) == text
    assert gsm_length(text) <= 306
    lines = text.split("\n")
    assert lines[-1] == f"and {30 - len(lines) + 1} more"
    assert all(line.endswith("573-555-0100") for line in lines[:-1])


def test_a_list_that_reaches_nobody_and_a_kiosk_have_no_text_to_send(
    visitor: Visitor, tmp_path: Path
) -> None:
    bed = next(offering for offering in CATALOGUE.offerings if offering.id == "mo-bed001")
    silent = replace(CATALOGUE, offerings=(replace(bed, phones=(), address="", city="", website=""),))
    for one in (Visitor(make_app(tmp_path, silent)), Visitor(make_app(tmp_path, kiosk=True))):
        assert "sms:" not in str(one.visit("/list?id=mo-bed001").soup)


def test_a_place_without_a_number_is_texted_by_its_street(tmp_path: Path) -> None:
    bed = next(offering for offering in CATALOGUE.offerings if offering.id == "mo-bed001")
    silent = replace(CATALOGUE, offerings=(replace(bed, phones=()),))
    page = Visitor(make_app(tmp_path, silent)).visit("/list?id=mo-bed001")
    sent = unquote(next(str(a["href"]) for a in page.soup.select("a") if a.get_text() == "Text this list"))
    assert "Imaginary Harbor 1 Nowhere Street, Columbia, MO" in sent


def test_the_link_to_copy_opens_the_same_list_and_tells_nothing(visitor: Visitor) -> None:
    def copied(page: Page) -> str:
        return str(next(a["href"] for a in page.soup.select("a") if a.get_text() == "Link to this list"))

    ids = "/list?id=mo-bed001&id=mo-bed002"
    assert copied(visitor.visit(ids)) == ids
    told = [("place", "boone"), ("need", "housing"), ("about", "sex_offense")]
    link = copied(visitor.send("/list", told))
    assert link == copied(visitor.send("/list", told[:2]))
    assert "mo-bed001" in named(visitor.visit(link)), "what refuses the person would tell"


@pytest.mark.parametrize("path", ["/list?id=mo-bed001", "/list?place=boone&need=food", "/compare", "/print"])
def test_a_list_of_ones_own_is_kept_for_nobody(path: str, visitor: Visitor) -> None:
    assert visitor.visit(path).response.headers["Cache-Control"] == "no-store"


def visit_of(visitor: Visitor) -> list[tuple[str, str]]:
    start = visitor.visit("/")
    return [("visit", start.soup.select_one("input[name=visit]")["value"])]


def test_a_number_in_a_line_of_rides_is_kept_in_one_piece() -> None:
    page = Visitor(real_app()).visit("/list?id=mo-swaook")
    (line,) = [p for p in page.soup.select(".paper p") if "OATS Transit" in p.get_text()]
    assert [number.get_text() for number in line.select(".tel")] == re.findall(
        r"\d{3}-\d{3}-\d{4}", line.get_text()
    )
    assert line.select(".tel")
