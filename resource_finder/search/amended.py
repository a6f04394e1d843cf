"""An index over which a few rows changed since it was built: its answers, with theirs in place of the old.

A whole index of a large catalogue takes many seconds. Until it is there, rows that changed are counted by
themselves, with the statistics of the index that they amend: which rows are found and by how many words is
just what a whole index says; a score differs by what so few rows can move a mean.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from resource_finder.search.analysis import indexed_tokens, stem, typed_tokens
from resource_finder.search.compiled import CompiledEngine
from resource_finder.search.engine import Searchable
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
    ) -> None:
        """`changed` are the ids of all rows that are not as the engine has them; `rows` those still there."""
        self.hash = catalogue_hash
        self._engine, self._changed = engine, frozenset(changed)
        texts = {row.id: indexed_tokens(row) for row in rows}
        self._counts = {code: Counter(map(stem, words)) for code, words in texts.items()}
        self._stems = Counter(term for counts in self._counts.values() for term in counts)
        self._spelling = Spelling(sorted({word for words in texts.values() for word in words}), protected)

    def hits(self, words: Sequence[str]) -> Mapping[str, tuple[int, float]]:
        found: dict[str, tuple[int, float]] = {}
        for word in typed_tokens(words):
            for code, score in self._of_one_word(word).items():
                count, total = found.get(code, (0, 0.0))
                found[code] = count + 1, total + score
        return found

    def _of_one_word(self, word: str) -> dict[str, float]:
        weight, terms = self._meant(word)
        scores = {}
        for code, counts in self._counts.items():
            held = [term for term in terms if term in counts]
            if held:
                gains = (
                    self._engine.gain(term, counts[term], counts.total(), self._stems[term]) for term in held
                )
                scores[code] = weight * max(gains)
        if self._engine.knows(stem(word)) or stem(word) not in self._stems:
            old = self._engine.hits((word,)).items()
            scores |= {code: score for code, (_count, score) in old if code not in self._changed}
        return scores

    def _meant(self, word: str) -> tuple[float, tuple[str, ...]]:
        """A word that the changed rows know is known, be it new to the index."""
        if stem(word) in self._stems:
            return 1.0, (stem(word),)
        weight, terms = self._engine.meant(word)
        return (weight, terms) if terms else self._spelling.meant(word, self._stems.__contains__)
