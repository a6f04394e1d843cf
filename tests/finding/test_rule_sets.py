"""What lets a verdict be made once for many rows: who is alike, and which facts matter to which rule."""

import random
from dataclasses import fields, replace
from functools import cache

import pytest

from resource_finder.domain.circumstances import CIRCUMSTANCES
from resource_finder.domain.situation import Situation
from resource_finder.matching.eligibility import CRITERIA, eligibility
from resource_finder.matching.help import SHARES
from resource_finder.matching.rides import RIDE_MILES, Rides, ride_set, stretch
from resource_finder.matching.same_rules import rule_set
from resource_finder.places.distance import rough_miles
from tests.finding.making import NEEDS, ORIGINS, offering_of, some
from tests.matching.making import RULES
from tests.real import real_sheets

ANYBODY = Situation(ORIGINS[0], ("housing",))


def told(row, situation):
    return eligibility(row, situation, RULES.kinds.of(row.kind))


def shares(row, situation):
    return [part(row, RULES.kinds.of(row.kind), situation, RULES.help) for part in SHARES]


def readings(row, about):
    """What every criterion and every share says to somebody, by the facts that it reads."""
    kind, situation = RULES.kinds.of(row.kind), replace(ANYBODY, about=about)
    yield from ((reads, list(criterion(row, situation, kind))) for criterion, reads in CRITERIA.items())
    yield from ((reads, part(row, kind, situation, RULES.help)) for part, reads in SHARES.items())


def test_a_rule_reads_no_circumstance_but_those_it_names():
    chance = random.Random(4)
    for rows in alike():
        about = frozenset(chance.sample(CIRCUMSTANCES, chance.randint(0, 2)))
        before = list(readings(rows[0], about))
        for fact in CIRCUMSTANCES:
            for (reads, said), (_reads, other) in zip(before, readings(rows[0], about ^ {fact}), strict=True):
                assert fact in reads or said == other


@pytest.mark.parametrize("seed", range(25))
def test_of_what_is_looked_for_rules_ask_only_if_it_is_parole(seed):
    chance = random.Random(seed)
    row, about, needs = offering_of(chance, 1), frozenset(some(chance, CIRCUMSTANCES, 4)), some(chance, NEEDS)
    parole = {"supervision"} & set(needs)
    one, other = Situation(ORIGINS[0], needs, about=about), Situation(ORIGINS[2], tuple(parole), about=about)
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


def test_what_a_rule_set_does_not_hold_changes_no_verdict():
    """Each field of a row is taken from another row: alike rows are told the same by every fact."""
    chance = random.Random(6)
    for rows in chance.sample(alike(), 120):
        one, giver = rows[0], chance.choice(chance.choice(alike()))
        changed = [replace(one, **{field.name: getattr(giver, field.name)}) for field in fields(one)]
        same = [row for row in changed if row != one and rule_set(row) == rule_set(one)]
        for about in (frozenset(), *(frozenset({fact}) for fact in CIRCUMSTANCES)):
            situation = replace(ANYBODY, about=about)
            said = told(one, situation), shares(one, situation)
            assert all((told(row, situation), shares(row, situation)) == said for row in same)


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
