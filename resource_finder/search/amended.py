"""An index over which a few rows changed since it was built: its answers, with theirs in place of the old.

A whole index of a large catalogue takes many seconds. Until it is there, rows that changed are counted by
themselves, with the statistics of the index that they amend: which rows are found and by how many words is
just what a whole index says; a score differs by what so few rows can move a mean.
"""

from collections import Counter
from collections.abc import Callable, Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from resource_finder.search.analysis import indexed_tokens, stem, typed_tokens
from resource_finder.search.compiled import CompiledEngine
from resource_finder.search.engine import Searchable
from resource_finder.search.hits import Hits
from resource_finder.search.spelling import Spelling


class AmendedEngine:
    """Immutable, and safe to share among threads."""

    def __init__(
        self,
        engine: CompiledEngine,
        changed: Collection[str],
        rows: Sequence[Searchable],
        catalogue_hash: str,
        protected: Collection[str] = (),
        numbered: tuple[Sequence[str], NDArray[np.int32]] | None = None,
    ) -> None:
        """`changed` are the ids of all rows that are not as the engine has them; `rows` those still there.

        `numbered` are the ids of the engine and then of the rows, and which of the engine's changed, where
        somebody else has them in these numbers.
        """
        self.hash = catalogue_hash
        self._engine, self._size = engine, len(engine.ids)
        self.ids, self._away = numbered or _numbered(engine, frozenset(changed), rows)
        texts = [indexed_tokens(row) for row in rows]
        self._counts = [Counter(map(stem, words)) for words in texts]
        self._stems = Counter(term for counts in self._counts for term in counts)
        self._spelling = Spelling(sorted({word for words in texts for word in words}), protected)

    def hits(self, words: Sequence[str]) -> Hits:
        typed = typed_tokens(words)
        old = self._engine.hits([word for word in typed if not self._is_new(word)])
        kept = ~np.isin(old.docs, self._away)
        found = {doc: pair for doc, pair in enumerate(map(self._hit(typed), self._counts)) if pair[0]}
        docs = np.array([self._size + doc for doc in found], dtype=np.int32)
        counts = np.array([count for count, _score in found.values()], dtype=np.int32)
        scores = np.array([score for _count, score in found.values()], dtype=np.float64)
        return Hits(
            self.ids,
            np.concatenate([old.docs[kept], docs]),
            np.concatenate([old.counts[kept], counts]),
            np.concatenate([old.scores[kept], scores]),
        )

    def _is_new(self, word: str) -> bool:
        """Whether changed rows alone know it: what the index would guess instead says nothing."""
        return stem(word) in self._stems and not self._engine.knows(stem(word))

    def _hit(self, typed: Sequence[str]) -> Callable[[Counter[str]], tuple[int, float]]:
        """Says how many of the words a changed row matches, and its score."""
        meant = [self._meant(word) for word in typed]

        def hit(counts: Counter[str]) -> tuple[int, float]:
            scores = [
                weight * max(self._gain(term, counts) for term in held)
                for weight, terms in meant
                if (held := [term for term in terms if term in counts])
            ]
            return len(scores), sum(scores)

        return hit

    def _gain(self, term: str, counts: Counter[str]) -> float:
        return self._engine.gain(term, counts[term], counts.total(), self._stems[term])

    def _meant(self, word: str) -> tuple[float, tuple[str, ...]]:
        """A word that the changed rows know is known, be it new to the index."""
        if stem(word) in self._stems:
            return 1.0, (stem(word),)
        weight, terms = self._engine.meant(word)
        return (weight, terms) if terms else self._spelling.meant(word, self._stems.__contains__)


def _numbered(
    engine: CompiledEngine, changed: frozenset[str], rows: Sequence[Searchable]
) -> tuple[Sequence[str], NDArray[np.int32]]:
    away = [doc for doc, code in enumerate(engine.ids) if code in changed]
    return [*engine.ids, *(row.id for row in rows)], np.array(away, dtype=np.int32)
