"""The rows of one need in blocks of neighbours, so that most of them need not be measured."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

# Up to so many rows it is quicker to measure all than to choose blocks.
FEW_ROWS = 4096
BLOCK = 128


@dataclass(frozen=True, slots=True)
class Blocks:
    """The middle of each block, and how far its rows lie from it; none where the rows are few.

    `always` are rows that may be reached from anywhere, or belong to no block.
    """

    middles: Floats
    widths: Floats
    always: Numbers


NONE = Blocks(np.empty((0, 3)), np.empty(0), np.empty(0, dtype=np.int32))


def blocks_of(xyz: Floats, rows: Numbers, is_statewide: Bools) -> Blocks:
    """Rows without a point belong to no block; a block of such alone has no middle, and is never near."""
    if len(rows) <= FEW_ROWS:
        return NONE
    starts = np.arange(0, len(rows), BLOCK)
    points = xyz[rows]
    is_known = ~np.isnan(points[:, 0])
    points[~is_known] = 0.0
    known = np.add.reduceat(is_known.astype(np.float64), starts)
    known[known == 0] = np.nan
    middles = np.add.reduceat(points, starts, axis=0) / known[:, None]
    away = points - np.repeat(middles, BLOCK, axis=0)[: len(rows)]
    apart = np.sqrt((away * away).sum(axis=1))
    apart[~is_known] = 0.0
    return Blocks(middles, np.maximum.reduceat(apart, starts), rows[is_statewide[rows]])
