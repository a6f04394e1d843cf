"""Finds the known phrases in a row of words, and mends the words that nearly are of one."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from resource_finder.search.spelling import letters_forgiven
from resource_finder.search.vocabulary import Phrase, Vocabulary

_MOST_PHRASE_WORDS = 7
_CANDIDATES = 12
_LONG_WORD = 9
# "Connection" is no "conviction": with two slips at least so many first letters are right.
_RIGHT_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """A phrase found at the words from `start` to before `end`."""

    start: int
    end: int
    phrase: Phrase

    def holds(self, start: int, end: int) -> bool:
        """Whether it shares a word with this stretch."""
        return self.start < end and start < self.end

    @property
    def length(self) -> int:
        return self.end - self.start


class PhraseFinder:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._by_key = vocabulary.by_key
        self._protected = vocabulary.protected_words
        self._meant = [word for word in vocabulary.words if self._may_be_meant(word)]

    def _may_be_meant(self, word: str) -> bool:
        return len(word) >= 4 and word.isalpha() and word not in self._protected

    def find(self, keys: Sequence[str], taken: Iterable[int] = ()) -> list[Reading]:
        """Longest phrases first, from the left; no two share a word. In the order of the line."""
        free = [True] * len(keys)
        for place in taken:
            free[place] = False
        found = []
        for length in range(min(_MOST_PHRASE_WORDS, len(keys)), 0, -1):
            for start in range(len(keys) - length + 1):
                end = start + length
                if not all(free[start:end]):
                    continue
                phrase = self._by_key.get("".join(keys[start:end]))
                if phrase is not None:
                    found.append(Reading(start, end, phrase))
                    free[start:end] = [False] * length
        return sorted(found, key=lambda reading: reading.start)

    def mended(self, key: str) -> str | None:
        """The vocabulary's word that this one nearly is. Short words and protected ones stay as they are."""
        slips = letters_forgiven(key)
        if not slips or key in self._protected:
            return None
        close = process.extract(key, self._meant, scorer=OSA.distance, score_cutoff=slips, limit=_CANDIDATES)
        # A second slip is believed only of a long word that begins right: "stalking" is not "stabbing".
        likely = [
            (distance, guess[0] != key[0], -_common_start(guess, key), guess)
            for guess, distance, _at in close
            if distance < 2 or (len(key) >= _LONG_WORD and _common_start(guess, key) >= _RIGHT_LETTERS)
        ]
        return min(likely)[-1] if likely else None


def unread(number: int, readings: Iterable[Reading], taken: Collection[int]) -> list[int]:
    """The places of the words that no reading and nothing else has taken."""
    read = {place for reading in readings for place in range(reading.start, reading.end)}
    return [place for place in range(number) if place not in read and place not in taken]


def _common_start(one: str, other: str) -> int:
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length
