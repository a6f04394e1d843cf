"""What a newer published file would add, change and retire, decided before anything is done."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime

from resource_finder.catalogue.store import hash_of
from resource_finder.domain.offering import Catalogue, Offering, Source

# What staff wrote themselves names a source of this kind; a file never overwrites it.
STAFF = "staff"
_OURS = frozenset(
    {"id", "sheet", "note", "sources", "status", "needs", "record", "who", "supervision", "confidence"}
)


@dataclass(frozen=True, slots=True)
class Change:
    """One row that the file knows better: field -> (old, new)."""

    old: Offering
    new: Offering
    differences: tuple[tuple[str, object, object], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Nothing is deleted: what the file no longer names is retired, and stays as closed."""

    added: tuple[Offering, ...]
    changed: tuple[Change, ...]
    retired: tuple[Offering, ...]
    kept: tuple[Offering, ...]

    def lines(self) -> Iterator[str]:
        """The plan row by row, for people to read before they say yes."""
        for offering in self.added:
            yield f"add     {offering.id} {offering.organization}: {offering.service}, {offering.city}"
        for change in self.changed:
            for field, old, new in change.differences:
                old_text, new_text = _shown(old), _shown(new)
                who = f"{change.old.id} {change.old.organization}"
                yield f"change  {who} {field}: {old_text} -> {new_text}"
        for offering in self.retired:
            yield f"retire  {offering.id} {offering.organization}: {offering.service}, {offering.city}"
        for offering in self.kept:
            yield f"keep    {offering.id} {offering.organization}: checked later by staff or a newer source"


def plan(current: Catalogue, incoming: Iterable[Offering], source_ids: Iterable[str], today: date) -> Plan:
    """Compare a file with the catalogue.

    A row is the same when the id, or the need and the street number and ZIP, or the need and the phone agree.
    Rows that staff or a newer source checked later than the file are kept as they are. Rows of this source
    (any of `source_ids`) that the file no longer names are retired.
    """
    added, changed, kept = [], [], []
    index = _Index(current.offerings)
    seen: set[str] = set()
    for fresh in incoming:
        old = index.same_as(fresh, seen)
        if old is None:
            added.append(fresh)
            continue
        seen.add(old.id)
        if _was_checked_later(old, fresh):
            kept.append(old)
        elif change := _change(old, fresh):
            changed.append(change)
    gone = set(source_ids)
    retired = [
        o
        for o in current.offerings
        if o.status != "closed" and o.id not in seen and set(o.sources[:1]) <= gone and o.sources
    ]
    notes = [
        replace(o, status="closed", note=_joined(o.note, f"No longer listed by its source on {today}."))
        for o in retired
    ]
    return Plan(tuple(added), tuple(changed), tuple(notes), tuple(kept))


def applied(current: Catalogue, decided: Plan, source: Source, now: datetime) -> Catalogue:
    """The catalogue after the plan, under its own hash."""
    newer = {change.old.id: change.new for change in decided.changed}
    newer |= {offering.id: offering for offering in decided.retired}
    offerings = tuple(newer.get(o.id, o) for o in current.offerings) + decided.added
    sources = (*(s for s in current.sources if s.id != source.id), source)
    published = now.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
    return Catalogue(offerings, sources, hash_of(offerings, sources), published)


class _Index:
    """Finds the row that a fresh one speaks of."""

    def __init__(self, offerings: Iterable[Offering]) -> None:
        self._by_key: dict[tuple[str, ...], list[Offering]] = {}
        for offering in offerings:
            if offering.status != "closed":
                for key in _keys(offering):
                    self._by_key.setdefault(key, []).append(offering)

    def same_as(self, fresh: Offering, seen: set[str]) -> Offering | None:
        for key in _keys(fresh):
            for old in self._by_key.get(key, ()):
                if old.id not in seen:
                    return old
        return None


def _keys(offering: Offering) -> Iterator[tuple[str, ...]]:
    need = offering.needs[0].partition("/")[0] if offering.needs else ""
    yield ("id", offering.id)
    number = re.match(r"\d+", offering.address)
    if number and offering.zip:
        yield ("place", need, number[0], offering.zip, *sorted(_telling(offering.organization))[:1])
    for phone in offering.phones:
        yield ("phone", need, phone.number, offering.city.casefold())


def _telling(name: str) -> set[str]:
    """The words of a name that tell it from others."""
    common = {"the", "of", "inc", "llc", "center", "health", "clinic", "for", "and", "services", "community"}
    return {word for word in re.findall(r"[a-z]+", name.casefold()) if word not in common and len(word) > 2}


def _was_checked_later(old: Offering, fresh: Offering) -> bool:
    by_staff = bool(old.sources) and old.sources[0].startswith(STAFF)
    return by_staff or old.checked_on > fresh.checked_on


def _change(old: Offering, fresh: Offering) -> Change | None:
    """The old row with what the file says newly; what the file leaves empty stays."""
    differences = []
    for field in fields(Offering):
        before, after = getattr(old, field.name), getattr(fresh, field.name)
        if field.name not in _OURS and after not in ("", (), None, "none") and after != before:
            differences.append((field.name, before, after))
    if not differences:
        return None
    values = {name: after for name, _before, after in differences}
    sources = tuple(dict.fromkeys((*fresh.sources, *old.sources)))
    return Change(old, replace(old, sources=sources, **values), tuple(differences))


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(map(str, value)) or "(empty)"
    return str(value) or "(empty)"


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
