"""Short pages on what the law says, read from `vocabulary/rules.csv`: no provider, and no legal advice.

A page names its source, the day on which the source shows it, and whom to ask. Its needs say on which lists
it is offered.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from resource_finder.domain.offering import Phone

_TITLE, _BODY = "title_", "body_"
_PHONE = re.compile(r"(.+) (\d{3}-\d{3}-\d{4})")
_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Rule:
    """One page of law. `ask` holds names with telephones; `sources` words, an address, or both."""

    slug: str
    titles: Mapping[str, str]
    bodies: Mapping[str, tuple[str, ...]]
    needs: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]
    checked_on: str
    ask: tuple[tuple[str, Phone], ...]

    def title(self, lang: str) -> str:
        return self.titles.get(lang) or self.titles["en"]

    def body(self, lang: str) -> tuple[str, ...]:
        """Its paragraphs; English where a language has none."""
        return self.bodies.get(lang) or self.bodies["en"]


class Rules:
    """All pages of law, in the order of the sheet."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by_slug = {rule.slug: rule for rule in rules}

    @classmethod
    def load(cls, data_dir: Path) -> "Rules":
        with (Path(data_dir) / "vocabulary" / "rules.csv").open(encoding="utf-8", newline="") as sheet:
            return cls([_rule(row) for row in csv.DictReader(sheet)])

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._by_slug.values())

    def get(self, slug: str) -> Rule | None:
        return self._by_slug.get(slug)

    def of(self, *needs: str) -> tuple[Rule, ...]:
        """The pages offered with any of these needs; a part of a need has those of the need."""
        asked = {need.partition("/")[0] for need in needs}
        return tuple(rule for rule in self if asked & set(rule.needs))


@cache
def rules_in(data_dir: Path) -> Rules:
    """The pages of this data folder, read once."""
    return Rules.load(data_dir)


def _rule(row: Mapping[str, str]) -> Rule:
    return Rule(
        slug=row["slug"],
        titles=_by_language(row, _TITLE),
        bodies={lang: tuple(text.split(" | ")) for lang, text in _by_language(row, _BODY).items()},
        needs=tuple(row["needs"].split("; ")),
        sources=tuple(_source(part) for part in row["source"].split("; ")),
        checked_on=row["checked_on"],
        ask=tuple(_asked(part) for part in row["ask"].split("; ")),
    )


def _by_language(row: Mapping[str, str], column: str) -> dict[str, str]:
    return {name.removeprefix(column): text for name, text in row.items() if name.startswith(column) and text}


def _source(part: str) -> tuple[str, str]:
    """Its words and its address, either of which may be empty."""
    found = _ADDRESS.search(part)
    return _ADDRESS.sub("", part).strip(), found[0] if found else ""


def _asked(part: str) -> tuple[str, Phone]:
    found = _PHONE.fullmatch(part)
    if found is None:
        raise ValueError(f"rules.csv: “{part}” is no name with a telephone")
    return found[1], Phone(found[2])
