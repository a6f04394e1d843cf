"""In what order: the one to start with, then the steps in their order, and within each by help."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from resource_finder.domain.help_table import HelpTable
from resource_finder.domain.kinds import FOUND, REFUSED, UNREACHABLE, Kind, Kinds, Step, Steps
from resource_finder.domain.offering import Offering
from resource_finder.domain.verdicts import Verdict
from resource_finder.matching.match import At, Match

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


def to_start_with(groups: Sequence[tuple[Step, list[Match]]], table: HelpTable, kinds: Kinds) -> Match | None:
    """The first step: the highest help by the weight of its step, its age, and who is here.

    A waiting list, a rule or a hospital only where there is nothing else; what is for somebody else, lists
    other counties, lies out of reach or can hardly be tried only where nothing better is.
    """
    taking = [group for group in groups if group[0].code not in _FOLDED]
    for wanted in (
        [group for group in taking if not group[0].last],
        taking,
        [group for group in groups if group[0].code == UNREACHABLE],
    ):
        if wanted:
            candidates = ((step, match) for step, matches in wanted for match in matches)
            step, first = min(candidates, key=lambda one: _first_key(one[0], one[1], table, kinds))
            own = next(matches for at, matches in wanted if at is step)
            return _undominated(_nearer(first, own, table), own)
    return None


def _first_key(step: Step, match: Match, table: HelpTable, kinds: Kinds) -> tuple[int, bool, float, RankKey]:
    weight = step.weight * _weight_to_start(match, table)
    return -match.words_matched, is_never_first(match, table, kinds), -match.help * weight, rank(match)


def _weight_to_start(match: Match, table: HelpTable) -> float:
    """Less for what was not checked lately, has no telephone, or is not here but a line or far off."""
    weight = table["first", "old"] if _is_old(match, table) else 1.0
    weight *= 1.0 if match.factors[At.CONTACT].value >= _spoken_with(table) else table["first", "no_phone"]
    return weight if _is_here(match, table) else weight * table["first", "not_here"]


def _is_here(match: Match, table: HelpTable) -> bool:
    """Lists the county, or stands within the miles at which a way is worth less than a call to the state."""
    if match.factors[At.SERVES].case == "listed" and not match.offering.statewide:
        return True
    return match.miles is not None and match.miles <= table["first", "here_miles"]


def _nearer(first: Match, in_its_step: Iterable[Match], table: HelpTable) -> Match:
    """What is next door and gives the same, instead of a long way to a place that does not list this county.

    Also where it has no number: nobody drives 40 miles past a pantry for a box. What nobody checked for years
    may be gone.
    """
    if (
        first.miles is None
        or first.miles <= table["first", "here_miles"]
        or first.factors[At.SERVES].case == "listed"
    ):
        return first
    near = (match for match in in_its_step if _is_next_door(match, first, table))
    return min(near, key=rank, default=first)


def _is_next_door(match: Match, first: Match, table: HelpTable) -> bool:
    value = [factor.value for factor in match.factors]
    return (
        match.miles is not None
        and match.miles <= table["first", "near_miles"]
        and match.words_matched >= first.words_matched
        and value[At.STILL] >= table.still_after(table["first", "near_years"])
        and value[At.TAKES] >= table["first", "least_takes"]
        and value[At.SERVES] > table["serves", "others"]
        and value[At.CONTACT] >= table["contact", "website"]
    )


def _undominated(first: Match, in_its_step: Iterable[Match]) -> Match:
    """What is at least as good in every factor never stands below, also not below the one to start with."""
    for match in in_its_step:
        if match.words_matched >= first.words_matched and match.help > first.help and _as_good(match, first):
            first = match
    return first


def _as_good(match: Match, other: Match) -> bool:
    return all(one.value >= two.value for one, two in zip(match.factors, other.factors, strict=True))


def _is_old(match: Match, table: HelpTable) -> bool:
    return match.factors[At.STILL].value < table.still_after(table["first", "old_years"])


def _spoken_with(table: HelpTable) -> float:
    """The least of a telephone, also a borrowed one, and an open door."""
    return min(table["contact", "phone_without_phone"], table["contact", "walk_in"])


def is_never_first(match: Match, table: HelpTable, kinds: Kinds) -> bool:
    """For somebody else, for other counties, out of reach, a website alone, or old and without a telephone.

    A city bus is got on at a stop: of it a timetable is enough.
    """
    contact = match.factors[At.CONTACT].value
    is_hard_to_try = contact < table["contact", "street"] or (
        contact < _spoken_with(table) and _is_old(match, table)
    )
    return (
        match.factors[At.TAKES].value < table["first", "least_takes"]
        or match.factors[At.SERVES].value <= table["serves", "others"]
        or match.band == "further"
        or (is_hard_to_try and not kinds.of(match.kind).has("bus"))
    )
