"""From how near, in what order."""

from datetime import datetime

import pytest

from resource_finder.domain.hours import MISSOURI_TIME, UNKNOWN_HOURS, OpenState
from resource_finder.domain.verdicts import BANDS, Verdict
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
    assert reach(offering(**said), COLUMBIA, measured(miles), measured(miles))[0] == band


def test_what_has_no_place_has_no_distance():
    assert reach(offering(statewide=True), COLUMBIA, measured(3.0), measured(3.0)) == ("statewide", None)


def test_the_edge_is_decided_by_the_exact_distance():
    place = offering(**HERE)
    assert reach(place, COLUMBIA, measured(60.1), measured(59.99))[0] == "far"
    assert reach(place, COLUMBIA, measured(59.9), measured(60.01))[0] is None


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


def at(hour):
    return datetime(2026, 11, 25, hour, tzinfo=MISSOURI_TIME)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"verdict": Verdict.ASK, "band": "further"}, {"verdict": Verdict.NO, "band": "foot"}),
        ({"words_matched": 2, "band": "far"}, {"words_matched": 1, "band": "foot"}),
        ({"verdict": Verdict.ASK, "band": "foot"}, {"verdict": Verdict.YES, "band": "near"}),
        ({"verdict": Verdict.YES, "fresh": "old"}, {"verdict": Verdict.ASK, "fresh": "current"}),
        ({"fresh": "current", "open": UNKNOWN_HOURS}, {"fresh": "old", "open": OpenState(now=True)}),
        ({"fresh": "old"}, {"fresh": "unknown"}),
        (
            {"open": OpenState(now=True), "miles": 4.0},
            {"open": OpenState(now=False, opens=at(15)), "miles": 1.0},
        ),
        ({"open": OpenState(now=False, opens=at(13))}, {"open": OpenState(now=False, opens=at(15))}),
        ({"open": OpenState(now=False, opens=at(13))}, {"open": UNKNOWN_HOURS}),
        ({"miles": 1.5}, {"miles": 2.5}),
        ({"miles": 2.5}, {"miles": None}),
        ({"offering": offering(service="Aid")}, {"offering": offering(service="Beds")}),
    ],
)
def test_each_step_of_the_order_outweighs_all_below_it(first, second):
    assert sorted([match(**second), match(**first)], key=rank)[0] == match(**first)


def test_bands_rank_from_on_foot_to_further_away():
    shuffled = [match(band=band) for band in reversed(BANDS)]
    assert tuple(m.band for m in sorted(shuffled, key=rank)) == BANDS
