"""What is wrong in a sheet, where, and what was mended: in words that can be acted on in a spreadsheet."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

# refused: the whole file cannot be read. reported: this row cannot be used. repaired: mended, and said.
# accepted: used as it stands, with a word to the coordinator.
Outcome = Literal["refused", "reported", "repaired", "accepted"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One remark on one cell, row or file. `line` counts from 1; 0 is the whole file."""

    file: str
    line: int
    column: str
    message: str
    outcome: Outcome = "reported"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        told = f"{place} {self.column}: {self.message}" if self.column else f"{place}: {self.message}"
        # One line, though a name or a cell may hold several.
        return " ".join(told.split())


class CellFault(ValueError):
    """A cell that cannot be used, and why; its row is reported."""


class SheetsFaulty(RuntimeError):
    """Nothing was loaded. Holds every fault of every file."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(f"{len(self.faults)} faults in the sheets")


def did_you_mean(words: Iterable[str]) -> str:
    """ " (did you mean Boone?)", or nothing where nothing is near."""
    found = list(words)
    return f" (did you mean {' or '.join(found)}?)" if found else ""
