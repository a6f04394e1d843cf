"""The sheets: every one read, every fault of every file named in one run."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from resource_finder.catalogue import cells
from resource_finder.catalogue.cleaning import cleaned
from resource_finder.catalogue.columns import (
    BY_HEADER,
    CELLS,
    REQUIRED,
    SOURCES,
    STATEWIDE,
    Field,
    put_together,
    sheet_of,
)
from resource_finder.catalogue.faults import CellFault, Fault, did_you_mean
from resource_finder.catalogue.no_place import placed
from resource_finder.catalogue.reading import Table, read_table
from resource_finder.catalogue.rules import (
    catalogue_faults,
    kind_faults,
    row_faults,
    row_warnings,
)
from resource_finder.catalogue.source_sheet import read_sources
from resource_finder.domain.kinds import Kinds
from resource_finder.domain.offering import Offering, Source


class CountyBook(Protocol):
    """What the sheets need to know of Missouri's counties and ZIP codes."""

    @property
    def counties(self) -> Mapping[str, Any]: ...
    def county_named(self, text: str) -> Any: ...
    def is_ambiguous_county(self, text: str) -> bool: ...
    def suggest_counties(self, text: str, limit: int = 3) -> Iterable[Any]: ...
    def zip_counties(self, zip_code: str) -> tuple[str, ...]: ...
    def zip_point(self, zip_code: str) -> tuple[float, float] | None: ...
    def neighbours(self, slug: str) -> Iterable[Any]: ...
    def county_at(self, latitude: float, longitude: float) -> Any: ...
    def miles_outside_county(self, slug: str, latitude: float, longitude: float) -> float: ...


