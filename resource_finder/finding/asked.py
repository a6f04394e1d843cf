"""What is the same for every row of one answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Protocol

from resource_finder.domain.situation import Situation
from resource_finder.matching.match import Match
from resource_finder.search.names import is_named, name_keys

Hits = Mapping[str, tuple[int, float]]


class WordSearch(Protocol):
    """Says how well each offering matches typed words; ids that match none are left out."""

    def hits(self, words: Sequence[str]) -> Hits:
        """Offering id -> how many of the words it matches, and its score."""
        ...


class NoWordSearch:
    """Stands in where no index can be had: words find nothing, places and needs still do."""

    def hits(self, words: Sequence[str]) -> Hits:
        return {}


@dataclass(frozen=True)
class Asked:
    """One situation at one moment, and what its words hit."""

    situation: Situation
    now: datetime
    today: date
    hits: Hits

    @cached_property
    def _keys(self) -> frozenset[str]:
        return name_keys(self.situation.words)

    def names(self, organization: str) -> bool:
        """Whether it was typed whole: it is looked for, whether or not it can be reached."""
        return is_named(organization, self._keys)

    @property
    def has_no_car(self) -> bool:
        """Rides weigh only for who told that they have no car."""
        return "no_car" in self.situation.about

    def wants(self, match: Match) -> bool:
        return self.situation.open == "any" or bool(match.open.now)
