"""Answers and their explanation, as codes and values that templates put into words."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Value = str | int | float | bool
Values = tuple[tuple[str, Value], ...]


class Verdict(StrEnum):
    """Will they take me?"""

    YES = "yes"
    ASK = "ask"
    NO = "no"

    @property
    def weight(self) -> int:
        return ("yes", "ask", "no").index(self.value)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Several conditions: the worst counts. None at all: YES, for nothing stands in the way."""
    return max(verdicts, key=lambda verdict: verdict.weight, default=Verdict.YES)


@dataclass(frozen=True, slots=True)
class Remark:
    """A reason or a caution: a code, and the values its wording needs."""

    code: str
    values: Values = ()

    @classmethod
    def of(cls, code: str, **values: Value) -> "Remark":
        return cls(code, tuple(values.items()))


@dataclass(frozen=True, slots=True)
class Finding:
    """What one criterion says of one offering for one person."""

    verdict: Verdict
    remark: Remark


Band = Literal["foot", "near", "town", "drive", "far", "phone", "statewide", "further"]
BANDS: tuple[Band, ...] = ("foot", "near", "town", "drive", "far", "phone", "statewide", "further")
BAND_MILES: tuple[tuple[Band, float], ...] = (
    ("foot", 1.0),
    ("near", 5.0),
    ("town", 15.0),
    ("drive", 30.0),
    ("far", 60.0),
)
REACH_MILES = BAND_MILES[-1][1]
