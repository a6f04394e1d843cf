"""What a newer published file would add, change and retire, decided before anything is done."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime
from typing import Any

from resource_finder.catalogue.adapters.sameness import (
    DIRECTORY,
    Matcher,
    is_same_place,
    says_the_same,
    source_key,
    telling_words,
    with_remarks,
)
from resource_finder.catalogue.contents import hash_of
from resource_finder.catalogue.rules import same_offering
from resource_finder.domain.freshness import DAYS_CURRENT, earliest_day
from resource_finder.domain.kinds import OTHER_HELP
from resource_finder.domain.offering import Catalogue, Hiring, Offering, Phone, Source, Transit, sheet_order

# What staff wrote themselves names a source of this kind; a file never overwrites it.
STAFF = "staff"
# What a published list states. Names, plain words and who is taken are ours.
FACTS = ("address", "city", "zip", "county", "phones", "website", "email", "hours", "pays_with", "languages")
_POINT = ("latitude", "longitude", "precision")
_HOW_IT_IS_KEPT = ("id", "sheet", "sources", "status", "checked_on", "note", "private_address")
# What a package of this program states: everything but how the row is kept.
EVERY_FACT = tuple(f.name for f in fields(Offering) if f.name not in (*_HOW_IT_IS_KEPT, *_POINT))
_SILENCE: tuple[object, ...] = ("", (), None, Hiring(), Transit())
_TELL_THE_PLACE = frozenset({"address", "zip", *_POINT})
_RETIRED_ON = re.compile(r"No longer listed by its source on (\d{4}-\d{2}-\d{2})\.")
_CLOSED_BY_SOURCE = re.compile(r" ?Closed by its source on \d{4}-\d{2}-\d{2}\.")
_SURENESS = {"none": 0, "approximate": 1, "exact": 2}
Difference = tuple[str, object, object]


@dataclass(frozen=True, slots=True)
class Change:
    """One row that the file knows better: field -> (old, new)."""

    old: Offering
    new: Offering
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """What a file says otherwise of a row that it may not change so, and why: staff decide."""

    old: Offering
    differences: tuple[Difference, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Nothing is deleted: what the file no longer names is retired, and stays as closed."""

    added: tuple[Offering, ...]
    changed: tuple[Change, ...]
    retired: tuple[Offering, ...]
    kept: tuple[Offering, ...]
    warnings: tuple[str, ...] = ()
    # Id in the file -> id in the catalogue, of every row that was found again.
    known_as: Mapping[str, str] = field(default_factory=dict)
    # What the file says otherwise of rows that it may not change.
    refused: tuple[Refused, ...] = ()

    def lines(self) -> Iterator[str]:
        """The plan row by row, for people to read before they say yes."""
        yield from (f"look    {warning}" for warning in self.warnings)
        for offering in self.added:
            yield f"add     {named(offering)}"
        for change in self.changed:
            for name, old, new in change.differences:
                yield f"change  {_difference(change.old, name, old, new)}"
        for refusal in self.refused:
            for name, old, new in refusal.differences:
                yield f"differs {_difference(refusal.old, name, old, new)}; not changed: {refusal.why}"
        for offering in self.retired:
            yield f"retire  {named(offering)}"
        for offering in self.kept:
            why = (
                "stays closed" if offering.status == "closed" else "checked later by staff or a newer source"
            )
            yield f"keep    {offering.id} {offering.organization}: {why}"


def plan(
    current: Catalogue,
    incoming: Iterable[Offering],
    source_ids: str | Iterable[str],
    today: date,
    facts: Collection[str] = FACTS,
    many_may_go: bool = False,
) -> Plan:
    """Compare a file with the catalogue.

    Rows that staff or a newer source checked later than the file, and rows that were closed for another
    reason than an earlier refresh, are kept as they are. Rows of this source (any of `source_ids`) that the
    file no longer names are retired; those that another source names too are only put in doubt. A file of one
    kind of help does not retire rows of another, an empty file retires nothing, and a file that would retire
    more than a third is taken for a part of one: it retires nothing either, unless `many_may_go`.
    """
    added: list[Offering] = []
    changed, kept, seen = [], [], {}
    there = {same_offering(o) for o in current.offerings if o.status != "closed"}
    hidden = [telling_words(o.organization) for o in current.offerings if o.private_address]
    fresh_rows, warnings = once_each(incoming)
    for fresh, old in Matcher(current.offerings).pairs(fresh_rows):
        if old is None:
            row = as_private(fresh) if telling_words(fresh.organization) in hidden else fresh
            if row.status == "closed":
                warnings.append(f"{named(row)}: is closed; not added")
            elif reason := lack(row):
                warnings.append(f"{named(row)}: {reason}; left out")
            elif same_offering(row) in there:
                warnings.append(f"{named(row)}: the same offering is listed already; left out")
            else:
                there.add(same_offering(row))
                added.append(row)
            continue
        seen[old.id] = fresh.id
        if _stays(old, fresh):
            kept.append(old)
        elif change := changed_by(old, fresh, _facts_of(old, fresh, facts), today):
            changed.append(change)
    ids = {source_ids} if isinstance(source_ids, str) else set(source_ids)
    gone = [o for o in current.offerings if o.id not in seen and _may_go(o, ids, fresh_rows)]
    if (warning := _too_many(current, ids, gone)) and not many_may_go:
        warnings.append(f"{warning}: is the file whole? None is retired without --retire")
        gone = []
    retired = [_retired(o, today) for o in gone if set(o.sources) <= ids]
    doubted = [change for o in gone if not set(o.sources) <= ids for change in _doubted(o, today)]
    known_as = {new: old for old, new in seen.items()}
    return Plan(tuple(added), (*changed, *doubted), tuple(retired), tuple(kept), tuple(warnings), known_as)


