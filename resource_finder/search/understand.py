"""Reads a typed line into place, needs, circumstances and the words that remain."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from resource_finder.domain.needs import Needs
from resource_finder.domain.understood import Understood
from resource_finder.search.analysis import fold, tokens
from resource_finder.search.engine import MOST_WORDS
from resource_finder.search.meaning import meant_about, meant_needs, meant_open
from resource_finder.search.names import Found, Names
from resource_finder.search.phrases import PhraseFinder, Reading, unread
from resource_finder.search.somebody_else import asks_for_another
from resource_finder.search.vocabulary import Vocabulary, read_phrases, typed_words, word_key, word_keys

__all__ = ["PlaceSpotter", "Reader", "Understood", "read_phrases"]

# Stands where a word has another meaning, so that the spotter sees a word there, but no place.
_NO_PLACE = "zzqx"
_SHORT_NAME = 4
_BEFORE_PLACE = frozenset({"in", "near", "at", "around", "en"})


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

    def __init__(
        self, vocabulary: Vocabulary, needs: Needs, places: PlaceSpotter, names: Callable[[], Names] = Names
    ) -> None:
        self._vocabulary = vocabulary
        self._needs = needs
        self._places = places
        self._names = names
        self._finder = PhraseFinder(vocabulary)

    def read(self, text: str, lang: str = "en") -> Understood:
        """The whole line counts, up to 200 letters; of the words that remain, twelve are searched."""
        words = typed_words(text)
        keys = word_keys(words)
        named = self._named(words, keys)
        in_names = {place for name in named for place in name.places}
        spotted = self._place(words, keys, named)
        at_place = range(spotted.start, spotted.end) if spotted else range(0)
        taken = in_names.union(at_place)
        keys = self._mended(words, keys, taken)
        readings = self._finder.find(keys, taken)
        about = meant_about(readings, keys)
        needs = meant_needs(readings, keys, about)
        return Understood(
            place_text=" ".join(words[place] for place in at_place),
            place=spotted.place if spotted else None,
            needs=tuple(code for code in needs if code in self._needs),
            about=about,
            open=meant_open(readings),
            words=self._remaining(words, readings, taken - in_names, in_names),
            lang=_language(readings, lang),
            for_other=asks_for_another(keys, self._vocabulary.relations, readings),
        )

    def _named(self, words: list[str], keys: list[str]) -> list[Found]:
        """The organizations in the line.

        A name that says nothing but what people ask for ("Housing Authority", "Job Center") or where they
        are is one only where it is all that was typed, and not even then where a phrase means the same.
        """
        found = []
        readings = self._finder.find(keys)
        for name in self._names().find(words):
            here = [reading for reading in readings if reading.holds(name.start, name.end)]
            is_one_phrase = any(r.start <= name.start and name.end <= r.end for r in here)
            is_all = name.end - name.start == len(words)
            is_a_place = self._is_place(words[name.start : name.end])
            if is_one_phrase or is_a_place:
                continue
            if is_all or self._is_distinct(name, words, here):
                found.append(name)
        return found

    def _is_distinct(self, name: Found, words: list[str], readings: list[Reading]) -> bool:
        """Whether a word of a name of several says neither what is asked for nor where."""
        left = set(name.places) - {place for r in readings for place in range(r.start, r.end)}
        if name.end - name.start < 2 or not left:
            return False
        return any(not self._is_place([words[place]]) for place in left)

    def _is_place(self, words: list[str]) -> bool:
        found = self._places.spot(words)
        return found is not None and found[1:] == (0, len(words)) and not self._is_guess(found[0], words)

    @staticmethod
    def _is_guess(place: Any, words: Sequence[str]) -> bool:
        typed = " ".join(words)
        return fold(str(getattr(place, "text", typed))) != fold(typed)

    def _place(self, words: list[str], keys: list[str], named: list[Found]) -> _Spotted | None:
        """The place that the line names: beside the names in it, or in one that has a place there."""
        outside = list(words)
        for name in named:
            outside[name.start : name.end] = [_NO_PLACE] * (name.end - name.start)
        if spotted := self._place_among(outside, keys):
            return spotted
        for name in named:
            inside = self._place_among(words[name.start : name.end], keys[name.start : name.end])
            if inside and getattr(inside.place, "county", "") in name.counties - {""}:
                return _Spotted(
                    inside.place, name.start + inside.start, name.start + inside.end, inside.is_guess
                )
        return None

    def _place_among(self, words: list[str], keys: list[str]) -> _Spotted | None:
        """The place, passing over words that mean something else here."""
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
            spotted = _Spotted(place, start, end, self._is_guess(place, words[start:end]))
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
        return spotted.is_guess and not follows_in and self._is_another_word(keys[spotted.start])

    def _is_another_word(self, key: str) -> bool:
        """Whether it is no misspelt town: it means something, nearly does, or is a word of its own."""
        return key in self._vocabulary.protected or self._finder.mended(key) is not None

    def _mended(self, words: list[str], keys: list[str], taken: set[int]) -> list[str]:
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

    def _remaining(
        self, words: list[str], readings: list[Reading], taken: set[int], in_names: set[int]
    ) -> tuple[str, ...]:
        """What no reading has taken, and names: of organizations, offices, medicines and brands."""
        left = set(unread(len(words), readings, taken)) | in_names
        named = {
            place
            for reading in readings
            for place in range(reading.start, reading.end)
            if reading.phrase.kind == "named" or self._vocabulary.is_name(word_key(words[place]))
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
