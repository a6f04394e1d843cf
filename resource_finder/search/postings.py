"""Which words stand in which offerings, as flat arrays, counted in the texts as Whoosh counts them."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.util.numeric import byte_to_length, length_to_byte

from resource_finder.search.analysis import indexed_tokens, stem
from resource_finder.search.engine import Searchable

# Whoosh's own defaults; the property test compares every score.
B, K1 = 0.75, 1.2


def gain_of(count: Any, length: Any, mean_length: float) -> Any:
    """BM25 of a term in a row, without the term's idf; of numbers or of arrays."""
    norm = K1 * ((1 - B) + B * length / (mean_length or 1))
    return count * (K1 + 1) / (count + norm)


def idf_of(rows: float, held: int) -> float:
    return log(rows / (held + 1)) + 1


def stored_length(length: int) -> int:
    """A length as Whoosh keeps it, in one byte."""
    return int(byte_to_length(length_to_byte(length)))


@dataclass(frozen=True, slots=True)
class Postings:
    """Terms in order. The offerings of term `t` are `docs[starts[t]:starts[t + 1]]`, `counts` beside them."""

    terms: list[str]
    starts: NDArray[np.int64]
    docs: NDArray[np.int32]
    counts: NDArray[np.uint16]
    lengths: NDArray[np.int64]
    mean_length: float

    def gains(self) -> NDArray[np.float64]:
        """BM25 of every posting, without the term's idf."""
        counts = self.counts.astype(np.float64)
        return np.asarray(gain_of(counts, self.lengths[self.docs], self.mean_length))

    def idf(self) -> NDArray[np.float64]:
        number = len(self.lengths)
        return np.array([idf_of(number, held) for held in np.diff(self.starts)], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted in the texts: postings, the unstemmed words, how many words each row has."""

    postings: Postings
    words: Collection[str]
    lengths: Sequence[int]


def counted_texts(offerings: Sequence[Searchable]) -> Counted:
    """The postings of these texts, and what they were counted from."""
    numbers: dict[str, int] = {}
    stem_numbers: dict[str, int] = {}
    term_of: list[int] = []
    counts: list[int] = []
    held: list[int] = []
    lengths: list[int] = []
    for offering in offerings:
        words = indexed_tokens(offering)
        found: Counter[int] = Counter()
        for word in words:
            number = numbers.get(word)
            if number is None:
                number = numbers[word] = stem_numbers.setdefault(stem(word), len(stem_numbers))
            found[number] += 1
        term_of.extend(found.keys())
        counts.extend(found.values())
        held.append(len(found))
        lengths.append(len(words))
    return Counted(_sorted(list(stem_numbers), term_of, counts, held, lengths), set(numbers), lengths)


def _sorted(
    stems: list[str], term_of: list[int], counts: list[int], held: list[int], lengths: list[int]
) -> Postings:
    """Group by term, terms in the order of their bytes as Whoosh keeps them."""
    order = sorted(range(len(stems)), key=lambda number: stems[number].encode())
    place = np.empty(len(stems), dtype=np.int32)
    place[order] = np.arange(len(stems), dtype=np.int32)
    terms = place[np.array(term_of, dtype=np.int32)] if term_of else np.empty(0, dtype=np.int32)
    docs = np.repeat(np.arange(len(held), dtype=np.int32), held)
    by_term = np.argsort(terms, kind="stable")
    starts = np.zeros(len(stems) + 1, dtype=np.int64)
    np.cumsum(np.bincount(terms, minlength=len(stems)), out=starts[1:])
    return Postings(
        [stems[number] for number in order],
        starts,
        docs[by_term],
        np.array(counts, dtype=np.uint16)[by_term],
        np.array([stored_length(length) for length in lengths], dtype=np.int64),
        sum(lengths) / len(lengths) if lengths else 0.0,
    )
