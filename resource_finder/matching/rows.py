"""Rows of which every match was made, and rows one after another."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import overload

from resource_finder.domain.verdicts import BAND_MILES
from resource_finder.matching.match import Match, Rows

PLACED = frozenset(band for band, _miles in BAND_MILES)


class MadeRows(Rows):
    """Matches that were all made."""

    def __init__(self, matches: Iterable[Match]) -> None:
        self._matches = tuple(matches)

    def __len__(self) -> int:
        return len(self._matches)

    def first(self, most: int) -> tuple[Match, ...]:
        return self._matches[:most]

    def without(self, ids: Collection[str]) -> Rows:
        return MadeRows(match for match in self._matches if match.offering.id not in ids)

    def for_some(self, is_wanted: bool) -> Rows:
        return MadeRows(match for match in self._matches if match.is_for_some == is_wanted)

    def of(self, organization: str) -> Rows:
        return MadeRows(m for m in self._matches if m.offering.organization.casefold() == organization)

    def organizations(self) -> Iterator[str]:
        yield from dict.fromkeys(match.offering.organization.casefold() for match in self._matches)

    def ids(self) -> list[str]:
        return [match.offering.id for match in self._matches]

    @property
    def measured(self) -> int:
        return sum(match.miles is not None for match in self._matches)

    @property
    def is_near(self) -> bool:
        return any(match.band in PLACED for match in self._matches)


class Joined(Sequence[Match]):
    """Rows of several headings, one after another."""

    def __init__(self, rows: Iterable[Rows]) -> None:
        self._rows = tuple(rows)

    def __len__(self) -> int:
        return sum(map(len, self._rows))

    @overload
    def __getitem__(self, at: int) -> Match: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Match, ...]: ...
    def __getitem__(self, at: int | slice) -> Match | tuple[Match, ...]:
        if isinstance(at, slice):
            start, stop, step = at.indices(len(self))
            return tuple(islice(self, start, stop, step))
        return next(islice(self, at if at >= 0 else at + len(self), None))

    def __iter__(self) -> Iterator[Match]:
        return chain.from_iterable(self._rows)
