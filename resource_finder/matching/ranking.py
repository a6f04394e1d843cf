"""In what order: the one to start with, then the steps in their order, and within each by help."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from resource_finder.domain.help_table import HelpTable
from resource_finder.domain.kinds import FOUND, REFUSED, UNREACHABLE, Kind, Step, Steps
from resource_finder.domain.offering import Offering
from resource_finder.domain.verdicts import Verdict
from resource_finder.matching.match import Match

_FAR = float("inf")

RankKey = tuple[int, float, float, str, str]


def rank(match: Match) -> RankKey:
    """Sort key within a step: typed words, expected help; then distance and name, so that ties stay put."""
    return (
        -match.words_matched,
        -match.help,
        match.miles if match.miles is not None else _FAR,
        match.offering.service.casefold(),
        match.offering.id,
    )


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps of one need, or the one step of what typed words alone find, with those that come last."""

    need: str | None
    steps: Steps
    any_kind: str

    def step_of(self, offering: Offering, kind: Kind, verdict: Verdict, can_be_reached: bool) -> Step:
        """Under which heading a row stands for this person."""
        if verdict is Verdict.NO:
            return self.steps.everywhere(REFUSED)
        if not can_be_reached:
            return self.steps.everywhere(UNREACHABLE)
        if self.need is None:
            return self.steps.everywhere(FOUND)
        step = self.steps.step(self.need, kind.code) or self.steps.step(self.need, self.any_kind)
        return step or self.steps.everywhere(FOUND)

    def in_order(self, matches: Iterable[Match]) -> list[tuple[Step, list[Match]]]:
        """Each step that holds something: last ones last, and first those that say what was typed."""
        own = [*(self.steps.of(self.need) if self.need else ()), *map(self.steps.everywhere, _EVERYWHERE)]
        by_step: dict[str, list[Match]] = {step.code: [] for step in own}
        for match in matches:
            by_step[match.step].append(match)
        found = [(step, sorted(by_step[step.code], key=rank)) for step in own if by_step[step.code]]
        found.sort(key=lambda group: (group[0].code in _FOLDED, group[0].last, -group[1][0].words_matched))
        return found


_EVERYWHERE = (FOUND, UNREACHABLE, REFUSED)
_FOLDED = (UNREACHABLE, REFUSED)


def to_start_with(groups: Sequence[tuple[Step, list[Match]]], table: HelpTable) -> Match | None:
    """The first step: the highest help by the weight of its step.

    A waiting list, a rule or a hospital only where there is nothing else; what is for somebody else, lists
    other counties, or is an old row without a telephone only where nothing better is.
    """
    taking = [group for group in groups if group[0].code not in _FOLDED]
    for wanted in (
        [group for group in taking if not group[0].last],
        taking,
        [group for group in groups if group[0].code == UNREACHABLE],
    ):
        if wanted:
            candidates = ((step, match) for step, matches in wanted for match in matches)
            return min(candidates, key=lambda one: _first_key(one[0], one[1], table))[1]
    return None


def _first_key(step: Step, match: Match, table: HelpTable) -> tuple[int, bool, float, RankKey]:
    return -match.words_matched, is_never_first(match, table), -match.help * step.weight, rank(match)


def is_never_first(match: Match, table: HelpTable) -> bool:
    """For somebody else, for other counties, or a ghost: old or unconfirmed, and without a telephone."""
    still, takes, serves, contact = (factor.value for factor in match.factors[:4])
    oldest = 0.5 ** (table["first", "old_years"] / table["still", "half_life_years"])
    no_phone = contact < min(table["contact", "phone_without_phone"], table["contact", "walk_in"])
    return (
        takes < table["first", "least_takes"]
        or serves <= table["serves", "others"]
        or (no_phone and still < oldest)
    )
