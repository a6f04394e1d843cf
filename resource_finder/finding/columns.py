"""The rows of a catalogue as flat columns: what choosing and ordering read, and nothing of what is shown."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from resource_finder.domain.kinds import Kinds
from resource_finder.domain.needs import Needs
from resource_finder.domain.numbered import place_in
from resource_finder.domain.offering import Offering
from resource_finder.finding.blocks import Blocks, blocks_of
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
# The papers that it asks for.
ASKS_FOR = {"photo_id": 2048, "birth_certificate": 4096, "social_security_card": 8192}
# Which columns are codes, and which hold the texts that codes stand for.
CODES = ("rules", "checks", "hours", "rides", "organizations", "kinds", "counties")
TEXTS = ("hours_of", "organization_of", "kind_of", "county_of")
# Ranks and places lie so far apart that rows which change later find room between them.
GAP = 256


class Lists(Protocol):
    """What columns read of the rulebook."""

    @property
    def needs(self) -> Needs: ...
    @property
    def kinds(self) -> Kinds: ...


def no_rows() -> Numbers:
    return np.empty(0, dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Codes:
    """A number for every row: rows of one number are alike, and `examples` has the first row of each."""

    of_row: Numbers
    examples: Numbers


@dataclass(frozen=True, slots=True)
class Ids:
    """All ids in their order, the row of each (-1 for what is not shown), and the rank of each row."""

    texts: Sequence[str]
    rows: Numbers
    rank: Numbers
    # The ids of an index that numbers its rows as these are numbered.
    indexed: Sequence[str] | None = None
    # The ids of rows behind those that were written, and the row of each id that changed (None: it went).
    later: Sequence[str] = ()
    changed: Mapping[str, int | None] = field(default_factory=dict)

    def of(self, row: int) -> str:
        behind = row - (len(self.rank) - len(self.later))
        return self.later[behind] if behind >= 0 else self.texts[int(self.rank[row]) // GAP]

    def row(self, offering_id: str) -> int | None:
        """None for what is not shown."""
        if offering_id in self.changed:
            return self.changed[offering_id]
        at = place_in(self.texts, offering_id)
        row = -1 if at is None else int(self.rows[at])
        return row if row >= 0 else None

    def rows_of(self, ids: Sequence[str]) -> Numbers:
        """The row of each, -1 for what is not shown."""
        if ids is self.indexed:
            return np.arange(len(ids), dtype=np.int32)
        found: dict[str, int | None] = dict(zip(self.texts, self.rows.tolist(), strict=True))
        found |= self.changed
        rows = (found.get(one) for one in ids)
        return np.fromiter((-1 if row is None else row for row in rows), np.int32, len(ids))


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns; row `n` is the n-th of `offerings`, which are in spatial order."""

    offerings: Sequence[Offering]
    ids: Ids
    places: Numbers
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
    # What the codes of hours, organizations, kinds and counties stand for.
    hours_of: Sequence[str]
    organization_of: Sequence[str]
    kind_of: Sequence[str]
    county_of: Sequence[str]
    name_rank: Numbers
    needs: NDArray[np.uint64]
    need_bits: Mapping[str, np.uint64]
    by_need: Mapping[str, Numbers]
    by_county: Mapping[str, Numbers]
    blocks: Mapping[str, Blocks]
    # Rows that are not there any more, and those that came or changed since the others were written.
    gone: Numbers = field(default_factory=no_rows)
    came: Numbers = field(default_factory=no_rows)

    @property
    def size(self) -> int:
        return len(self.marks)

    @property
    def id_rank(self) -> Numbers:
        return self.ids.rank


