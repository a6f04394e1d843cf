"""The columns of the sheets, in their order, as the fields of an offering declare them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, get_origin, get_type_hints

from resource_finder.domain.column import LISTING, Column, Part
from resource_finder.domain.offering import Offering, Source

SOURCES = "sources.csv"
# What stands in `serves` instead of counties.
STATEWIDE = "statewide"
SOURCE_COLUMNS = tuple(field.name for field in fields(Source))


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an offering, or of its part `holder`, with all that is declared of it."""

    name: str
    column: Column
    is_list: bool
    is_text: bool
    holder: str = ""
    # The one sheet that has it; empty where every sheet does.
    sheet: str = ""
    # The taxonomy of its attributes in a package.
    package: str = ""

    @property
    def header(self) -> str:
        """What the sheets call it."""
        return self.column.name or self.name

    def of(self, offering: Offering) -> Any:
        return getattr(getattr(offering, self.holder) if self.holder else offering, self.name)


def fields_of(kind: type, part: Part | None = None, holder: str = "") -> Iterator[Field]:
    """The fields of offerings, or of one of their parts, in the order in which they stand."""
    for name, hint in get_type_hints(kind, include_extras=True).items():
        (told,) = hint.__metadata__
        if isinstance(told, Part):
            yield from fields_of(hint.__origin__, told, name)
        else:
            is_list = get_origin(hint.__origin__) is tuple
            sheet, package = (part.sheet, part.package) if part else ("", LISTING)
            if told.package != LISTING:
                package = told.package
            elif is_list:
                package = name
            yield Field(name, told, is_list, hint.__origin__ is str, holder, sheet, package)


FIELDS = tuple(fields_of(Offering))
# What rows of one sheet alone have, by the field that holds it.
PARTS: Mapping[str, type] = {
    name: hint.__origin__
    for name, hint in get_type_hints(Offering, include_extras=True).items()
    if isinstance(hint.__metadata__[0], Part)
}
CELLS = tuple(field for field in FIELDS if field.column.is_cell)
BY_HEADER = {field.header: field for field in CELLS}
REQUIRED = tuple(field.header for field in CELLS if field.column.is_required)
COLUMNS = tuple(field.header for field in CELLS if not field.sheet)


def put_together(said: Iterable[tuple[Field, Any]], **more: Any) -> Offering:
    """The offering of these fields, its parts put together; a field that is not named is empty."""
    values: dict[str, dict[str, Any]] = {name: {} for name in ("", *PARTS)}
    for field, value in said:
        values[field.holder][field.name] = value
    parts = {name: kind(**values[name]) for name, kind in PARTS.items()}
    return Offering(**values[""] | parts | more)


def columns_of(file_name: str) -> tuple[str, ...]:
    """The columns that a sheet of this name has."""
    if file_name.casefold() == SOURCES:
        return SOURCE_COLUMNS
    sheet = sheet_of(file_name)
    return tuple(field.header for field in CELLS if field.sheet in ("", sheet))


def sheet_of(file_name: str) -> str:
    """The sheet that a file holds: `housing` for `Housing.CSV`."""
    return file_name.casefold().removesuffix(".csv")
