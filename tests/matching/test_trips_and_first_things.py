"""Several needs in one trip; which paper comes first."""

from resource_finder.domain.hours import UNKNOWN_HOURS
from resource_finder.domain.verdicts import Verdict
from resource_finder.matching.first_things import FIRST_72_HOURS, PaperRule, paper_rules, paper_steps
from resource_finder.matching.match import Match, NeedList
from resource_finder.matching.trips import trips
from tests.matching.making import offering


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


def test_shelter_comes_first():
    assert FIRST_72_HOURS[0] == "housing/tonight"


RULES = [
    PaperRule("photo_id", ("birth_certificate",), "dor", ""),
    PaperRule("birth_certificate", ("photo_id",), "dhss", "2024-08-28"),
]


def test_papers_come_in_the_order_in_which_one_gets_the_next():
    helper = offering(needs=("id",), service="Birth certificates")
    bed = offering(needs=("housing",), documents=("photo_id",))
    first, second = paper_steps(RULES, [helper], [bed, offering()])
    assert (first.rule.paper, first.helpers, first.opens) == ("birth_certificate", (helper,), 0)
    assert (second.rule.paper, second.helpers, second.opens) == ("photo_id", (), 1)


def test_paper_rules_are_read_from_the_vocabulary():
    row = {
        "paper": "photo_id",
        "bring": "birth_certificate; proof_of_address",
        "source": "dor",
        "checked_on": "",
    }
    assert paper_rules([row]) == (
        PaperRule("photo_id", ("birth_certificate", "proof_of_address"), "dor", ""),
    )
