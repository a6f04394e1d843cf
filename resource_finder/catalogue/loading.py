"""What a load of sheets would make of the newest edition: decided before anything is done."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NamedTuple

from resource_finder.catalogue.contents import hash_of, row_hash
from resource_finder.catalogue.merging import (
    NOTHING_CHOSEN,
    WHOLE_ROW,
    Choices,
    Difference,
    Merged,
    Rows,
    facts_of,
    merge,
    offering_of,
    rows_by_id,
    source_of,
)
from resource_finder.catalogue.retiring import Loss, gone_from
from resource_finder.catalogue.sheets import SheetsRead
from resource_finder.catalogue.store import EditionConflict, Newest, Sheets, Standing, Store
from resource_finder.domain.offering import Catalogue, Offering, Source, sheet_order

# (column, message) for what does not fit together in a row.
Check = Callable[[Offering], Iterable[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Load:
    """The catalogue that would be published, on which edition it is based, and what is to be said of it."""

    catalogue: Catalogue
    sheets: Sheets
    # The hash of each row of the catalogue, by id.
    hashes: Mapping[str, str]
    based_on: Newest
    seen: Mapping[str, str]
    sheet_of: Mapping[str, str]
    conflicts: tuple[Difference, ...]
    stays: tuple[Difference, ...]
    losses: tuple[Loss, ...]

    @property
    def changed(self) -> int:
        """How many rows are written or go."""
        written = sum(self.seen.get(code) != said for code, said in self.hashes.items())
        return written + len(self.seen.keys() - self.hashes.keys())


def catalogue_of(read: SheetsRead, now: datetime) -> Catalogue:
    """The rows that were read as a catalogue, under the hash of their content."""
    return _catalogue(read.offerings, read.sources, now, {})


def planned(
    read: SheetsRead,
    store: Store,
    now: datetime,
    choices: Choices = NOTHING_CHOSEN,
    check: Check = lambda _row: (),
    based_on: int | None = None,
    is_loaded: bool = False,
) -> Load:
    """Merge the good rows of the sheets with what was changed since they were last loaded.

    `check` is asked of rows of which sheets and tables each say a part. `is_loaded` says that just these
    sheets were loaded last, where the database does not know it. Raises EditionConflict when another edition
    than `based_on` is the newest.
    """
    standing = store.standing()
    if based_on is not None and based_on != standing.newest.number:
        raise EditionConflict(based_on, standing.newest.number)
    hashes = {row.id: row_hash(row) for row in read.offerings}
    sides = _sides(read, hashes, standing, store, choices, is_loaded)
    merged = _checked(merge(sides.base, sides.sheets, sides.tables, choices), sides, choices, check)
    base_sources = read.sources if is_loaded else standing.loaded_sources
    offerings = [
        *(row for row in read.offerings if row.id not in sides.codes),
        *(offering_of(code, facts) for code, facts in merged.rows.items()),
    ]
    sources = merge(rows_by_id(base_sources), rows_by_id(read.sources), rows_by_id(standing.sources), choices)
    fresh = {row.id: row_hash(row) if row.id in sides.codes else hashes[row.id] for row in offerings}
    return Load(
        _catalogue(offerings, tuple(_needed(sources, offerings, standing, read)), now, fresh),
        Sheets(read.offerings, read.sources, hash_of(read.offerings, read.sources, hashes)),
        fresh,
        standing.newest,
        standing.in_tables,
        standing.sheet_of,
        (*merged.conflicts, *sources.conflicts),
        (*merged.stays, *sources.stays),
        gone_from(standing.sheet_of, offerings),
    )


class _Sides(NamedTuple):
    """The rows that must be merged fact by fact, as the three sides say them."""

    base: Rows
    sheets: Rows
    tables: Rows

    @property
    def codes(self) -> set[str]:
        return {*self.base, *self.sheets, *self.tables}


def _sides(
    read: SheetsRead,
    in_sheets: Mapping[str, str],
    standing: Standing,
    store: Store,
    choices: Choices,
    is_loaded: bool,
) -> _Sides:
    """Where the tables are as the sheets made them, or say what the sheets say, there is nothing to merge."""
    base = in_sheets if is_loaded else standing.as_loaded
    named = {code for name in choices.named for code in (name, name.rpartition(".")[0])}
    codes = {
        code
        for code in (*in_sheets, *standing.in_tables, *base)
        if code in named or standing.in_tables.get(code) not in (in_sheets.get(code), base.get(code))
    }
    said = {row.id: facts_of(row) for row in read.offerings if row.id in codes}
    tables = {code: facts_of(row) for code, row in store.rows(sorted(codes)).items()}
    loaded = {code: facts_of(row) for code, row in store.loaded_rows(sorted(codes)).items()}
    return _Sides(said if is_loaded else loaded, said, tables)


def _checked(merged: Merged, sides: _Sides, choices: Choices, check: Check) -> Merged:
    """Two good rows may make a bad one: such a row is taken whole from one side, by choice alone."""
    rows, conflicts = dict(merged.rows), list(merged.conflicts)
    for code, facts in merged.rows.items():
        sheet, table = sides.sheets.get(code), sides.tables.get(code)
        if facts in (sheet, table):
            continue
        why = "; ".join(f"{column} {message}" for column, message in check(offering_of(code, facts)))
        if not why:
            continue
        found = Difference(code, WHOLE_ROW, sides.base.get(code), sheet, table, why)
        if choices.every is None:
            conflicts.append(found)
        one_side = sheet if choices.every == "sheets" else table
        rows[code] = one_side or facts
    return replace(merged, rows=rows, conflicts=tuple(conflicts))


def _needed(
    sources: Merged, offerings: Iterable[Offering], standing: Standing, read: SheetsRead
) -> Iterator[Source]:
    """The sources after the merge, and those that went though a row that stays still names them."""
    yield from (source_of(code, facts) for code, facts in sources.rows.items())
    named = {source for offering in offerings for source in offering.sources} - sources.rows.keys()
    known = {source.id: source for source in (*read.sources, *standing.sources)}
    yield from (known[code] for code in sorted(named) if code in known)


def _catalogue(
    offerings: Iterable[Offering], sources: tuple[Source, ...], now: datetime, hashes: Mapping[str, str]
) -> Catalogue:
    rows = tuple(sorted(offerings, key=sheet_order))
    published = now.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    return Catalogue(rows, sources, hash_of(rows, sources, hashes), f"{published.isoformat()}Z")
