"""Words in the compiled arrays: which offerings hold them, with Whoosh's scores."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resource_finder.domain.numbered import place_in
from resource_finder.search.analysis import typed_tokens
from resource_finder.search.postings import gain_of, idf_of, stored_length
from resource_finder.search.spelling import Spelling
from resource_finder.search.stored import Stored, Strings, array

Docs = NDArray[np.int32]
Scores = NDArray[np.float64]
Keep = Callable[[Docs], NDArray[np.bool_]]

_NO_DOCS: Docs = np.empty(0, dtype=np.int32)
_NO_SCORES: Scores = np.empty(0, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Word:
    """One typed word: the stems that it may stand for, how many postings they have, the most it can score."""

    weight: float
    terms: tuple[int, ...]
    postings: int
    most: float


class TextIndex:
    def __init__(self, stored: Stored, protected: Collection[str] = ()) -> None:
        self._terms = Strings.read(stored, "terms")
        words, guessable = Strings.read(stored, "words"), Strings.read(stored, "guessable")
        self._spelling = Spelling(words, protected, guessable)
        self._starts: NDArray[np.int64] = array(stored, "starts")
        self._idf: Scores = array(stored, "idf")
        self._number = lru_cache(maxsize=8192)(partial(place_in, self._terms))
        self._docs: Docs = array(stored, "docs")
        self._gain_of: NDArray[Any] = array(stored, "gain_of")
        self._gains: Scores = np.array(array(stored, "gains"))
        self._most_gain = float(self._gains.max(initial=0.0))
        self._mean_length, self._rows = array(stored, "means").tolist()
        self._word = lru_cache(maxsize=8192)(self._read_word)

    def words(self, typed: Sequence[str]) -> list[Word]:
        """The typed words that the catalogue knows, or has a guess for."""
        found = (self._word(token) for token in typed_tokens(typed))
        return [word for word in found if word.terms]

    def knows(self, term: str) -> bool:
        return self._number(term) is not None

    def meant(self, word: str) -> tuple[float, tuple[str, ...]]:
        return self._spelling.meant(word, self.knows)

    def gain(self, term: str, count: int, length: int, held_besides: int) -> float:
        """As a row of the index scores; a stem that is new to it is held by `held_besides` rows alone."""
        number = self._number(term)
        idf = idf_of(self._rows, held_besides) if number is None else self._idf[number]
        return float(idf * gain_of(count, stored_length(length), self._mean_length))

    def _read_word(self, token: str) -> Word:
        weight, terms = self._spelling.meant(token, self.knows)
        found = (self._number(term) for term in terms)
        numbers = tuple(number for number in found if number is not None)
        held = sum(int(self._starts[number + 1] - self._starts[number]) for number in numbers)
        most = max((float(self._idf[number]) for number in numbers), default=0.0) * weight * self._most_gain
        return Word(weight, numbers, held, most)

    def any_of(self, words: Sequence[Word], keep: Keep | None = None) -> tuple[Docs, Docs, Scores]:
        """The offerings that hold any of the words, how many words each holds, and their scores."""
        found = [self._postings(word, keep) for word in words]
        if len(found) == 1:
            docs, scores = found[0]
            return docs, np.ones(len(docs), dtype=np.int32), scores
        if not found:
            return _NO_DOCS, _NO_DOCS, _NO_SCORES
        docs, starts, scores = _grouped(found)
        if not len(docs):
            return docs, docs, scores
        ends = np.empty(len(starts), dtype=np.int32)
        ends[:-1], ends[-1] = starts[1:], len(scores)
        return docs[starts], ends - starts.astype(np.int32), np.add.reduceat(scores, starts)

    def at(self, words: Sequence[Word], docs: Docs) -> Scores:
        """The scores of these offerings alone; 0 where none of the words stands."""
        total = np.zeros(len(docs), dtype=np.float64)
        for word in words:
            best = np.zeros(len(docs), dtype=np.float64)
            for number in word.terms:
                best = np.maximum(best, word.weight * self._term_at(number, docs))
            total += best
        return total

    def _term_at(self, number: int, docs: Docs) -> Scores:
        start, end = int(self._starts[number]), int(self._starts[number + 1])
        held = self._docs[start:end]
        place = np.minimum(held.searchsorted(docs), len(held) - 1)
        gains = self._gains[self._gain_of[start:end][place]]
        scores: Scores = np.where(held[place] == docs, gains * self._idf[number], 0.0)
        return scores

    def _postings(self, word: Word, keep: Keep | None) -> tuple[Docs, Scores]:
        found = [self._term(number, word.weight, keep) for number in word.terms]
        if len(found) == 1:
            return found[0]
        docs, starts, scores = _grouped(found)
        return (docs[starts], np.maximum.reduceat(scores, starts)) if len(docs) else (docs, scores)

    def _term(self, number: int, weight: float, keep: Keep | None) -> tuple[Docs, Scores]:
        start, end = int(self._starts[number]), int(self._starts[number + 1])
        docs, gain_of = self._docs[start:end], self._gain_of[start:end]
        if keep is not None:
            kept = keep(docs)
            docs, gain_of = docs[kept], gain_of[kept]
        return docs, self._gains[gain_of] * (self._idf[number] * weight)


def _grouped(found: Sequence[tuple[Docs, Scores]]) -> tuple[Docs, NDArray[np.intp], Scores]:
    """All pairs in the order of the offerings, and where each offering's pairs start."""
    docs = np.concatenate([pair[0] for pair in found])
    # A stable sort merges runs that are already in order in one pass.
    order = docs.argsort(kind="stable")
    docs = docs[order]
    changes = np.empty(len(docs), dtype=np.bool_)
    changes[:1] = True
    np.not_equal(docs[1:], docs[:-1], out=changes[1:])
    return docs, changes.nonzero()[0], np.concatenate([pair[1] for pair in found])[order]
