"""Miles, fast and exact."""

from itertools import pairwise

import pytest

from resource_finder.places.distance import miles_between, rough_miles, shown_miles

COLUMBIA, KANSAS_CITY, ST_LOUIS = (38.9517, -92.3341), (39.0997, -94.5786), (38.6270, -90.1994)


def test_columbia_lies_between_the_two_cities():
    assert miles_between(COLUMBIA, KANSAS_CITY) == pytest.approx(121.2, abs=0.5)
    assert miles_between(COLUMBIA, ST_LOUIS) == pytest.approx(117.4, abs=0.5)


def test_nowhere_to_here_is_no_distance():
    assert rough_miles(COLUMBIA, COLUMBIA) == miles_between(COLUMBIA, COLUMBIA) == 0


def test_the_fast_distance_is_the_geodesic_within_a_centimeter_all_over_missouri(gazetteer):
    points = [(county.latitude, county.longitude) for county in gazetteer.counties.values()]
    for here, there in [*pairwise(points), *zip(points, reversed(points), strict=True)]:
        miles = miles_between(here, there)
        # A centimeter is 0.000006 miles.
        off_by = 0.000006 if miles <= 60 else miles / 1_000_000
        assert rough_miles(here, there) == pytest.approx(miles, abs=off_by, rel=0)
        assert round(shown_miles(here, there), 3) == round(miles, 3)


def test_what_is_shown_is_the_geodesic_to_the_thousandth(gazetteer):
    points = [(county.latitude, county.longitude) for county in gazetteer.counties.values()]
    pairs = [(one, two) for one in points for two in points if rough_miles(one, two) < 40]
    assert len(pairs) > 500
    for here, there in pairs:
        assert round(shown_miles(here, there), 3) == round(miles_between(here, there), 3)


def test_distance_is_the_same_both_ways():
    assert rough_miles(COLUMBIA, ST_LOUIS) == rough_miles(ST_LOUIS, COLUMBIA)
