"""The sheets: every one read, every fault of every file named in one run."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from resource_finder.catalogue import cells
from resource_finder.catalogue.cleaning import cleaned
from resource_finder.catalogue.columns import REQUIRED, SOURCES, sheet_of
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
from resource_finder.domain.offering import Hiring, Offering, Source, Transit


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
            text, mended = cleaned(raw, _MAY_START.get(column, ""), _KEEPS.get(column, frozenset()))
            repairs += mended
            value = self._parsed(column, text, repairs)
            if not repairs and len(self._good) < _MOST_REMEMBERED:
                self._good[column, raw] = value
            return value
        except CellFault as fault:
            table.reported(line, column, str(fault))
            return None
        finally:
            for message in repairs:
                table.repaired(line, column, message)

    def _parsed(self, column: str, text: str, repairs: list[str]) -> Any:
        if not text:
            return None
        if column == "county":
            return self._county(text)
        if column in ("serves", "counties"):
            return self._counties(text)
        if column == "needs":
            return cells.words_of(text, self._needs, repairs, "need")
        if column == "kind":
            return cells.word_of(text, self._kinds.codes, "kind")
        if column == "source":
            return self._known_sources(text)
        if column in ("checked_on", "last_hire_seen"):
            return cells.partial_date(text, self._today, repairs)
        parser = _PARSERS.get(column)
        return parser(text, repairs) if parser else text

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

    def _counties(self, text: str) -> tuple[str, ...]:
        parts = cells.listed(text)
        if "statewide" in (part.casefold() for part in parts):
            if len(parts) > 1:
                raise CellFault("says statewide and counties: keep one")
            return ("statewide",)
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


Parser = Callable[[str, list[str]], Any]

_MAY_START = {"phones": "+(", "longitude": "-", "latitude": "-"}
_KEEPS = {"precision": frozenset({"none"})}
_PARSERS: Mapping[str, Parser] = {
    "id": lambda text, repairs: cells.offering_id(text),
    "zip": cells.zip_code,
    "latitude": lambda text, repairs: cells.degrees(text, "latitude"),
    "longitude": lambda text, repairs: cells.degrees(text, "longitude"),
    "precision": lambda text, repairs: cells.one_of(text, ("exact", "approximate", "none")),
    "private_address": lambda text, repairs: cells.one_of(text, ("yes", "no")),
    "phones": cells.phones,
    "website": cells.website,
    "email": lambda text, repairs: cells.email(text),
    "hours": lambda text, repairs: cells.hours(text),
    "cost": cells.cost,
    "how_to_start": cells.how_to_start,
    "documents": cells.documents,
    "pays_with": cells.pays_with,
    "languages": lambda text, repairs: cells.languages(text),
    "accessible": lambda text, repairs: cells.one_of(text, ("yes", "no")),
    "who": cells.who,
    "record": lambda text, repairs: cells.record(text),
    "supervision": lambda text, repairs: cells.one_of(text, ("yes", "no", "ask", "only")),
    "status": lambda text, repairs: cells.one_of(text, ("open", "unconfirmed", "closed")),
    "confidence": lambda text, repairs: cells.one_of(text, ("a", "b", "c")).upper(),
}
_TUPLES = ("needs", "phones", "how_to_start", "documents", "pays_with", "languages", "who", "record")


def _missing(row: Mapping[str, str], values: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for column in REQUIRED:
        if not values.get(column):
            yield column, "must not be empty"


def assembled(values: Mapping[str, Any]) -> Offering:
    """The offering of these values, by column; a column that is missing or None is empty."""
    serves = values.get("serves") or ()
    text = {column: value or "" for column, value in values.items() if column not in _TUPLES}
    point = values.get("latitude"), values.get("longitude")
    return Offering(
        id=text.get("id", ""),
        organization=text.get("organization", ""),
        service=text.get("service", ""),
        kind=text.get("kind", ""),
        summary=text.get("summary", ""),
        address=text.get("address", ""),
        city=text.get("city", ""),
        zip=text.get("zip", ""),
        county=text.get("county", ""),
        latitude=point[0],
        longitude=point[1],
        precision=text.get("precision") or "none",  # type: ignore[arg-type]
        private_address=values.get("private_address") == "yes",
        serves=tuple(county for county in serves if county != "statewide"),
        statewide="statewide" in serves,
        website=text.get("website", ""),
        email=text.get("email", ""),
        hours=text.get("hours", ""),
        cost=text.get("cost", ""),
        accessible=text.get("accessible", ""),  # type: ignore[arg-type]
        supervision=text.get("supervision", ""),
        status=text.get("status") or "open",  # type: ignore[arg-type]
        sources=values.get("source") or (),
        checked_on=text.get("checked_on", ""),
        confidence=text.get("confidence", ""),
        note=text.get("note", ""),
        hiring=Hiring(
            **{name: text.get(name, "") for name in ("industry", "jobs", "incentives", "last_hire_seen")}
        ),
        transit=Transit(
            **{name: text.get(name, "") for name in ("booking", "notice", "fare", "days")},
            counties=values.get("counties") or (),
        ),
        **{column: values.get(column) or () for column in _TUPLES},  # type: ignore[arg-type]
    )
