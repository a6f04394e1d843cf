"""The small map beside an answer: every number can be read, and no far place shrinks the rest."""

from itertools import combinations
from math import hypot

import pytest
from flask import Flask

from resource_finder.web.county_map import near_map

ONE_HOUSE = [(number, (38.9517, -92.3341)) for number in range(1, 16)]
ONE_STREET = [(number, (38.95 + number / 5000, -92.33)) for number in range(1, 16)]


@pytest.mark.parametrize("points", [ONE_HOUSE[:2], ONE_HOUSE, ONE_STREET])
def test_no_pin_covers_another(app: Flask, points: list[tuple[int, tuple[float, float]]]) -> None:
    with app.app_context():
        near = near_map("boone", points)
    assert near is not None
    assert [pin.number for pin in near.pins] == [number for number, _point in points]
    # A pin's circle has a radius of 3.4 hundredths of the map.
    for one, other in combinations(near.pins, 2):
        assert hypot(one.x - other.x, one.y - other.y) > 2 * 3.4 * near.unit


def test_a_place_far_away_is_left_off_and_without_any_there_is_no_map(app: Flask) -> None:
    with app.app_context():
        near = near_map("boone", [(1, (38.95, -92.33)), (2, (36.1, -90.0))])
        assert near is not None
        assert [pin.number for pin in near.pins] == [1]
        assert near_map("boone", [(2, (36.1, -90.0))]) is None
        assert near_map("nowhere", ONE_HOUSE) is None
