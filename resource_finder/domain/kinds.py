"""What a row is, and in which step of a need it is tried: two closed lists, read from the vocabulary."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from resource_finder.domain.circumstances import RECORDS

# What a row is of which no more is known than the needs it serves.
OTHER_HELP = "program"
_RECORD = "record"
_NAME = "name_"
_TITLE = "title_"
# Steps that stand under every need: what cannot be reached, what refuses, what typed words alone find.
ANY_NEED = "any"
UNREACHABLE = "unreachable"
REFUSED = "refused"
FOUND = "found"
TRAITS = (
    "bed",
    "birth-certificates",
    "bus",
    "by-phone",
    "call-ahead",
    "care",
    "finds-beds",
    "hidden",
    "line",
    "long-distance",
    "photo-ids",
    "public-housing",
    "rule",
    "social-security-cards",
    "supervision",
    "tells",
    "to-care",
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of row: its plain names by language, the needs it may serve, and what rules ask of it.

    `asks` holds the circumstances whose silence leaves a question to put, `traits` what such a row is; both
    with the needs of a row for which they hold, none meaning all. `who` is for whom it is by nature, `veto`
    the people to whom it is never shown as taking them, `words` what people call such a row besides.
    """

    code: str
    names: Mapping[str, str]
    needs: tuple[str, ...]
    asks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    traits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    who: tuple[str, ...] = ()
    veto: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()

    def name(self, lang: str) -> str:
        """The plain name; English where a language has none."""
        return self.names.get(lang) or self.names["en"]

    def may_serve(self, need: str) -> bool:
        """True for a need of its own, and for one whose sub-needs it serves."""
        return any(own == need or own.startswith(f"{need}/") for own in self.needs)

    def asks_about(self, fact: str, needs: Iterable[str]) -> bool:
        """Whether a row of these needs that is silent about the fact leaves a question to put."""
        return _holds(self.asks, fact, needs)

    def has(self, trait: str, needs: Iterable[str] = ()) -> bool:
        """Whether a row of these needs has the trait."""
        return _holds(self.traits, trait, needs)


def _holds(words: Mapping[str, tuple[str, ...]], word: str, needs: Iterable[str]) -> bool:
    only = words.get(word)
    if not only:
        return only is not None
    return any(need in only or need.partition("/")[0] in only for need in needs)


class Kinds:
    """All kinds of `vocabulary/kinds.csv`."""

    def __init__(self, kinds: Iterable[Kind]) -> None:
        self._by_code = {kind.code: kind for kind in kinds}

    @classmethod
    def load(cls, data_dir: Path) -> "Kinds":
        return cls(_kind(row) for row in _rows(data_dir, "kinds.csv"))

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self._by_code)

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._by_code.values())

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __getitem__(self, code: str) -> Kind:
        return self._by_code[code]

    def get(self, code: str) -> Kind | None:
        return self._by_code.get(code)

    def of(self, code: str) -> Kind:
        """The kind of a row; a row of which no kind is known is asked everything that its needs may ask."""
        return self._by_code.get(code) or self._by_code.get(OTHER_HELP) or _NOTHING_KNOWN


_NOTHING_KNOWN = Kind("", MappingProxyType({"en": ""}), ())


@dataclass(frozen=True, slots=True)
class Step:
    """One heading of a need's answer: which kinds stand under it, and how much it weighs for the first step.

    A step that comes `last` is folded, and never the first step while there is anything else.
    """

    need: str
    code: str
    titles: Mapping[str, str]
    kinds: tuple[str, ...]
    weight: float
    last: bool

    def title(self, lang: str) -> str:
        """The heading; English where a language has none."""
        return self.titles.get(lang) or self.titles["en"]


class Steps:
    """The steps of every need, in the order in which a coordinator would try them."""

    def __init__(self, steps: Iterable[Step]) -> None:
        self._of: dict[str, list[Step]] = {}
        for step in steps:
            self._of.setdefault(step.need, []).append(step)
        self._by_kind = {
            (need, kind): step
            for need, own in self._of.items()
            for step in reversed(own)
            for kind in step.kinds
        }

    @classmethod
    def load(cls, data_dir: Path) -> "Steps":
        return cls(_step(row) for row in _rows(data_dir, "steps.csv"))

    @property
    def needs(self) -> tuple[str, ...]:
        return tuple(need for need in self._of if need != ANY_NEED)

    def of(self, need: str) -> tuple[Step, ...]:
        """The steps of a need; a sub-need without steps of its own has those of its need."""
        own = self._of.get(need) or self._of.get(need.partition("/")[0]) or []
        return tuple(own)

    def step(self, need: str, kind: str) -> Step | None:
        """Where a kind stands under a need."""
        own = need if need in self._of else need.partition("/")[0]
        return self._by_kind.get((own, kind))

    def everywhere(self, code: str) -> Step:
        """A step that stands under every need."""
        return next(step for step in self._of[ANY_NEED] if step.code == code)


def _rows(data_dir: Path, name: str) -> Iterator[dict[str, str]]:
    with (Path(data_dir) / "vocabulary" / name).open(encoding="utf-8", newline="") as sheet:
        yield from csv.DictReader(sheet)


def _kind(row: Mapping[str, str]) -> Kind:
    return Kind(
        code=row["code"],
        names=_in_languages(row, _NAME),
        needs=_listed(row["needs"]),
        asks=_with_needs(row["asks"]),
        traits=_with_needs(row["traits"]),
        who=_listed(row["who"]),
        veto=frozenset(_listed(row["veto"])),
        words=_listed(row["words"]),
    )


def _step(row: Mapping[str, str]) -> Step:
    return Step(
        need=row["need"],
        code=row["step"],
        titles=_in_languages(row, _TITLE),
        kinds=_listed(row["kinds"]),
        weight=float(row["weight"]),
        last=row["place"] == "last",
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("; ") if part)


def _with_needs(text: str) -> Mapping[str, tuple[str, ...]]:
    """`record; youth@job` as words with the needs they hold for; `record` stands for every kind of record."""
    found: dict[str, tuple[str, ...]] = {}
    for part in _listed(text):
        word, _at, need = part.partition("@")
        for one in RECORDS if word == _RECORD else (word,):
            before = found.get(one, ())
            found[one] = (*before, need) if need and (before or one not in found) else ()
    return MappingProxyType(found)


def _in_languages(row: Mapping[str, str], prefix: str) -> Mapping[str, str]:
    return MappingProxyType(
        {column.removeprefix(prefix): text for column, text in row.items() if column.startswith(prefix)}
    )
