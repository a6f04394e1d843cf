"""Miles, fast and exact."""

from itertools import pairwise

import pytest

from resource_finder.places.distance import miles_between, rough_miles

COLUMBIA, KANSAS_CITY, ST_LOUIS = (38.9517, -92.3341), (39.0997, -94.5786), (38.6270, -90.1994)


def test_columbia_lies_between_the_two_cities():
    assert miles_between(COLUMBIA, KANSAS_CITY) == pytest.approx(121.2, abs=0.5)
    assert miles_between(COLUMBIA, ST_LOUIS) == pytest.approx(117.4, abs=0.5)


def test_nowhere_to_here_is_no_distance():
    assert rough_miles(COLUMBIA, COLUMBIA) == miles_between(COLUMBIA, COLUMBIA) == 0


def test_the_fast_distance_is_good_enough_to_choose_by_all_over_missouri(gazetteer):
    points = [(county.latitude, county.longitude) for county in gazetteer.counties.values()]
    for here, there in [*pairwise(points), *zip(points, reversed(points), strict=True)]:
        assert rough_miles(here, there) == pytest.approx(miles_between(here, there), rel=0.003)


def test_distance_is_the_same_both_ways():
    assert rough_miles(COLUMBIA, ST_LOUIS) == rough_miles(ST_LOUIS, COLUMBIA)
