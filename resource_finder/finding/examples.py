"""One row for each code, read when a table first asks for it, and kept."""

from functools import lru_cache

from resource_finder.domain.numbered import Numbered
from resource_finder.domain.offering import Offering
from resource_finder.finding.columns import Codes, Columns


class Examples(Numbered[Offering]):
    """The first row of each number of some codes."""

    def __init__(self, columns: Columns, codes: Codes) -> None:
        self._columns, self._codes = columns, codes
        self._of = lru_cache(maxsize=None)(self._read)

    def __len__(self) -> int:
        return len(self._codes.examples)

    def made(self, at: int) -> Offering:
        return self._of(at)

    def _read(self, code: int) -> Offering:
        return self._columns.offerings[int(self._codes.examples[code])]
