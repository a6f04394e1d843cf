"""A few changed rows over an index that was built before: the rows and counts of a whole index."""

import random
from dataclasses import replace

import pytest

from resource_finder.search.amended import AmendedEngine
from resource_finder.search.engine import Searchable
from resource_finder.search.storage import build_index, open_index

WORDS = ("bed", "beds", "soup", "lentil", "clinic", "counselling", "addiction", "recovery", "felony", "bus")
NEW = ("xylophone", "barbershop", "tattoos")
TYPED = (*WORDS, *NEW, "addicton", "xylo", "couns", "nothing", "barbershp", "tattoo")


def rows_of(chance: random.Random, count: int) -> list[Searchable]:
    return [
        Searchable(
            f"mo-{n}", " ".join(chance.choices(WORDS, k=3)), "House", " ".join(chance.choices(WORDS, k=9))
        )
        for n in range(count)
    ]


def engine_of(rows, folder, name: str):
    build_index(rows, name, folder / name)
    return open_index(folder / name, name)


@pytest.mark.parametrize("seed", range(6))
def test_it_finds_what_a_whole_index_finds_and_counts_the_same_words(tmp_path, seed):
    chance = random.Random(seed)
    old = rows_of(chance, 200)
    changed = {row.id: replace(row, summary=" ".join(chance.choices((*WORDS, *NEW), k=9))) for row in old[:4]}
    gone = {row.id for row in old[4:6]}
    added = Searchable("mo-new", "New beds", "House", "barbershop with soup")
    fresh = [changed.get(row.id, row) for row in old if row.id not in gone] + [added]
    amended = AmendedEngine(
        engine_of(old, tmp_path, "old"), {*changed, *gone, "mo-new"}, [*changed.values(), added], "new"
    )
    whole = engine_of(fresh, tmp_path, "new")
    for _ in range(150):
        typed = chance.sample(TYPED, chance.randint(1, 3))
        expected, found = whole.hits(typed), amended.hits(typed)
        assert {code: count for code, (count, _score) in found.items()} == {
            code: count for code, (count, _score) in expected.items()
        }, typed
        for code, (_count, score) in found.items():
            assert score == pytest.approx(expected[code][1], rel=0.35), (typed, code)


def test_without_a_change_it_answers_as_the_index_itself(tmp_path):
    engine = engine_of(rows_of(random.Random(1), 100), tmp_path, "same")
    amended = AmendedEngine(engine, (), (), "same")
    for word in TYPED:
        assert amended.hits((word,)) == engine.hits((word,))


def test_a_row_that_is_gone_or_says_it_no_more_is_not_found(tmp_path):
    rows = [Searchable("mo-a", "Beds", "House"), Searchable("mo-b", "Beds", "Home")]
    engine = engine_of(rows, tmp_path, "two")
    amended = AmendedEngine(engine, ("mo-a", "mo-b"), [replace(rows[1], name="Soup")], "new")
    assert (amended.hits(("beds",)), set(amended.hits(("soup",)))) == ({}, {"mo-b"})
    assert amended.hash == "new"
