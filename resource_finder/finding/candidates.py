"""What an engine gives the finder: of all rows those that can matter, judged and in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from resource_finder.domain.kinds import Step
from resource_finder.domain.offering import Offering
from resource_finder.finding.asked import Asked
from resource_finder.finding.matcher import Matcher
from resource_finder.matching.match import Match, Rows

# Nobody gets an empty page: so many are shown, the nearest ones labelled as farther away.
AT_LEAST = 3


@dataclass(frozen=True, slots=True)
class Ranked:
    """One list: its steps in order, the one to start with, how many take the person and how many refuse.

    Matches are made when they are looked at, so that what a list costs follows what is shown of it.
    """

    groups: tuple[tuple[Step, Rows], ...]
    start: Match | None
    total: int
    refused: int


class Candidates(Protocol):
    """Finds and orders the rows of one list. All engines give the same answer, row by row."""

    def ranked(self, need: str | None, asked: Asked) -> Ranked:
        """The rows that serve the need, or that the words hit where no need is asked."""
        ...


class Engine(Protocol):
    """Builds candidates from the rows of one catalogue that may be shown."""

    def __call__(self, offerings: Sequence[Offering], matcher: Matcher) -> Candidates: ...
