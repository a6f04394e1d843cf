"""From the phrases found in a line to needs, circumstances and opening."""

from collections.abc import Sequence
from typing import Literal

from resource_finder.search.phrases import Reading

# What a circumstance asks for when the line names no need.
_NEED_BY_ITSELF = {
    "no_id": "id",
    "no_car": "ride",
    "no_phone": "phone",
    "no_insurance": "medical",
    "medicaid": "money",
    "no_money": "money",
    "supervision": "supervision",
    "pregnant": "medical",
    "children": "family",
}
_NOT = frozenset(
    ("no", "not", "never", "without", "dont", "doesnt", "isnt", "aint", "arent", "wasnt", "havent", "non")
) | frozenset(("sin", "nunca", "ningun", "ninguna", "tampoco"))
# May stand between "not" and what is denied: "I do not have any violent charges", "no soy un veterano".
_BETWEEN_NOT = frozenset(
    ("a", "an", "any", "on", "have", "had", "been", "am", "im", "the", "my", "ever", "of", "for", "got", "do")
) | frozenset(("convicted", "un", "una", "tengo", "soy", "estoy", "de", "en", "el", "la", "mi", "he", "sido"))
_MOST_BETWEEN = 3
_DENIABLE_ONLY_AS_PHRASE = frozenset({"no_id", "no_car", "no_phone", "no_insurance", "no_money"})
_TOWARD = frozenset({"to", "from", "al", "a", "hasta", "para"})
_BETWEEN_TOWARD = frozenset({"my", "the", "a", "an", "some", "mi", "el", "la", "un", "una", "los", "las"})


def meant_about(readings: Sequence[Reading], keys: Sequence[str]) -> tuple[str, ...]:
    """The circumstances named and not denied."""
    found = (
        reading.phrase.value
        for reading in readings
        if reading.phrase.kind == "about" and not _is_denied(reading, keys)
    )
    return tuple(dict.fromkeys(found))


def _is_denied(reading: Reading, keys: Sequence[str]) -> bool:
    if reading.phrase.value in _DENIABLE_ONLY_AS_PHRASE:
        return False
    before = reversed(keys[max(0, reading.start - _MOST_BETWEEN - 1) : reading.start])
    for key in before:
        if key in _NOT:
            return True
        if key not in _BETWEEN_NOT:
            return False
    return False


def meant_needs(
    readings: Sequence[Reading], keys: Sequence[str], about: Sequence[str]
) -> tuple[tuple[str, ...], bool]:
    """The needs in the order named, and whether "tonight" was about the bed rather than the opening hours.

    A sub-need makes its need superfluous. Where a ride goes is not a need: "bus to my dentist".
    """
    named = _named(readings, keys)
    if not named:
        by_itself = [_NEED_BY_ITSELF[word] for word in about if word in _NEED_BY_ITSELF]
        alone = [reading.phrase.value for reading in readings if reading.phrase.kind == "alone"]
        named = (by_itself or alone)[:1]
    tonight = any(reading.phrase.value == "tonight" for reading in readings)
    if tonight:
        named = ["housing/tonight" if need == "housing" else need for need in named]
    needs = dict.fromkeys(named)
    parents = {need.partition("/")[0] for need in needs if "/" in need}
    return tuple(need for need in needs if need not in parents), tonight and "housing/tonight" in needs


def _named(readings: Sequence[Reading], keys: Sequence[str]) -> list[str]:
    needs = [reading for reading in readings if reading.phrase.kind == "need"]
    rides = [reading.start for reading in needs if reading.phrase.value == "ride"]
    return [
        reading.phrase.value
        for reading in needs
        if not (rides and rides[0] < reading.start and _is_destination(reading, keys))
    ]


def _is_destination(reading: Reading, keys: Sequence[str]) -> bool:
    place = reading.start - 1
    while place > 0 and keys[place] in _BETWEEN_TOWARD and keys[place] not in _TOWARD:
        place -= 1
    if place > 0 and keys[place] == "a" and keys[place - 1] in _TOWARD:
        place -= 1
    return place >= 0 and keys[place] in _TOWARD and reading.phrase.value != "ride"


def meant_open(readings: Sequence[Reading]) -> Literal["any", "now"]:
    return "now" if any(reading.phrase.kind == "open" for reading in readings) else "any"
