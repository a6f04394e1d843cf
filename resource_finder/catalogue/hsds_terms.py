"""Our own small taxonomies, which say in an HSDS package what the standard has no field for."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from uuid import uuid5

from resource_finder.config import Settings
from resource_finder.domain.needs import Needs
from resource_finder.domain.offering import NAMESPACE

OPEN_ELIGIBILITY = "open_eligibility"


@dataclass(frozen=True, slots=True)
class Term:
    """One term; `code` is empty for the taxonomy itself."""

    taxonomy: str
    code: str
    name: str
    description: str
    parent: str = ""


@dataclass(frozen=True)
class Terms:
    """Every term that has words of its own; any other code is its own name."""

    known: Mapping[tuple[str, str], Term]
    needs_of: Mapping[str, str] = field(default_factory=dict)
    open_eligibility: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def load(cls, data_dir: Path) -> "Terms":
        """The taxonomies of `vocabulary/taxonomies.csv` and the needs of `vocabulary/needs.csv`."""
        with (data_dir / "vocabulary" / "taxonomies.csv").open(encoding="utf-8", newline="") as file:
            found = [Term(**row) for row in csv.DictReader(file)]
        needs = Needs.load(data_dir)
        found += [Term("need", need.code, need.name("en"), need.name("en"), need.parent) for need in needs]
        tags = {need.code: need.open_eligibility for need in needs}
        by_tag = {tag: code for code, listed in tags.items() for tag in listed}
        by_name = {need.name("en").casefold(): need.code for need in needs}
        return cls({(t.taxonomy, t.code): t for t in found}, by_name | by_tag, tags)

    def term(self, taxonomy: str, code: str) -> Term:
        """The term of a code, in its own words where we have none."""
        if taxonomy == OPEN_ELIGIBILITY and code:
            name = f"Open Eligibility {code}"
            return Term(taxonomy, code, name, name)
        return self.known.get((taxonomy, code)) or Term(taxonomy, code, code or taxonomy, code or taxonomy)

    def name(self, taxonomy: str, code: str) -> str:
        return self.term(taxonomy, code).name

    def needs_named(self, words: Iterable[str]) -> tuple[str, ...]:
        """The needs that other people's terms stand for: by Open Eligibility number or by the same name."""
        found = (self.needs_of.get(word.strip().casefold(), "") for word in words)
        return tuple(dict.fromkeys(code for code in found if code))


def key(*parts: object) -> str:
    """An id that is the same every time for the same thing."""
    return str(uuid5(NAMESPACE, ":".join(map(str, parts))))


@cache
def shipped_terms() -> Terms:
    """The taxonomies that ship with the program."""
    return Terms.load(Settings().data)
