"""What a word that the catalogue does not know may have meant, from the catalogue's own words."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from functools import cached_property, lru_cache

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


def may_be_meant(word: str) -> bool:
    """Whether it is long enough, and no number."""
    return len(word) >= _SHORTEST_MISSPELT - 1 and word.isalpha()


class Spelling:
    """Guesses by beginning and by slips. `protected` words are never guessed at and never a guess."""

    def __init__(
        self,
        words: Sequence[str],
        protected: Collection[str] = (),
        guessable: Sequence[str] | None = None,
    ) -> None:
        """The words are in their order; `guessable` are those of which `may_be_meant` is known to hold."""
        self._words = words
        self._protected = frozenset(protected)
        self._known_guessable = guessable
        self.guesses = lru_cache(maxsize=4096)(self._guesses)

    def meant(self, word: str, known: Callable[[str], bool]) -> tuple[float, tuple[str, ...]]:
        """The stems to look for, and what they count: the word's own if it is known, else guesses."""
        own = stem(word)
        if known(own):
            return 1.0, (own,)
        return GUESS_WEIGHT, tuple(term for term in self.guesses(word) if known(term))

    @cached_property
    def _guessable(self) -> list[str]:
        """Listed when somebody first mistypes a word: a large catalogue has many."""
        known = self._known_guessable
        words = filter(may_be_meant, self._words) if known is None else known
        return [word for word in words if word not in self._protected]

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
