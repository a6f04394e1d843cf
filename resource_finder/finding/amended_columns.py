"""Columns over which a few rows changed since they were written: the old ones stand, the new ones follow.

A row that changed or went is nowhere any more: it has no point, lists no county and covers no state. How it
is now stands behind all others.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resource_finder.domain.numbered import Numbered
from resource_finder.domain.offering import Offering, sheet_order
from resource_finder.finding.column_shelf import ColumnShelf
from resource_finder.finding.columns import (
    CODES,
    GAP,
    STATEWIDE,
    TEXTS,
    Codes,
    Columns,
    Ids,
    Lists,
    columns_of,
    name_key,
    no_rows,
)

Numbers = NDArray[np.int32]

_PLAIN = ("xyz", "marks", "ways", "needs")
# Counties are numbered anew, by `_counties`.
_CODES = tuple(name for name in CODES if name != "counties")
_TEXTS = tuple(name for name in TEXTS if name != "county_of")


class Followed(Numbered[Any]):
    """One sequence, then another, neither of them copied."""

    def __init__(self, first: Sequence[Any], then: Sequence[Any]) -> None:
        self._first, self._then = first, then

    def __len__(self) -> int:
        return len(self._first) + len(self._then)

    def made(self, at: int) -> Any:
        return self._first[at] if at < len(self._first) else self._then[at - len(self._first)]


def amended_shelf(
    shelf: ColumnShelf, rows: Iterable[Offering], gone: Collection[str], rules: Lists
) -> ColumnShelf:
    """`rows` are those that may be shown, as they are now; `gone` the ids of others that were otherwise."""
    old, fresh = shelf.columns, columns_of(rows, rules)
    rows = fresh.offerings
    left = [old.ids.row(code) for code in (*gone, *fresh.ids.texts)]
    away = np.array(sorted(row for row in left if row is not None), dtype=np.int32)
    columns = replace(
        old,
        offerings=Followed(old.offerings, rows),
        ids=_ids(old, fresh, gone),
        places=np.concatenate([old.places, _between(old, old.places, rows, sheet_order)]),
        name_rank=np.concatenate([old.name_rank, _between(old, old.name_rank, rows, name_key)]),
        by_need={code: _followed(old, old.by_need[code], fresh.by_need[code]) for code in old.by_need},
        blocks={
            code: replace(one, always=_followed(old, one.always, fresh.by_need[code]))
            for code, one in old.blocks.items()
        },
        gone=away,
        came=np.arange(old.size, old.size + fresh.size, dtype=np.int32),
        **_joined(old, fresh, away),
        **_counties(old, fresh, away),
    )
    return shelf.over(columns)


def _joined(old: Columns, fresh: Columns, away: Numbers) -> dict[str, Any]:
    joined: dict[str, Any] = {
        name: np.concatenate([getattr(old, name), getattr(fresh, name)]) for name in _PLAIN
    }
    joined["xyz"][away] = np.nan
    joined["marks"][away] &= ~np.uint16(STATEWIDE)
    for name in _CODES:
        joined[name] = _codes(getattr(old, name), getattr(fresh, name), old.size)
    for name in _TEXTS:
        joined[name] = Followed(getattr(old, name), getattr(fresh, name))
    return joined


def _codes(old: Codes, fresh: Codes, size: int) -> Codes:
    """What is new has numbers of its own, even where it is like something old."""
    return Codes(
        np.concatenate([old.of_row, fresh.of_row + np.int32(len(old.examples))]),
        np.concatenate([old.examples, fresh.examples + np.int32(size)]),
    )


def _counties(old: Columns, fresh: Columns, away: Numbers) -> dict[str, Any]:
    """Every county has one number: rows are compared by it with a place."""
    names = list(dict.fromkeys((*old.county_of, *fresh.county_of)))
    numbers = np.array([names.index(county) for county in fresh.county_of], dtype=np.int32)
    examples = [
        old.counties.examples[at] if at < len(old.county_of) else old.size for at in range(len(names))
    ]
    codes = np.concatenate([old.counties.of_row, numbers[fresh.counties.of_row]])
    lists = {}
    for county in {**old.by_county, **fresh.by_county}:
        listed = old.by_county.get(county, no_rows())
        after = fresh.by_county.get(county, no_rows())
        lists[county] = _followed(old, listed[~np.isin(listed, away)], after)
    return {
        "county_of": names,
        "counties": Codes(codes.astype(np.int32), np.array(examples, dtype=np.int32)),
        "by_county": lists,
    }


def _ids(old: Columns, fresh: Columns, gone: Collection[str]) -> Ids:
    later = [row.id for row in fresh.offerings]
    at = [bisect_left(old.ids.texts, code) for code in later]
    rank = _ranked(at, later, lambda place: (place - 1) * GAP)
    changed: dict[str, int | None] = dict.fromkeys(gone)
    changed |= {code: old.size + number for number, code in enumerate(later)}
    ranks = np.concatenate([old.ids.rank, rank])
    # So does an index number them that has the old rows and then these.
    indexed = None if old.ids.indexed is None else Followed(old.ids.indexed, later)
    return replace(old.ids, rank=ranks, indexed=indexed, later=later, changed=changed)


def _between(
    old: Columns, rank: Numbers, rows: Sequence[Offering], key: Callable[[Offering], tuple[str, str]]
) -> Numbers:
    """Where rows stand among the old ones, which are in the order of their key by this rank."""
    order = np.argsort(rank)
    keys = _Keys(old.offerings, order, key)
    before = [bisect_left(keys, key(row)) for row in rows]
    least = int(rank[order[0]]) - GAP if len(order) else -GAP
    return _ranked(before, list(map(key, rows)), lambda at: int(rank[order[at - 1]]) if at else least)


def _ranked(before: Sequence[int], keys: Sequence[Any], rank_of: Callable[[int], int]) -> Numbers:
    """Ranks in the gap behind the old row before each; those of one gap in the order of their keys."""
    ranks: Numbers = np.empty(len(keys), dtype=np.int32)
    taken: dict[int, int] = {}
    for number in sorted(range(len(keys)), key=keys.__getitem__):
        taken[before[number]] = taken.get(before[number], 0) + 1
        ranks[number] = rank_of(before[number]) + taken[before[number]]
    return ranks


class _Keys(Numbered[Any]):
    """The keys of old rows in their order, each read when it is asked for."""

    def __init__(
        self, rows: Sequence[Offering], order: NDArray[np.intp], key: Callable[[Offering], tuple[str, str]]
    ) -> None:
        self._rows, self._order, self._key = rows, order, key

    def __len__(self) -> int:
        return len(self._order)

    def made(self, at: int) -> Any:
        return self._key(self._rows[int(self._order[at])])


def _followed(old: Columns, before: Numbers, after: Numbers) -> Numbers:
    both: Numbers = np.concatenate([before, after + np.int32(old.size)]).astype(np.int32)
    return both
