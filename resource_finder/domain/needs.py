"""The closed list of what people look for, read from the vocabulary."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

_NAME = "name_"


@dataclass(frozen=True, slots=True)
class Need:
    """One need, or a sub-need written below it (`housing/tonight`); `parent` is empty for a need."""

    code: str
    parent: str
    names: Mapping[str, str]
    icon: str
    open_eligibility: tuple[str, ...]
    order: int

    def name(self, lang: str) -> str:
        """The plain name; English where a language has none."""
        return self.names.get(lang) or self.names["en"]


class Needs:
    """All needs in the order in which they are shown."""

    def __init__(self, needs: Iterable[Need]) -> None:
        self._by_code = {need.code: need for need in sorted(needs, key=lambda need: need.order)}

    @classmethod
    def load(cls, data_dir: Path) -> "Needs":
        with (Path(data_dir) / "vocabulary" / "needs.csv").open(encoding="utf-8", newline="") as sheet:
            return cls(_need(row) for row in csv.DictReader(sheet))

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self._by_code)

    @property
    def top(self) -> tuple[Need, ...]:
        """The needs without their sub-needs: what the first question offers."""
        return tuple(need for need in self if not need.parent)

    def __iter__(self) -> Iterator[Need]:
        return iter(self._by_code.values())

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __getitem__(self, code: str) -> Need:
        return self._by_code[code]

    def get(self, code: str) -> Need | None:
        return self._by_code.get(code)

    def with_children(self, code: str) -> tuple[str, ...]:
        """The code and its sub-needs."""
        return (code, *(need.code for need in self if need.parent == code))

    def matches(self, asked_code: str, offered_codes: Iterable[str]) -> bool:
        """A need is met by any of its sub-needs; a sub-need only by itself."""
        return any(offered == asked_code or offered.startswith(f"{asked_code}/") for offered in offered_codes)


def _need(row: Mapping[str, str]) -> Need:
    code = row["code"]
    return Need(
        code=code,
        parent=code.rpartition("/")[0],
        names=MappingProxyType(
            {column.removeprefix(_NAME): name for column, name in row.items() if column.startswith(_NAME)}
        ),
        icon=row["icon"],
        open_eligibility=tuple(part for part in row["open_eligibility"].split("; ") if part),
        order=int(row["order"]),
    )
