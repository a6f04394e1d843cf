"""Can it serve this place, and from how near?"""

from collections.abc import Callable

from resource_finder.domain.offering import Offering
from resource_finder.domain.situation import Origin
from resource_finder.domain.verdicts import BAND_MILES, REACH_MILES, Band

Point = tuple[float, float]
Measure = Callable[[Point, Point], float]


def reach(offering: Offering, origin: Origin, measure: Measure) -> tuple[Band | None, float | None]:
    """The band and the miles, or no band where the offering cannot serve the place.

    Coverage and location are separate facts: what covers the county or the state is reached without a
    point, and what has a place within 60 miles is reached without coverage.
    """
    miles = _miles(offering, origin, measure)
    if miles is not None and miles <= REACH_MILES:
        return distance_band(miles), miles
    if origin.county in offering.serves:
        return "phone", miles
    if offering.statewide:
        return "statewide", miles
    return None, miles


def _miles(offering: Offering, origin: Origin, measure: Measure) -> float | None:
    if offering.point is None or origin.is_whole_state:
        return None
    return measure(origin.point, offering.point)


def distance_band(miles: float) -> Band:
    return next((band for band, limit in BAND_MILES if miles <= limit), "further")
