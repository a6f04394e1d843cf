"""What a row is, and in which step of a need it is tried: two closed lists, read from the vocabulary."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

# What a row is of which no more is known than the needs it serves.
OTHER_HELP = "program"
_NAME = "name_"
_TITLE = "title_"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of row: its plain names by language, and the needs it may serve."""

    code: str
    names: Mapping[str, str]
    needs: tuple[str, ...]

    def name(self, lang: str) -> str:
        """The plain name; English where a language has none."""
        return self.names.get(lang) or self.names["en"]

    def may_serve(self, need: str) -> bool:
        """True for a need of its own, and for one whose sub-needs it serves."""
        return any(own == need or own.startswith(f"{need}/") for own in self.needs)


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

    @classmethod
    def load(cls, data_dir: Path) -> "Steps":
        return cls(_step(row) for row in _rows(data_dir, "steps.csv"))

    @property
    def needs(self) -> tuple[str, ...]:
        return tuple(self._of)

    def of(self, need: str) -> tuple[Step, ...]:
        """The steps of a need; a sub-need without steps of its own has those of its need."""
        own = self._of.get(need) or self._of.get(need.partition("/")[0]) or []
        return tuple(own)

    def step(self, need: str, kind: str) -> Step | None:
        """Where a kind stands under a need."""
        return next((step for step in self.of(need) if kind in step.kinds), None)


def _rows(data_dir: Path, name: str) -> Iterator[dict[str, str]]:
    with (Path(data_dir) / "vocabulary" / name).open(encoding="utf-8", newline="") as sheet:
        yield from csv.DictReader(sheet)


def _kind(row: Mapping[str, str]) -> Kind:
    return Kind(row["code"], _in_languages(row, _NAME), _listed(row["needs"]))


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


def _in_languages(row: Mapping[str, str], prefix: str) -> Mapping[str, str]:
    return MappingProxyType(
        {column.removeprefix(prefix): text for column, text in row.items() if column.startswith(prefix)}
    )
