"""What the finder answers with: matches, rides, lists."""

from dataclasses import dataclass
from typing import Literal

from resource_finder.domain.freshness import Fresh
from resource_finder.domain.hours import OpenState
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


@dataclass(frozen=True, slots=True)
class Match:
    """An offering for this person: will they take you, how far, how to get there, and why it is shown."""

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


@dataclass(frozen=True, slots=True)
class NeedList:
    """The answer for one need, or for typed words alone (`need` is None).

    `total` counts all that take or may take the person; `refused` those that do not. `matches` holds the
    first `limit` of them, and after them the refusing ones where these were asked for.
    """

    need: str | None
    total: int
    refused: int
    matches: tuple[Match, ...]
