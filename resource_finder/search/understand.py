"""Reads a typed line into place, needs, circumstances and the words that remain."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from resource_finder.domain.needs import Needs
from resource_finder.search.analysis import fold, tokens
from resource_finder.search.engine import MOST_WORDS
from resource_finder.search.meaning import meant_about, meant_needs, meant_open
from resource_finder.search.phrases import PhraseFinder, Reading, unread
from resource_finder.search.somebody_else import asks_for_another
from resource_finder.search.vocabulary import Vocabulary, read_phrases, typed_words, word_key, word_keys

__all__ = ["PlaceSpotter", "Reader", "Understood", "read_phrases"]

# Stands where a word has another meaning, so that the spotter sees a word there, but no place.
_NO_PLACE = "zzqx"
_SHORT_NAME = 4
_BEFORE_PLACE = frozenset({"in", "near", "at", "around", "en"})


@dataclass(frozen=True, slots=True, repr=False)
class Understood:
    """How a line was read. `place` is what the spotter gave: a place, or an error with alternatives."""

    place_text: str = ""
    place: Any = None
    needs: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    open: Literal["any", "now"] = "any"
    words: tuple[str, ...] = ()
    lang: str = "en"
    for_other: bool = False


class PlaceSpotter(Protocol):
    """Finds a place among words. A place's `text` is the phrase itself, unless it was guessed."""

    def spot(self, words: Sequence[str]) -> tuple[Any, int, int] | None:
        """The place, and where its phrase starts and ends among the words."""
        ...


@dataclass(frozen=True, slots=True)
class _Spotted:
    place: Any
    start: int
    end: int
    is_guess: bool


class Reader:
    """Reads English and Spanish, in one line too. There is no syntax."""

    def __init__(self, vocabulary: Vocabulary, needs: Needs, places: PlaceSpotter) -> None:
        self._vocabulary = vocabulary
        self._needs = needs
        self._places = places
        self._finder = PhraseFinder(vocabulary)

    def read(self, text: str, lang: str = "en") -> Understood:
        """The whole line counts, up to 200 letters; of the words that remain, twelve are searched."""
        words = typed_words(text)
        keys = word_keys(words)
        spotted = self._place(words, keys)
        taken = range(spotted.start, spotted.end) if spotted else range(0)
        keys = self._mended(words, keys, taken)
        readings = self._finder.find(keys, taken)
        about = meant_about(readings, keys)
        needs, tonight_is_the_need = meant_needs(readings, keys, about)
        return Understood(
            place_text=" ".join(words[place] for place in taken),
            place=spotted.place if spotted else None,
            needs=tuple(code for code in needs if code in self._needs),
            about=about,
            open="any" if tonight_is_the_need else meant_open(readings),
            words=self._remaining(words, readings, taken),
            lang=_language(readings, lang),
            for_other=asks_for_another(keys, self._vocabulary.relations, readings),
        )

    def _place(self, words: list[str], keys: list[str]) -> _Spotted | None:
        """The place that the line names, passing over words that mean something else here."""
        readings = self._finder.find(keys)
        shown = list(words)
        for place in unread(len(words), readings, ()):
            # Without another meaning "kc" is a place like "KC".
            shown[place] = words[place].upper() if len(words[place]) <= _SHORT_NAME else words[place]
        for _attempt in range(3):
            found = self._places.spot(shown)
            if found is None:
                return None
            place, start, end = found
            typed = " ".join(words[start:end])
            spotted = _Spotted(place, start, end, fold(str(getattr(place, "text", typed))) != fold(typed))
            if not self._means_something_else(spotted, words, keys, readings):
                return spotted
            shown[start:end] = [_NO_PLACE] * (end - start)
        return None

    def _means_something_else(
        self, spotted: _Spotted, words: list[str], keys: list[str], readings: list[Reading]
    ) -> bool:
        follows_in = spotted.start > 0 and fold(words[spotted.start - 1]) in _BEFORE_PLACE
        length = spotted.end - spotted.start
        for reading in readings:
            if reading.holds(spotted.start, spotted.end):
                if reading.length > length or spotted.is_guess:
                    return True
                if reading.length == length and not follows_in:
                    return True
        return spotted.is_guess and not follows_in and self._finder.mended(keys[spotted.start]) is not None

    def _mended(self, words: list[str], keys: list[str], taken: range) -> list[str]:
        """The keys, with misspelt words set right where that gives them a meaning."""
        mended = list(keys)
        for place in unread(len(keys), self._finder.find(keys, taken), taken):
            guess = self._finder.mended(keys[place])
            if guess is not None and not self._is_place_name(words[place]):
                mended[place] = guess
        without = unread(len(keys), self._finder.find(mended, taken), taken)
        for place in without:
            mended[place] = keys[place]
        return mended

    def _is_place_name(self, word: str) -> bool:
        found = self._places.spot([word])
        return found is not None and fold(str(getattr(found[0], "text", word))) == fold(word)

    def _remaining(self, words: list[str], readings: list[Reading], taken: range) -> tuple[str, ...]:
        """What no reading has taken, and the names of medicines and brands, which are searched as well."""
        left = set(unread(len(words), readings, taken))
        named = {
            place
            for reading in readings
            for place in range(reading.start, reading.end)
            if self._vocabulary.is_name(word_key(words[place]))
        }
        found = [token for place in sorted(left | named) for token in tokens(words[place]) if len(token) > 1]
        return tuple(dict.fromkeys(found))[:MOST_WORDS]


def _language(readings: list[Reading], asked: str) -> str:
    """The language that more of the words are of; the one asked when they are even."""
    count = {"en": 0, "es": 0}
    for reading in readings:
        count[reading.phrase.lang] += reading.length
    if count["en"] == count["es"]:
        return asked
    return max(count, key=count.__getitem__)
