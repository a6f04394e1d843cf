"""Our own small taxonomies, which say in an HSDS package what the standard has no field for."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from resource_finder.catalogue.faults import Fault, SheetsFaulty
from resource_finder.domain.needs import Needs

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
    # What a person said of other people's terms: no needs is said, too.
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

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

    def with_map(self, file: Path, needs: Iterable[str]) -> "Terms":
        """These terms and what a small file says of others: `term,need`, several needs with semicolons.

        An empty need says that the term means none. Raises SheetsFaulty with each line that cannot be used.
        """
        allowed, said, faults = set(needs), {}, []
        try:
            text = file.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise SheetsFaulty([Fault(file.name, 0, "", "is not UTF-8", "refused")]) from error
        reader = csv.DictReader(text.splitlines())
        if not {"term", "need"} <= set(reader.fieldnames or ()):
            raise SheetsFaulty([Fault(file.name, 1, "", "needs the columns term and need", "refused")])
        for row in reader:
            named = tuple(part.strip() for part in (row["need"] or "").split(";") if part.strip())
            faults += [
                Fault(file.name, reader.line_num, "need", f"“{need[:40]}” is no need", "refused")
                for need in named
                if need not in allowed
            ]
            said[_folded(row["term"] or "")] = named
        if faults:
            raise SheetsFaulty(faults)
        return replace(self, said=said)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


_MOST_PARENTS = 20


class TermUse:
    """What the terms of one package mean here, and which of them mean nothing."""

    def __init__(self, package: Mapping[str, list[dict[str, Any]]], terms: Terms) -> None:
        self._terms = terms
        self._rows = {row["id"]: row for row in package["taxonomy_term"]}
        self._taxonomies = {row["id"]: row["name"] for row in package["taxonomy"]}
        self._of: dict[str, list[str]] = {}
        for row in package["attribute"]:
            self._of.setdefault(row["link_id"], []).append(row["taxonomy_term_id"])
        self._unknown: Counter[str] = Counter()

    def needs_of(self, service: str) -> tuple[str, ...]:
        """The needs of a service by its terms, or by what stands above them."""
        found: list[str] = []
        for term in dict.fromkeys(self._of.get(service, ())):
            if term not in self._rows:
                continue
            needs = self._needs_above(term)
            found += needs or ()
            if needs is None:
                self._unknown[term] += 1
        return tuple(dict.fromkeys(found))

    def unknown(self) -> Iterator[Fault]:
        """Each term that means no need here, with the number of services that bear it."""
        for term, count in self._unknown.most_common():
            row = self._rows[term]
            named = ", ".join(dict.fromkeys(filter(None, (row["code"], self._taxonomy(row)))))
            services = "1 service" if count == 1 else f"{count} services"
            message = f"“{(row['name'] or row['code'])[:80]}” ({named[:80]}) means no need here: {services}"
            yield Fault("taxonomy_terms.csv", row.get("_line") or 0, "name", message, "accepted")

    def _needs_above(self, term: str) -> tuple[str, ...] | None:
        for _step in range(_MOST_PARENTS):
            row = self._rows.get(term)
            if row is None:
                return None
            if (needs := self._needs(row)) is not None:
                return needs
            term = row["parent_id"]
        return None

    def _needs(self, row: Mapping[str, Any]) -> tuple[str, ...] | None:
        words = [row["name"]]
        for word in (row["name"], row["code"], row["id"]):
            if (said := self._terms.said.get(_folded(str(word)))) is not None:
                return said
        if "eligibility" in self._taxonomy(row).casefold() and (
            code := re.search(r"(\d{3,4})\Z", row["code"])
        ):
            words.append(code[1])
        return self._terms.needs_named(words) or None

    def _taxonomy(self, row: Mapping[str, Any]) -> str:
        return str(row["taxonomy"] or self._taxonomies.get(row["taxonomy_id"], ""))