def columns_of(offerings: Iterable[Offering], rules: Lists) -> Columns:
    """Built in one pass for each column from rows in the order of the sheets; numbers alone are kept."""
    offerings = tuple(offerings)
    order = _spatial_order(offerings)
    rows = tuple(offerings[at] for at in order.tolist())
    kinds, hours = _codes(rows, lambda row: row.kind), _codes(rows, lambda row: row.hours)
    organizations = _codes(rows, lambda row: row.organization.casefold())
    counties = _codes(rows, lambda row: row.county)
    needs, need_bits = _needs(rows, rules), bits_of(rules)
    xyz = _xyz(rows)
    marks = np.fromiter((marks_of(row, rules.kinds) for row in rows), np.uint16, len(rows))
    by_need = {code: np.flatnonzero(needs & bit).astype(np.int32) for code, bit in need_bits.items()}
    return Columns(
        offerings=rows,
        ids=_ids(rows),
        places=order.astype(np.int32) * GAP,
        xyz=xyz,
        marks=marks,
        ways=np.fromiter((ways_in(row, rules.kinds.of(row.kind)) for row in rows), np.uint8, len(rows)),
        rules=_codes(rows, rule_set),
        checks=_codes(rows, lambda row: (row.checked_on, row.status == "unconfirmed")),
        hours=hours,
        rides=_codes(rows, lambda row: ride_set(row, rules.kinds.of(row.kind))),
        organizations=organizations,
        kinds=kinds,
        counties=counties,
        hours_of=[rows[at].hours for at in hours.examples.tolist()],
        organization_of=[rows[at].organization.casefold() for at in organizations.examples.tolist()],
        kind_of=[rows[at].kind for at in kinds.examples.tolist()],
        county_of=[rows[at].county for at in counties.examples.tolist()],
        name_rank=_ranks([name_key(row) for row in rows]),
        needs=needs,
        need_bits=need_bits,
        by_need=by_need,
        by_county=_lists((county, at) for at, row in enumerate(rows) for county in set(row.serves)),
        blocks={code: blocks_of(xyz, members, marks & STATEWIDE > 0) for code, members in by_need.items()},
    )


def name_key(row: Offering) -> tuple[str, str]:
    """Rows that are as good as each other stand in this order."""
    return row.service.casefold(), row.id


def bits_of(rules: Lists) -> dict[str, np.uint64]:
    """The bit of each need."""
    return {code: np.uint64(1 << number) for number, code in enumerate(rules.needs.codes)}


def _spatial_order(offerings: Sequence[Offering]) -> NDArray[np.int64]:
    """Neighbours on the ground are neighbours in memory."""
    points = [(row.latitude, row.longitude) if row.point else (None, None) for row in offerings]
    degrees = np.array(points, dtype=np.float64).reshape(-1, 2)
    return spatial_order(degrees[:, 0], degrees[:, 1])


def _ids(rows: Sequence[Offering]) -> Ids:
    rank = _ranks([row.id for row in rows])
    by_id = np.argsort(rank).astype(np.int32)
    return Ids([rows[at].id for at in by_id.tolist()], by_id, rank)


def _xyz(rows: Sequence[Offering]) -> Floats:
    nowhere = (np.nan, np.nan, np.nan)
    points = [earth_point(row.point) if row.point else nowhere for row in rows]
    return np.array(points, dtype=np.float64).reshape(-1, 3)


def marks_of(row: Offering, kinds: Kinds) -> int:
    """What the row is or has."""
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
    papers = (mark for paper, mark in ASKS_FOR.items() if paper in row.documents)
    return sum(mark for mark, holds in marks.items() if holds) + sum(papers)


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


def _ranks(keys: Sequence[Any]) -> Numbers:
    """The place of each row among all, sorted by its key; `GAP` apart."""
    ranks = np.empty(len(keys), dtype=np.int32)
    ranks[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys), dtype=np.int32) * GAP
    return ranks


def met_by(needs: tuple[str, ...], rules: Lists) -> int:
    """The needs that a row of these meets, as bits; a need is met by any of its sub-needs."""
    codes = enumerate(rules.needs.codes)
    return sum(1 << number for number, code in codes if rules.needs.matches(code, needs))


def _needs(rows: Sequence[Offering], rules: Lists) -> NDArray[np.uint64]:
    met: dict[tuple[str, ...], int] = {}
    for row in rows:
        if row.needs not in met:
            met[row.needs] = met_by(row.needs, rules)
    return np.fromiter((met[row.needs] for row in rows), np.uint64, len(rows))


def _lists(pairs: Iterable[tuple[str, int]]) -> dict[str, Numbers]:
    lists: dict[str, list[int]] = {}
    for name, at in pairs:
        lists.setdefault(name, []).append(at)
    return {name: np.array(members, dtype=np.int32) for name, members in lists.items()}
