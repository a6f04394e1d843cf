"""Says how two finders differ in an answer; nothing when they do not."""

from collections.abc import Iterator
from datetime import datetime

from resource_finder.domain.situation import Situation
from resource_finder.finding import Finder
from resource_finder.matching.match import NeedList


def differences(one: Finder, other: Finder, situation: Situation, now: datetime) -> list[str]:
    """Every part of every list: what is shown and explained, all steps, the start, the counts."""
    pairs = zip(one.find(situation, now), other.find(situation, now), strict=True)
    return [difference for first, second in pairs for difference in _differences(first, second)]


def _differences(one: NeedList, other: NeedList) -> Iterator[str]:
    yield from _unseen(one, other)
    for part in ("need", "total", "refused", "start", "matches"):
        if getattr(one, part) != getattr(other, part):
            yield f"{one.need} {part}: {getattr(one, part)} is not {getattr(other, part)}"
    steps = [[(s.step.code, s.shown, s.total) for s in found.steps] for found in (one, other)]
    if steps[0] != steps[1]:
        yield f"{one.need} steps: {steps[0]} is not {steps[1]}"
        return
    for first, second in zip(one.steps, other.steps, strict=True):
        if tuple(first.matches) != tuple(second.matches):
            yield f"{one.need} rows of {first.step.code}"
        yield from _views(first.matches, second.matches)


def _unseen(one: NeedList, other: NeedList) -> Iterator[str]:
    """Rows left out of a list of which nobody looked at any."""
    for first, second in zip(one.steps, other.steps, strict=False):
        some = set(first.matches.ids()[::2])
        left = [sorted(rows.without(some).ids()) for rows in (first.matches, second.matches)]
        if left[0] != left[1]:
            yield f"{one.need} left of {first.step.code}"


def _views(one, other) -> Iterator[str]:
    """What a page asks of rows that it does not show."""
    names = list(one.organizations())
    some = set(one.ids()[::2])
    asked = {
        "organizations": (names, list(other.organizations())),
        "ids": (sorted(one.ids()), sorted(other.ids())),
        "measured": (one.measured, other.measured),
        "is_near": (one.is_near, other.is_near),
        "cards": (one.one_each(3), other.one_each(3)),
        "some": (tuple(one.for_some(True)), tuple(other.for_some(True))),
        "others": (tuple(one.for_some(False)), tuple(other.for_some(False))),
        "without": (tuple(one.without(some)), tuple(other.without(some))),
        "last of": (tuple(one.of(names[-1])), tuple(other.of(names[-1]))),
    }
    yield from (f"{name}" for name, (first, second) in asked.items() if first != second)
