"""`sources.csv`: where the facts of all rows were read."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

from resource_finder.catalogue import cells
from resource_finder.catalogue.cleaning import cleaned
from resource_finder.catalogue.columns import SOURCE_COLUMNS, SOURCES
from resource_finder.catalogue.faults import CellFault, Fault
from resource_finder.catalogue.reading import Table, read_table
from resource_finder.domain.offering import Source

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}\Z")
# An address may be plain words ("by letter"); one that names a scheme must be a web address.
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def read_sources(path: Path, today: date, remarks: list[Fault]) -> tuple[tuple[Source, ...], Collection[str]]:
    """The good sources, and the ids that rows may name.

    A source with a fault still counts as named, so that one bad date is one fault and not one for each row.
    """
    if not path.is_file():
        remarks.append(Fault(SOURCES, 0, "", "is missing: every row must name a source", "refused"))
        return (), ()
    table = read_table(path)
    found: dict[str, Source] = {}
    named: set[str] = set()
    for line, row in table.rows:
        before = len(table.faults)
        values = source_of(table, line, row, today)
        if values["id"] in named:
            table.reported(line, "id", f"“{values['id']}” stands twice")
        named.add(values["id"])
        if not any(fault.outcome == "reported" for fault in table.faults[before:]):
            found[values["id"]] = Source(**values)
    remarks += table.faults
    return tuple(found.values()), named - {""}


def source_of(table: Table, line: int, row: Mapping[str, str], today: date) -> dict[str, str]:
    """The checked values of a source's row; a cell that cannot be used is reported and empty."""
    return {column: _cell(table, line, column, row[column], today) for column in SOURCE_COLUMNS}


def _cell(table: Table, line: int, column: str, raw: str, today: date) -> str:
    repairs: list[str] = []
    try:
        # A list passed from hand to hand may truly have an unknown publisher.
        text, mended = cleaned(raw, keeps=frozenset({"unknown"}) if column == "publisher" else frozenset())
        repairs += mended
        return _parsed(column, text, today, repairs)
    except CellFault as fault:
        table.reported(line, column, str(fault))
        return ""
    finally:
        for message in repairs:
            table.repaired(line, column, message)


def _parsed(column: str, text: str, today: date, repairs: list[str]) -> str:
    if column in ("id", "publisher") and not text:
        raise CellFault("must not be empty: a source has an id and a publisher")
    if column == "id" and not _ID.match(text):
        raise CellFault("must be at most 60 of a-z, 0-9, dots and hyphens")
    if column == "address" and _SCHEME.match(text):
        return cells.website(text, repairs)
    if column == "published_on" and text:
        return cells.partial_date(text, today, repairs)
    return text
