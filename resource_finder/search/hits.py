"""What typed words hit, as columns; by id only for who asks by id."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray


class Hits(Mapping[str, tuple[int, float]]):
    """Offering id -> how many of the words it matches, and its score.

    `docs` ascend; they are places in `ids`, the same list for all answers of one index.
    """

    def __init__(
        self,
        ids: Sequence[str],
        docs: NDArray[np.int32],
        counts: NDArray[np.int32],
        scores: NDArray[np.float64],
    ) -> None:
        self.ids, self.docs, self.counts, self.scores = ids, docs, counts, scores

    @cached_property
    def _by_id(self) -> dict[str, tuple[int, float]]:
        found = zip(self.docs.tolist(), self.counts.tolist(), self.scores.tolist(), strict=True)
        return {self.ids[doc]: (count, score) for doc, count, score in found}

    def __getitem__(self, offering_id: str) -> tuple[int, float]:
        return self._by_id[offering_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self.docs)
