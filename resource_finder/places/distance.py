"""Miles between two points: a fast sphere for choosing, the ellipsoid for what is shown."""

from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from geopy.distance import geodesic

Point = tuple[float, float]

# geopy's own mean radius (km) in miles, so that both of its distances speak of one earth.
EARTH_RADIUS_MILES = 6371.009 / 1.609344


def rough_miles(here: Point, there: Point) -> float:
    """Great circle by the haversine formula; within 0.26 % of the ellipsoid in Missouri."""
    latitude1, latitude2 = radians(here[0]), radians(there[0])
    across = sin(radians(there[1] - here[1]) / 2)
    along = sin((latitude2 - latitude1) / 2)
    half_chord = along * along + cos(latitude1) * cos(latitude2) * across * across
    return 2 * EARTH_RADIUS_MILES * asin(min(1.0, sqrt(half_chord)))


@lru_cache(maxsize=200_000)
def miles_between(here: Point, there: Point) -> float:
    """Geodesic miles (Karney 2013, through geopy). Remembered: people start from a few hundred points."""
    return float(geodesic(here, there).miles)
