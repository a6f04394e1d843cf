"""How miles are measured: one pair for choosing and order, a whole column at once, and what is shown."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resource_finder.matching.reach import Measure, Point
from resource_finder.places.distance import BEND, earth_point

Floats = NDArray[np.float64]
# From a point to all that are given by their three coordinates, in miles.
Column = Callable[[Point, Floats], Floats]


def rough_column(here: Point, there: Floats) -> Floats:
    """As `rough_miles`, operation by operation: the same numbers to the last bit."""
    x1, y1, z1 = earth_point(here)
    x, y, z = there[:, 0] - x1, there[:, 1] - y1, there[:, 2] - z1
    square = x * x + y * y + z * z
    miles: Floats = np.sqrt(square) * (1 + square * BEND)
    return miles


@dataclass(frozen=True, slots=True)
class Distances:
    """`rough` for choosing and order, `exact` for what is shown; both in miles.

    `column` gives the same as `rough` for many places; without it each place is measured by itself.
    """

    rough: Measure
    exact: Measure
    column: Column | None = None
