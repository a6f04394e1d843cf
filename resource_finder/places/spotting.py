"""Finds the place that a typed line names, among its other words."""

from collections.abc import Sequence

from resource_finder.places.gazetteer import AmbiguousPlace, Gazetteer, Place, PlaceNotFound
from resource_finder.places.ordinary_words import (
    COUNTRIES_AND_STATES,
    ORDINARY_WORDS,
    STATES_THAT_ARE_COUNTIES,
    SURELY_ELSEWHERE,
)

Spotted = Place | AmbiguousPlace

MOST_PLACE_WORDS = 5
_WHERE = frozenset({"in", "near", "at", "around", "by", "en", "cerca"})
_WHENCE = frozenset({"from", "to", "de", "para", "desde", "a"})
_BEFORE = _WHERE | _WHENCE
_STATE = frozenset({"missouri", "misuri"})
_AFTER = frozenset({"mo", "missouri", "county", "area"})
# Short, but nothing else in English or Spanish.
_SHORT_NAMES = frozenset({"kc", "stl", "sgf", "flw", "ava"})


class Spotter:
    """Reads places inside sentences: "rehab in Springfield that takes Medicaid"."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def spot(self, words: Sequence[str]) -> tuple[Spotted, int, int] | None:
        """The longest place phrase, with where it starts and ends; one that follows "in" or "near" wins.

        A single ordinary word ("hope", "halfway", "liberty") is a place only after such a word, after a
        comma, before "MO" or "county", or when it is all that was typed.
        """
        for length in range(min(MOST_PLACE_WORDS, len(words)), 0, -1):
            found = None
            for start in range(len(words) - length + 1):
                place = self._place_at(words, start, length)
                if place is None:
                    continue
                if start and words[start - 1].casefold() in _BEFORE:
                    return place, start, start + length
                found = found or (place, start, start + length)
            if found:
                return found
        return self._state(words) or self._misspelt(words)

    def _place_at(self, words: Sequence[str], start: int, length: int) -> Spotted | None:
        phrase = words[start : start + length]
        if phrase[0].casefold() in _BEFORE - {"de"} or (length > 1 and phrase[-1].casefold() in _BEFORE):
            return None
        alone = length == len(words)
        if not alone and not self._may_be_place(words, start, length):
            return None
        place = self._read(phrase)
        # "free man" is Freeman, and "may view" Mayview, only where a place is expected.
        if isinstance(place, Place) and len(phrase[0]) > 3 and self._gazetteer.is_run_together(place, phrase):
            return place if alone or _is_led_in(words, start) else None
        return place

    def _may_be_place(self, words: Sequence[str], start: int, length: int) -> bool:
        word = "".join(words[start : start + length]).casefold().strip(".,;:!?")
        if word.isdigit():
            return length == 1 and len(word) == 5
        after = words[start + length].casefold() if start + length < len(words) else ""
        if after in SURELY_ELSEWHERE:
            return False
        if word in STATES_THAT_ARE_COUNTIES:
            return after in _AFTER
        if word in COUNTRIES_AND_STATES:
            before = words[start - 1].casefold() if start else ""
            return before in _WHERE or after in _AFTER or _follows_comma(words, start)
        if word in _SHORT_NAMES or (word not in ORDINARY_WORDS and len(word) > 3):
            return True
        shouted = length == 1 and words[start].isupper() and not all(w.isupper() for w in words)
        return _is_led_in(words, start) or after in _AFTER or shouted

    def _read(self, phrase: Sequence[str]) -> Spotted | None:
        text = " ".join(phrase)
        if not any(letter.isalnum() for letter in text):
            return None
        try:
            return self._gazetteer.find_exactly(text)
        except AmbiguousPlace as several:
            return several
        except PlaceNotFound:
            return None

    def _state(self, words: Sequence[str]) -> tuple[Place, int, int] | None:
        """ "in Missouri", where no nearer place is named; before other words it names an office."""
        for start, word in enumerate(words):
            is_led_in = start > 0 and words[start - 1].casefold() in _WHERE
            if word.casefold() in _STATE and (is_led_in or len(words) == 1):
                return self._gazetteer.whole_state, start, start + 1
        return None

    def _misspelt(self, words: Sequence[str]) -> tuple[Place, int, int] | None:
        """A word after "in" or "near", or the last word, that is one slip away from a single town."""
        for start, word in enumerate(words):
            is_last = start == len(words) - 1
            if not (is_last or _is_led_in(words, start)) or self._gazetteer.has_name([word.casefold()]):
                continue
            if not is_last and words[start + 1].casefold() in SURELY_ELSEWHERE:
                continue
            if place := self._gazetteer.close_name(word):
                return place, start, start + 1
        return None


def _is_led_in(words: Sequence[str], start: int) -> bool:
    """Whether a preposition or a comma stands before it."""
    return start > 0 and (words[start - 1].casefold() in _BEFORE or _follows_comma(words, start))


def _follows_comma(words: Sequence[str], start: int) -> bool:
    return start > 0 and words[start - 1].endswith(",")
