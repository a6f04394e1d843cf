"""Words that look like a need, a circumstance or a town and are something else."""

import csv

import pytest

from resource_finder.domain.needs import Needs
from resource_finder.places.gazetteer import Gazetteer
from resource_finder.places.spotting import Spotter
from resource_finder.search.understand import Reader, read_phrases
from tests.real import DATA

READER = Reader(read_phrases(DATA), Needs.load(DATA), Spotter(Gazetteer.load(DATA)))


@pytest.mark.parametrize(
    ("line", "needs", "about"),
    [
        ("salvation army", (), ()),
        ("salvation army shelter", ("housing/tonight",), ()),
        ("my husband was in the army", (), ("man", "veteran")),
        ("vital records", ("id",), ()),
        ("birth records", ("id",), ()),
        ("medical records", ("medical",), ()),
        ("public records", (), ()),
        ("department of corrections", ("supervision",), ()),
        ("corrections", ("supervision",), ()),
        ("collections", ("money",), ()),
        ("social security office", ("id",), ()),
        ("social security", ("money",), ()),
        ("family support division", ("money",), ()),
        ("connection", (), ()),
        ("convicton", (), ("any_felony",)),
        ("maple woods", (), ()),
        ("po box", (), ()),
        ("my po", ("supervision",), ("supervision",)),
        ("drug store", ("medical",), ()),
        ("mi hijo necesita trabajo", ("job",), ()),
        ("vivo con mi hijo y busco trabajo", ("job",), ("children",)),
    ],
)
def test_each_is_read_as_what_it_is(line: str, needs: tuple[str, ...], about: tuple[str, ...]) -> None:
    read = READER.read(line)
    assert (read.needs, read.about) == (needs, about)


# Towns that are a word of their own, which people type more often.
WORDS_FIRST = {"Agency", "Center", "Couch", "Solo", "Walker"}


def test_every_town_typed_alone_or_after_in_is_that_place_and_says_nothing_else() -> None:
    with (DATA / "places" / "towns.csv").open(encoding="utf-8", newline="") as file:
        towns = sorted({row["name"] for row in csv.DictReader(file)})
    wrong = []
    for town in towns:
        alone, after = READER.read(town), READER.read(f"food in {town}")
        if (alone.place is None or alone.needs or alone.about) and town not in WORDS_FIRST:
            wrong.append(town)
        if (after.place is None or after.needs != ("food",) or after.about) and town != "Oregon":
            wrong.append(f"food in {town}")
    assert wrong == []


def test_an_office_is_searched_by_the_words_that_people_call_it_by() -> None:
    assert READER.read("social security office").words == ("social", "security", "office")
    assert READER.read("social security card").words == ()


def test_a_word_of_its_own_is_no_misspelt_town() -> None:
    assert READER.read("connection").place is None
    assert getattr(READER.read("shelter colombia").place, "label", "").startswith("Columbia")
