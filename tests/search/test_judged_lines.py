"""Lines as people speak them, judged by hand: place, needs, circumstances and opening must all be right."""

import csv
from pathlib import Path

import pytest

from resource_finder.domain.needs import Needs
from resource_finder.places.gazetteer import AmbiguousPlace, Gazetteer
from resource_finder.places.spotting import Spotter
from resource_finder.search.understand import Reader, Understood, read_phrases

ROOT = Path(__file__).parents[2]
# Read otherwise than judged, each for a reason that more than one line would pay for. No other may join them.
READ_WRONG = {
    "they suspended my license for child support",
    "free lawyer for custody st louis county",
    "can felons vote in missouri",
    "need a lift from farmington to st louis city",
    "kids are in foster care how do i get them back in jasper county",
    "need order of protection against my ex husband",
    "groceries till my stamps come",
    "need a phone to call my kids",
    "bus tickets for homeless people",
    "need a doctor dont have any insurance or money, malden",
    "classes to be a better dad",
    "license suspended for unpaid tickets",
}


@pytest.fixture(scope="module")
def reader() -> Reader:
    data = ROOT / "data"
    return Reader(read_phrases(data), Needs.load(data), Spotter(Gazetteer.load(data)))


@pytest.fixture(scope="module")
def judged() -> list[dict[str, str]]:
    with (ROOT / "tests" / "judged_lines.csv").open(encoding="utf-8", newline="") as sheet:
        return list(csv.DictReader(sheet))


def is_right(row: dict[str, str], read: Understood) -> bool:
    return (
        set(read.needs) == _several(row["needs"])
        and set(read.about) == _several(row["about"])
        and read.open == row["open"]
        and _is_place(row["place"], read)
    )


def _several(cell: str) -> set[str]:
    return {part for part in cell.split("; ") if part}


def _is_place(expected: str, read: Understood) -> bool:
    """ "?" before a name: there are several, and the person must say which."""
    if expected.startswith("?"):
        return isinstance(read.place, AmbiguousPlace)
    if not expected:
        return read.place is None
    return str(getattr(read.place, "label", "")).startswith(expected)


def test_whole_lines_are_read_right(reader: Reader, judged: list[dict[str, str]]) -> None:
    wrong = {row["line"] for row in judged if not is_right(row, reader.read(row["line"]))}
    assert len(judged) >= 150
    assert wrong == READ_WRONG


def test_the_language_of_a_line_is_told(reader: Reader, judged: list[dict[str, str]]) -> None:
    wrong = [row["line"] for row in judged if reader.read(row["line"]).lang != row["lang"]]
    assert wrong == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("rehab in Springfield that takes Medicaid", (("treatment",), ("medicaid",))),
        ("somewhere to sleep tonight", (("housing/tonight",), ())),
        ("felon friendly jobs", (("job",), ("any_felony",))),
        ("get my license back", (("id",), ())),
        ("emplyment", (("job",), ())),
        ("half way house", (("housing/recovery-housing",), ())),
        ("trabajo", (("job",), ())),
        ("bus to my PO", (("ride",), ("supervision",))),
        ("no tengo licencia", (("id",), ("no_id",))),
        ("not a veteran, need a job", (("job",), ())),
        ("no felony, looking for an apartment", (("housing/longer",), ())),
    ],
)
def test_what_the_design_promises(reader: Reader, line: str, expected: tuple[tuple[str, ...], ...]) -> None:
    read = reader.read(line)
    assert (read.needs, read.about) == expected


def test_a_medicine_is_searched_besides_what_it_means(reader: Reader) -> None:
    assert reader.read("suboxone in Rolla").words == ("suboxone",)
    assert reader.read("inpatient treatment in Rolla").words == ("inpatient",)


def test_what_is_not_understood_remains_to_be_searched(reader: Reader) -> None:
    assert reader.read("zebra shelter").words == ("zebra",)


def test_a_situation_is_never_written_out(reader: Reader) -> None:
    assert "arson" not in repr(reader.read("arson housing"))


@pytest.mark.parametrize(
    "line", ["a*", "((((", "NOT", '"', "😀" * 100, "\0", "x" * 100_000, "\ud800", "b " * 50_000]
)
def test_a_hostile_line_is_read_as_nothing(reader: Reader, line: str) -> None:
    read = reader.read(line)
    assert read.needs == read.about == ()
    assert len(read.words) <= 12
