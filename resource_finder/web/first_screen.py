"""Which matches an answer shows at once: the one to start with, a few of each step, the rest folded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from resource_finder.domain.kinds import REFUSED
from resource_finder.matching.match import Match, NeedList, Rows, StepList
from resource_finder.matching.rows import Joined, MadeRows

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
    """One heading: how many rows it has, and those that stand below it at once.

    `step` is None for some people.
    """

    code: str
    step: StepList | None
    total: int
    cards: tuple[Match, ...]
    is_folded: bool = False

    @property
    def ids(self) -> set[str]:
        return {match.offering.id for match in self.cards}


def shown_first(found: NeedList) -> tuple[Match | None, tuple[Shown, ...]]:
    """The one to start with, and every step that holds something else; nothing that refuses the person."""
    start = _start_with_others(found)
    gone = {match.offering.id for match in (start, *start.also)} if start else set()
    ordinary: list[tuple[StepList, Rows]] = []
    some: list[Rows] = []
    low: list[tuple[StepList, Rows]] = []
    for step in found.steps:
        rows = step.matches.without(gone)
        if step.step.code == REFUSED or not rows:
            continue
        if step.step.last:
            low.append((step, rows))
            continue
        if ours := rows.for_some(False):
            ordinary.append((step, ours))
        some.append(rows.for_some(True))
    return start, (
        *_opened(ordinary),
        *_for_some(some),
        *(_shown(step, rows, EACH_LAST, True) for step, rows in low),
    )


def all_of(found: NeedList, code: str) -> Shown | None:
    """Everything of one step, one card for each organization; None where there is no such step here."""
    steps = [step for step in found.steps if step.step.code != REFUSED]
    if code == SOME_PEOPLE:
        rows = MadeRows(Joined(step.matches.for_some(True) for step in steps if not step.step.last))
        return Shown(code, None, len(rows), rows.one_each()) if rows else None
    step = next((step for step in steps if step.step.code == code), None)
    return Shown(code, step, step.total, step.cards) if step else None


def left_over(found: NeedList, start: Match | None, shown: Iterable[Shown]) -> Sequence[Match]:
    """What stands on no card of the first screen, each row by itself, in the order of the steps."""
    ids = {start.offering.id} if start else set()
    ids = ids.union(*(group.ids for group in shown))
    steps = (step for step in found.steps if step.step.code != REFUSED)
    return Joined(step.matches.without(ids) for step in steps)


def refusing(found: NeedList) -> Sequence[Match]:
    return next((step.matches for step in found.steps if step.step.code == REFUSED), ())


def _start_with_others(found: NeedList) -> Match | None:
    """The one to start with, and what the same organization has in that step."""
    start = found.start
    if start is None:
        return None
    rows = (step.matches for step in found.steps if step.step.code == start.step)
    others = (match for matches in rows for match in matches.of(start.offering.organization.casefold()))
    return replace(start, also=tuple(m for m in others if m.offering.id != start.offering.id))


def _opened(steps: Sequence[tuple[StepList, Rows]]) -> Iterable[Shown]:
    each = EACH_OF_ONE if len(steps) == 1 else EACH
    count = 0
    for step, rows in steps:
        is_folded = count >= MOST_OPEN
        group = _shown(step, rows, EACH_FOLDED if is_folded else each, is_folded)
        count += len(group.cards)
        yield group


def _for_some(some: Sequence[Rows]) -> Iterable[Shown]:
    """One card: the first of all these, with what the same organization has in any of the steps."""
    rows = Joined(some)
    if rows:
        name = rows[0].offering.organization.casefold()
        first, *others = Joined(matches.of(name) for matches in some)
        yield Shown(SOME_PEOPLE, None, len(rows), (replace(first, also=tuple(others)),), True)


def _shown(step: StepList, rows: Rows, each: int, is_folded: bool) -> Shown:
    return Shown(step.step.code, step, len(rows), rows.one_each(each), is_folded)
