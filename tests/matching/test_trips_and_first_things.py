"""Several needs in one trip; which paper comes first."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resource_finder.domain.hours import UNKNOWN_HOURS
from resource_finder.domain.verdicts import Verdict
from resource_finder.matching.first_things import (
    FIRST_72_HOURS,
    PAPERS,
    PaperRule,
    helps_with,
    paper_rules,
    paper_steps,
)
from resource_finder.matching.match import Match, NeedList
from resource_finder.matching.trips import CLOSE_MILES, trips
from resource_finder.places.distance import rough_miles
from tests.matching.making import RULES as RULES_OF
from tests.matching.making import offering

# A few miles around: many pairs on both sides of a walk, across the borders of the cells.
PLACES = st.floats(0, 0.05)


def flat(here, there):
    return 69.0 * max(abs(here[0] - there[0]), abs(here[1] - there[1]))


def at(north, **said):
    values = {"id": f"mo-{north}", "latitude": 38.9 + north, "longitude": -92.3, "precision": "exact"} | said
    return Match(offering(**values), Verdict.YES, (), "near", north * 69.0, UNKNOWN_HOURS, "current")


def lists(**by_need):
    return [NeedList(need, len(found), 0, tuple(found)) for need, found in by_need.items()]


def test_two_needs_a_short_walk_apart_are_one_trip():
    (trip,) = trips(lists(food=[at(0.010)], id=[at(0.015)]), flat)
    assert trip.needs == ("food", "id")
    assert round(trip.apart_miles, 3) == 0.345


def test_two_needs_a_long_walk_apart_are_two_trips():
    assert trips(lists(food=[at(0.010)], id=[at(0.020)]), flat) == ()


def test_one_place_for_two_needs_is_one_trip_of_no_distance():
    both = at(0.010)
    (trip,) = trips(lists(food=[both], id=[both]), flat)
    assert (trip.needs, trip.apart_miles) == (("food", "id"), 0.0)


def test_the_middle_of_a_town_is_no_address():
    assert trips(lists(food=[at(0.010, precision="approximate")], id=[at(0.011)]), flat) == ()


def test_no_place_stands_in_two_trips():
    found = trips(lists(food=[at(0.010)], id=[at(0.011), at(0.012)]), flat)
    assert len(found) == 1


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["food", "id", "job"]), PLACES, PLACES), min_size=2, max_size=12))
def test_no_pair_is_missed_by_looking_at_neighbouring_cells_only(places):
    by_need: dict[str, list[Match]] = {}
    for number, (need, north, west) in enumerate(places):
        by_need.setdefault(need, []).append(at(north, id=f"mo-{number}", longitude=-92.3 - west))
    listed = [(need, match) for need, found in by_need.items() for match in found]
    close = [
        rough_miles(one.offering.point, two.offering.point)
        for (need, one), (other, two) in combinations(listed, 2)
        if need != other and rough_miles(one.offering.point, two.offering.point) <= CLOSE_MILES
    ]
    found = trips(lists(**by_need), rough_miles)
    assert bool(found) == bool(close)
    assert all(trip.apart_miles in close for trip in found)


def test_a_thousand_places_are_not_all_measured_against_each_other():
    measured = []
    spread = [at(number / 100) for number in range(500)]
    others = [at(number / 100 + 0.002) for number in range(500)]
    trips(lists(food=spread, id=others), lambda *pair: measured.append(pair) or flat(*pair))
    assert len(measured) < 10 * len(spread)


def test_the_parole_office_comes_first_and_then_a_bed():
    assert FIRST_72_HOURS[:2] == ("supervision", "housing/tonight")


RULES = [
    PaperRule("photo_id", ("birth_certificate",), "dor", ""),
    PaperRule("birth_certificate", ("photo_id",), "dhss", "2024-08-28"),
]


def test_papers_come_in_the_order_in_which_one_gets_the_next():
    helper = offering(needs=("id",), kind="birth-certificate-office")
    asking = {"photo_id": 1, "birth_certificate": 0}
    first, second = paper_steps(RULES, [helper], asking.__getitem__, RULES_OF.kinds)
    assert (first.rule.paper, first.helpers, first.opens) == ("birth_certificate", (helper,), 0)
    assert (second.rule.paper, second.helpers, second.opens) == ("photo_id", (), 1)


@pytest.mark.parametrize(
    ("kind", "papers"),
    [
        ("birth-certificate-office", {"birth_certificate"}),
        ("health-department", {"birth_certificate"}),
        ("social-security-office", {"social_security_card"}),
        ("license-office", {"photo_id"}),
        ("paper-help", {"birth_certificate", "social_security_card", "photo_id"}),
        ("paper-rule", set()),
        ("library", set()),
    ],
)
def test_who_helps_with_a_paper_is_read_from_the_kind_and_never_from_a_title(kind, papers):
    row = offering(needs=("id",), kind=kind, service="Social Security and photo ID")
    assert {paper for paper in PAPERS if helps_with(row, paper, RULES_OF.kinds)} == papers


def test_paper_rules_are_read_from_the_vocabulary():
    row = {
        "paper": "photo_id",
        "bring": "birth_certificate; proof_of_address",
        "source": "dor",
        "checked_on": "",
        "without_en": "Ask us.",
        "without_es": "",
    }
    (rule,) = paper_rules([row])
    said = {"en": "Ask us."}
    assert rule == PaperRule("photo_id", ("birth_certificate", "proof_of_address"), "dor", "", said)
    assert rule.without_text("es") == "Ask us."
    assert PaperRule("photo_id", (), "", "").without_text("es") == ""


def test_two_papers_that_ask_for_each_other_are_told_apart():
    rules = (
        PaperRule("birth_certificate", ("photo_id",), "", ""),
        PaperRule("social_security_card", (), "", ""),
        PaperRule("photo_id", ("birth_certificate", "proof_of_address"), "", ""),
    )
    steps = paper_steps(rules, (), lambda _paper: 0, RULES_OF.kinds)
    assert [step.asks_back for step in steps] == ["photo_id", "", "birth_certificate"]
