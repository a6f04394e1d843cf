"""What cards and papers say of ways, miles and hours: once, truly, and in few words."""

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest

from resource_finder.domain.offering import Catalogue, Offering, Phone, Transit
from resource_finder.domain.text_message import gsm_length, gsm_text
from tests.web.client import Visitor
from tests.web.making import CATALOGUE, OFFERINGS, make_app

NO_RIDE = "We know of no bus or ride"
FROM_THE_MIDDLE = "Miles are from the middle of Boone County."


def ride(notice: str) -> Offering:
    return Offering(
        id="mo-van001",
        organization="Pretend Vans",
        service="Rides by phone",
        needs=("ride",),
        kind="call-ahead-ride",
        summary="Takes you where you need to go.",
        serves=("boone",),
        how_to_start=("call",),
        phones=(Phone("573-555-0109"),),
        sheet="transit",
        sources=("invented",),
        checked_on="2026-02-01",
        transit=Transit(notice=notice),
    )


def ways(tmp_path: Path, notice: str, path: str) -> str:
    app = make_app(tmp_path, Catalogue((*OFFERINGS, ride(notice)), CATALOGUE.sources, f"with {notice}"))
    return " ".join(
        way.get_text(" ") for way in Visitor(app).visit(path).soup.select(".card .line, .card .way")
    )


@pytest.mark.parametrize(
    ("notice", "english", "spanish"),
    [
        (
            "Call ahead: ask how many days",
            "Ride by phone: Pretend Vans. Call ahead: ask how many days",
            "Transporte que se pide por teléfono: Pretend Vans. Llame antes: pregunte con cuántos días",
        ),
        (
            "1 day before",
            "Call for a ride: Pretend Vans. When to call: 1 day before",
            "Llame para pedir transporte: Pretend Vans. Cuándo llamar: 1 día antes",
        ),
    ],
)
def test_when_to_call_is_said_once(tmp_path, notice, english, spanish):
    assert english in ways(tmp_path / "en", notice, "/boone/housing")
    assert spanish in ways(tmp_path / "es", notice, "/es/boone/housing")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("38.9501,-92.3401", "You can walk"),
        ("38.99,-92.34", "It is close by."),
    ],
)
def test_next_door_nobody_is_told_that_there_is_no_way(visitor, place, said):
    page = visitor.send("/find", [("place", place), ("need", "housing")])
    card = page.soup.select_one("[data-offering=mo-bed001]").get_text(" ")
    assert [words for words in ("You can walk", "It is close by.", NO_RIDE) if words in card] == [said]


def test_where_no_ride_is_known_between_two_towns_it_is_said(visitor):
    assert NO_RIDE in visitor.send("/find", [("place", "65265"), ("need", "housing")]).text


def test_of_a_county_as_a_whole_nobody_says_that_there_is_no_ride(visitor):
    """Which buses run is known of a town alone."""
    page = visitor.visit("/worth/job")
    assert page.cards
    assert NO_RIDE not in page.text


def test_miles_of_a_whole_county_say_where_they_begin_once_a_page(visitor):
    page = visitor.visit("/boone/housing")
    assert page.text.count(FROM_THE_MIDDLE) == 1
    assert "You can walk" not in page.text
    assert FROM_THE_MIDDLE not in visitor.visit("/find?place=65203&need=housing").text
    assert "desde el centro del condado de Boone." in visitor.visit("/es/boone/housing").text


def test_a_whole_day_is_not_midnight_to_midnight(visitor):
    hours = visitor.visit("/service/mo-bed001").soup.select_one(".facts table").get_text(" ")
    assert "All day" in hours
    assert "midnight" not in hours


def texts_of_sms(page) -> list[str]:
    return [unquote(link.partition("?body=")[2]) for link in page.links() if link.startswith("sms:")]


def test_a_listing_goes_by_text_with_name_number_street_and_link(tmp_path):
    site = Visitor(make_app(tmp_path, public_url="https://help.example"))
    (text,) = texts_of_sms(site.visit("/service/mo-bed001"))
    assert text.splitlines() == [
        "Imaginary Harbor",
        "573-555-0100",
        "1 Nowhere Street, Columbia, MO 65203",
        "https://help.example/service/mo-bed001",
    ]
    (text,) = texts_of_sms(site.visit("/es/service/mo-bed001"))
    assert text.endswith("https://help.example/es/service/mo-bed001")


def test_a_listing_without_number_and_street_goes_by_its_link(tmp_path):
    bare = replace(OFFERINGS[0], phones=(), address="", city="", zip="", organization="Refugio San Ángel")
    app = make_app(tmp_path, Catalogue((bare,), CATALOGUE.sources, "bare"), public_url="https://help.example")
    (text,) = texts_of_sms(Visitor(app).visit("/service/mo-bed001"))
    assert text == "Refugio San Angel\nhttps://help.example/service/mo-bed001"


