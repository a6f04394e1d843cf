"""The rows that may be shown, chosen by their columns: a row is read when it is given to somebody."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from resource_finder.domain.offering import Offering
from resource_finder.finding.columns import ASKS_FOR, STATEWIDE, Columns
from resource_finder.finding.shelf import Shelf

Numbers = NDArray[np.int32]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Keys:
    """The first half of an identifier of each row, sorted, and the row of each."""

    halves: NDArray[np.uint64]
    rows: Numbers

    @classmethod
    def of(cls, identifiers: Iterable[UUID]) -> "Keys":
        halves = np.fromiter((half(one) for one in identifiers), np.uint64)
        order = np.argsort(halves, kind="stable")
        return cls(halves[order], order.astype(np.int32))

    def rows_of(self, identifier: str) -> list[int]:
        """Those that may bear it: half of it is the same."""
        try:
            wanted = np.uint64(half(UUID(identifier)))
        except ValueError:
            return []
        first, last = (int(self.halves.searchsorted(wanted, side)) for side in ("left", "right"))
        return [int(row) for row in self.rows[first:last]]


def half(identifier: UUID) -> int:
    return identifier.int >> 64


class ColumnShelf(Shelf):
    """As `ObjectShelf`, at the cost of what is given."""

    def __init__(self, columns: Columns, services: Keys, organizations: Keys) -> None:
        self.columns = columns
        self._services, self._organizations = services, organizations

    def over(self, columns: Columns) -> "ColumnShelf":
        """The same over other columns: rows that changed since are looked for one by one."""
        return ColumnShelf(columns, self._services, self._organizations)

    @cached_property
    def _order(self) -> Numbers:
        """All rows, in the order of the sheets."""
        return self._in_order(np.delete(np.arange(self.columns.size, dtype=np.int32), self.columns.gone))

    def __len__(self) -> int:
        return self.columns.size - len(self.columns.gone)

    @overload
    def __getitem__(self, at: int) -> Offering: ...
    @overload
    def __getitem__(self, at: slice) -> list[Offering]: ...
    def __getitem__(self, at: int | slice) -> Offering | list[Offering]:
        rows = self._order[at]
        return self._read(rows) if isinstance(at, slice) else self.columns.offerings[int(rows)]

    def offering(self, offering_id: str) -> Offering | None:
        row = self.columns.ids.row(offering_id)
        return None if row is None else self.columns.offerings[row]

    def service(self, service_id: str) -> Offering | None:
        found = self._of(self._services, service_id, lambda row: row.service_id)
        return found[0] if found else None

    def of_organization(self, organization_id: str) -> Sequence[Offering]:
        return self._of(self._organizations, organization_id, lambda row: row.organization_id)

    def serving(self, need: str) -> Sequence[Offering]:
        return self._read(self._there(self.columns.by_need[need]))

    def of_kinds(self, kinds: Iterable[str]) -> Sequence[Offering]:
        rows = np.flatnonzero(self._is_of(kinds)[self.columns.kinds.of_row]).astype(np.int32)
        return self._read(self._there(rows))

    def around(self, county: str, need: str = "", kind: str = "", state: bool = True) -> Sequence[Offering]:
        rows, columns = self._around(county, state), self.columns
        if need:
            rows = rows[(columns.needs[rows] & columns.need_bits[need]).astype(np.bool_)]
        if kind:
            rows = rows[self._is_of([kind])[columns.kinds.of_row[rows]]]
        return self._read(self._in_order(rows))

    def asking(self, paper: str, county: str) -> int:
        return int((self.columns.marks[self._around(county, True)] & ASKS_FOR[paper] > 0).sum())

    def hours(self) -> Iterable[str]:
        return self.columns.hours_of

    def names(self) -> Iterable[tuple[str, str]]:
        columns = self.columns
        pairs = columns.organizations.of_row.astype(np.int64) * len(columns.county_of)
        for pair in np.unique(np.delete(pairs + columns.counties.of_row, columns.gone)).tolist():
            organization, county = divmod(pair, len(columns.county_of))
            yield columns.organization_of[organization], columns.county_of[county]

    def _around(self, county: str, with_state: bool) -> Numbers:
        columns = self.columns
        is_chosen = np.zeros(columns.size, dtype=np.bool_)
        code = next((code for code, slug in enumerate(columns.county_of) if slug == county), -1)
        is_chosen[columns.counties.of_row == code] = True
        is_chosen[columns.by_county.get(county, columns.gone)] = True
        if with_state:
            is_chosen |= columns.marks & STATEWIDE > 0
        is_chosen[columns.gone] = False
        return np.flatnonzero(is_chosen).astype(np.int32)

    def _of(self, keys: Keys, identifier: str, read: Callable[[Offering], UUID]) -> list[Offering]:
        rows = np.array([*keys.rows_of(identifier), *self.columns.came], dtype=np.int32)
        return [row for row in self._read(self._there(rows)) if str(read(row)) == identifier]

    def _is_of(self, kinds: Iterable[str]) -> Bools:
        wanted = frozenset(kinds)
        return np.array([kind in wanted for kind in self.columns.kind_of], dtype=np.bool_)

    def _there(self, rows: Numbers) -> Numbers:
        """Those that did not go, in order."""
        return self._in_order(rows[~np.isin(rows, self.columns.gone)])

    def _in_order(self, rows: Numbers) -> Numbers:
        return rows[np.argsort(self.columns.places[rows], kind="stable")]

    def _read(self, rows: Numbers) -> list[Offering]:
        return [self.columns.offerings[row] for row in rows.tolist()]
