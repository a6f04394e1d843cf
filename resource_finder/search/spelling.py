"""What a word that the catalogue does not know may have meant, from the catalogue's own words."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from resource_finder.search.analysis import stem

# A guess never counts as much as the word itself.
GUESS_WEIGHT = 0.7
_MOST_GUESSES = 8
_SHORTEST_PREFIX = 3
_SHORTEST_MISSPELT = 5
_LONG_WORD = 8


def letters_forgiven(word: str) -> int:
    """How many slips a word may hold: none under five letters or with digits, then one, two from eight on."""
    if len(word) < _SHORTEST_MISSPELT or not word.isalpha():
        return 0
    return 1 if len(word) < _LONG_WORD else 2


class Spelling:
    """Guesses by beginning and by slips. `protected` words are never guessed at and never a guess."""

    def __init__(self, words: Sequence[str], protected: Collection[str] = ()) -> None:
        self._words = sorted(words)
        self._protected = frozenset(protected)
        self._guessable = [word for word in self._words if self._may_be_meant(word)]
        self.guesses = lru_cache(maxsize=4096)(self._guesses)

    def meant(self, word: str, known: Callable[[str], bool]) -> tuple[float, tuple[str, ...]]:
        """The stems to look for, and what they count: the word's own if it is known, else guesses."""
        own = stem(word)
        if known(own):
            return 1.0, (own,)
        return GUESS_WEIGHT, tuple(term for term in self.guesses(word) if known(term))

    def _may_be_meant(self, word: str) -> bool:
        return len(word) >= _SHORTEST_MISSPELT - 1 and word.isalpha() and word not in self._protected

    def _guesses(self, word: str) -> tuple[str, ...]:
        """The stems of the words that this one begins, else of those that it nearly is."""
        if word in self._protected:
            return ()
        found = self._begun_by(word) or self._near(word)
        return tuple(dict.fromkeys(stem(guess) for guess in found))

    def _begun_by(self, word: str) -> list[str]:
        if len(word) < _SHORTEST_PREFIX:
            return []
        start = bisect_left(self._words, word)
        nearest = self._words[start : start + _MOST_GUESSES]
        return [guess for guess in nearest if guess.startswith(word)]

    def _near(self, word: str) -> list[str]:
        slips = letters_forgiven(word)
        if not slips:
            return []
        found = process.extract(
            word, self._guessable, scorer=OSA.distance, score_cutoff=slips, limit=_MOST_GUESSES
        )
        fewest = min((distance for _guess, distance, _at in found), default=0)
        return [guess for guess, distance, _at in found if distance == fewest]
