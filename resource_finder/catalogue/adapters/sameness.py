"""Whether two rows speak of the same provider, and whether two spellings say the same."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from resource_finder.catalogue.hsds_hours import weekly
from resource_finder.domain.offering import Offering, Phone

# A point that moved less than this (about 100 m) is another geocoder, not another place.
_DEGREES = 0.001
_SOURCE_KEY = re.compile(r"\b(?:HUD code|HRSA site|VA station|NPI) [A-Z0-9-]+\b")
# Where the ids of sources begin that are other directories.
DIRECTORY = "hsds-import"
_ID_AND_KEY, _PHONE, _ALIKE = 2, 4, 0.5
_COMMON = frozenset(
    {"the", "of", "inc", "llc", "lp", "co", "corp", "center", "centre", "health", "clinic", "for", "and"}
    | {"services", "service", "community", "treatment", "care"}
)
_SHORT: Mapping[str, str] = {
    "saint": "st",
    "sainte": "ste",
    "street": "st",
    "avenue": "ave",
    "av": "ave",
    "boulevard": "blvd",
    "drive": "dr",
    "road": "rd",
    "lane": "ln",
    "court": "ct",
    "place": "pl",
    "parkway": "pkwy",
    "highway": "hwy",
    "terrace": "ter",
    "circle": "cir",
    "suite": "ste",
    "building": "bldg",
    "floor": "fl",
    "fort": "ft",
    "mount": "mt",
    "north": "n",
    "south": "s",
    "east": "e",
    "west": "w",
    "unit": "ste",
}
# What many streets share: kinds, directions, suites.
_STREET_WORDS = frozenset({*_SHORT.values(), "nw", "ne", "sw", "se", "route", "us", "mo", "box", "po", "rm"})


def source_key(note: str) -> str:
    """The name that a source itself gives the row (“HUD code MO145”), where the note holds one."""
    found = _SOURCE_KEY.search(note)
    return found[0] if found else ""


def telling_words(name: str) -> frozenset[str]:
    """The words of a name that tell it from others."""
    return frozenset(word for word in re.findall(r"[a-z]+", name.casefold()) if word not in _COMMON)


class Matcher:
    """Finds for each row of a file the row of the catalogue that speaks of the same provider.

    The surest signs are tried for every row before a less sure one is tried for any: the id, the source's own
    key, the whole address with a word of the name, street number and ZIP code with a word of the name, phone
    and town, number and name of the street and ZIP code, name and town. All but the first two want a need in
    common. One phone may serve two houses: it tells only of rows whose names are alike. Rows of another
    directory, of which nobody knows how it counts, must be alike in all they have: name, service, street.
    """

    def __init__(self, offerings: Iterable[Offering]) -> None:
        self._by_sign: dict[tuple[object, ...], list[Offering]] = {}
        for offering in offerings:
            for sign in _signs(offering):
                self._by_sign.setdefault(sign, []).append(offering)

    def pairs(self, incoming: Iterable[Offering]) -> list[tuple[Offering, Offering | None]]:
        """Each row of the file with its old row or None; no old row is given twice."""
        rows = list(incoming)
        found: dict[str, Offering] = {}
        taken: set[str] = set()
        for rank in range(7):
            for fresh in rows:
                if fresh.id not in found and (old := self._best(fresh, rank, taken)):
                    found[fresh.id] = old
                    taken.add(old.id)
        return [(fresh, found.get(fresh.id)) for fresh in rows]

    def _best(self, fresh: Offering, rank: int, taken: set[str]) -> Offering | None:
        signs = [sign for sign in _signs(fresh) if sign[0] == rank]
        near = [
            old
            for sign in signs
            for old in self._by_sign.get(sign, ())
            if old.id not in taken and _may_be(fresh, old, rank)
        ]
        return max(near, key=lambda old: (old.status != "closed", _likeness(fresh, old)), default=None)


def _may_be(fresh: Offering, old: Offering, rank: int) -> bool:
    """Whether nothing speaks against what the sign says."""
    if rank < _ID_AND_KEY:
        return True
    is_foreign = any(source.startswith(DIRECTORY) for source in fresh.sources)
    names = _shared(fresh.organization, old.organization) >= _ALIKE
    if not is_foreign:
        return names or rank != _PHONE
    return names and _shared(fresh.service, old.service) >= _ALIKE and not _streets_differ(fresh, old)


def _streets_differ(one: Offering, other: Offering) -> bool:
    streets = [as_written(offering.address).split()[:2] for offering in (one, other)]
    return all(streets) and streets[0] != streets[1]


def _shared(one: str, other: str) -> float:
    """The share of telling words that two names have in common; all of them where neither has any."""
    words, others = telling_words(one), telling_words(other)
    return len(words & others) / len(words | others) if words | others else 1.0


def _likeness(one: Offering, other: Offering) -> float:
    """The share of telling words that two rows have in common."""
    words, others = (telling_words(f"{o.organization} {o.service}") for o in (one, other))
    return len(words & others) / max(1, len(words | others))


def _signs(offering: Offering) -> Iterator[tuple[object, ...]]:
    yield 0, offering.id
    if named := source_key(offering.note):
        yield 1, named
    town = as_written(offering.city)
    number = re.match(r"\d+", offering.address)
    for need in sorted({need.partition("/")[0] for need in offering.needs} or {""}):
        if number and offering.zip:
            for word in telling_words(offering.organization):
                yield 2, need, as_written(offering.address), offering.zip, word
                yield 3, need, number[0], offering.zip, word
            for word in set(as_written(offering.address).split()[1:]) - _STREET_WORDS:
                yield 5, need, number[0], offering.zip, word
        for phone in offering.phones:
            yield 4, need, phone.number, town
        if town:
            yield 6, need, telling_words(offering.organization), town


def as_written(text: str) -> str:
    """A street or town without the ways in which lists write it differently."""
    words = re.findall(r"[a-z0-9]+", text.casefold().replace("'", ""))
    return " ".join(_SHORT.get(word, word) for word in words)


def says_the_same(field: str, old: Any, new: Any) -> bool:
    """Whether a new value says nothing that the old one does not."""
    if field == "address":
        # A street without its suite says less than one with it.
        return f"{as_written(old)} ".startswith(f"{as_written(new)} ")
    if field == "city":
        # “O'Fallon” and “O Fallon”, “De Soto” and “Desoto”.
        return as_written(old).replace(" ", "") == as_written(new).replace(" ", "")
    if field == "website":
        return _bare(old) == _bare(new)
    if field == "hours":
        return old == new or (bool(old) and weekly(old) == weekly(new) != ())
    if field == "phones":
        return {_dialed(phone) for phone in new} <= {_dialed(phone) for phone in old}
    if field in ("pays_with", "languages"):
        return set(old) == set(new)
    return bool(old == new)


def is_same_place(old: Offering, new: Offering) -> bool:
    """Whether the points are one place but for the geocoder."""
    if old.point is None or new.point is None:
        return old.point == new.point
    return all(abs(a - b) < _DEGREES for a, b in zip(old.point, new.point, strict=True))


def with_remarks(new: tuple[Phone, ...], old: tuple[Phone, ...]) -> tuple[Phone, ...]:
    """The new numbers, each with what was remarked on the old one."""
    remarks = {_dialed(phone): phone for phone in old}
    return tuple(remarks.get(_dialed(phone), phone) for phone in new)


def _dialed(phone: Phone) -> tuple[str, str]:
    return phone.number, phone.extension


def _bare(url: str) -> str:
    return re.sub(r"\Ahttps?://(?:www\.)?", "", url.casefold()).rstrip("/")
