"""What a person read in each row of the two community surveys, kept as sheets beside this module.

A reading decides where a row goes, what it is called, whom it takes and how it is told in plain words.
`same_as` folds a row into the one that it repeats; `left_out` says why a row is not published; a cell
`none` empties what the survey holds; `drop` names survey cells that must not be carried over.

Decisions: a record is taken as "any=yes" where the source says that people with records are served, with
"ask" for sex offenses, violence and arson, about which almost no source speaks. "Youth" without ages reads
as under 25, the widest federal meaning, so that nobody it may take is turned away. St. Louis and Kansas City
directories that print no address stand for their core counties.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent / "readings"

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """One row of a readings sheet."""

    key: Key
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    @property
    def dropped(self) -> tuple[str, ...]:
        return tuple(self["drop"].split())

    @property
    def cited_too(self) -> tuple[Key, ...]:
        return tuple(key_of(self[column]) for column in ("same_as", "also") if self[column])


class UnknownReference(ValueError):
    """A reading points at a survey row that is not there."""


def key_of(reference: str) -> Key:
    """`housing: Gateway 180 | Hotline` as the file, the organization and the program."""
    survey, _, rest = reference.partition(": ")
    organization, _, program = rest.partition(" | ")
    return survey, organization, program


def readings(folder: Path = HERE) -> dict[Key, Reading]:
    found = {}
    for sheet in sorted(folder.glob("*.csv")):
        with sheet.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                key = (sheet.stem, row.pop("source_organization"), row.pop("source_program"))
                found[key] = Reading(key, row)
    return found
