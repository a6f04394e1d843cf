"""What an HSDS package may change: one that staff call their own, everything; any other, its own rows alone.

Whose a package is never follows from what stands in it: anybody can write our marks and ids into a file. Who
runs the import says that it is ours; which rows came from a stranger, the catalogue has recorded.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import TypeVar

from resource_finder.catalogue.adapters.intake_checks import IMPORTED, CheckedRow
from resource_finder.catalogue.adapters.refresh import (
    EVERY_FACT,
    FACTS,
    Change,
    Difference,
    Plan,
    Refused,
    as_private,
    changed_by,
    is_of_staff,
    lack,
    named,
    once_each,
    plan,
)
from resource_finder.catalogue.adapters.sameness import Matcher, source_key, telling_words
from resource_finder.catalogue.hsds_foreign import SOURCE
from resource_finder.catalogue.rules import same_offering
from resource_finder.domain.offering import Catalogue, Hiring, Offering, Source, Transit

_Parts = TypeVar("_Parts", Hiring, Transit)
_FIELDS = tuple(field.name for field in fields(Offering) if field.name != "id")
_OURS = "the row is ours, and so is who is taken; import with --ours if staff wrote this package"
_LATER = "checked later by staff or a newer source"
_HIDDEN = "no file opens a private address; edit the sheet"


def plan_theirs(
    current: Catalogue,
    rows: Iterable[CheckedRow],
    ids: Collection[str],
    today: date,
    may_retire: Collection[str] | None = None,
    many_may_go: bool = False,
) -> Plan:
    """A stranger's package: it adds rows, and changes and retires those that came from it (`ids`) alone.

    What it says otherwise of any other row is named for staff. A new row says nothing of who is taken.
    `may_retire`: the sources of which it is all there is; all of `ids` where it is not said.
    """
    incoming, twice = once_each(row.offering for row in rows)
    theirs = tuple(row for row in current.offerings if row.sources and set(row.sources) <= set(ids))
    their_ids = {row.id for row in theirs}
    pairs = Matcher(current.offerings).pairs(incoming)
    of_others = [(fresh, old) for fresh, old in pairs if old is not None and old.id not in their_ids]
    claimed = {fresh.id for fresh, _old in of_others}
    hidden = [telling_words(row.organization) for row in current.offerings if row.private_address]
    new = [_as_theirs(row, ids) for row in incoming if row.id not in claimed]
    new = [as_private(row) if telling_words(row.organization) in hidden else row for row in new]
    new, there = _not_listed(new, current, their_ids)
    mine = ids if may_retire is None else may_retire
    decided = plan(replace(current, offerings=theirs), new, mine, today, FACTS, many_may_go)
    differing = [
        Refused(old, said, _OURS) for fresh, old in of_others if (said := _said_otherwise(old, fresh, today))
    ]
    return replace(decided, refused=tuple(differing), warnings=(*twice, *there, *decided.warnings))


def _not_listed(
    rows: Iterable[Offering], current: Catalogue, their_ids: Collection[str]
) -> tuple[list[Offering], list[str]]:
    """The rows that no row of another source is already, and a word on each other."""
    listed = {
        same_offering(row) for row in current.offerings if row.status != "closed" and row.id not in their_ids
    }
    there = [row for row in rows if same_offering(row) in listed]
    told = [f"{named(row)}: the same offering is listed already; left out" for row in there]
    return [row for row in rows if same_offering(row) not in listed], told


def sources_of_theirs(sources: Iterable[Source]) -> tuple[Source, ...]:
    """The sources that a stranger's rows may name: never one of ours, whatever the file calls it."""
    return tuple(source for source in sources if source.id.startswith(SOURCE.id)) or (SOURCE,)


