"""The engine that answers from the compiled arrays: Whoosh's scores, needs, county and nearness."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from resource_finder.search.engine import Ask
from resource_finder.search.ground import Ground
from resource_finder.search.hits import Hits
from resource_finder.search.spatial import Floats, point_on_sphere
from resource_finder.search.stored import Stored, Strings
from resource_finder.search.text_index import Docs, Scores, TextIndex, Word

# The blend: words count more than nearness; 20 km halve the one, a BM25 score of 6 the other.
TEXT_SHARE, NEAR_SHARE = 0.6, 0.4
HALF_SCORE, HALF_KM = 6.0, 20.0
# Up to here one pass over a whole county is cheaper than choosing blocks.
_SMALL_COUNTY = 4096
_FEW_POSTINGS = 2000
# Looking an offering up in a posting list costs about this many steps through the list.
_LOOK_UP_COST = 6

Best = tuple[Docs, Scores]


class CompiledEngine:
    """Immutable, and safe to share among threads: it only reads."""

    def __init__(self, stored: Stored, catalogue_hash: str = "", protected: Collection[str] = ()) -> None:
        self.hash = catalogue_hash
        self.ids: Sequence[str] = Strings.read(stored, "ids")
        self._texts = TextIndex(stored, protected)
        self._ground = Ground(stored)

    def hits(self, words: Sequence[str]) -> Hits:
        return Hits(self.ids, *self._texts.any_of(self._texts.words(words)))

    def knows(self, term: str) -> bool:
        """Whether any row holds this stem."""
        return self._texts.knows(term)

    def meant(self, word: str) -> tuple[float, tuple[str, ...]]:
        """The stems that a typed word stands for here, and what they count."""
        return self._texts.meant(word)

    def gain(self, term: str, count: int, length: int, held_besides: int) -> float:
        """What a row of so many words would score that holds the stem so often and is not in the index."""
        return self._texts.gain(term, count, length, held_besides)

    def scores(self, words: Sequence[str]) -> Mapping[str, float]:
        return {offering: score for offering, (_count, score) in self.hits(words).items()}

    def matched_words(self, words: Sequence[str]) -> Mapping[str, int]:
        return {offering: count for offering, (count, _score) in self.hits(words).items()}

    def best(self, ask: Ask) -> list[tuple[str, float]]:
        """Exact: what is passed over could not have come among the best."""
        county = self._ground.county(ask.county)
        mask = self._ground.mask(ask.needs) if ask.needs else None
        words = self._texts.words(ask.words) if ask.words else []
        if mask == 0 or (ask.words and not words):
            return []
        origin = _origin(ask)
        if words and self._start_from_words(words, county):
            docs, _matched, texts = self._texts.any_of(words, self._ground.keeper(county, mask))
            best = _top(docs, self._blend(docs, texts, origin), ask.limit)
        elif origin is None or self._ground.size(county) <= _SMALL_COUNTY:
            best = self._scored(self._ground.serving(county, mask), words, origin, ask.limit)
        else:
            best = self._best_of_blocks(county, mask, words, origin, ask.limit)
        pairs = zip(best[0].tolist(), best[1].tolist(), strict=True)
        return [(self.ids[doc], score) for doc, score in pairs]

    def _start_from_words(self, words: Sequence[Word], county: int) -> bool:
        """Whether walking the posting lists is cheaper than looking the county's offerings up in them."""
        postings = sum(word.postings for word in words)
        return postings <= max(_FEW_POSTINGS, self._ground.size(county) // _LOOK_UP_COST)

    def _best_of_blocks(
        self, county: int, mask: int | None, words: Sequence[Word], origin: Floats, limit: int
    ) -> Best:
        """Nearest blocks first, until no later one can hold anything better than the last of the best."""
        most = sum(word.most for word in words)
        best: Best = (np.empty(0, dtype=np.int32), np.empty(0, dtype=np.float64))
        for docs, next_km in self._ground.nearest_first(county, mask, origin):
            found = self._scored(docs, words, origin, limit)
            docs, scores = np.concatenate([best[0], found[0]]), np.concatenate([best[1], found[1]])
            best = _top(docs, scores, limit)
            if len(best[1]) == limit and best[1][-1] >= _greatest_blend(most, next_km, bool(words)):
                break
        return best

    def _scored(self, docs: Docs, words: Sequence[Word], origin: Floats | None, limit: int) -> Best:
        texts = None
        if words:
            texts = self._texts.at(words, docs)
            holding = texts > 0
            docs, texts = docs[holding], texts[holding]
        return _top(docs, self._blend(docs, texts, origin), limit)

    def _blend(self, docs: Docs, texts: Scores | None, origin: Floats | None) -> Scores:
        near: Scores = np.zeros(len(docs))
        if origin is not None:
            near = 1.0 / (1.0 + self._ground.km(docs, origin).astype(np.float64) / HALF_KM)
        return near if texts is None else TEXT_SHARE * texts / (texts + HALF_SCORE) + NEAR_SHARE * near


def _origin(ask: Ask) -> Floats | None:
    if ask.latitude is None or ask.longitude is None:
        return None
    return point_on_sphere(ask.latitude, ask.longitude)


def _greatest_blend(most_text: float, least_km: float, has_words: bool) -> float:
    """No offering at this distance or beyond scores more."""
    near = 1.0 / (1.0 + max(least_km, 0.0) / HALF_KM)
    return TEXT_SHARE * most_text / (most_text + HALF_SCORE) + NEAR_SHARE * near if has_words else near


def _top(docs: Docs, scores: Scores, limit: int) -> Best:
    """The best, best first; equal ones in the order of the index."""
    if len(docs) > limit:
        chosen = scores.argpartition(len(docs) - limit)[-limit:]
        docs, scores = docs[chosen], scores[chosen]
    order = np.lexsort((docs, -scores))
    return docs[order], scores[order]
