"""Which rows say what was typed, by their number."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from resource_finder.finding.asked import Hits as ByRow
from resource_finder.finding.columns import Ids
from resource_finder.search.hits import Hits

Numbers = NDArray[np.int32]
_NOTHING = np.empty(0, dtype=np.int32)


class Said:
    """The rows that words hit, ascending; how many words each says; and its score for who shows it."""

    def __init__(self, rows: Numbers, counts: Numbers, score: Callable[[str, int], float]) -> None:
        self.rows = rows
        self._counts = counts
        self.score = score

    def counts(self, rows: Numbers) -> Numbers:
        """Of these rows, which ascend."""
        if not len(self.rows):
            return np.zeros(len(rows), dtype=np.int32)
        places = np.minimum(self.rows.searchsorted(rows), len(self.rows) - 1)
        return np.where(self.rows[places] == rows, self._counts[places], 0).astype(np.int32)


class Sayings:
    """Turns hits into rows of one catalogue."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._index: tuple[Sequence[str], Numbers] = ((), _NOTHING)

    def said(self, hits: ByRow) -> Said:
        if isinstance(hits, Hits):
            return self._of_columns(hits)
        return self._of_mapping(hits)

    def _of_mapping(self, hits: Mapping[str, tuple[int, float]]) -> Said:
        rows = ((self._ids.row(one), count) for one, (count, _score) in hits.items())
        found = sorted((row, count) for row, count in rows if row is not None)
        both = np.array(found, dtype=np.int32).reshape(-1, 2)
        return Said(both[:, 0], both[:, 1], lambda offering_id, _row: hits.get(offering_id, (0, 0.0))[1])

    def _of_columns(self, hits: Hits) -> Said:
        rows = self._rows_of(hits.ids)[hits.docs]
        order = np.argsort(rows, kind="stable")
        order = order[np.searchsorted(rows[order], 0) :]
        known, scores = rows[order], hits.scores[order]

        def score(_offering_id: str, row: int) -> float:
            at = int(known.searchsorted(row))
            return float(scores[at]) if at < len(known) and known[at] == row else 0.0

        return Said(known, hits.counts[order].astype(np.int32), score)

    def _rows_of(self, ids: Sequence[str]) -> Numbers:
        """The row of each place in the index, -1 for what is not shown; found once for an index."""
        known, rows = self._index
        if known is not ids:
            rows = self._ids.rows_of(ids)
            self._index = ids, rows
        return rows
