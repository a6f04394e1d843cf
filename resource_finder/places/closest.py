"""Which names of places are nearest to what was typed: as it begins, or as it is misspelt."""

from collections.abc import Callable, Iterable, Mapping

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from resource_finder.places.place import Place

_SUGGEST_FROM = 70
_SHORTEST_SUGGESTED, _SHORTEST_CORRECTED = 3, 6


class NameIndex:
    """Names by key. A few thousand short strings: a plain scan answers in a tenth of a millisecond."""

    def __init__(self, by_key: Mapping[str, Place], word_starts: Mapping[str, tuple[str, ...]]) -> None:
        self._by_key = by_key
        self._keys = list(by_key)
        self._word_starts = word_starts

    def __contains__(self, key: str) -> bool:
        return key in self._by_key

    def beginning_with(self, key: str, size: Callable[[Place], int]) -> list[Place]:
        """Names that begin so, larger places first; then names of which a later word begins so."""
        first = [place for name, place in self._by_key.items() if name.startswith(key)]
        later = [
            self._by_key[name]
            for name, starts in self._word_starts.items()
            if any(start.startswith(key) for start in starts)
        ]
        return [*_by_size(first, size), *_by_size(later, size)]

    def near(self, key: str, limit: int) -> list[Place]:
        """The closest spellings, best first; none for a text of one or two letters."""
        if len(key) < _SHORTEST_SUGGESTED:
            return []
        found = process.extract(
            key, self._keys, scorer=fuzz.ratio, limit=limit * 2, score_cutoff=_SUGGEST_FROM
        )
        return _once(self._by_key[name] for name, _score, _index in found)[:limit]

    def one_slip_from(self, key: str) -> Place | None:
        """The one place, of six letters or more, that a single slip of the fingers turns into this."""
        if len(key) < _SHORTEST_CORRECTED:
            return None
        close = [name for name in self._keys if name[0] == key[0] and _one_slip(name, key)]
        places = _once(self._by_key[name] for name in close)
        return places[0] if len(places) == 1 else None


def _by_size(places: list[Place], size: Callable[[Place], int]) -> list[Place]:
    return sorted(places, key=lambda place: (-size(place), place.label))


def _once(places: Iterable[Place]) -> list[Place]:
    return list({place.label: place for place in places}.values())


def _one_slip(name: str, key: str) -> bool:
    """One letter wrong, missing, added or swapped; two in long names."""
    return OSA.distance(name, key) <= (1 if len(key) < 9 else 2)
