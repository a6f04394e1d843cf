"""What a person asks: place, needs, words and circumstances. Lives in memory only."""

from dataclasses import dataclass
from typing import Literal

from resource_finder.domain.circumstances import CIRCUMSTANCES, RECORDS


class UnknownCircumstance(ValueError):
    """A word that is not one of `CIRCUMSTANCES`."""


@dataclass(frozen=True, slots=True, repr=False)
class Origin:
    """Where the person will be: a county, and the point that distances are measured from.

    Without a county it is all of Missouri: nothing is near, and only what covers the state can serve it.
    Of a `whole_county` no more is known than its name: its middle is no address.
    """

    county: str
    latitude: float
    longitude: float
    whole_county: bool = False

    @property
    def is_whole_state(self) -> bool:
        return not self.county

    @property
    def point(self) -> tuple[float, float]:
        return self.latitude, self.longitude


@dataclass(frozen=True, slots=True, repr=False)
class Situation:
    """One person's question. It has no `repr`, so that no log or trace can tell it."""

    origin: Origin
    needs: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    about: frozenset[str] = frozenset()
    open: Literal["any", "now"] = "any"
    limit: int = 20
    refused: bool = False

    def __post_init__(self) -> None:
        unknown = self.about - frozenset(CIRCUMSTANCES)
        if unknown:
            raise UnknownCircumstance(", ".join(sorted(unknown)))

    def __repr__(self) -> str:
        return "<Situation>"

    @property
    def records(self) -> tuple[str, ...]:
        """The kinds of conviction the person named, in the order of `RECORDS`."""
        return tuple(kind for kind in RECORDS if kind in self.about)
