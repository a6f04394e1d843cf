"""What lets a verdict be made once for many rows: who is alike, and which facts matter to which rule."""

import random
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resource_finder.domain.situation import CIRCUMSTANCES, Situation
from resource_finder.matching.eligibility import CRITERIA, eligibility
from resource_finder.matching.help import SHARES
from resource_finder.matching.rides import RIDE_MILES, Rides, ride_set, stretch
from resource_finder.matching.same_rules import rule_set
from resource_finder.places.distance import rough_miles
from tests.finding.making import NEEDS, ORIGINS, offerings, some
from tests.matching.making import RULES
from tests.real import real_sheets

ANYBODY = Situation(ORIGINS[0], ("housing",))
GENEROUS = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def told(row, situation):
    return eligibility(row, situation, RULES.kinds.of(row.kind))


def shares(row, situation):
    return [part(row, RULES.kinds.of(row.kind), situation, RULES.help) for part in SHARES]


@GENEROUS
@given(row=offerings(1), about=some(CIRCUMSTANCES, 4), fact=st.sampled_from(CIRCUMSTANCES))
def test_a_rule_reads_no_circumstance_but_those_it_names(row, about, fact):
    kind = RULES.kinds.of(row.kind)
    one = replace(ANYBODY, about=frozenset(about))
    other = replace(ANYBODY, about=one.about ^ {fact})
    for criterion, reads in CRITERIA.items():
        if fact not in reads:
            assert list(criterion(row, one, kind)) == list(criterion(row, other, kind))
    for part, reads in SHARES.items():
        if fact not in reads:
            assert part(row, kind, one, RULES.help) == part(row, kind, other, RULES.help)


@GENEROUS
@given(row=offerings(1), about=some(CIRCUMSTANCES, 4), needs=some(NEEDS, 2))
def test_of_what_is_looked_for_rules_ask_only_if_it_is_parole(row, about, needs):
    parole = {"supervision"} & set(needs)
    one, other = (
        Situation(ORIGINS[n], asked, about=frozenset(about)) for n, asked in ((0, needs), (2, tuple(parole)))
    )
    assert told(row, one) == told(row, other)
    assert shares(row, one) == shares(row, other)


def real_rows():
    return [row for row in real_sheets().offerings if row.status != "closed"]


@cache
def alike():
    found = {}
    for row in real_rows():
        found.setdefault(rule_set(row), []).append(row)
    return list(found.values())


def test_real_rows_of_one_rule_set_are_told_the_same():
    assert len(alike()) < len(real_rows()) / 5
    chance = random.Random(1)
    for rows in alike():
        situation = replace(ANYBODY, about=frozenset(chance.sample(CIRCUMSTANCES, 5)))
        for row in chance.sample(rows, min(3, len(rows))):
            assert told(row, situation) == told(rows[0], situation)
            assert shares(row, situation) == shares(rows[0], situation)


@GENEROUS
@given(st.lists(offerings(1), min_size=2, max_size=2), some(CIRCUMSTANCES, 4))
def test_rows_that_are_told_otherwise_are_of_different_rule_sets(rows, about):
    situation = replace(ANYBODY, about=frozenset(about))
    # What a rule set does not hold is taken over, so that the two differ in nothing else.
    one, two = rows[0], replace(rows[0], summary="other", hours=rows[1].hours, serves=rows[1].serves)
    assert rule_set(one) == rule_set(two)
    assert told(one, situation) == told(two, situation)


FAR = (2.0, *(miles + more for miles in RIDE_MILES for more in (0.0, 0.1)), 90.0)


def providers_of(carriers, row, miles):
    """Asked of rides that remember nothing of another row."""
    rides = Rides(carriers, (), rough_miles, RULES.kinds).to(row, miles, ORIGINS[0])
    return [(ride.kind, ride.provider) for ride in rides if ride.provider]


@pytest.mark.parametrize("miles", FAR)
def test_places_that_are_alike_are_reached_by_the_same_providers(miles):
    carriers = [row for row in real_rows() if "ride" in row.needs]
    sets = {}
    for row in real_rows():
        if row.point and "ride" not in row.needs and not row.takes_mail_only:
            sets.setdefault(ride_set(row, RULES.kinds.of(row.kind)), []).append(row)
    alike = [rows for rows in sets.values() if len(rows) > 1]
    assert any(providers_of(carriers, rows[0], 2.0) for rows in alike)
    for rows in random.Random(2).sample(alike, 40):
        assert providers_of(carriers, rows[0], miles) == providers_of(carriers, rows[-1], miles)


def test_a_stretch_ends_where_a_provider_turns_back():
    assert [stretch(miles) for miles in FAR] == [0, 0, 1, 1, 2, 2]
