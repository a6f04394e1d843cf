"""Which matches an answer shows at once: the one to start with, a few of each step, the rest folded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from resource_finder.domain.kinds import REFUSED
from resource_finder.matching.match import Match, NeedList, StepList

EACH = 3
# Of what is folded a tap opens two, of what comes last one, and all of them by one more.
EACH_FOLDED = 2
EACH_LAST = 1
# Where all stands in one step, nothing is gained by showing three of it.
EACH_OF_ONE = 15
# About two screens of a phone; steps beyond are folded.
MOST_OPEN = 6
# Rows for a group that was not spoken of: veterans, families, young people.
SOME_PEOPLE = "some-people"


@dataclass(frozen=True, slots=True)
class Shown:
    """One heading: all its rows, and those that stand below it at once; some people have no step."""

    code: str
    step: StepList | None
    rows: tuple[Match, ...]
    cards: tuple[Match, ...]
    is_folded: bool = False

    @property
    def ids(self) -> set[str]:
        return {match.offering.id for match in self.cards}


def shown_first(found: NeedList) -> tuple[Match | None, tuple[Shown, ...]]:
    """The one to start with, and every step that holds something else; nothing that refuses the person."""
    start = _start_with_others(found)
    gone = {match.offering.id for match in (start, *start.also)} if start else set()
    ordinary, some, low = [], [], []
    for step in found.steps:
        rows = [match for match in step.matches if match.offering.id not in gone]
        if step.step.code == REFUSED or not rows:
            continue
        if step.step.last:
            low.append((step, rows))
            continue
        ours = [match for match in rows if not is_for_some(match)]
        some += [match for match in rows if is_for_some(match)]
        if ours:
            ordinary.append((step, ours))
    return start, (
        *_opened(ordinary),
        *_for_some(some),
        *(_shown(step, rows, EACH_LAST, True) for step, rows in low),
    )


def all_of(found: NeedList, code: str) -> Shown | None:
    """Everything of one step, one card for each organization; None where there is no such step here."""
    steps = [step for step in found.steps if step.step.code != REFUSED]
    if code == SOME_PEOPLE:
        rows = [m for step in steps if not step.step.last for m in step.matches if is_for_some(m)]
        return Shown(code, None, tuple(rows), tuple(one_each(rows))) if rows else None
    step = next((step for step in steps if step.step.code == code), None)
    return Shown(code, step, step.matches, step.cards) if step else None


def left_over(found: NeedList, start: Match | None, shown: Iterable[Shown]) -> list[Match]:
    """What stands on no card of the first screen, each row by itself, in the order of the steps."""
    ids = {start.offering.id} if start else set()
    ids = ids.union(*(group.ids for group in shown))
    steps = (step for step in found.steps if step.step.code != REFUSED)
    return [match for step in steps for match in step.matches if match.offering.id not in ids]


def refusing(found: NeedList) -> tuple[Match, ...]:
    return next((step.matches for step in found.steps if step.step.code == REFUSED), ())


def is_for_some(match: Match) -> bool:
    """Only for a group that the person did not speak of."""
    takes = match.factor("takes")
    return takes is not None and takes.case == "group"


def one_each(matches: Iterable[Match]) -> list[Match]:
    """One match for each organization, the first; the others are its `also`."""
    by_name: dict[str, list[Match]] = {}
    for match in matches:
        by_name.setdefault(match.offering.organization.casefold(), []).append(match)
    return [replace(first, also=tuple(others)) for first, *others in by_name.values()]


def _start_with_others(found: NeedList) -> Match | None:
    """The one to start with, and what the same organization has in that step."""
    start = found.start
    if start is None:
        return None
    rows = next((step.matches for step in found.steps if step.step.code == start.step), ())
    name = start.offering.organization.casefold()
    others = [m for m in rows if m.offering.organization.casefold() == name]
    return replace(start, also=tuple(m for m in others if m.offering.id != start.offering.id))


def _opened(steps: Sequence[tuple[StepList, list[Match]]]) -> Iterable[Shown]:
    each = EACH_OF_ONE if len(steps) == 1 else EACH
    count = 0
    for step, rows in steps:
        is_folded = count >= MOST_OPEN
        group = _shown(step, rows, EACH_FOLDED if is_folded else each, is_folded)
        count += len(group.cards)
        yield group


def _for_some(rows: list[Match]) -> Iterable[Shown]:
    if rows:
        yield Shown(SOME_PEOPLE, None, tuple(rows), tuple(one_each(rows)[:EACH_LAST]), True)


def _shown(step: StepList, rows: list[Match], each: int, is_folded: bool) -> Shown:
    return Shown(step.step.code, step, tuple(rows), tuple(one_each(rows)[:each]), is_folded)
