"""Expected help: each factor by its table, and what must hold whatever the numbers are."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from resource_finder.domain.help_table import CASES, BadHelpTable, HelpTable
from resource_finder.domain.offering import Phone
from resource_finder.domain.situation import Origin
from resource_finder.matching.eligibility import eligibility
from resource_finder.matching.help import Trying, expected_help, factors_of
from tests.matching.making import RULES, bed, kind_of, offering, person

TODAY = date(2026, 11, 25)
PHONE = (Phone("573-555-0100"),)
STREET = {"address": "1 Fictional Street", "city": "Columbia", "county": "boone"}
EXACT = STREET | {"latitude": 38.95, "longitude": -92.33, "precision": "exact"}


def factors(row, *about, miles=None, ride=None, words=0, **more):
    asker = person(*about, **more)
    verdict, findings = eligibility(row, asker, kind_of(row))
    trying = Trying(row, kind_of(row), verdict, findings, miles, ride, words)
    return {factor.name: factor for factor in factors_of(trying, asker, TODAY, RULES.help)}


def value(name, row, *about, **more):
    return pytest.approx(factors(row, *about, **more)[name].value, abs=0.005)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"checked_on": "2026-11-25"}, 1.0),
        ({"checked_on": "2021-04-20"}, 0.5),
        ({"checked_on": "2015-09-10"}, 0.25),
        ({"checked_on": "2026-11-25", "status": "unconfirmed"}, 0.85),
        ({"checked_on": "2021-04-20", "status": "unconfirmed"}, 0.425),
        ({"checked_on": ""}, 0.5),
        ({"checked_on": "2030"}, 0.5),
    ],
)
def test_half_of_what_is_listed_is_gone_after_the_half_life(said, expected):
    assert value("still", offering(**said)) == expected


@pytest.mark.parametrize(
    ("said", "about", "expected"),
    [
        ({}, (), 0.95),
        ({"record": (("arson", "yes"),)}, ("arson",), 0.95),
        ({"kind": "pantry"}, ("arson",), 0.85),
        ({"record": (("arson", "no"),)}, (), 0.85),
        ({"kind": "shelter"}, ("arson",), 0.6),
        ({"record": (("arson", "no"),)}, ("arson",), 0.0),
        ({"who": ("veterans",)}, (), 0.08),
        ({"who": ("veterans",)}, ("veteran",), 0.95),
        ({"who": ("women",)}, (), 0.12),
        ({"who": ("men",)}, (), 0.88),
        ({"who": ("families",)}, (), 0.15),
        ({"who": ("families",)}, ("man",), 0.15),
        ({"who": ("women", "families")}, ("man",), 0.15),
        ({"who": ("women", "families")}, ("woman",), 0.95),
        ({"who": ("women",)}, ("man",), 0.0),
        ({"who": ("youth",)}, (), 0.01),
        ({"who": ("seniors",)}, (), 0.06),
        ({"who": ("seniors",)}, ("senior",), 0.95),
        ({"who": ("ages 18-",)}, (), 0.95),
        ({"who": ("ages 18-24",)}, (), 0.1),
        ({"who": ("men", "veterans")}, (), 0.07),
        ({"kind": "va-clinic"}, (), 0.08),
        ({"kind": "youth-shelter"}, (), 0.01),
        ({"kind": "aging-office"}, ("senior",), 0.95),
        ({"kind": "prison-program"}, (), 0.02),
        ({"supervision": "only"}, (), 0.8),
        ({"supervision": "only"}, ("supervision",), 0.95),
        ({"pays_with": ("medicaid",)}, (), 0.6),
        ({"who": ("veterans",), "kind": "shelter"}, ("arson",), 0.05),
    ],
)
def test_who_is_taken_is_a_yes_a_question_or_the_share_of_those_who_belong(said, about, expected):
    assert value("takes", offering(**said), *about) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"serves": ("boone", "cole")}, 1.0),
        ({"statewide": True}, 1.0),
        ({}, 0.9),
        ({"serves": ("cole",)}, 0.15),
    ],
)
def test_a_row_that_lists_other_counties_hardly_serves_this_one(said, expected):
    assert value("serves", offering(**said)) == expected


@pytest.mark.parametrize(
    ("said", "about", "expected"),
    [
        ({"phones": PHONE}, (), 0.9),
        ({"phones": PHONE}, ("no_phone",), 0.6),
        (STREET | {"how_to_start": ("walk-in",), "hours": "Mo-Fr 08:00-17:00"}, (), 0.8),
        (STREET | {"how_to_start": ("walk-in",), "hours": "Mo-Fr 08:00-17:00"}, ("no_phone",), 0.8),
        (STREET | {"how_to_start": ("walk-in",)}, (), 0.5),
        (STREET, (), 0.5),
        (STREET | {"private_address": True}, (), 0.05),
        (STREET | {"address": "PO Box 77"}, (), 0.05),
        (STREET | {"kind": "safe-house"}, (), 0.05),
        ({"website": "https://example.org"}, (), 0.4),
        ({"email": "a@example.org"}, (), 0.4),
        ({"city": "Columbia"}, (), 0.05),
    ],
)
def test_the_best_way_to_speak_with_them_counts(said, about, expected):
    assert value("contact", offering(**said), *about) == expected


@pytest.mark.parametrize(
    ("said", "miles", "expected"),
    [
        (EXACT, 0.0, 1.0),
        (EXACT, 20.0, 0.5),
        (EXACT, 60.0, 0.25),
        (EXACT | {"serves": ("boone",)}, 60.0, 0.45),
        ({"serves": ("boone",)}, None, 0.45),
        ({"statewide": True}, None, 0.45),
        ({"statewide": True, "phones": PHONE, "kind": "coordinated-entry"}, None, 0.9),
        ({"statewide": True, "kind": "coordinated-entry"}, None, 0.45),
        (EXACT | {"phones": PHONE, "kind": "help-line"}, 60.0, 0.45),
        (EXACT | {"precision": "approximate"}, 0.0, 0.909),
        (EXACT | {"precision": "approximate"}, 20.0, 0.5),
    ],
)
def test_the_way_counts_by_miles_and_never_less_where_they_cover_the_county(said, miles, expected):
    assert value("way", offering(**said), miles=miles) == expected


@pytest.mark.parametrize(
    ("ride", "expected"),
    [("foot", 1.0), ("city_bus", 0.9), ("call_ahead", 0.7), (None, 0.3)],
)
def test_without_a_car_the_best_ride_counts(ride, expected):
    row = offering(**EXACT)
    assert value("way", row, "no_car", miles=0.0, ride=ride) == expected
    assert value("way", row, miles=0.0, ride=ride) == 1.0
    assert value("way", replace(row, serves=("boone",)), "no_car", miles=180.0, ride=ride) == 0.45 * expected


def test_nobody_needs_a_ride_to_a_ride():
    bus = offering(**EXACT, kind="city-bus", needs=("ride",))
    assert value("way", bus, "no_car", miles=0.0, ride=None) == 1.0


def test_in_a_county_known_by_name_alone_everything_is_at_most_five_miles_off():
    boone = Origin("boone", 38.95, -92.33, whole_county=True)
    row = offering(**EXACT)
    assert value("way", row, miles=25.0, origin=boone) == 0.8
    assert value("way", row, miles=1.0, origin=boone) == 0.952
    assert value("way", replace(row, county="cole"), miles=25.0, origin=boone) == pytest.approx(
        0.444, abs=0.005
    )
    assert value("way", row, miles=25.0) == pytest.approx(0.444, abs=0.005)


@pytest.mark.parametrize(("matched", "expected"), [(2, 1.0), (1, 0.5), (0, 0.1)])
def test_who_says_what_was_typed_counts_more(matched, expected):
    found = factors_typed(("night", "shift"), matched)
    assert found["words"].value == expected
    assert "words" not in factors_typed((), 0)


def factors_typed(words, matched):
    asker = person(words=words)
    row = bed()
    verdict, findings = eligibility(row, asker, kind_of(row))
    trying = Trying(row, kind_of(row), verdict, findings, None, None, matched)
    return {factor.name: factor for factor in factors_of(trying, asker, TODAY, RULES.help)}


def test_help_is_the_product_of_its_factors():
    found = factors(offering(**EXACT, phones=PHONE, serves=("boone",)), miles=20.0)
    assert expected_help(tuple(found.values())) == pytest.approx(0.98 * 0.95 * 1.0 * 0.9 * 0.5, abs=0.005)


def rows_of_the_table():
    return [
        {"factor": factor, "case": case, "value": "0.5", "source": "assumed"}
        for factor, cases in CASES.items()
        for case in cases
    ]


def test_the_table_is_complete_and_each_value_has_a_source():
    HelpTable.load(Path(__file__).parents[2] / "data")
    with pytest.raises(BadHelpTable, match="no line for still/half_life_years"):
        HelpTable(rows_of_the_table()[1:])


@pytest.mark.parametrize(
    ("cell", "message"),
    [({"source": ""}, "way/none has no source"), ({"value": "much"}, "way/none: 'much' is no number")],
)
def test_a_bad_line_of_the_table_is_named(cell, message):
    rows = [
        row | (cell if row["case"] == "none" and row["factor"] == "way" else {})
        for row in rows_of_the_table()
    ]
    with pytest.raises(BadHelpTable, match=message):
        HelpTable(rows)


def test_the_shares_of_all_ages_are_one():
    assert RULES.help.share_of_ages(0, 130) == pytest.approx(1.0)
