"""The judged first steps: what a reentry coordinator would accept first, and what would be a blunder.

A condition is an id, or `kind:A|B` with any of: `within N` (miles, or in the county), `here` (stands in the
county or lists it), `phone`, `since YEAR`. `who:G` means for that group.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.answering import asked, in_order, rules
from benchmarks.sweep import rank_of_before
from resource_finder.domain.verdicts import Verdict
from resource_finder.matching.match import Match

SHEET = Path(__file__).resolve().parents[2] / "tests" / "judged_steps.csv"
FIRST = 3


@dataclass(frozen=True)
class Judged:
    """One situation, and what was answered to it."""

    name: str
    first: str
    is_accepted: bool
    blunders: tuple[str, ...]
    was_accepted: bool
    blundered: bool


def situations() -> list[dict[str, str]]:
    with SHEET.open(encoding="utf-8", newline="") as sheet:
        return list(csv.DictReader(sheet))


def judgments(rows: Sequence[dict[str, str]] | None = None) -> list[Judged]:
    return [judged(row) for row in rows or situations()]


def judged(row: dict[str, str]) -> Judged:
    """Ask what the row says, and hold the first three against it."""
    county, found = asked(row["place"], row["need"], row["about"], row["words"])
    need = found.need or ""
    matches = [match for match in in_order(found) if match.verdict is not Verdict.NO]
    before = sorted(matches, key=rank_of_before)
    return Judged(
        name=" · ".join(row[column] for column in ("place", "need", "about", "words") if row[column]),
        first=_told(matches[0]) if matches else "",
        is_accepted=any(meets(matches[0], one, county) for one in _several(row["accept"]))
        if matches
        else False,
        blunders=_blunders(matches, row, county, need),
        was_accepted=any(meets(before[0], one, county) for one in _several(row["accept"]))
        if before
        else False,
        blundered=bool(_blunders(before, row, county, need)),
    )


def _told(match: Match) -> str:
    return f"{match.offering.id} {match.offering.organization}, {match.offering.service} ({match.kind})"


def _blunders(matches: Sequence[Match], row: dict[str, str], county: str, need: str) -> tuple[str, ...]:
    wrong = _several(row["blunder"])
    shown = _cards(matches, need)[:FIRST]
    return tuple(_told(m) for m in shown if any(meets(m, one, county) for one in wrong))


def _cards(matches: Sequence[Match], need: str) -> list[Match]:
    """As they are read: one for each organization. What is for some people only or comes last is folded."""
    read: dict[str, Match] = {}
    for match in matches:
        takes, step = match.factor("takes"), rules().steps.step(need, match.kind)
        is_folded = (takes and takes.case == "group") or (step and step.last)
        if not read or not is_folded:
            read.setdefault(match.offering.organization.casefold(), match)
    return list(read.values())


def _several(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def meets(match: Match, condition: str, county: str) -> bool:
    """Whether a row is what a condition says. A word that is not known is a fault of the sheet."""
    what, *words = condition.split()
    rest = iter(words)
    return _is(match, what) and all(_holds(match, word, rest, county) for word in rest)


def _is(match: Match, what: str) -> bool:
    name, _colon, value = what.partition(":")
    if name == "kind":
        return match.kind in value.split("|")
    if name == "who":
        return value in match.offering.who
    if not name.startswith("mo-"):
        raise ValueError(f"judged_steps.csv: {what!r} is no condition")
    return match.offering.id == name


def _holds(match: Match, word: str, rest: Iterator[str], county: str) -> bool:
    offering = match.offering
    is_here = county in offering.serves or offering.county == county
    if word == "within":
        most = float(next(rest))
        return is_here or (match.miles is not None and match.miles <= most)
    if word == "since":
        return offering.checked_on >= next(rest)
    if word == "here":
        return is_here
    if word == "phone":
        return bool(offering.phones)
    raise ValueError(f"judged_steps.csv: {word!r} is not known")
