"""From the phrases found in a line to needs, circumstances and opening."""

from collections.abc import Sequence
from typing import Literal

from resource_finder.domain.circumstances import RECORDS, ROWS, circumstance_of_age
from resource_finder.search.grammar import is_denied, is_destination, is_joined, is_purpose, toward
from resource_finder.search.phrases import Reading

# What a circumstance asks for when the line names no need.
_NEED_BY_ITSELF = {row.code: row.need for row in ROWS if row.need}
# "I don't have any papers" speaks of a circumstance, though "papers" is a need.
_CIRCUMSTANCE_OF_DENIED = {row.denied_need: row.code for row in ROWS if row.denied_need}
_DENIED_ONLY_AS_A_PHRASE = frozenset(row.code for row in ROWS if row.is_lack)
_ANY_RECORD = "any_felony"
_SPECIFIC_RECORDS = frozenset(RECORDS) - {_ANY_RECORD}
_OLDEST = 110
_BEFORE_AGE = frozenset(
    ("im", "am", "is", "he", "she", "age", "aged", "turned", "tengo", "tiene", "be", "now")
)
_AFTER_AGE = (("year", "old"), ("yr", "old"), ("yo",), ("y", "o"), ("ano", "de", "edad"))


def meant_about(readings: Sequence[Reading], keys: Sequence[str]) -> tuple[str, ...]:
    """The circumstances named and not denied, in the order of the line."""
    found: list[tuple[int, str]] = [
        (reading.start, reading.phrase.value)
        for reading in readings
        if reading.phrase.kind == "about"
        and not _is_denied(reading, readings, keys)
        and not _is_implied(reading, readings)
    ]
    found += [
        (reading.start, _CIRCUMSTANCE_OF_DENIED[reading.phrase.value])
        for reading in readings
        if _denies_need(reading, keys)
    ]
    found += [(place, age) for place, age in _ages(keys)]
    return tuple(dict.fromkeys(word for _place, word in sorted(found)))


def _is_denied(reading: Reading, readings: Sequence[Reading], keys: Sequence[str]) -> bool:
    """ "No felony", and what "or" joins to it: "no felony or drug charge"."""
    if reading.phrase.value in _DENIED_ONLY_AS_A_PHRASE:
        return False
    if is_denied(reading.start, keys):
        return True
    before = [other for other in readings if other.phrase.kind == "about" and other.end < reading.start]
    last = before[-1] if before else None
    return last is not None and is_joined(reading.start, last.end, keys) and _is_denied(last, readings, keys)


def _is_implied(reading: Reading, readings: Sequence[Reading]) -> bool:
    """ "Violent felony" names the violence; that it is a felony adds nothing."""
    return reading.phrase.value == _ANY_RECORD and any(
        other.phrase.value in _SPECIFIC_RECORDS and _touch(reading, other) for other in readings
    )


def _denies_need(reading: Reading, keys: Sequence[str]) -> bool:
    is_need = reading.phrase.kind in {"need", "broad"}
    return is_need and reading.phrase.value in _CIRCUMSTANCE_OF_DENIED and is_denied(reading.start, keys)


def _ages(keys: Sequence[str]) -> list[tuple[int, str]]:
    """The circumstance of every number that is an age: "he is 17", "62 year old"; "did 17 years" is none."""
    found = []
    for place, key in enumerate(keys):
        if not (key.isascii() and key.isdigit() and len(key) <= 3):
            continue
        after = tuple(keys[place + 1 : place + 4])
        is_last_or_told = (
            place > 0 and keys[place - 1] in _BEFORE_AGE and after[:1] not in (("year",), ("mile",))
        )
        is_age = is_last_or_told or any(after[: len(words)] == words for words in _AFTER_AGE)
        if is_age and int(key) < _OLDEST and (age := circumstance_of_age(int(key))):
            found.append((place, age))
    return found


def meant_needs(readings: Sequence[Reading], keys: Sequence[str], about: Sequence[str]) -> tuple[str, ...]:
    """The needs in the order named; "tonight" makes a bed of housing.

    A sub-need makes its need superfluous, but that food and clothes are two things.
    """
    named = _named(readings, keys)
    if not named:
        by_itself = [_NEED_BY_ITSELF[word] for word in about if word in _NEED_BY_ITSELF]
        alone = [reading.phrase.value for reading in readings if reading.phrase.kind == "alone"]
        named = (by_itself or alone)[:1]
    if any(reading.phrase.value == "tonight" for reading in readings):
        named = ["housing/tonight" if need == "housing" else need for need in named]
    needs = dict.fromkeys(named)
    parents = {need.partition("/")[0] for need in needs if "/" in need} - {"food"}
    return tuple(need for need in needs if need not in parents)


def _named(readings: Sequence[Reading], keys: Sequence[str]) -> list[str]:
    """What is asked for itself: not where a ride goes, nor what a thing is for, nor what is lacking."""
    asked = [
        reading
        for reading in readings
        if reading.phrase.kind in {"need", "broad", "named"}
        and reading.phrase.value
        and not _denies_need(reading, keys)
    ]
    narrow = [reading for reading in asked if reading.phrase.kind != "broad"]
    kept: list[Reading] = []
    for reading in asked:
        before = [other for other in narrow if other.start < reading.start and other in kept]
        if _is_where_a_ride_goes(reading, readings, keys) or (before and is_purpose(reading.start, keys)):
            continue
        if reading.phrase.kind == "broad" and _is_said_more_narrowly(reading, [*narrow, *kept], keys):
            continue
        kept.append(reading)
    return [reading.phrase.value for reading in kept]


def _is_where_a_ride_goes(reading: Reading, readings: Sequence[Reading], keys: Sequence[str]) -> bool:
    """ "Bus to my dentist", "no car and need to get to work"."""
    if reading.phrase.value == "ride":
        return False
    rides = [other for other in readings if other.phrase.kind == "need" and other.phrase.value == "ride"]
    if any(ride.start < reading.start for ride in rides) and is_destination(reading.start, keys):
        return True
    has_no_car = any(other.phrase.value == "no_car" for other in readings)
    return (has_no_car or bool(rides)) and toward(reading.start, keys)


def _is_said_more_narrowly(broad: Reading, narrow: Sequence[Reading], keys: Sequence[str]) -> bool:
    """A doctor beside a medicine, a class beside its subject, a bed beside detox: the other says which."""
    parent = broad.phrase.value.partition("/")[0]
    return any(
        other.phrase.value.partition("/")[0] == parent
        or _touch(broad, other)
        or (broad.end == other.start - 1 and is_purpose(other.start, keys))
        for other in narrow
    )


def _touch(one: Reading, other: Reading) -> bool:
    return one.end == other.start or other.end == one.start


def meant_open(readings: Sequence[Reading]) -> Literal["any", "now"]:
    """Only words of open doors narrow a list: "tonight" alone must not hide who opens at six."""
    is_now = any(reading.phrase.kind == "open" and reading.phrase.value == "now" for reading in readings)
    return "now" if is_now else "any"
