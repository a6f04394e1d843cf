"""Names of organizations inside a typed line: their words are no towns, no circumstances and no needs."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache

from resource_finder.search.vocabulary import typed_words, word_keys

# Said of a name, and left out by most who type it.
_LEGAL_FORMS = frozenset({"inc", "llc", "llp", "corp", "corporation", "incorporated", "ltd", "nfp"})
# Written short on envelopes and long on signs, and the other way round.
_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft", "center": "ctr", "centre": "ctr"}
_SEPARATORS = re.compile(r"\s[-–—]\s|[/:,(){}\[\]]")
# The beginning that so many names share is a name by itself: "Salvation Army …".
_SHARED_BY = 3
# Words that a name has and a typed line may lack.
_SMALL = frozenset({"a", "and", "at", "for", "in", "of", "the", "to"})
# A beginning that ends so is no name yet: "Southeast Missouri", "Missouri Department of".
_GOES_ON = frozenset({"of", "and", "the", "for", "missouri", "mo", "county", "city", "st"})
_MOST_NAME_WORDS = 12


@dataclass(frozen=True, slots=True)
class Found:
    """A name at the words from `start` to before `end`, and the counties where it has a place."""

    start: int
    end: int
    counties: frozenset[str]

    @property
    def places(self) -> range:
        return range(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Names:
    """Whole names, their parts, and the beginnings that several share; each with its counties."""

    _counties: Mapping[tuple[str, ...], frozenset[str]] = field(default_factory=dict)
    _firsts: frozenset[str] = frozenset()

    @classmethod
    def of(cls, organizations: Iterable[tuple[str, str]]) -> "Names":
        """From pairs of a name and a county, which may be empty."""
        counties: dict[tuple[str, ...], set[str]] = {}
        beginnings: Counter[tuple[str, ...]] = Counter()
        for name, county in sorted(set(organizations)):
            for keys in set(_forms(name)):
                counties.setdefault(keys, set()).add(county)
        for keys in counties:
            beginnings.update(keys[:length] for length in range(2, len(keys)))
        for beginning, count in beginnings.items():
            if count >= _SHARED_BY and beginning[-1] not in _GOES_ON:
                inside = [held for keys, held in counties.items() if keys[: len(beginning)] == beginning]
                counties[beginning] = set().union(*inside)
        known = {keys: frozenset(held) for keys, held in counties.items()}
        return cls(known, frozenset(keys[0] for keys in known))

    def also(self, organizations: Iterable[tuple[str, str]]) -> "Names":
        """With a few more; beginnings that only these would make shared are not names yet."""
        counties = dict(self._counties)
        for name, county in organizations:
            for keys in set(_forms(name)):
                counties[keys] = counties.get(keys, frozenset()) | {county}
        return Names(counties, self._firsts | {keys[0] for keys in counties.keys() - self._counties.keys()})

    def find(self, words: Sequence[str]) -> list[Found]:
        """The longest names first, from the left; no two share a word."""
        keys = _keys(words)
        found: list[Found] = []
        for length in range(min(_MOST_NAME_WORDS, len(keys)), 0, -1):
            for start in range(len(keys) - length + 1):
                counties = self._at(keys, start, length)
                taken = any(start < other.end and other.start < start + length for other in found)
                if counties is not None and not taken:
                    found.append(Found(start, start + length, counties))
        return sorted(found, key=lambda one: one.start)

    def _at(self, keys: Sequence[str], start: int, length: int) -> frozenset[str] | None:
        if keys[start] not in self._firsts:
            return None
        return self._counties.get(tuple(keys[start : start + length]))


def is_named(name: str, keys: Set[str]) -> bool:
    """Whether the words with these keys hold the whole name: then this very organization is looked for."""
    own = _own_keys(name)
    return bool(own) and own <= keys


def name_keys(words: Iterable[str]) -> frozenset[str]:
    return frozenset(_keys(list(words)))


@lru_cache(maxsize=20_000)
def _own_keys(name: str) -> frozenset[str]:
    return name_keys(typed_words(name)) - _SMALL - _LEGAL_FORMS


def _forms(name: str) -> Iterator[tuple[str, ...]]:
    """The name as it stands, without what people leave out, and its parts around a dash or a bracket."""
    for part in (name, *_SEPARATORS.split(name)):
        keys = _keys(typed_words(part))
        while len(keys) > 1 and keys[-1] in _LEGAL_FORMS:
            keys.pop()
        if keys[:1] == ["the"]:
            keys = keys[1:]
        is_whole = part == name
        if keys and (is_whole or len(keys) > 1):
            yield tuple(keys)
            if is_whole:
                yield tuple(_keys(typed_words(name)))


def _keys(words: Sequence[str]) -> list[str]:
    return [_SHORT.get(key, key) for key in word_keys(list(words))]
