"""The numbers behind the order: what each factor of expected help is worth, and who says so."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

# Every case that the rules ask for; the table must hold each.
CASES: Mapping[str, tuple[str, ...]] = {
    "still": ("half_life_years", "unconfirmed", "no_date_years"),
    "takes": ("yes", "not_said", "question", "no"),
    "share": (
        *("men", "women", "families", "pregnant", "veterans"),
        *("ages 0-17", "ages 18-24", "ages 25-59", "ages 60-130"),
        *("supervised", "medicaid", "disabled", "fleeing", "newcomers", "in_prison", "relatives"),
    ),
    "serves": ("listed", "near", "others"),
    "contact": ("phone", "walk_in", "street", "website", "nothing", "phone_without_phone"),
    "way": (
        *("half_miles", "at_least", "line", "county_miles", "town_miles"),
        *("foot", "city_bus", "call_ahead", "medicaid", "intercity", "none"),
    ),
    "words": ("all", "some", "none"),
    "first": (
        "least_takes",
        "old_years",
        "old",
        "no_phone",
        "not_here",
        "here_miles",
        "near_miles",
        "near_years",
    ),
}


class BadHelpTable(ValueError):
    """A line of the table is missing, no number, or without a source; the message says which."""


class HelpTable:
    """`vocabulary/help.csv`, read whole: a value for every case, each with a source or "assumed"."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self._values = {(row["factor"], row["case"]): _value(row) for row in rows}
        missing = [f"{f}/{c}" for f, cases in CASES.items() for c in cases if (f, c) not in self._values]
        if missing:
            raise BadHelpTable(f"help.csv: no line for {', '.join(missing)}")

    @classmethod
    def load(cls, data_dir: Path) -> "HelpTable":
        with (Path(data_dir) / "vocabulary" / "help.csv").open(encoding="utf-8", newline="") as sheet:
            return cls(csv.DictReader(sheet))

    def __getitem__(self, case: tuple[str, str]) -> float:
        return self._values[case]

    def still_after(self, years: float) -> float:
        """How likely what was there is there still, so many years after it was checked."""
        return float(0.5 ** (years / self["still", "half_life_years"]))

    def share_of_ages(self, first: int, last: int) -> float:
        """How many of a hundred people coming home are between these ages, both counted."""
        share = 0.0
        for name in CASES["share"]:
            if name.startswith("ages "):
                low, high = (int(age) for age in name.removeprefix("ages ").split("-"))
                years = min(last, high) - max(first, low) + 1
                share += self["share", name] * max(0, years) / (high - low + 1)
        return min(1.0, share)


def _value(row: Mapping[str, str]) -> float:
    where = f"help.csv: {row['factor']}/{row['case']}"
    if not (row["source"] or "").strip():
        raise BadHelpTable(f'{where} has no source; write who says so, or "assumed"')
    try:
        return float(row["value"])
    except ValueError:
        raise BadHelpTable(f"{where}: {row['value']!r} is no number") from None
