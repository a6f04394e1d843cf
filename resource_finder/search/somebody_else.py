"""Whether a typed line asks for another person: "a bed for my brother", "mi hermano sale en mayo"."""

from collections.abc import Collection, Sequence

from resource_finder.search.phrases import Reading

_MINE = frozenset({"my", "our", "mi", "nuestro", "nuestra"})
_FOR = frozenset({"for", "para"})
# "Me and my wife", "a home with my son", "away from my husband" ask for oneself.
_TOGETHER = frozenset(
    {"and", "y", "with", "con", "from", "de", "by", "to", "of", "about", "see", "visit", "ver"}
)
_ONESELF = frozenset({"me", "im", "nos", "us"})


def asks_for_another(keys: Sequence[str], relations: Collection[str], readings: Sequence[Reading]) -> bool:
    """A relation after "my" that is no part of a need ("visit my son") and does nothing to oneself."""
    for place in range(len(keys) - 1):
        if keys[place] not in _MINE or keys[place + 1] not in relations:
            continue
        before = keys[place - 1] if place else ""
        after = keys[place + 2] if place + 2 < len(keys) else ""
        if before in _TOGETHER or after in _TOGETHER - {"from", "de", "to", "of"}:
            continue
        if _is_of_a_need(place, readings):
            continue
        if before in _FOR or not _ONESELF.intersection(keys):
            return True
    return False


def _is_of_a_need(place: int, readings: Sequence[Reading]) -> bool:
    return any(
        reading.phrase.kind in ("need", "broad", "alone") and reading.holds(place, place + 2)
        for reading in readings
    )
