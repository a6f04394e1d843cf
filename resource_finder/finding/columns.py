"""The rows of a catalogue as flat columns: what choosing and ordering read, and nothing of what is shown."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resource_finder.domain.kinds import Kinds
from resource_finder.domain.offering import Offering
from resource_finder.domain.rulebook import Rulebook
from resource_finder.matching.help import ways_in
from resource_finder.matching.rides import ride_set
from resource_finder.matching.same_rules import rule_set
from resource_finder.places.distance import earth_point
from resource_finder.search.spatial import spatial_order

Floats = NDArray[np.float64]
Numbers = NDArray[np.int32]
Bits = NDArray[np.uint16]


# What a row is or has, as one bit each.
POINT, STATEWIDE, SERVES, EXACT, APPROXIMATE = 1, 2, 4, 8, 16
PHONE, LINE, BY_PHONE, BUS, IS_A_RIDE, MAIL_ONLY = 32, 64, 128, 256, 512, 1024


@dataclass(frozen=True, slots=True)
class Codes:
    """A number for every row: rows of one number are alike, and `examples` has the first row of each."""

    of_row: Numbers
    examples: Numbers


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns; row `n` is the n-th of `offerings`, which are in spatial order."""

    offerings: tuple[Offering, ...]
    xyz: Floats
    marks: Bits
    ways: NDArray[np.uint8]
    rules: Codes
    checks: Codes
    hours: Codes
    rides: Codes
    organizations: Codes
    kinds: Codes
    counties: Codes
    name_rank: Numbers
    id_rank: Numbers
    needs: NDArray[np.uint64]
    need_bits: dict[str, np.uint64]
    by_need: dict[str, Numbers]
    by_county: dict[str, Numbers]

    @property
    def size(self) -> int:
        return len(self.offerings)


def columns_of(offerings: Sequence[Offering], rules: Rulebook) -> Columns:
    """Built in one pass for each column; nothing of it is kept but numbers."""
    rows = _in_spatial_order(offerings)
    needs = _needs(rows, rules)
    need_bits = {code: np.uint64(1 << number) for number, code in enumerate(rules.needs.codes)}
    return Columns(
        offerings=rows,
        xyz=_xyz(rows),
        marks=np.fromiter((_marks(row, rules.kinds) for row in rows), np.uint16, len(rows)),
        ways=np.fromiter((ways_in(row, rules.kinds.of(row.kind)) for row in rows), np.uint8, len(rows)),
        rules=_codes(rows, rule_set),
        checks=_codes(rows, lambda row: (row.checked_on, row.status == "unconfirmed")),
        hours=_codes(rows, lambda row: row.hours),
        rides=_codes(rows, lambda row: ride_set(row, rules.kinds.of(row.kind))),
        organizations=_codes(rows, lambda row: row.organization.casefold()),
        kinds=_codes(rows, lambda row: row.kind),
        counties=_codes(rows, lambda row: row.county),
        name_rank=_ranks(rows, lambda row: (row.service.casefold(), row.id)),
        id_rank=_ranks(rows, lambda row: row.id),
        needs=needs,
        need_bits=need_bits,
        by_need={code: np.flatnonzero(needs & bit).astype(np.int32) for code, bit in need_bits.items()},
        by_county=_lists((county, at) for at, row in enumerate(rows) for county in set(row.serves)),
    )


def _in_spatial_order(offerings: Sequence[Offering]) -> tuple[Offering, ...]:
    """Neighbours on the ground are neighbours in memory."""
    points = [(row.latitude, row.longitude) if row.point else (None, None) for row in offerings]
    degrees = np.array(points, dtype=np.float64).reshape(-1, 2)
    return tuple(offerings[at] for at in spatial_order(degrees[:, 0], degrees[:, 1]).tolist())


def _xyz(rows: Sequence[Offering]) -> Floats:
    nowhere = (np.nan, np.nan, np.nan)
    points = [earth_point(row.point) if row.point else nowhere for row in rows]
    return np.array(points, dtype=np.float64).reshape(-1, 3)


def _marks(row: Offering, kinds: Kinds) -> int:
    kind = kinds.of(row.kind)
    marks = {
        POINT: row.point is not None,
        STATEWIDE: row.statewide,
        SERVES: bool(row.serves),
        EXACT: row.precision == "exact",
        APPROXIMATE: row.precision == "approximate",
        PHONE: bool(row.phones),
        LINE: kind.has("line"),
        BY_PHONE: kind.has("by-phone"),
        BUS: kind.has("bus"),
        IS_A_RIDE: "ride" in row.needs,
        MAIL_ONLY: row.takes_mail_only,
    }
    return sum(mark for mark, holds in marks.items() if holds)


def _codes(rows: Iterable[Offering], key: Callable[[Offering], Hashable]) -> Codes:
    known: dict[Hashable, int] = {}
    examples: list[int] = []
    numbers: list[int] = []
    for at, row in enumerate(rows):
        number = known.setdefault(key(row), len(known))
        if number == len(examples):
            examples.append(at)
        numbers.append(number)
    return Codes(np.array(numbers, dtype=np.int32), np.array(examples, dtype=np.int32))


def _ranks(rows: Sequence[Offering], key: Callable[[Offering], Any]) -> Numbers:
    """The place of each row among all, sorted by this key."""
    keys = [key(row) for row in rows]
    ranks = np.empty(len(rows), dtype=np.int32)
    ranks[sorted(range(len(rows)), key=keys.__getitem__)] = np.arange(len(rows), dtype=np.int32)
    return ranks


def _needs(rows: Sequence[Offering], rules: Rulebook) -> NDArray[np.uint64]:
    """The needs that each row meets, as bits; a need is met by any of its sub-needs."""
    met: dict[tuple[str, ...], int] = {}
    for row in rows:
        if row.needs not in met:
            met[row.needs] = sum(
                1 << number
                for number, code in enumerate(rules.needs.codes)
                if rules.needs.matches(code, row.needs)
            )
    return np.fromiter((met[row.needs] for row in rows), np.uint64, len(rows))


def _lists(pairs: Iterable[tuple[str, int]]) -> dict[str, Numbers]:
    lists: dict[str, list[int]] = {}
    for name, at in pairs:
        lists.setdefault(name, []).append(at)
    return {name: np.array(members, dtype=np.int32) for name, members in lists.items()}
