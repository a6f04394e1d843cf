"""Which rows can serve a place: by its county, by the state, or by standing within reach."""

import numpy as np
from numpy.typing import NDArray

from resource_finder.domain.situation import Origin
from resource_finder.domain.verdicts import REACH_MILES
from resource_finder.finding.blocks import BLOCK
from resource_finder.finding.columns import Columns
from resource_finder.finding.distances import Distances
from resource_finder.places.distance import earth_point

Numbers = NDArray[np.int32]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

# A chord is shorter than the ground above it: what is farther by it is out of reach.
_SLACK_MILES = 0.01


class Nearby:
    """Reads the ground of all columns; a point is measured from only where it may be near."""

    def __init__(self, columns: Columns, distances: Distances) -> None:
        self._columns = columns
        self._distances = distances
        self._nothing = np.empty(0, dtype=np.int32)

    def may_reach(self, need: str, origin: Origin) -> Numbers:
        """All rows of the need that can serve the place, ascending, and perhaps others."""
        rows, blocks = self._columns.by_need[need], self._columns.blocks[need]
        if not len(blocks.widths) or not self._distances.column:
            return rows
        if origin.is_whole_state:
            return blocks.always
        is_chosen = np.zeros(self._columns.size, dtype=np.bool_)
        away = blocks.middles - np.array(earth_point(origin.point))
        near = np.sqrt((away * away).sum(axis=1)) - blocks.widths <= REACH_MILES + _SLACK_MILES
        in_blocks = np.repeat(near, BLOCK)[: len(rows)]
        is_chosen[rows[: len(in_blocks)][in_blocks]] = True
        is_chosen[blocks.always] = True
        county = self._columns.by_county.get(origin.county, self._nothing)
        is_chosen[county[(self._columns.needs[county] & self._columns.need_bits[need]).astype(np.bool_)]] = (
            True
        )
        return np.flatnonzero(is_chosen).astype(np.int32)

    def miles(self, rows: Numbers, origin: Origin) -> Floats:
        """Not a number where there is no point, or no place to measure from."""
        if origin.is_whole_state:
            return np.full(len(rows), np.nan)
        if self._distances.column:
            return self._distances.column(origin.point, self._columns.xyz[rows])
        places = (self._columns.offerings[at].point for at in rows.tolist())
        rough = self._distances.rough
        return np.array(
            [rough(origin.point, place) if place else np.nan for place in places], dtype=np.float64
        )

    def lists_county(self, rows: Numbers, origin: Origin) -> Bools:
        """Whether each lists the county of the place among those it serves."""
        is_listed = np.zeros(self._columns.size, dtype=np.bool_)
        is_listed[self._columns.by_county.get(origin.county, self._nothing)] = True
        return is_listed[rows]
