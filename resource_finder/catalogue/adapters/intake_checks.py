"""What a published file says, held to the checks of the sheets: a fact that fails is named and left out."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from resource_finder.catalogue.cleaning import cleaned
from resource_finder.catalogue.columns import BY_HEADER, SOURCE_COLUMNS
from resource_finder.catalogue.faults import CellFault, Fault
from resource_finder.catalogue.reading import Table
from resource_finder.catalogue.rules import MOST_WORDS_IN_SUMMARY, kind_faults, row_faults
from resource_finder.catalogue.sheets import CountyBook, RowReader, assembled
from resource_finder.catalogue.source_sheet import source_of
from resource_finder.catalogue.writing import cells_of, is_sheet_name
from resource_finder.domain.kinds import OTHER_HELP, Kinds
from resource_finder.domain.offering import Offering, Source

# The sheet of rows that stand in none of ours.
IMPORTED = "imported"
_POINT = frozenset({"latitude", "longitude", "precision"})
_NAMES = ("id", "organization", "service")


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row of a file as it may be used.

    Of the fields `left_out`, its ride's and its hiring's too, the file says nothing that can be.
    """

    offering: Offering
    left_out: frozenset[str] = frozenset()


class IntakeChecks:
    """Checks the rows of one file, and collects what is said of them."""

    def __init__(
        self,
        file: str,
        book: CountyBook,
        need_codes: Collection[str],
        source_ids: Collection[str],
        today: date,
        kinds: Kinds,
    ) -> None:
        self._file, self._book, self._today, self._kinds = file, book, today, kinds
        self._reader = RowReader(book, need_codes, source_ids, today, kinds)
        self._names = {slug: str(county.name) for slug, county in book.counties.items()}
        self.faults: list[Fault] = []

    def rows(self, offerings: Iterable[Offering]) -> list[CheckedRow]:
        """Each row with what it may say; one without a usable id or name is left out whole."""
        return [row for offering in offerings if (row := self._row(offering)) is not None]

    def sources(self, sources: Iterable[Source]) -> tuple[Source, ...]:
        """The sources as `sources.csv` could hold them."""
        found = []
        for source in sources:
            table = Table(self._file)
            texts = {column: _text(getattr(source, column)) for column in SOURCE_COLUMNS}
            values = source_of(table, 0, texts, self._today)
            self._say(table, f"source {source.id}")
            if values["id"]:
                found.append(Source(**values))
        return tuple(found)

    def _row(self, offering: Offering) -> CheckedRow | None:
        table = Table(self._file)
        offering = self._known_counties(offering, table)
        values = {
            column: self._cell(table, column, text)
            for column, text in cells_of(offering, self._names).items()
            if text
        }
        lacking = {fault.column for fault in table.faults if fault.outcome == "reported"}
        sheet = offering.sheet if is_sheet_name(offering.sheet) else IMPORTED
        row = self._fitting(replace(assembled(values), sheet=sheet), table)
        if row.kind in ("", OTHER_HELP) and (called := self._kind_called(row.service)):
            row = replace(row, kind=called)
        if not row.kind or any(kind_faults(row, self._kinds)):
            row = replace(row, kind=OTHER_HELP)
            lacking.add("kind")
        is_usable = all(getattr(row, name) for name in _NAMES)
        if not is_usable:
            table.reported(0, "", "the row is left out")
        self._say(table, f"{offering.id} {offering.organization}")
        lacking |= {fault.column for fault in table.faults if fault.outcome == "reported"}
        # A point is one fact.
        lacking |= _POINT if lacking & _POINT else set()
        return (
            CheckedRow(row, frozenset(BY_HEADER[c].name for c in lacking if c in BY_HEADER))
            if is_usable
            else None
        )

    def _kind_called(self, service: str) -> str:
        """The kind whose plain name is all that the service is called ("Food pantry"); else none."""
        return self._kind_of_name.get(" ".join(service.casefold().split()), "")

    @cached_property
    def _kind_of_name(self) -> dict[str, str]:
        """The first kind of a name is meant by it."""
        names = [(name.casefold(), kind.code) for kind in self._kinds for name in kind.names.values()]
        return dict(reversed(names))

    def _known_counties(self, offering: Offering, table: Table) -> Offering:
        """Counties come as slugs; a text that is none must not vanish unsaid."""
        said = {
            "county": (offering.county,),
            "serves": offering.serves,
            "counties": offering.transit.counties,
        }
        known = {}
        for column, slugs in said.items():
            known[column] = tuple(slug for slug in slugs if slug in self._names)
            for slug in set(slugs) - set(known[column]) - {""}:
                table.reported(0, column, f"“{slug[:40]}” is not a Missouri county")
        transit = replace(offering.transit, counties=known["counties"])
        county = next(iter(known["county"]), "")
        return replace(offering, county=county, serves=known["serves"], transit=transit)

    def _cell(self, table: Table, column: str, text: str) -> object:
        """The value; of a list, the parts that can be used."""
        if not BY_HEADER[column].is_list:
            return self._reader.cell(table, 0, column, text)
        parts = [part.strip() for part in text.split(";")]
        good = [part for part in parts if self._reader.cell(table, 0, column, part)]
        together = Table(self._file)
        value = self._reader.cell(together, 0, column, "; ".join(good))
        table.faults += [fault for fault in together.faults if fault.outcome == "reported"]
        return value

    def _fitting(self, row: Offering, table: Table) -> Offering:
        """The row without what does not fit together in it."""
        if len(row.summary.split()) > MOST_WORDS_IN_SUMMARY:
            table.repaired(0, "summary", f"was cut to whole sentences of {MOST_WORDS_IN_SUMMARY} words")
            row = replace(row, summary=_shortened(row.summary))
        texts = {
            "latitude": "" if row.latitude is None else "x",
            "longitude": "" if row.longitude is None else "x",
        }
        for column, message in list(row_faults(row, texts, self._book, self._kinds)):
            if column == "serves":
                continue  # It may be a change to a row that is known to stand somewhere.
            if column == "private_address":
                table.repaired(0, column, f"{message}: they were left out")
            else:
                table.reported(0, column, message)
            row = replace(row, **_without(column, row))  # type: ignore[arg-type]
        return row

    def _say(self, table: Table, whose: str) -> None:
        for fault in table.faults:
            if fault.outcome != "accepted":
                column = f" {fault.column}" if fault.column else ""
                self.faults.append(
                    replace(fault, column="", message=f"{whose[:80]}{column}: {fault.message}")
                )


def plain_name(text: str) -> str:
    """A name that is shown and kept outside the catalogue, as a stop's; empty where it cannot be used."""
    try:
        return cleaned(text)[0][:120]
    except CellFault:
        return ""


def _without(column: str, row: Offering) -> Mapping[str, object]:
    """What to change so that a rule about this column holds."""
    nowhere = {"latitude": None, "longitude": None, "precision": "none"}
    if column == "private_address":
        return {"private_address": True, "address": "", "zip": "", **nowhere}
    if column == "precision":
        return {"precision": "approximate" if row.point else "none"}
    return nowhere if column in ("latitude", "longitude") else {column: ""}


def _shortened(summary: str) -> str:
    """As many whole sentences from its beginning as a row may have; nothing where the first is too long."""
    words = summary.split()[:MOST_WORDS_IN_SUMMARY]
    while words and words[-1][-1] not in ".!?":
        words.pop()
    return " ".join(words)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
