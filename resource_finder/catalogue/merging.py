"""Loading sheets over a catalogue that was changed since: a three-way merge by row and by fact.

Three things are looked at: the sheet now, the sheet as it was last loaded (the base), and the tables. What
only one side changed is taken from that side; where both changed one fact to different things nobody but a
person can know which is true. The merge is pure: it reads no file and no database.

A fact is the smallest part that is true by itself. A street, its ZIP and its point are one fact, since the
street of one side with the ZIP of the other would be an address that nobody ever gave; so are a source and
the day on which it was read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from resource_finder.catalogue.columns import PARTS
from resource_finder.domain.offering import Offering, Source

Side = Literal["sheets", "tables"]
Facts = Mapping[str, Any]
Rows = Mapping[str, Facts]

_TOGETHER: Mapping[str, tuple[str, ...]] = {
    "address": (
        *("address", "city", "zip", "county"),
        *("latitude", "longitude", "precision", "private_address"),
    ),
    "serves": ("serves", "statewide"),
    "checked_on": ("checked_on", "sources"),
}
_IN_A_GROUP = {name for names in _TOGETHER.values() for name in names}
_PLAIN = tuple(name for name in Offering.__slots__ if name not in {*_IN_A_GROUP, "id", *PARTS})
_OF_PART = {holder: tuple(part.name for part in fields(kind)) for holder, kind in PARTS.items()}
UNSAID = object()
# Stands for all facts of a row that one side took away.
WHOLE_ROW = ""


def facts_of(row: Offering | Source) -> Facts:
    """What the row says, fact by fact, under the names of columns."""
    if isinstance(row, Source):
        return {name: getattr(row, name) for name in Source.__slots__ if name != "id"}
    facts = {fact: tuple(getattr(row, name) for name in names) for fact, names in _TOGETHER.items()}
    facts |= {name: getattr(row, name) for name in _PLAIN}
    for holder, names in _OF_PART.items():
        facts |= {name: getattr(getattr(row, holder), name) for name in names}
    return facts


def offering_of(code: str, facts: Facts) -> Offering:
    """The row that says these facts."""
    values = {name: facts[name] for name in _PLAIN}
    for fact, names in _TOGETHER.items():
        values |= dict(zip(names, facts[fact], strict=True))
    for holder, kind in PARTS.items():
        values[holder] = kind(**{name: facts[name] for name in _OF_PART[holder]})
    return Offering(id=code, **values)


def source_of(code: str, facts: Facts) -> Source:
    return Source(id=code, **facts)


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact, or one whole row, of which sheets and tables say different things.

    A side that says None has not got the row. `base` is what the sheet said when it was last loaded; UNSAID
    where it had not got the row. `why` is what is wrong with a row of which each side says a part.
    """

    code: str
    fact: str
    base: Any
    sheet: Any
    table: Any
    why: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """The rows after the merge. At a conflict that nobody settled they are those of the tables.

    `stays` is what the tables say otherwise than the sheets because it was changed there since.
    """

    rows: Rows
    conflicts: tuple[Difference, ...] = ()
    stays: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """Which side is believed where both changed: for all, for a row, or for one fact of it (`id.phones`).

    What names a row or a fact is believed where only one side changed, too.
    """

    every: Side | None = None
    named: Mapping[str, Side] = field(default_factory=dict)

    def said(self, difference: Difference) -> Side | None:
        """The choice that names this very row or fact."""
        fact = f"{difference.code}.{difference.fact}"
        return self.named.get(fact) or self.named.get(difference.code)


NOTHING_CHOSEN = Choices()


def merge(base: Rows, sheets: Rows, tables: Rows, choices: Choices = NOTHING_CHOSEN) -> Merged:
    """What both sides come to, row by row. The order is that of the sheets, then that of the tables."""
    rows: dict[str, Facts] = {}
    conflicts: list[Difference] = []
    stays: list[Difference] = []
    for code in (*sheets, *(code for code in tables if code not in sheets)):
        merging = _Row(code, base.get(code), choices, conflicts, stays)
        row = merging.merged(sheets.get(code), tables.get(code))
        if row is not None:
            rows[code] = row
    return Merged(rows, tuple(conflicts), tuple(stays))


@dataclass(frozen=True, slots=True)
class _Row:
    code: str
    base: Facts | None
    choices: Choices
    conflicts: list[Difference]
    stays: list[Difference]

    def merged(self, sheet: Facts | None, table: Facts | None) -> Facts | None:
        if sheet is not None and table is not None:
            base = self.base or {}
            return {fact: self._fact(fact, base, sheet[fact], table[fact]) for fact in sheet}
        return self._settled(Difference(self.code, WHOLE_ROW, self.base, sheet, table))

    def _fact(self, fact: str, base: Facts, sheet: Any, table: Any) -> Any:
        # What no base says was said by neither side: any two values are a conflict.
        return self._settled(Difference(self.code, fact, base.get(fact, UNSAID), sheet, table))

    def _settled(self, found: Difference) -> Any:
        if found.sheet == found.table:
            return found.table
        chosen = self.choices.said(found)
        if chosen is None and found.base == found.table:
            return found.sheet
        if chosen is None and found.base != found.sheet:
            chosen = self.choices.every
            if chosen is None:
                self.conflicts.append(found)
                return found.table
        if chosen == "sheets":
            return found.sheet
        self.stays.append(found)
        return found.table


def rows_by_id(rows: Iterable[Offering | Source]) -> dict[str, Facts]:
    return {row.id: facts_of(row) for row in rows}