def applied(current: Catalogue, decided: Plan, source: Source | Iterable[Source], now: datetime) -> Catalogue:
    """The catalogue after the plan, under its own hash."""
    newer = {change.old.id: change.new for change in decided.changed}
    newer |= {offering.id: offering for offering in decided.retired}
    rows = [*(newer.get(o.id, o) for o in current.offerings), *decided.added]
    offerings = tuple(sorted(rows, key=sheet_order))
    named = (source,) if isinstance(source, Source) else tuple(source)
    replaced = {one.id for one in named}
    sources = (*(s for s in current.sources if s.id not in replaced), *named)
    published = now.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
    return Catalogue(offerings, sources, hash_of(offerings, sources), published, current.edition)


def once_each(incoming: Iterable[Offering]) -> tuple[list[Offering], list[str]]:
    """The rows of the file, and a word on each that it names again."""
    first: dict[str, Offering] = {}
    twice = []
    for row in incoming:
        if row.id in first:
            twice.append(f"{named(row)}: the file names it twice; the first is used")
        first.setdefault(row.id, row)
    return list(first.values()), twice


def lack(row: Offering) -> str:
    """Why nobody could ever find a row; empty when somebody can."""
    if not row.needs:
        return "no need that we know"
    is_somewhere = row.point or row.serves or row.statewide or row.transit.counties
    return "" if is_somewhere else "neither a point nor counties"


def _stays(old: Offering, fresh: Offering) -> bool:
    """Whether the old row is better informed than the file."""
    if _is_its_own(old, fresh) and _CLOSED_BY_SOURCE.search(old.note):
        return False
    if old.status == "closed":
        retired_on = _RETIRED_ON.search(old.note)
        return retired_on is None or fresh.status == "closed" or fresh.checked_on <= retired_on[1]
    return is_of_staff(old) or old.checked_on > fresh.checked_on


def is_of_staff(offering: Offering) -> bool:
    return bool(offering.sources) and offering.sources[0].startswith(STAFF)


def _is_its_own(old: Offering, fresh: Offering) -> bool:
    """Whether the old row is what the same source gave before."""
    return bool(old.sources) and old.sources[:1] == fresh.sources[:1]


def _is_of_its_directory(old: Offering, fresh: Offering) -> bool:
    """Whether all that the old row says came out of another directory, and this is its newer word."""
    return old.sources == fresh.sources and all(source.startswith(DIRECTORY) for source in old.sources)


def _facts_of(old: Offering, fresh: Offering, facts: Collection[str]) -> Collection[str]:
    return EVERY_FACT if _is_of_its_directory(old, fresh) else facts


def changed_by(old: Offering, fresh: Offering, facts: Collection[str], today: date) -> Change | None:
    """The old row with what the file says newly; what the file leaves empty stays.

    Hours alone go when the directory that gave them gives none: its schedule has ended.
    """
    values: dict[str, Any] = {}
    for name in facts:
        before, after = getattr(old, name), getattr(fresh, name)
        has_ended = name == "hours" and before and not after and _is_of_its_directory(old, fresh)
        is_silent = after in _SILENCE or (name == "kind" and after == OTHER_HELP)
        if (is_silent and not has_ended) or says_the_same(name, before, after):
            continue
        if name == "county" and before and fresh.precision != "exact":
            continue  # A ZIP code lies in several counties: it corrects none.
        if name not in FACTS or not _is_known_to_be_wrong(after, old.note):
            values[name] = with_remarks(after, before) if name == "phones" else after
    values |= _moved(old, fresh)
    if old.private_address:
        values = {name: value for name, value in values.items() if name not in _TELL_THE_PLACE}
    if (status := _status(old, fresh)) != old.status:
        values["status"] = status
    if fresh.checked_on > old.checked_on:
        values["checked_on"] = fresh.checked_on
    if not values:
        return None
    differences = tuple((name, getattr(old, name), value) for name, value in values.items())
    return Change(
        old,
        replace(old, sources=_sources(old, fresh), note=_note(old, fresh, values, today), **values),
        differences,
    )