@pytest.mark.parametrize("lang", ["", "/es"])
def test_no_text_is_long_or_tells_what_was_asked(visitor, lang):
    form = [("place", "Boone County"), ("need", "housing"), ("about", "sex_offense"), ("answered", "record")]
    page = visitor.send(f"{lang}/find", form)
    texts = texts_of_sms(page)
    assert texts
    for text in texts:
        assert gsm_length(text) <= 160
        assert gsm_text(text) == text
        assert not re.search(r"place=|need=|about|sex|record|boone/", text, re.IGNORECASE)


def questions_of(visitor: Visitor, *about: str) -> list[str]:
    """What the card of a house that says nothing of whom it takes tells the person to ask."""
    page = visitor.send(
        "/find", [("place", "Boone County"), ("need", "housing"), *(("about", fact) for fact in about)]
    )
    card = page.soup.select_one("[data-offering=mo-bed002]")
    assert card is not None
    lines = [line.get_text(" ", strip=True) for line in card.select(".verdict, .notes li")]
    return [line for line in lines if "“" in line]


@pytest.mark.parametrize(
    ("about", "questions"),
    [
        (("violent", "arson"), ["people with a violent record or an arson record"]),
        (
            ("sex_offense", "violent", "drug"),
            ["people with a sex offense, a violent record or a drug record"],
        ),
        (("man", "children"), ["men with children along"]),
        (("woman", "children", "pregnant"), ["pregnant women with children along"]),
        (("man", "arson"), ["people with an arson record", "men"]),
    ],
)
def test_one_subject_is_asked_about_once(visitor, about, questions):
    asked = [f"Ask first: “Do you take {group}?”" for group in questions]
    assert questions_of(visitor, *about, "no_car") == asked


@pytest.mark.parametrize(
    ("lang", "about", "said"),
    [
        ("", ("sex_offense",), "They do not say if they help people with a sex offense"),
        ("", ("man", "children"), "They do not say if they help men with children along"),
        (
            "",
            ("drug", "no_id"),
            "They do not say if they help people with a drug record or people without an ID",
        ),
        (
            "",
            ("arson", "drug", "man", "supervision"),
            "They do not say if they help people in your situation",
        ),
        ("/es", ("man", "no_id"), "No dicen si ayudan a hombres o personas sin identificación"),
    ],
)
def test_what_is_left_unsaid_and_not_asked_stands_under_why_alone(visitor, lang, about, said):
    """A bus: no sign of a verdict, no question, no note."""
    form = [("place", "Boone County"), ("need", "ride"), *(("about", fact) for fact in about)]
    card = visitor.send(f"{lang}/find", form).soup.select_one("[data-offering=mo-bus001]")
    assert card.select(".verdict, .notes") == []
    assert said in [reason.get_text() for reason in card.select(".why li")]
    assert card.get_text(" ").count(said) == 1


def test_beside_a_question_what_is_left_unsaid_stands_under_why(visitor):
    form = [("place", "Greene County"), ("need", "food"), ("about", "no_id"), ("about", "man")]
    card = visitor.send("/find", form).soup.select_one("[data-offering=mo-food00]")
    assert "Do I need an ID" in card.select_one(".verdict.ask").get_text()
    assert [note for note in card.select(".notes li") if "They do not say" in note.get_text()] == []
    assert "They do not say if they help men" in [reason.get_text() for reason in card.select(".why li")]


def test_every_refused_record_is_named_in_one_line(visitor):
    page = visitor.send(
        "/find",
        [
            ("place", "65203"),
            ("need", "housing"),
            ("about", "sex_offense"),
            ("about", "drug"),
            ("refused", "1"),
        ],
    )
    card = page.soup.select_one("[data-offering=mo-bed001]").get_text(" ")
    assert card.count("They do not take people with") == 1


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/find?place=65203&need=housing", "in Columbia"),
        ("/es/find?place=65203&need=housing", "en Columbia"),
        ("/find?place=65101&need=housing", "about 33 miles"),
    ],
)
def test_no_miles_are_counted_to_the_middle_of_a_near_town(visitor, path, said):
    card = visitor.visit(path).soup.select_one("[data-offering=mo-bed002]")
    assert card.select_one(".where").get_text().split(" · ")[0] == said
    assert said in [reason.get_text() for reason in card.select(".why li")]


def test_a_number_in_a_ride_line_stands_in_one_piece(tmp_path):
    app = make_app(tmp_path, Catalogue((*OFFERINGS, ride("1 day before")), CATALOGUE.sources, "numbers"))
    lines = Visitor(app).visit("/boone/housing").soup.select(".card .line")
    numbers = [number for line in lines for number in line.find_all(string=re.compile("573-555-0109"))]
    assert numbers
    assert all("tel" in number.parent.get("class", []) for number in numbers)
