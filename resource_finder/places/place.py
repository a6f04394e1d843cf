"""One place as it was understood, and the two ways in which a text can fail to name one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

# All of Missouri, as a place by name.
STATE = "Missouri"
Kind = Literal["zip", "town", "county", "point", "state"]


@dataclass(frozen=True, slots=True)
class Place:
    """`county` is a slug, as it stands in addresses; `alternatives` are what else the text may have meant.

    All of Missouri has no county, and nothing is near it: its point is only where a map would begin.
    """

    text: str
    kind: Kind
    label: str
    county: str
    fips: str
    latitude: float
    longitude: float
    alternatives: tuple["Place", ...] = ()

    def typed_as(self, text: str) -> "Place":
        return replace(self, text=text)

    def or_else(self, *others: "Place") -> "Place":
        """The same place, with more that the text may have meant."""
        bare = tuple(replace(other, alternatives=()) for other in others)
        return replace(self, alternatives=tuple(dict.fromkeys((*self.alternatives, *bare))))


class PlaceNotFound(LookupError):
    """No such place in Missouri: the closest names, and whether it seems to lie in another state."""

    def __init__(self, text: str, suggestions: Sequence[Place] = (), outside: bool = False) -> None:
        super().__init__("no such place in Missouri")
        self.text = text
        self.suggestions = tuple(suggestions)
        self.outside = outside


class AmbiguousPlace(LookupError):
    """Several places bear this name, and somebody must say which."""

    def __init__(self, text: str, alternatives: Sequence[Place]) -> None:
        super().__init__("more than one place has this name")
        self.text = text
        self.alternatives = tuple(alternatives)
