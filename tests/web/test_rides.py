"""A ride says what it costs, when it runs and how it is got, in the words of people and not of tables."""

import re

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from resource_finder.domain.hours import UNKNOWN_HOURS
from resource_finder.domain.offering import Offering, Phone
from resource_finder.domain.verdicts import Verdict
from resource_finder.matching.match import Match, Ride
from resource_finder.wording.remarks import ride_text, told_ways
from resource_finder.wording.rides import ride_words
from tests.real import real_app
from tests.web.client import Visitor


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("$2.00 per one-way ride (from 2023-07-01)", "$2.00 per one-way ride (from Jul 2023)"),
        ("Reservation line every day 7:30-17:00", "Reservation line every day 7:30 am to 5 pm"),
        ("$8-$36 round trip by mileage", "$8-$36 round trip by mileage"),
        ("", ""),
    ],
)
def test_dates_and_hours_are_said_as_people_say_them(app: Flask, text: str, said: str) -> None:
    with app.test_request_context("/"):
        assert ride_words(text) == said


# What becomes of the figures of one row in each county.
_SAID_IN = {
    "boone": "(desde jul 2023)",
    "cole": "de 6:40 am a 6 pm",
    "greene": "de 6 am a 10 pm",
    "jackson": "(desde feb 2024)",
}


@pytest.fixture(scope="module")
def rider() -> Visitor:
    return Visitor(real_app())


def test_a_card_and_the_page_of_a_ride_say_its_fare_and_how_to_get_on(rider: Visitor) -> None:
    """JEFFTRAN's row in transit.csv."""
    card = rider.visit("/cole/ride").soup.select_one("[data-offering=mo-fcv5ggi]")
    assert card is not None
    for page in (card.get_text(" ", strip=True), rider.visit("/service/mo-fcv5ggi").text):
        assert "Wait at a stop" in page
        assert "$1.00; $0.50 reduced" in page


@pytest.mark.parametrize("county", ["boone", "cole", "greene", "jackson"])
def test_a_ride_in_spanish_leaves_no_figures_of_the_sheet(rider: Visitor, county: str) -> None:
    """Such as 6:00-18:00 and 2023-07-01."""
    paths = ("", "?page=2", "?page=3")
    pages = [rider.client.get(f"/es/{county}/ride{page}").get_data(as_text=True) for page in paths]
    found = [card for page in pages for card in BeautifulSoup(page, "html.parser").select(".card")]
    cards = [card.get_text(" ", strip=True) for card in found]
    assert any("Cómo usarlo:" in card for card in cards)
    assert [card for card in cards if re.search(r"\d:\d\d-\d|\d{4}-\d\d-\d\d", card)] == []
    assert any(_SAID_IN[county] in card for card in cards)


def _ride(name: str, number: str = "", stop: str = "", kind: str = "call_ahead") -> Ride:
    """A ride of an obviously fictional company."""
    phones = (Phone(number),) if number else ()
    provider = Offering(
        id=f"{name}{number}", organization=name, service="Rides", needs=("ride",), phones=phones
    )
    return Ride(kind, provider, stop)  # type: ignore[arg-type]


def test_a_company_that_stands_twice_is_told_once_and_with_its_number(app: Flask) -> None:
    rides = (_ride("Made-up Rides"), _ride("Made-up Rides", "573-555-0101"), _ride("Other Rides"))
    bus = (_ride("Bus", kind="city_bus"), _ride("Bus", stop="4th", kind="city_bus"))
    bed = Offering(id="mo-made", organization="House", service="Beds", needs=("housing",))
    match = Match(bed, Verdict.YES, (), "near", 2.0, UNKNOWN_HOURS, "current", rides=(*rides, *bus))
    with app.test_request_context("/"):
        told = told_ways(match, False, lambda ride: (ride.provider.phones, ride_text(ride)))
    assert [words for _phones, words in told] == [
        "Call for a ride: Made-up Rides",
        "Ride to book ahead: Other Rides. We have no number: ask 211",
        "City bus: Bus. Nearest stop: 4th",
    ]
    assert told[0][0] == (Phone("573-555-0101"),)