def plan_ours(current: Catalogue, rows: Iterable[CheckedRow]) -> Plan:
    """A package that staff wrote: what it says replaces what we have, field by field, by id.

    A fact that could not be used stays as it was. Rows that it does not hold stay, too.
    """
    by_id = {row.id: row for row in current.offerings}
    added, changes, refused, warnings, seen = [], [], [], [], set()
    for row in rows:
        fresh, old = row.offering, by_id.get(row.offering.id)
        if fresh.id in seen:
            warnings.append(f"{named(fresh)}: the file names it twice; the first is used")
        elif old is not None:
            change, refusals = _replaced(old, fresh, row.left_out)
            changes += [change] if change else []
            refused += refusals
        elif reason := lack(fresh):
            warnings.append(f"{named(fresh)}: {reason}; left out")
        else:
            added.append(fresh)
        seen.add(fresh.id)
    if missing := len(by_id.keys() - seen):
        warnings.append(f"{missing} rows of the catalogue are not in this package; they stay as they are")
    return Plan(tuple(added), tuple(changes), (), (), tuple(warnings), refused=tuple(refused))


def changed_sources(current: Catalogue, sources: Iterable[Source]) -> list[str]:
    """A line for each fact of a source that would be another."""
    old = {source.id: source for source in current.sources}
    both = [(old[new.id], new, field.name) for new in sources if new.id in old for field in fields(Source)]
    return [
        f"change  source {new.id} {name}: {getattr(before, name)} -> {getattr(new, name)}"
        for before, new, name in both
        if getattr(before, name) != getattr(new, name)
    ]


def _as_theirs(row: Offering, ids: Collection[str]) -> Offering:
    """A new row as a stranger may bring it: unconfirmed, from the stranger, and silent on who is taken.

    Groups and ages stay, since they only leave people out. The keys by which federal lists find their rows
    do not: a note would make it one of theirs.
    """
    named_by = tuple(source for source in row.sources if source in ids) or (SOURCE.id,)
    return replace(
        row,
        sources=named_by,
        sheet=IMPORTED,
        status="closed" if row.status == "closed" else "unconfirmed",
        confidence="C",
        record=(),
        supervision="",
        note="" if source_key(row.note) else row.note,
    )


def _said_otherwise(old: Offering, fresh: Offering, today: date) -> tuple[Difference, ...]:
    change = changed_by(old, fresh, EVERY_FACT, today)
    said = (
        tuple(one for one in change.differences if one[0] not in ("checked_on", "status")) if change else ()
    )
    if fresh.status != old.status and "closed" in (fresh.status, old.status):
        return (*said, ("status", old.status, fresh.status))
    return said


def _with_old(old: _Parts, fresh: _Parts, left_out: Collection[str]) -> _Parts:
    """The new ride or hiring, with the old value of each part that could not be used."""
    names = [field.name for field in fields(old) if field.name in left_out]
    return replace(fresh, **{name: getattr(old, name) for name in names})


def _replaced(
    old: Offering, fresh: Offering, left_out: Collection[str]
) -> tuple[Change | None, list[Refused]]:
    """The change of one row; and what is not changed so, with the reason."""
    fresh = replace(
        fresh,
        hiring=_with_old(old.hiring, fresh.hiring, left_out),
        transit=_with_old(old.transit, fresh.transit, left_out),
    )
    said: Mapping[str, tuple[object, object]] = {
        name: (getattr(old, name), getattr(fresh, name))
        for name in _FIELDS
        if name not in left_out and getattr(old, name) != getattr(fresh, name)
    }
    opens = {name for name in said if name == "private_address" and old.private_address}
    is_later = is_of_staff(old) or old.checked_on > fresh.checked_on
    kept = set(said) if is_later else opens
    refused = [
        Refused(old, ((name, *said[name]),), _LATER if is_later else _HIDDEN) for name in said if name in kept
    ]
    values = {name: new for name, (_old, new) in said.items() if name not in kept}
    if not values:
        return None, refused
    differences = tuple((name, getattr(old, name), value) for name, value in values.items())
    return Change(old, replace(old, **values), differences), refused  # type: ignore[arg-type]
