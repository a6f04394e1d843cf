"""Finds the place that a typed line names, among its other words."""

from collections.abc import Sequence

from resource_finder.places.gazetteer import AmbiguousPlace, Gazetteer, Place, PlaceNotFound

MOST_PLACE_WORDS = 5
_BEFORE = frozenset({"in", "near", "at", "around", "by", "from", "to", "en", "cerca", "de", "para", "desde"})


def _split(text: str) -> list[str]:
    return text.split()


_AFTER = frozenset({"mo", "missouri", "county", "area"})
# Missouri towns and counties whose names people also type as plain words, in English or Spanish.
ORDINARY_WORDS = frozenset(
    _split(
        """
    advance adrian allen alma amity arrow benton bland bell birch blue border bunker butler camp
    cape carter chain clark clay clever clinton climax cole competition conception cook cooper cosby
    country cross dent defiance diamond douglas eagle edge ethel eureka fair faith fidelity foil
    forest frank franklin freedom friend gentry goodman good grace grain grant green greene gray
    half halfway harmony hardin high hill holt home hope house houston howard hunter independence
    iron irene jackson jane jefferson jeff joe johnson knox lake lamb lee liberal liberty licking
    light lincoln linn lone long louisiana love lucerne macon marble madison may mercer mexico mill
    miller monroe montgomery moody morgan nelson new noble noel novelty oak oregon park parker parma
    patton peace peculiar perry phelps pike pilot pine plato platte pleasant point polk potter
    powder pride prosperity protem public queen ray reform republic rescue rich ridge riverside rock
    rose safe salem sage scott senate shannon shelter shelby silver smith sober solo stark star
    steel stone story success sullivan summit sunrise sweet taylor texas tiff tightwad triplett
    truth tunas turners union unity vernon vista walker warren washington wayne webster wheel white
    winston winter wood worth wright california nevada delta dexter elmer florida cuba peru
    versailles milan paris rome lebanon vienna cairo alba alta alto amor arena arroyo casa cielo
    linda luna mano norte oro plata rio santa sol valle verde poplar como kc jc pb jeff
    """
    )
)


class Spotter:
    """Reads places inside sentences: "rehab in Springfield that takes Medicaid"."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def spot(self, words: Sequence[str]) -> tuple[Place | AmbiguousPlace, int, int] | None:
        """The longest place phrase, with where it starts and ends; one that follows "in" or "near" wins.

        A single ordinary word ("hope", "halfway", "mexico") is a place only after such a word, before
        "MO" or "county", or when it is all that was typed.
        """
        found = None
        for length in range(min(MOST_PLACE_WORDS, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                phrase = words[start : start + length]
                if not self._may_be_place(words, start, length):
                    continue
                place = self._read(phrase)
                if place is None:
                    continue
                if start and words[start - 1].casefold() in _BEFORE:
                    return place, start, start + length
                found = found or (place, start, start + length)
            if found:
                return found
        return self._misspelt(words)

    def _may_be_place(self, words: Sequence[str], start: int, length: int) -> bool:
        first = words[start].casefold()
        if first in _BEFORE or (length > 1 and words[start + length - 1].casefold() in _BEFORE):
            return False
        word = "".join(words[start : start + length])
        if len(words) == length or (length > 1 and word.casefold() not in ORDINARY_WORDS):
            return True
        if word.isdigit():
            return len(word) == 5
        if word.casefold() not in ORDINARY_WORDS and len(word) > 3:
            return True
        before = words[start - 1].casefold() if start else ""
        after = words[start + length].casefold() if start + length < len(words) else ""
        return before in _BEFORE or after in _AFTER or word.isupper()

    def _read(self, phrase: Sequence[str]) -> Place | AmbiguousPlace | None:
        text = " ".join(phrase)
        if not any(letter.isalnum() for letter in text):
            return None
        try:
            return self._gazetteer.find_exactly(text)
        except AmbiguousPlace as several:
            return several
        except PlaceNotFound:
            return None

    def _misspelt(self, words: Sequence[str]) -> tuple[Place, int, int] | None:
        """A word after "in" or "near", or the last word, that is one slip away from a single town."""
        for start, word in enumerate(words):
            follows = start > 0 and words[start - 1].casefold() in _BEFORE
            if follows or start == len(words) - 1:
                place = self._gazetteer.close_name(word)
                if place is not None and word.casefold() not in ORDINARY_WORDS:
                    return place, start, start + 1
        return None
