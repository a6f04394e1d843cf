"""The rows of a catalogue on disk: each becomes an object when somebody looks at it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import islice
from typing import overload

import numpy as np
from numpy.typing import NDArray

from resource_finder.catalogue.contents import offering_saying
from resource_finder.catalogue.readable import readable
from resource_finder.domain.numbered import Numbered, place_in
from resource_finder.domain.offering import Offering, sheet_order


class StoredOfferings(Numbered[Offering]):
    """All rows in the order of the sheets, out of their texts, which nobody changes.

    `ids` are sorted; `places` say where the row of each stands.
    """

    def __init__(self, texts: Sequence[str], ids: Sequence[str], places: NDArray[np.int32]) -> None:
        self._texts, self._ids, self._places = texts, ids, places

    @property
    def texts(self) -> Sequence[str]:
        """The contents of the rows."""
        return self._texts

    def row(self, offering_id: str) -> Offering | None:
        at = place_in(self._ids, offering_id)
        return None if at is None else self[int(self._places[at])]

    def __len__(self) -> int:
        return len(self._texts)

    def made(self, at: int) -> Offering:
        return readable(offering_saying(json.loads(self._texts[at])))


class AmendedOfferings(Sequence[Offering]):
    """The rows of `whole` with a few of them otherwise; `gone` are those that went."""

    def __init__(self, whole: StoredOfferings, changed: Mapping[str, Offering], gone: frozenset[str]) -> None:
        self.whole, self.changed, self.gone = whole, changed, gone
        came = sum(whole.row(code) is None for code in changed)
        self._size = len(whole) + came - sum(whole.row(code) is not None for code in gone)

    def row(self, offering_id: str) -> Offering | None:
        if offering_id in self.gone:
            return None
        return self.changed.get(offering_id) or self.whole.row(offering_id)

    def with_changes(self, rows: Iterable[Offering], gone: Iterable[str]) -> "AmendedOfferings":
        """These in their turn, over what was changed before."""
        fresh, left = {row.id: row for row in rows}, frozenset(gone)
        changed = {code: row for code, row in self.changed.items() if code not in left}
        return AmendedOfferings(self.whole, changed | fresh, (self.gone | left) - fresh.keys())

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, at: int) -> Offering: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Offering, ...]: ...
    def __getitem__(self, at: int | slice) -> Offering | tuple[Offering, ...]:
        if isinstance(at, slice):
            return tuple(self)[at]
        return next(islice(self, at + len(self) if at < 0 else at, None))

    def __iter__(self) -> Iterator[Offering]:
        kept = (row for row in self.whole if row.id not in self.changed and row.id not in self.gone)
        return merge(kept, sorted(self.changed.values(), key=sheet_order), key=sheet_order)


def row_named(rows: Sequence[Offering], offering_id: str) -> Offering | None:
    """The row of this id, closed or not."""
    if isinstance(rows, StoredOfferings | AmendedOfferings):
        return rows.row(offering_id)
    return next((row for row in rows if row.id == offering_id), None)


def amended_rows(
    rows: Sequence[Offering], changed: Mapping[str, Offering], gone: Iterable[str]
) -> Sequence[Offering]:
    """The same rows with these as they are now, in the order of the sheets."""
    if isinstance(rows, AmendedOfferings):
        return rows.with_changes(changed.values(), gone)
    if isinstance(rows, StoredOfferings):
        return AmendedOfferings(rows, changed, frozenset(gone))
    left = {*changed, *gone}
    return tuple(sorted((*(row for row in rows if row.id not in left), *changed.values()), key=sheet_order))
