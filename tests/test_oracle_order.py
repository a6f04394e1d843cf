"""The order against a second reading of the sheets and of the tables of steps and help."""

from datetime import date
from itertools import pairwise

import pytest

from tests.real import NOW
from tests.test_oracle import (
    OF_ADULTS,
    PLACES,
    answered,
    expected,
    kinds,
    meant_for,
    rows,
    slug,
    vocabulary,
    words,
)


@pytest.mark.parametrize("need", ["housing", "housing/tonight", "treatment", "food", "medical"])
@pytest.mark.parametrize(("place", "county"), PLACES)
def test_the_order_is_that_of_the_steps_and_of_help_and_distances_are_geodesic(place, county, need):
    want = expected(place, county, need, rows())
    found = answered(place, need)
    got = found["matches"]
    for match in got:
        if match["offering"] in want:
            miles = want[match["offering"]].miles
            assert (match["miles"] is None) == (miles is None)
            if miles:
                assert match["miles"] == pytest.approx(miles, rel=0.01, abs=0.001)
    own = need if need == "housing/tonight" else need.partition("/")[0]
    order = [row["step"] for row in vocabulary("steps") if row["need"] == own] + ["unreachable"]
    shown = [match["step"] for match in got[1:]]
    assert sorted(shown, key=order.index) == shown
    assert [step["step"] for step in found["steps"]] == [
        step for step in order if step in {match["step"] for match in got}
    ]
    assert sum(step["total"] for step in found["steps"]) == found["total"]
    for first, second in pairwise(got[1:]):
        assert first["step"] != second["step"] or first["help"] >= second["help"]


SHARES = {"men": 0.88, "women": 0.12, "families": 0.15, "pregnant": 0.01}
MEANT = {"youth": 0.01, "seniors": 0.06, "disabled": 0.15, "fleeing": 0.05, "newcomers": 0.03}
MEANT |= {"veterans": 0.08, "in_prison": 0.02, "relatives": 0.1, "supervised": 0.8} | SHARES


def help_of(row, miles, county):
    """Expected help of somebody who told nothing, from the columns alone; None where ages are named."""
    who = set(words(row["who"]))
    if who - OF_ADULTS - {"veterans"} or row["pays_with"] == "medicaid":
        return None
    served = [slug(name) for name in row["serves"].split(";") if name.strip()]
    covers = row["serves"] == "statewide" or county in served
    parts = [int(part) for part in row["checked_on"].split("-")] if row["checked_on"] else []
    years = (NOW.date() - date(*[*parts, 1, 1][:3])).days / 365.25 if parts else 5.6
    share = 0.08 if "veterans" in who else 1.0
    adults = who & OF_ADULTS
    if adults and not {"men", "women"} <= adults:
        share *= max(SHARES[group] for group in adults)
    for group in meant_for(row):
        share *= MEANT[group]
    is_paroles = row["supervision"] == "only" and "supervision" not in kinds()[row["kind"]]["traits"]
    share *= 0.8 if is_paroles else 1.0
    takes = 0.85 if "=no" in row["record"] else 0.95
    takes = min(takes, share * (takes if takes == 0.85 else 1.0)) if share < 1 else takes
    street = bool(row["address"]) and row["private_address"] != "yes"
    walk_in = street and bool(row["hours"]) and "walk-in" in row["how_to_start"]
    reached = max(
        0.9 * bool(row["phones"]),
        0.8 * walk_in,
        0.5 * street,
        0.4 * bool(row["website"] or row["email"]),
        0.05,
    )
    line = words(kinds()[row["kind"]]["traits"])
    if "line" in line and covers and row["phones"]:
        way = 0.9
    elif miles is None:
        way = 0.45
    else:
        near = max(miles, 2.0) if row["precision"] == "approximate" else miles
        way = 1 / (1 + near / 20)
        way = max(way, 0.45) if covers or ("by-phone" in line and row["phones"]) else way
    serves = 1.0 if covers else 0.15 if served else 0.9
    still = 0.5 ** (years / 5.6) * (0.85 if row["status"] == "unconfirmed" else 1.0)
    return still * takes * serves * reached * way


@pytest.mark.parametrize("need", ["housing", "treatment", "food", "ride", "id"])
@pytest.mark.parametrize(("place", "county"), PLACES[:5])
def test_expected_help_is_the_product_that_the_columns_give(place, county, need):
    by_id = {row["id"]: row for row in rows()}
    compared = 0
    for match in answered(place, need)["matches"]:
        want = help_of(by_id[match["offering"]], match["miles"], county)
        if want is not None and match["verdict"] != "no":
            compared += 1
            assert match["help"] == pytest.approx(want, abs=0.0051), match["offering"]
    assert compared
