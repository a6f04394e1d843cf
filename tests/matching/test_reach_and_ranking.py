"""From how near, in what order."""

import pytest

from resource_finder.domain.hours import UNKNOWN_HOURS
from resource_finder.domain.verdicts import Verdict
from resource_finder.matching.match import Match
from resource_finder.matching.ranking import rank
from resource_finder.matching.reach import distance_band, reach
from tests.matching.making import COLUMBIA, offering

HERE = {"latitude": 38.95, "longitude": -92.33}


def measured(miles):
    return lambda _here, _there: miles


@pytest.mark.parametrize(
    ("miles", "band"),
    [
        (0, "foot"),
        (1, "foot"),
        (1.01, "near"),
        (5, "near"),
        (15, "town"),
        (30, "drive"),
        (60, "far"),
        (61, "further"),
    ],
)
def test_bands_end_where_the_design_says(miles, band):
    assert distance_band(miles) == band


@pytest.mark.parametrize(
    ("said", "miles", "band"),
    [
        (HERE, 12.0, "town"),
        (HERE, 61.0, None),
        (HERE | {"serves": ("boone",)}, 61.0, "phone"),
        (HERE | {"serves": ("boone",)}, 59.0, "far"),
        ({"serves": ("boone",)}, 0.0, "phone"),
        ({"serves": ("cole",)}, 0.0, None),
        ({"statewide": True}, 0.0, "statewide"),
        (HERE | {"statewide": True}, 4.0, "near"),
        (HERE | {"statewide": True}, 200.0, "statewide"),
        (HERE | {"serves": ("cole",)}, 20.0, "drive"),
    ],
)
def test_coverage_and_location_are_separate_facts(said, miles, band):
    assert reach(offering(**said), COLUMBIA, measured(miles))[0] == band


def test_what_has_no_place_has_no_distance():
    assert reach(offering(statewide=True), COLUMBIA, measured(3.0)) == ("statewide", None)


def test_the_edge_lies_at_sixty_miles():
    place = offering(**HERE)
    assert reach(place, COLUMBIA, measured(60.0))[0] == "far"
    assert reach(place, COLUMBIA, measured(60.01))[0] is None


def match(**said):
    values = {
        "offering": offering(),
        "verdict": Verdict.YES,
        "findings": (),
        "band": "near",
        "miles": 2.0,
        "open": UNKNOWN_HOURS,
        "fresh": "current",
    }
    return Match(**(values | said))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"words_matched": 2, "help": 0.1}, {"words_matched": 1, "help": 0.9}),
        ({"help": 0.31, "miles": 9.0}, {"help": 0.3, "miles": 1.0}),
        ({"miles": 1.5}, {"miles": 2.5}),
        ({"miles": 2.5}, {"miles": None}),
        ({"offering": offering(service="Aid")}, {"offering": offering(service="Beds")}),
        ({"offering": offering(id="mo-a")}, {"offering": offering(id="mo-b")}),
    ],
)
def test_within_a_step_words_come_before_help_and_distance_and_name_break_ties(first, second):
    assert sorted([match(**second), match(**first)], key=rank)[0] == match(**first)
