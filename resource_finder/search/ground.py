"""Needs, counties and nearness in the compiled arrays."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resource_finder.search.compile import BLOCK, STATEWIDE
from resource_finder.search.spatial import Floats, km_from
from resource_finder.search.stored import Stored, array, read_json
from resource_finder.search.text_index import Docs, Keep

_BITS = 64
_EVERYWHERE = 0
_FIRST_BLOCKS = 8
# Bounds are compared in single precision: a few meters of slack keep them bounds.
_SLACK_KM = np.float32(0.05)
_IN_BLOCK = np.arange(BLOCK)


class Ground:
    """List 0 holds all offerings, list `n` those that cover the `n`-th county."""

    def __init__(self, stored: Stored) -> None:
        names = read_json(stored, "names.json")
        self._masks = _masks(names["needs"])
        self._number_of = {county: number for number, county in enumerate(names["counties"], start=1)}
        self._needs: NDArray[np.uint32] = array(stored, "needs")
        self._xyz: Floats = array(stored, "xyz")
        self._covers: NDArray[np.uint64] = array(stored, "covers")
        self._starts: list[int] = array(stored, "county_starts").tolist()
        self._docs: Docs = array(stored, "county_docs")
        self._county_needs: NDArray[np.uint32] = array(stored, "county_needs")
        self._block_starts: list[int] = array(stored, "block_starts").tolist()
        self._centers: Floats = array(stored, "block_centers")
        self._radii: Floats = array(stored, "block_radii")
        self._block_needs: NDArray[Any] = array(stored, "block_needs")

    def county(self, slug: str) -> int:
        """The number of a county's list; a county that nobody names has what covers the state."""
        return self._number_of.get(slug, self._number_of[STATEWIDE]) if slug else _EVERYWHERE

    def mask(self, needs: Sequence[str]) -> int:
        """The bits of these needs and their sub-needs; 0 when no offering serves any."""
        bits = 0
        for need in needs:
            bits |= self._masks.get(need, 0)
        return bits

    def size(self, county: int) -> int:
        return self._starts[county + 1] - self._starts[county]

    def serving(self, county: int, mask: int | None) -> Docs:
        """The offerings that cover the county and serve a need of the mask, ascending."""
        start, end = self._starts[county], self._starts[county + 1]
        docs = self._docs[start:end]
        return docs if mask is None else docs[(self._county_needs[start:end] & mask).astype(np.bool_)]

    def keeper(self, county: int, mask: int | None) -> Keep:
        """Says which of some offerings cover the county and serve a need of the mask."""
        covers, needs = self._covers[county // _BITS], self._needs
        bit = np.uint64(1) << np.uint64(county % _BITS)

        def keeps(docs: Docs) -> NDArray[np.bool_]:
            kept: NDArray[np.bool_] = (covers.take(docs) & bit).astype(np.bool_)
            if mask is not None:
                kept &= (needs.take(docs) & mask).astype(np.bool_)
            return kept

        return keeps

    def km(self, docs: Docs, origin: Floats) -> Floats:
        return km_from(self._xyz.take(docs, axis=0), origin)

    def nearest_first(self, county: int, mask: int | None, origin: Floats) -> Iterator[tuple[Docs, float]]:
        """Ever larger groups of offerings, nearest blocks first, and how near those that follow may be."""
        first, last = self._block_starts[county], self._block_starts[county + 1]
        least = km_from(self._centers[first:last], origin) - self._radii[first:last] - _SLACK_KM
        blocks = least.argsort(kind="stable")
        if mask is not None:
            blocks = blocks[(self._block_needs[first:last] & mask).astype(np.bool_)[blocks]]
        at, taken = 0, _FIRST_BLOCKS
        while at < len(blocks):
            following = blocks[at + taken : at + taken + 1]
            docs = self._members(county, blocks[at : at + taken], mask)
            yield docs, float(least[following[0]]) if len(following) else float("inf")
            at, taken = at + taken, taken * 2

    def _members(self, county: int, blocks: NDArray[np.intp], mask: int | None) -> Docs:
        start, end = self._starts[county], self._starts[county + 1]
        places = (start + blocks[:, None] * BLOCK + _IN_BLOCK).ravel()
        places = places[places < end]
        if mask is not None:
            places = places[(self._county_needs.take(places) & mask).astype(np.bool_)]
        return self._docs.take(places)


def _masks(codes: Sequence[str]) -> dict[str, int]:
    """The bit of every code; a need has those of its sub-needs too, even where none serves it as such."""
    masks: dict[str, int] = {}
    for number, code in enumerate(codes):
        for name in {code, code.partition("/")[0]}:
            masks[name] = masks.get(name, 0) | 1 << number
    return masks
