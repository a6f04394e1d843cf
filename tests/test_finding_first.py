"""The one to start with, and the steps: what a coordinator would say first."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resource_finder.domain.circumstances import CIRCUMSTANCES
from resource_finder.domain.kinds import REFUSED, UNREACHABLE
from resource_finder.domain.offering import Phone
from tests.matching.making import offering, person
from tests.test_finding import NOW, finder, ids, miles_north, phoned

PHONE = (Phone("573-555-0100"),)


def found_of(*rows, about=(), hits=None, **more):
    (found,) = finder(*rows, hits=hits).find(person(*about, **more), NOW)
    return found


def first_of(*rows, **more):
    return found_of(*rows, **more).matches[0].offering.id


def steps_of(found):
    return {step.step.code: [match.offering.id for match in step.matches] for step in found.steps}


def test_steps_stand_in_their_order_and_what_is_folded_last():
    rows = [
        miles_north(1, id="wait", kind="housing-authority"),
        miles_north(1, id="advice", kind="housing-advice", needs=("housing",)),
        miles_north(30, id="home", kind="reentry-housing", needs=("housing",)),
        miles_north(2, id="bed"),
    ]
    found = found_of(*rows)
    assert [step.step.code for step in found.steps] == [
        "coming-home",
        "shelters",
        "housing-advice",
        "apply-and-wait",
    ]
    assert ids(found) == ["bed", "home", "advice", "wait"]
    assert [match.step for match in found.matches][1:] == ["coming-home", "housing-advice", "apply-and-wait"]
    assert [step.total for step in found.steps] == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("need", "last"),
    [
        ("housing", "housing-authority"),
        ("job", "hiring-rule"),
        ("medical", "hospital"),
        ("food", "little-pantry"),
    ],
)
def test_a_waiting_list_a_rule_a_hospital_is_never_first_while_anything_else_is(need, last):
    good = phoned(id="last", kind=last, needs=(need,), serves=("boone",), checked_on="2026-11-01")
    poor = phoned(id="else", kind="program", needs=(need,), checked_on="2012", status="unconfirmed")
    poor = replace(poor, serves=("cole",), latitude=39.5, longitude=-92.3341, who=("veterans",))
    assert first_of(good, poor, needs=(need,)) == "else"
    assert first_of(good, needs=(need,)) == "last"


@pytest.mark.parametrize("who", [("veterans",), ("families",), ("women",), ("youth",), ("seniors",)])
def test_what_is_for_somebody_else_is_never_first_while_a_line_for_everybody_is(who):
    near = miles_north(0, id="near", who=who, serves=("boone",), checked_on="2026-11-20")
    line = phoned(id="line", kind="help-line", statewide=True, checked_on="2019", status="unconfirmed")
    assert first_of(near, line) == "line"


def test_what_lists_other_counties_is_never_first():
    near = miles_north(0, id="near", serves=("cole",), checked_on="2026-11-20")
    line = phoned(id="line", kind="help-line", statewide=True, checked_on="2015", status="unconfirmed")
    assert first_of(near, line) == "line"


def test_a_ghost_without_a_telephone_is_never_above_a_yes_with_one():
    ghost = miles_north(0, id="ghost", phones=(), address="1 Nowhere Street", checked_on="2020")
    alive = miles_north(50, id="alive")
    assert ids(found_of(ghost, alive)) == ["alive", "ghost"]


def test_what_cannot_be_reached_at_all_is_never_first_and_stands_in_a_fold_of_its_own():
    ghost = miles_north(0, id="ghost", phones=())
    wait = miles_north(50, id="wait", kind="housing-authority")
    found = found_of(ghost, wait)
    assert ids(found) == ["wait", "ghost"]
    assert steps_of(found) == {"apply-and-wait": ["wait"], UNREACHABLE: ["ghost"]}
    assert found.steps[-1].step.last
    assert found.total == 2
    assert ids(found_of(ghost)) == ["ghost"]


def test_refusals_stand_in_a_step_of_their_own_where_they_are_asked_for():
    rows = [miles_north(3, id="takes"), miles_north(1, id="refuses", record=(("arson", "no"),))]
    opened = found_of(*rows, about=("arson",), refused=True)
    assert steps_of(opened) == {"shelters": ["takes"], REFUSED: ["refuses"]}
    assert opened.start.offering.id == "takes"
    assert REFUSED not in steps_of(found_of(*rows, about=("arson",)))


def test_nobody_is_started_with_who_refuses():
    found = found_of(miles_north(1, id="refuses", record=(("arson", "no"),)), about=("arson",), refused=True)
    assert found.start is None
    assert ids(found) == ["refuses"]


def test_one_organization_is_one_card_in_a_step_and_still_counted():
    rows = [
        miles_north(5, id="far", organization="Fictional Army"),
        miles_north(1, id="near", organization="FICTIONAL ARMY"),
        miles_north(2, id="other", organization="Another House"),
    ]
    found = found_of(*rows)
    (step,) = found.steps
    assert step.total == found.total == 3
    assert [card.offering.id for card in step.cards] == ["near", "other"]
    assert [[m.offering.id for m in card.also] for card in step.cards] == [["far"], []]


def test_a_list_of_lines_alone_gets_the_nearest_places_too():
    lines = [phoned(id=f"line-{n}", kind="help-line", statewide=True) for n in range(5)]
    beyond = [miles_north(miles, id=f"at-{miles}") for miles in (70, 90, 80, 100)]
    assert {"at-70", "at-80", "at-90"} < set(ids(found_of(*lines, *beyond)))
    assert "at-100" not in ids(found_of(*lines, *beyond))
    with_a_door = found_of(*lines, *beyond, miles_north(59, id="door"))
    assert not {"at-70", "at-80", "at-90"} & set(ids(with_a_door))


def test_farther_away_never_lists_who_refuses():
    rows = [miles_north(70, id="refuses", record=(("arson", "no"),)), miles_north(90, id="takes")]
    found = found_of(*rows, about=("arson",), refused=True)
    assert ids(found) == ["takes"]
    assert found.refused == 0


def test_rows_that_say_what_was_typed_stand_first_with_their_step():
    rows = [
        miles_north(1, id="home", kind="reentry-housing", needs=("housing",)),
        miles_north(1, id="bed"),
        miles_north(40, id="said"),
    ]
    found = found_of(*rows, hits={"said": (1, 1.0)}, words=("showers",))
    assert ids(found) == ["said", "bed", "home"]
    assert found.matches[0].factor("words").case == "all"
    assert found.matches[1].factor("words").case == "none"


def test_what_is_not_shown_is_explained_when_it_is_asked_for():
    rows = [miles_north(miles, id=f"at-{miles}", serves=("boone",)) for miles in (1, 2, 3)]
    search, asker = finder(*rows), person(limit=1)
    (found,) = search.find(asker, NOW)
    (step,) = found.steps
    assert (len(found.matches), step.total, step.shown) == (1, 3, 1)
    assert not step.matches[2].reasons
    (explained,) = search.explained(step.matches[2:], asker, NOW)
    assert [reason.code for reason in explained.reasons][:2] == ["serves_county", "miles"]


SPOKEN_OF = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["shelter", "reentry-housing", "help-line", "housing-authority"]),
        "checked_on": st.sampled_from(["", "2012", "2020-05", "2024", "2026-10-01"]),
        "status": st.sampled_from(["open", "unconfirmed"]),
        "who": st.sampled_from([(), ("men",), ("women",), ("veterans",), ("families",), ("ages 18-24",)]),
        "record": st.sampled_from([(), (("arson", "yes"),), (("arson", "no"),)]),
        "serves": st.sampled_from([(), ("boone",), ("cole",)]),
        "phones": st.sampled_from([(), PHONE]),
        "address": st.sampled_from(["", "1 Fictional Street"]),
        "website": st.sampled_from(["", "https://example.org"]),
        "latitude": st.sampled_from([38.9517, 39.1, 39.4, 39.75]),
        "precision": st.sampled_from(["exact", "approximate"]),
    }
)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(SPOKEN_OF, min_size=2, max_size=12),
    about=st.sets(st.sampled_from(["arson", "man", "no_car", "no_phone", "veteran"])),
)
def test_what_is_at_least_as_good_in_every_factor_never_stands_below(rows, about):
    made = [
        phoned(id=f"row-{n}", organization=f"House {n}", needs=("housing",), longitude=-92.3341, **said)
        for n, said in enumerate(rows)
    ]
    found = found_of(*made, about=about, limit=100)
    for step in found.steps:
        values = [[factor.value for factor in match.factors] for match in step.matches]
        for at, upper in enumerate(values):
            for lower in values[at + 1 :]:
                is_better = all(low >= up for low, up in zip(lower, upper, strict=True)) and lower != upper
                assert not is_better


TELLING = (
    miles_north(3, id="bed", kind="shelter"),
    miles_north(40, id="far", kind="shelter", serves=("boone",)),
    miles_north(2, id="women", who=("women",)),
    miles_north(2, id="men", who=("men",)),
    miles_north(2, id="families", who=("families",)),
    miles_north(2, id="pregnant", who=("pregnant",)),
    miles_north(2, id="veterans", who=("veterans",)),
    miles_north(2, id="youth", who=("youth",)),
    miles_north(2, id="seniors", who=("seniors",)),
    miles_north(2, id="paroled", supervision="only"),
    miles_north(2, id="clinic", needs=("medical",), kind="health-center"),
    miles_north(2, id="drop-in", address="1 Nowhere Street", hours="24/7", how_to_start=("walk-in",)),
)


@pytest.mark.parametrize("fact", CIRCUMSTANCES)
def test_no_circumstance_is_asked_for_nothing(fact):
    """Each changes what is expected of some row: a question that changes nothing is not put."""
    told = finder(*TELLING).find(person(fact, needs=("housing", "medical"), refused=True), NOW)
    untold = finder(*TELLING).find(person(needs=("housing", "medical"), refused=True), NOW)
    assert helps_of(told) != helps_of(untold)


def helps_of(lists):
    return {(found.need, match.offering.id): match.help for found in lists for match in found.matches}


def test_a_car_changes_the_order_where_a_ride_goes_to_one_place_alone():
    ride = offering(id="van", kind="call-ahead-ride", needs=("ride",), serves=("boone",), phones=PHONE)
    rows = [
        miles_north(10, id="near", county="cole"),
        miles_north(18, id="served", county="boone"),
        ride,
    ]
    assert ids(found_of(*rows)) == ["near", "served"]
    without = found_of(*rows, about=("no_car",))
    assert ids(without) == ["served", "near"]
    assert [match.factor("way").case for match in without.matches] == ["call_ahead", "none"]


def test_food_and_clothes_stay_apart():
    rows = [
        miles_north(1, id="pantry", kind="pantry", needs=("food",)),
        miles_north(1, id="closet", kind="clothes", needs=("food/clothes",)),
    ]
    assert steps_of(found_of(*rows, needs=("food",))) == {"pantries": ["pantry"], "clothes": ["closet"]}
    assert steps_of(found_of(*rows, needs=("food/clothes",))) == {"clothes": ["closet"]}


def test_the_limit_takes_the_first_in_their_order_and_each_step_says_how_many_are_shown():
    home = {"kind": "reentry-housing", "needs": ("housing",)}
    rows = [miles_north(miles, id=f"home-{miles}", **home) for miles in (15, 16)]
    rows += [miles_north(miles, id=f"bed-{miles}") for miles in (1, 2)]
    found = found_of(*rows, limit=3)
    assert ids(found) == ["bed-1", "home-15", "home-16"]
    assert [(step.step.code, step.total, step.shown) for step in found.steps] == [
        ("coming-home", 2, 2),
        ("shelters", 2, 1),
    ]


def test_words_alone_give_one_step_and_a_listing_keeps_its_step():
    row = miles_north(1, id="named", kind="housing-authority")
    found = found_of(row, needs=(), words=("named",), hits={"named": (1, 1.0)})
    assert steps_of(found) == {"found": ["named"]}
    assert finder(row).match_one(row, person(), NOW).step == "apply-and-wait"


def test_a_place_for_people_who_flee_never_has_a_street_or_a_point():
    row = miles_north(1, id="safe", kind="safe-house", address="1 Secret Street", zip="65203", county="boone")
    found = found_of(row, needs=("housing",))
    (shown,) = found.matches
    assert (shown.offering.address_line, shown.offering.zip, shown.offering.point) == ("", "", None)
    assert (shown.miles, shown.offering.private_address) == (None, True)
    assert finder(row).offering("safe").point is None


def test_what_is_folded_stays_last_also_where_it_says_what_was_typed():
    rows = [
        miles_north(1, id="wait", kind="housing-authority"),
        miles_north(1, id="ghost", phones=()),
        miles_north(2, id="bed"),
    ]
    found = found_of(*rows, words=("waiting",), hits={"wait": (1, 1.0), "ghost": (1, 1.0)})
    assert [step.step.code for step in found.steps] == ["shelters", "apply-and-wait", UNREACHABLE]
    assert ids(found) == ["bed", "wait", "ghost"]
