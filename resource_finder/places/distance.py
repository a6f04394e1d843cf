"""Miles between two points: a quick measure for choosing and order, the ellipsoid for what is shown."""

from functools import lru_cache
from math import cos, radians, sin, sqrt

from geopy.distance import geodesic

Point = tuple[float, float]
XYZ = tuple[float, float, float]

_MILE = 1609.344
# The ellipsoid of GPS (WGS 84): its half axis in miles, and how flat it is.
_AXIS_MILES = 6378137.0 / _MILE
_FLATNESS = 1 / 298.257223563
_ECCENTRICITY = _FLATNESS * (2 - _FLATNESS)
# What the ground bends in the middle of Missouri (a ball of 6,373 km): an arc is longer than its chord by
# its cube, divided by 24 squares of the radius.
BEND = (_MILE / 6373e3) ** 2 / 24
# Up to here it is off by a centimeter at most; and three of them, in thousandths of a mile.
_SURE_MILES = 60.0
_DOUBT = 0.02


@lru_cache(maxsize=65_536)
def earth_point(point: Point) -> XYZ:
    """The point on the ellipsoid in miles from the middle of the earth."""
    latitude, longitude = radians(point[0]), radians(point[1])
    steep = sin(latitude)
    out = _AXIS_MILES / sqrt(1 - _ECCENTRICITY * steep * steep)
    level = out * cos(latitude)
    return level * cos(longitude), level * sin(longitude), out * (1 - _ECCENTRICITY) * steep


def rough_miles(here: Point, there: Point) -> float:
    """By the chord through the ellipsoid: off by a centimeter at most up to 60 miles, 100 times faster.

    `resource_finder.finding` computes the same for whole columns, operation by operation: it gives the
    same number to the last bit.
    """
    x1, y1, z1 = earth_point(here)
    x2, y2, z2 = earth_point(there)
    x, y, z = x2 - x1, y2 - y1, z2 - z1
    square = x * x + y * y + z * z
    return sqrt(square) * (1 + square * BEND)


def shown_miles(here: Point, there: Point) -> float:
    """The geodesic, to the thousandth of a mile that is shown.

    The quick measure gives it too, unless it lies so near the middle between two thousandths that a
    centimeter could decide how it is rounded.
    """
    miles = rough_miles(here, there)
    is_sure = miles <= _SURE_MILES and abs(miles * 1000 % 1 - 0.5) > _DOUBT
    return miles if is_sure else miles_between(here, there)


@lru_cache(maxsize=200_000)
def miles_between(here: Point, there: Point) -> float:
    """Geodesic miles (Karney 2013, through geopy). Remembered: people start from a few hundred points."""
    return float(geodesic(here, there).miles)
