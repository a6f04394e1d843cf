"""Journeys K1, K3, K4, K5, P4 and F1: from the start page to somebody who helps."""

import pytest

from tests.journeys.oracle import by_id, nearest_beyond, placed, reached, refuses
from tests.journeys.traveller import FAST, SLOW_3G, Traveller

pytestmark = pytest.mark.browser


def test_k1_a_bed_in_boone_with_a_record_for_a_sex_offense(traveller: Traveller) -> None:
    usual = traveller.another()
    if traveller.lang == "en":
        go_to_a_bed_in_boone(usual, FAST)
    go_to_a_bed_in_boone(traveller, SLOW_3G if traveller.lang == "en" else FAST)
    counted = traveller.counted
    assert (counted.taps, counted.keys) == (4, 0)
    assert counted.bytes <= 60_000
    # What the machine itself takes is not the network's.
    assert counted.seconds - usual.counted.seconds <= 15
    assert traveller.is_in_view("a[href^='tel:']")
    listed = traveller.listed_on_all_pages()
    refusing = {id_ for id_ in reached("boone", "housing") if refuses(by_id()[id_], "sex_offense")}
    assert refusing
    assert len(listed) == len(set(listed))
    assert set(listed) == reached("boone", "housing") - refusing


def go_to_a_bed_in_boone(traveller: Traveller, network: dict[str, object]) -> None:
    traveller.network(network)
    try:
        traveller.opens("/")
        for words in ("B", "Boone County", "A place to live", "A sex offense"):
            traveller.tap(words)
    finally:
        traveller.network(FAST)


def test_k3_treatment_with_medicaid_in_the_city_of_saint_louis(traveller: Traveller) -> None:
    traveller.opens("/")
    for words in ("S", "St. Louis City", "Help with alcohol or drugs", "Medicaid (MO HealthNet)"):
        traveller.tap(words)
    assert traveller.counted.taps == 4
    assert {"en": "St. Louis City", "es": "ciudad de St. Louis"}[traveller.lang] in traveller.heading
    listed = traveller.listed_on_all_pages()
    assert set(listed) == reached("st-louis-city", "treatment")
    # What serves only the county, by phone, is no help in the city: the two are different counties.
    only_county = reached("st-louis", "treatment") - reached("st-louis-city", "treatment")
    assert not set(listed) & only_county


def test_k4_not_sure_leads_to_the_first_72_hours(traveller: Traveller) -> None:
    traveller.opens("/boone")
    traveller.tap("Not sure: show the first 72 hours")
    assert traveller.counted.taps <= 2
    for need in ("housing/tonight", "food", "phone", "id", "supervision"):
        shown = set(traveller.listed()) & reached("boone", need)
        assert shown, need
    assert traveller.is_seen(traveller.says("A phone"))


def test_k5_nothing_near_shows_the_nearest_three_and_the_next_county(traveller: Traveller) -> None:
    county, need = "butler", "housing/tonight"
    assert not placed(county, need), "the sheets now have a place here: choose another county"
    traveller.opens(f"/{county}/{need}")
    nothing = {
        "en": "We know of no place for this in Butler County.",
        "es": "para esto en el condado de Butler.",
    }
    assert traveller.is_seen(nothing[traveller.lang])
    nearest = dict(nearest_beyond(county, need)[:3])
    assert set(traveller.listed()) - reached(county, need) == nearest.keys()
    for id_, miles in nearest.items():
        card = traveller.find_card(id_)
        traveller.unfolds(card)
        assert str(round(miles)) in card.text
    before = traveller.counted.taps
    traveller.tap("Stoddard County")
    assert traveller.counted.taps - before == 1
    assert "Stoddard" in traveller.heading


def test_p4_a_misspelt_search_finds_a_shelter_in_the_first_three(traveller: Traveller) -> None:
    traveller.opens("/")
    traveller.types("q", "shelter colombia", send=True)
    shelters = reached("boone", "housing/tonight") & placed("boone", "housing")
    towns = {by_id()[id_]["city"] for id_ in traveller.listed()[:3] if id_ in shelters}
    assert "Columbia" in towns
    assert traveller.counted.taps == 0


def test_f1_a_sister_looks_for_the_brother_who_comes_to_kansas_city(traveller: Traveller) -> None:
    traveller.opens("/")
    traveller.tap("It is for somebody else")
    assert traveller.counted.taps == 1
    assert traveller.heading == traveller.says("Where will they live?")
    traveller.types("place", "Kansas City", send=True)
    assert traveller.heading == traveller.says("What do they need?")
    traveller.tap("A place to live")
    assert traveller.is_seen(traveller.says("Does the person have a record for one of these?"))
    traveller.shows_what_was_said()
    assert traveller.is_seen(traveller.says("You are looking for somebody else."))
    assert "Kansas City" in traveller.heading
    assert "Randolph" not in traveller.heading


def test_f1_in_her_own_words_the_county_is_where_he_goes_and_not_where_he_leaves(scripted: Traveller) -> None:
    scripted.opens("/")
    scripted.types("q", "my brother is leaving Moberly and needs a bed in Kansas City", send=True)
    assert "Kansas City" in scripted.heading
    assert set(scripted.listed()) & reached("jackson", "housing") & placed("jackson", "housing")
