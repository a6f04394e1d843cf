"""Nobody is sent far past what stands next door, by any engine; and who is named is shown."""

import pytest

from resource_finder.domain.offering import Catalogue, Offering, Phone
from resource_finder.domain.situation import Origin, Situation
from resource_finder.finding import Finder
from tests.finding.engines import ENGINES
from tests.finding.making import NOON
from tests.finding.test_same_answers import DISTANCES, Heard
from tests.matching.making import RULES

HERE = Origin("boone", 38.95, -92.33)


def pantry(name: str, north: float, **said: object) -> Offering:
    values: dict[str, object] = {
        "id": f"mo-{name}",
        "organization": name,
        "service": "Food",
        "needs": ("food",),
        "kind": "pantry",
        "latitude": 38.95 + north / 69,
        "longitude": -92.33,
        "precision": "exact",
        "checked_on": "2026-07-01",
        "sources": ("test",),
    }
    return Offering(**(values | said))  # type: ignore[arg-type]


FAR = pantry("far", 40.0, phones=(Phone("573-555-0101"),))


def first(engine: object, *rows: Offering) -> str:
    finder = Finder(Catalogue(rows, (), "hash"), RULES, Heard({}), DISTANCES, (), engine)  # type: ignore[arg-type]
    (found,) = finder.find(Situation(HERE, ("food",), limit=5), NOON)
    return found.matches[0].offering.organization


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("said", "wins"),
    [
        ({"website": "https://example.org"}, True),
        ({"address": "1 Made-up Street", "checked_on": "2024-06-01"}, True),
        ({"address": "1 Made-up Street", "checked_on": "2023-06-01"}, False),
        ({}, False),
        ({"website": "https://example.org", "who": ("ages -17",)}, False),
        ({"website": "https://example.org", "serves": ("cole",)}, False),
        ({"website": "https://example.org", "latitude": 38.95 + 16 / 69}, False),
    ],
)
def test_what_is_next_door_goes_before_a_long_way(engine, said, wins):
    assert first(engine, FAR, pantry("near", 1.0, **said)) == ("near" if wins else "far")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_place_that_lists_this_county_or_is_not_far_keeps_its_turn(engine):
    near = pantry("near", 1.0, website="https://example.org", checked_on="2019-01-01")
    for other in (
        pantry("lists", 40.0, phones=(Phone("573-555-0101"),), serves=("boone",)),
        pantry("middling", 28.0, phones=(Phone("573-555-0101"),)),
    ):
        assert first(engine, other, near) == other.organization


@pytest.mark.parametrize("engine", ENGINES)
def test_who_is_named_is_no_ghost(engine):
    ghost = pantry("Fictional Hope", 1.0)
    rows = (ghost, pantry("Other", 2.0, phones=(Phone("573-555-0101"),)))
    heard = Heard({row.id: (1, 1.0) for row in rows})
    finder = Finder(Catalogue(rows, (), "hash"), RULES, heard, DISTANCES, (), engine)
    (named,) = finder.find(Situation(HERE, (), ("fictional", "hope"), limit=5), NOON)
    (other,) = finder.find(Situation(HERE, (), ("fictional",), limit=5), NOON)
    assert [one.step.code for one in named.steps] == ["found"]
    assert [one.step.code for one in other.steps] == ["found", "unreachable"]


@pytest.mark.parametrize("engine", ENGINES)
def test_of_what_is_equally_far_away_the_first_ids_are_shown(engine):
    rows = tuple(pantry(f"far-{n}", 80.0, phones=(Phone("573-555-0101"),)) for n in (4, 2, 3, 1))
    finder = Finder(Catalogue(rows, (), "hash"), RULES, Heard({}), DISTANCES, (), engine)
    (found,) = finder.find(Situation(HERE, ("food",), limit=5), NOON)
    assert {match.offering.id for match in found.matches} == {"mo-far-1", "mo-far-2", "mo-far-3"}


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_as_good_in_all_and_checked_later_starts_though_it_serves_the_whole_state(engine):
    said = {"phones": (Phone("573-555-0101"),)}
    listed = pantry("listed", 40.0, **said, serves=("boone",), checked_on="2026-01-01")
    later = pantry("later", 40.0, **said, statewide=True, checked_on="2026-07-01")
    assert first(engine, listed, later) == "later"


@pytest.mark.parametrize("engine", ENGINES)
def test_next_door_takes_no_turn_from_what_says_more_of_the_words(engine):
    rows = (FAR, pantry("near", 1.0, website="https://example.org"))
    heard = Heard({"mo-far": (2, 1.0), "mo-near": (1, 1.0)})
    finder = Finder(Catalogue(rows, (), "hash"), RULES, heard, DISTANCES, (), engine)
    (found,) = finder.find(Situation(HERE, ("food",), ("hot", "soup"), limit=5), NOON)
    assert found.matches[0].offering.organization == "far"
