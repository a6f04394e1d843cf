"""What sheets and tables say differently, in lines for people, and the choices they make by `--take`."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

import click

from resource_finder.catalogue.loading import Load
from resource_finder.catalogue.merging import UNSAID, WHOLE_ROW, Choices, Difference, Side, facts_of
from resource_finder.catalogue.sheets import SheetsRead
from resource_finder.domain.offering import Offering, Source

_SIDES = get_args(Side)
_FACTS = frozenset(
    {*facts_of(Offering("", "", "", ())), *facts_of(Source("", "", ""))},
)
# A start names so many; `catalogue load` names all.
MOST_AT_A_START = 20


def choices_from(taken: Iterable[str]) -> Choices:
    """Read what stands behind each `--take`. Raises click.UsageError for what is no choice."""
    every: Side | None = None
    named: dict[str, Side] = {}
    for said in taken:
        name, _equals, side = said.rpartition("=")
        if side not in _SIDES:
            raise click.UsageError(
                f"--take {said}: write sheets or tables for all, or ID=sheets, or ID.phones=tables"
            )
        if not name:
            every = side  # type: ignore[assignment]
        else:
            named[name] = side  # type: ignore[assignment]
    return Choices(every, named)


def refuse_unknown(choices: Choices, load: Load, read: SheetsRead) -> None:
    """Raises click.UsageError for a choice about a row or a fact that nobody has: it would do nothing."""
    codes = {*read.lines, *load.seen, *(source.id for source in (*read.sources, *load.catalogue.sources))}
    for name in choices.named:
        code, _dot, fact = name.rpartition(".")
        if name not in codes and not (code in codes and fact in _FACTS):
            raise click.UsageError(f"--take {name}=…: no row has this id, or no fact this name")


class Told:
    """Names differences by file and line, as faults of sheets are named."""

    def __init__(self, read: SheetsRead, sheet_of: Mapping[str, str]) -> None:
        self._lines, self._sheet_of = read.lines, sheet_of

    def conflict(self, found: Difference) -> str:
        """What both sides say, and how to choose."""
        name = f"{found.code}.{found.fact}" if found.fact else found.code
        choose = f"choose by --take {name}=sheets or --take {name}=tables"
        return _line(f"{self._place(found)}: {self._both(found)}; {choose}")

    def staying(self, found: Difference) -> str:
        """What of the tables the sheets do not undo."""
        place = self._place(found)
        if found.fact:
            return _line(
                f"{place}: stays {_shown(found.table)}, which was changed since the last load; "
                f"the sheet says {_shown(found.sheet)}"
            )
        if found.table is None:
            return _line(f"{place}: stays away; it was taken out since the last load")
        whose = found.table.get("organization") or found.table.get("publisher")
        return _line(f"{place} {whose}: stays; it stands in no sheet")

    def _both(self, found: Difference) -> str:
        if found.why:
            return f"sheet and tables were both changed, and together they do not fit ({found.why})"
        if found.fact:
            before = "" if found.base is UNSAID else f", where it was {_shown(found.base)}"
            return f"the sheet says {_shown(found.sheet)}, the tables {_shown(found.table)}{before}"
        if found.sheet is None:
            return "the row is in no sheet any more, but was changed in the tables since the last load"
        return "the row was taken out of the tables, but changed in the sheet since the last load"

    def _place(self, found: Difference) -> str:
        if found.code in self._lines:
            file, line = self._lines[found.code]
            place = f"{file}:{line}"
        elif found.code in self._sheet_of:
            place = f"{self._sheet_of[found.code]}.csv {found.code}"
        else:
            place = f"sources.csv {found.code}"
        return f"{place} {found.fact}" if found.fact != WHOLE_ROW else place


def told_at_a_start(lines: Iterable[str]) -> Iterator[str]:
    """The first of them, and how many more there are."""
    every = list(lines)
    yield from every[:MOST_AT_A_START]
    if len(every) > MOST_AT_A_START:
        yield f"… and {len(every) - MOST_AT_A_START} more: resource-finder catalogue load names them all"


def _shown(value: Any) -> str:
    return f"“{text}”" if (text := _text(value)) else "nothing"


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, tuple):
        return "; ".join(text for part in value if (text := _text(part)))
    return "" if value is None else str(value)


def _line(text: str) -> str:
    return " ".join(text.split())
