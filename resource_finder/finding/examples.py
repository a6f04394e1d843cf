"""One row for each code, read when a table first asks for it, and kept."""

from collections.abc import Sequence
from functools import lru_cache
from typing import overload

from resource_finder.domain.offering import Offering
from resource_finder.finding.columns import Codes, Columns


class Examples(Sequence[Offering]):
    """The first row of each number of some codes."""

    def __init__(self, columns: Columns, codes: Codes) -> None:
        self._columns, self._codes = columns, codes
        self._of = lru_cache(maxsize=None)(self._read)

    def __len__(self) -> int:
        return len(self._codes.examples)

    @overload
    def __getitem__(self, at: int) -> Offering: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Offering]: ...
    def __getitem__(self, at: int | slice) -> Offering | Sequence[Offering]:
        if isinstance(at, slice):
            return [self._of(one) for one in range(*at.indices(len(self)))]
        if not 0 <= at < len(self):
            raise IndexError(at)
        return self._of(at)

    def _read(self, code: int) -> Offering:
        return self._columns.offerings[int(self._codes.examples[code])]