@dataclass(frozen=True)
class SheetsRead:
    """What the sheets say. `offerings` are the good rows; a load must be told to keep them beside faults."""

    offerings: tuple[Offering, ...]
    sources: tuple[Source, ...]
    remarks: tuple[Fault, ...]
    # Id -> file and line of each good row.
    lines: Mapping[str, tuple[str, int]] = field(default_factory=dict)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What keeps a row or a file out."""
        return tuple(remark for remark in self.remarks if remark.outcome in ("refused", "reported"))

    @property
    def repairs(self) -> tuple[Fault, ...]:
        return tuple(remark for remark in self.remarks if remark.outcome == "repaired")


def read_sheets(
    folder: Path, book: CountyBook, need_codes: Collection[str], today: date, kinds: Kinds
) -> SheetsRead:
    """Read every sheet of a folder, or one sheet beside its `sources.csv`.

    Never raises for what a sheet holds: each fault is named by file, line and column.
    """
    paths = sorted(folder.iterdir()) if folder.is_dir() else [folder]
    home = folder if folder.is_dir() else folder.parent
    remarks = [fault for path in paths for fault in _not_a_sheet(path)]
    paths = [path for path in paths if path.suffix.casefold() == ".csv" and path.name[0] not in _NOT_OURS]
    sources, source_ids = read_sources(home / SOURCES, today, remarks)
    reader = RowReader(book, need_codes, source_ids, today, kinds)
    rows: list[tuple[Offering, str, int]] = []
    sheets = [path for path in paths if path.name.casefold() != SOURCES]
    for path in sheets:
        table = read_table(path)
        for line, row in table.rows:
            offering = reader.offering(table, line, row)
            if offering is not None:
                rows.append((offering, path.name, line))
        remarks += table.faults
    if not sheets:
        remarks.append(Fault(folder.name, 0, "", "holds no sheets", "refused"))
    twice = catalogue_faults(rows)
    bad = {(fault.file, fault.line) for fault in twice}
    kept = [row for row in rows if row[1:] not in bad]
    good, lines = tuple(row[0] for row in kept), {row[0].id: row[1:] for row in kept}
    remarks = sorted([*remarks, *twice], key=lambda fault: (fault.file, fault.line))
    return SheetsRead(good, sources, tuple(remarks), lines)


# Left behind by spreadsheets and by other computers' desktops.
_NOT_OURS = ".~"
_WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".ods", ".numbers", ".tsv")


def _not_a_sheet(path: Path) -> Iterable[Fault]:
    """A workbook beside the sheets is a sheet that somebody forgot to save as CSV."""
    if path.suffix.casefold() in _WORKBOOKS and path.name[0] not in _NOT_OURS:
        yield Fault(path.name, 0, "", "is not CSV: save it as “CSV UTF-8”, or take it away", "refused")


# Some fifteen cells of a row are its own, so that this is soon full of what comes again.
_MOST_REMEMBERED = 50_000


class RowReader:
    """Reads rows of one run. Holds what every cell is checked against."""

    def __init__(
        self,
        book: CountyBook,
        needs: Collection[str],
        sources: Collection[str],
        today: date,
        kinds: Kinds,
    ) -> None:
        self._book = book
        self._needs = needs
        self._sources = sources
        self._today = today
        self._kinds = kinds
        self._slugs: dict[str, str] = {}
        self._good: dict[tuple[str, str], Any] = {}

    def offering(self, table: Table, line: int, row: Mapping[str, str]) -> Offering | None:
        """The row as an offering; None, with every fault of the row reported, when it cannot be used."""
        before = len(table.faults)
        values = {column: self.cell(table, line, column, text) for column, text in row.items()}
        offering, moved = placed(replace(assembled(values), sheet=sheet_of(table.name)), self._book)
        for message in moved:
            table.repaired(line, "address", message)
        bad = {fault.column for fault in table.faults[before:] if fault.outcome == "reported"}
        for column, message in (
            *_missing(row, values),
            *row_faults(offering, row, self._book, self._kinds),
            *kind_faults(offering, self._kinds),
        ):
            if column not in bad:
                bad.add(column)
                table.reported(line, column, message)
        for column, message in row_warnings(offering):
            table.accepted(line, column, message)
        return None if bad else offering

    def cell(self, table: Table, line: int, column: str, raw: str) -> Any:
        """The value of one cell; None, with the fault reported, for one that cannot be used.

        What was good once is good again: most cells of a large sheet say what another says.
        """
        if not raw:
            return None
        known = self._good.get((column, raw), self)
        if known is not self:
            return known
        repairs: list[str] = []
        try:
            told = BY_HEADER[column].column
            text, mended = cleaned(raw, _MAY_START.get(told.holds, ""), frozenset(told.allowed))
            repairs += mended
            value = self._parsed(BY_HEADER[column], text, repairs)
            if not repairs and len(self._good) < _MOST_REMEMBERED:
                self._good[column, raw] = value
            return value
        except CellFault as fault:
            table.reported(line, column, str(fault))
            return None
        finally:
            for message in repairs:
                table.repaired(line, column, message)

    def _parsed(self, field: Field, text: str, repairs: list[str]) -> Any:
        if not text:
            return None
        match field.column.holds:
            case "county":
                return self._county(text)
            case "counties":
                return self._counties(text, field.name == "serves")
            case "needs":
                return cells.words_of(text, self._needs, repairs, "need")
            case "kind":
                return cells.word_of(text, self._kinds.codes, "kind")
            case "sources":
                return self._known_sources(text)
            case "date":
                return cells.partial_date(text, self._today, repairs)
            case holds:
                return _PARSERS[holds](text, repairs, field.column.allowed)

    def _county(self, text: str) -> str:
        """The slug. A sheet names few counties many times, so each name is looked up once."""
        if text not in self._slugs:
            self._slugs[text] = self._county_slug(text)
        return self._slugs[text]

    def _county_slug(self, text: str) -> str:
        if self._book.is_ambiguous_county(text):
            raise CellFault("“St. Louis” may be either: write “St. Louis County” or “St. Louis City”")
        county = self._book.county_named(text)
        if county is None:
            near = [found.name for found in self._book.suggest_counties(text, 1)]
            raise CellFault(f'"{text[:40]}" is not a Missouri county{did_you_mean(near)}')
        return str(county.slug)

    def _counties(self, text: str, may_be_the_state: bool) -> tuple[str, ...]:
        parts = cells.listed(text)
        if STATEWIDE in (part.casefold() for part in parts):
            if not may_be_the_state:
                raise CellFault("names counties alone: leave it empty where they are those of `serves`")
            if len(parts) > 1:
                raise CellFault("says statewide and counties: keep one")
            return (STATEWIDE,)
        if len(parts) == 1 and parts[0].casefold() in (
            "all",
            "all counties",
            "missouri",
            "state",
            "state-wide",
        ):
            raise CellFault(f"“{text}”: write statewide")
        return tuple(self._county(part) for part in parts)

    def _known_sources(self, text: str) -> tuple[str, ...]:
        parts = cells.listed(text)
        for part in parts:
            if part not in self._sources:
                raise CellFault(f"“{part[:40]}” is no id of {SOURCES}")
        return parts


Parser = Callable[[str, list[str], Sequence[str]], Any]

# Signs with which a cell may begin though a spreadsheet takes them for a formula.
_MAY_START = {"phones": "+(", "longitude": "-", "latitude": "-"}
# What a column `holds` -> how a cell of it is read; the third value is what is allowed in it.
_PARSERS: Mapping[str, Parser] = {
    "text": lambda text, repairs, allowed: text,
    "id": lambda text, repairs, allowed: cells.offering_id(text),
    "zip": lambda text, repairs, allowed: cells.zip_code(text, repairs),
    "latitude": lambda text, repairs, allowed: cells.degrees(text, "latitude"),
    "longitude": lambda text, repairs, allowed: cells.degrees(text, "longitude"),
    "choice": lambda text, repairs, allowed: cells.choice(text, allowed),
    "flag": lambda text, repairs, allowed: cells.one_of(text, ("yes", "no")) == "yes",
    "phones": lambda text, repairs, allowed: cells.phones(text, repairs),
    "website": lambda text, repairs, allowed: cells.website(text, repairs),
    "email": lambda text, repairs, allowed: cells.email(text),
    "hours": lambda text, repairs, allowed: cells.hours(text),
    "cost": lambda text, repairs, allowed: cells.cost(text, repairs),
    "ways to start": lambda text, repairs, allowed: cells.words_of(text, allowed, repairs, "way to start"),
    "ways to pay": lambda text, repairs, allowed: cells.words_of(text, allowed, repairs, "way to pay"),
    "documents": lambda text, repairs, allowed: cells.documents(text, repairs),
    "languages": lambda text, repairs, allowed: cells.languages(text),
    "who": lambda text, repairs, allowed: cells.who(text, repairs),
    "record": lambda text, repairs, allowed: cells.record(text),
}
# What a row says where its cells are empty and its field has no value of its own for that.
_EMPTY: Mapping[str, Any] = {"id": "", "organization": "", "service": "", "needs": ()}


def _missing(row: Mapping[str, str], values: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for column in REQUIRED:
        if not values.get(column):
            yield column, "must not be empty"


def assembled(values: Mapping[str, Any]) -> Offering:
    """The offering of these values, by column; a column that is missing or None is empty."""
    said = ((cell, values.get(cell.header)) for cell in CELLS)
    # A point on the equator is no silence, though 0.0 == False.
    told = [(cell, value) for cell, value in said if value or type(value) is float]
    empty = {name: value for name, value in _EMPTY.items() if not values.get(name)}
    if STATEWIDE in (values.get("serves") or ()):
        empty |= {"serves": (), "statewide": True}
    return put_together(told, **empty)
