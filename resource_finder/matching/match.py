"""What the finder answers with: matches, rides, lists."""

from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from resource_finder.domain.freshness import Fresh
from resource_finder.domain.hours import OpenState
from resource_finder.domain.kinds import Step
from resource_finder.domain.offering import Offering
from resource_finder.domain.verdicts import Band, Finding, Remark, Verdict

RideKind = Literal["foot", "city_bus", "call_ahead", "intercity", "medicaid"]


@dataclass(frozen=True, slots=True)
class Ride:
    """One way to get to an offering. `provider` is None on foot; `stop` is the nearest known stop."""

    kind: RideKind
    provider: Offering | None = None
    stop: str = ""
    stop_miles: float | None = None


class Factor(NamedTuple):
    """One of the factors of expected help: its name, the case of its table that held, and its value."""

    name: str
    case: str
    value: float


@dataclass(frozen=True, slots=True)
class Match:
    """An offering for this person: will they take you, how far, how to get there, and why it is shown.

    `help` is how likely it is that who tries this gets helped: the product of `factors`. `also` holds the
    other matches of the same organization in the same step, where a list is asked for as cards.
    """

    offering: Offering
    verdict: Verdict
    findings: tuple[Finding, ...]
    band: Band
    miles: float | None
    open: OpenState
    fresh: Fresh
    reasons: tuple[Remark, ...] = ()
    cautions: tuple[Remark, ...] = ()
    rides: tuple[Ride, ...] = ()
    words_matched: int = 0
    word_score: float = 0.0
    kind: str = ""
    step: str = ""
    help: float = 0.0
    factors: tuple[Factor, ...] = ()
    also: tuple["Match", ...] = ()

    def factor(self, name: str) -> Factor | None:
        return next((factor for factor in self.factors if factor.name == name), None)

    @property
    def is_for_some(self) -> bool:
        """Only for a group that the person did not speak of."""
        takes = self.factor("takes")
        return takes is not None and takes.case == "group"


@dataclass(frozen=True, slots=True)
class StepList:
    """All matches under one heading, in order, not yet explained; `shown` of them the list explains."""

    step: Step
    matches: tuple[Match, ...]
    shown: int

    @property
    def total(self) -> int:
        return len(self.matches)

    @property
    def cards(self) -> tuple[Match, ...]:
        """One match for each organization, the best; the others are its `also`."""
        by_name: dict[str, list[Match]] = {}
        for match in self.matches:
            by_name.setdefault(match.offering.organization.casefold(), []).append(match)
        return tuple(replace(first, also=tuple(others)) for first, *others in by_name.values())


@dataclass(frozen=True, slots=True)
class NeedList:
    """The answer for one need, or for typed words alone (`need` is None).

    `total` counts all that take or may take the person; `refused` those that do not. `matches` holds the
    first `limit` of them with reasons and rides, and after them the refusing ones where these were asked for:
    first the one to start with, then the steps in their order, within a step by help. `steps` holds all of
    them, the one to start with in its own step; `start` is that one, None where nobody takes the person.
    """

    need: str | None
    total: int
    refused: int
    matches: tuple[Match, ...]
    steps: tuple[StepList, ...] = ()
    start: Match | None = None
