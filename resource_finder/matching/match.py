"""What the finder answers with: matches, rides, lists."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import islice
from typing import Literal, NamedTuple, overload

from resource_finder.domain.freshness import Fresh
from resource_finder.domain.hours import OpenState
from resource_finder.domain.kinds import Step
from resource_finder.domain.offering import Offering
from resource_finder.domain.verdicts import Band, Finding, Remark, Verdict

# More than any page shows at once.
_A_LOOK = 32

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


class At(IntEnum):
    """Where each factor of help stands among those of a match; that of words only where some were typed."""

    STILL = 0
    TAKES = 1
    SERVES = 2
    CONTACT = 3
    WAY = 4
    WORDS = 5


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

    def told(
        self,
        miles: float | None,
        rides: tuple[Ride, ...],
        reasons: tuple[Remark, ...] = (),
        cautions: tuple[Remark, ...] = (),
    ) -> "Match":
        """The same match, explained: `replace` would take three times as long."""
        return Match(
            self.offering,
            self.verdict,
            self.findings,
            self.band,
            miles,
            self.open,
            self.fresh,
            reasons,
            cautions,
            rides,
            self.words_matched,
            self.word_score,
            self.kind,
            self.step,
            self.help,
            self.factors,
            self.also,
        )

    def factor(self, name: str) -> Factor | None:
        return next((factor for factor in self.factors if factor.name == name), None)

    @property
    def is_for_some(self) -> bool:
        """Only for a group that the person did not speak of."""
        takes = self.factor("takes")
        return takes is not None and takes.case == "group"


class Rows(Sequence[Match], ABC):
    """Matches in order. What a page asks of all of them is answered without making them."""

    @abstractmethod
    def first(self, most: int) -> tuple[Match, ...]:
        """The first ones alone."""

    @abstractmethod
    def without(self, ids: Collection[str]) -> "Rows":
        """All others."""

    @abstractmethod
    def for_some(self, is_wanted: bool) -> "Rows":
        """Those only for a group that the person did not speak of; or all others."""

    @abstractmethod
    def of(self, organization: str) -> "Rows":
        """Those of one organization, by its name in small letters."""

    @abstractmethod
    def organizations(self) -> Iterator[str]:
        """The names in small letters, each once, in the order of their first match."""

    @abstractmethod
    def ids(self) -> list[str]:
        """Of all of them, in no order."""

    @property
    @abstractmethod
    def measured(self) -> int:
        """How many have a point."""

    @property
    @abstractmethod
    def is_near(self) -> bool:
        """Whether any stands within reach."""

    def one_each(self, most: int | None = None) -> tuple[Match, ...]:
        """One match for each organization, the first; the others are its `also`."""
        found = (self.of(name) for name in islice(self.organizations(), most))
        return tuple(replace(first, also=tuple(others)) for first, *others in found)

    @overload
    def __getitem__(self, at: int) -> Match: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Match, ...]: ...
    def __getitem__(self, at: int | slice) -> Match | tuple[Match, ...]:
        end = at.stop if isinstance(at, slice) else at + 1
        most = len(self) if end is None or end <= 0 else end
        return self.first(most)[at]

    def __iter__(self) -> Iterator[Match]:
        look = self.first(_A_LOOK)
        yield from look
        if len(look) < len(self):
            yield from islice(self.first(len(self)), len(look), None)


@dataclass(frozen=True, slots=True)
class StepList:
    """All matches under one heading, in order, not yet explained; `shown` of them the list explains."""

    step: Step
    matches: Rows
    shown: int

    @property
    def total(self) -> int:
        return len(self.matches)

    @property
    def cards(self) -> tuple[Match, ...]:
        """One match for each organization, the best; the others are its `also`."""
        return self.matches.one_each()


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