def _sources(old: Offering, fresh: Offering) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*fresh.sources, *old.sources)))


def _note(old: Offering, fresh: Offering, values: dict[str, Any], today: date) -> str:
    """The old note; the source's own key is added, so that a later file finds the row by it.

    That the source itself closed the row is noted: it may open it again.
    """
    note = old.note
    if "status" in values:
        note = _CLOSED_BY_SOURCE.sub("", note).strip()
        if values["status"] == "closed":
            note = _joined(note, f"Closed by its source on {today.isoformat()}.")
    named = source_key(fresh.note)
    return note if not named or named in note else _joined(note, f"{named}.")


def _is_known_to_be_wrong(value: Any, note: str) -> bool:
    """Staff wrote down what a source prints and why it is not believed: it does not come back."""
    parts = value if isinstance(value, tuple) else (value,)
    texts = (part.number if isinstance(part, Phone) else part for part in parts)
    return any(len(text) >= 5 and text in note for text in texts)


def _moved(old: Offering, fresh: Offering) -> dict[str, Any]:
    """The new point, unless it is the same place or less exact than the old one."""
    if fresh.point is None or is_same_place(old, fresh):
        return {}
    if old.point is not None and _SURENESS[fresh.precision] < _SURENESS[old.precision]:
        return {}
    return {name: getattr(fresh, name) for name in _POINT if getattr(fresh, name) != getattr(old, name)}


def _status(old: Offering, fresh: Offering) -> str:
    """Listed again after a refresh had retired it, or doubted only for its age: the file settles it."""
    if old.status == "closed" or (fresh.status == "closed" and _is_its_own(old, fresh)):
        return fresh.status
    before, now = earliest_day(old.checked_on), earliest_day(fresh.checked_on)
    is_much_newer = now is not None and (before is None or (now - before).days > DAYS_CURRENT)
    return fresh.status if old.status == "unconfirmed" and is_much_newer else old.status


def as_private(fresh: Offering) -> Offering:
    """A list may print the street of a house that must not be found: we do not."""
    county = (fresh.county,) if fresh.county and not fresh.serves else ()
    hidden = {"address": "", "zip": "", "latitude": None, "longitude": None, "precision": "none"}
    return replace(fresh, private_address=True, serves=fresh.serves or county, **hidden)  # type: ignore[arg-type]


def _may_go(old: Offering, ids: set[str], incoming: list[Offering]) -> bool:
    """Whether the file should have named this row, and is not older than what we know of it."""
    newest = max((fresh.checked_on for fresh in incoming), default="")
    kinds = {need.partition("/")[0] for fresh in incoming for need in fresh.needs}
    is_of_the_file = set(old.sources[:1]) <= ids and any(
        need.partition("/")[0] in kinds for need in old.needs
    )
    is_known_later = is_of_staff(old) or old.checked_on > newest
    return bool(old.sources) and old.status != "closed" and is_of_the_file and not is_known_later


def _retired(old: Offering, today: date) -> Offering:
    return replace(old, status="closed", note=_joined(old.note, _gone_note(today)))


def _doubted(old: Offering, today: date) -> Iterator[Change]:
    if old.status == "open":
        new = replace(old, status="unconfirmed", note=_joined(old.note, _gone_note(today)))
        yield Change(old, new, (("status", "open", "unconfirmed"),))


def _gone_note(today: date) -> str:
    return f"No longer listed by its source on {today.isoformat()}."


def _too_many(current: Catalogue, ids: set[str], gone: list[Offering]) -> str:
    """How many rows of this source would be retired, where it is more than a third; empty for fewer."""
    retired = sum(1 for o in gone if set(o.sources) <= ids)
    known = sum(
        1 for o in current.offerings if set(o.sources[:1]) <= ids and o.sources and o.status != "closed"
    )
    is_too_many = retired > 10 and retired * 3 > known
    return f"{retired} of {known} rows of this source would be retired" if is_too_many else ""


def named(offering: Offering) -> str:
    where = offering.city or offering.county or "no place"
    return f"{offering.id} {offering.organization}: {offering.service}, {where}"


def _difference(row: Offering, name: str, old: object, new: object) -> str:
    """`ride` and `hiring` hold several values; those that differ are shown."""
    if isinstance(old, Hiring | Transit) and type(old) is type(new):
        parts = [(f.name, getattr(old, f.name), getattr(new, f.name)) for f in fields(old)]
        told = [f"{part} {_shown(a)} -> {_shown(b)}" for part, a, b in parts if a != b]
        return f"{row.id} {row.organization} {name}: {', '.join(told)}"
    return f"{row.id} {row.organization} {name}: {_shown(old)} -> {_shown(new)}"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple) and value and isinstance(value[0], tuple):
        return "; ".join("=".join(pair) for pair in value)
    if isinstance(value, tuple):
        return "; ".join(map(str, value)) or "(empty)"
    return "(empty)" if value in ("", None) else str(value)


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
