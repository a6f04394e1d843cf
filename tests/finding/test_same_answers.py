"""The compiled engine gives what the plain loop gives: every list, row by row, in every part."""

import random
from datetime import timedelta
from functools import cache

import pytest

from resource_finder.catalogue.adapters.gtfs import stops_in
from resource_finder.domain.offering import Catalogue
from resource_finder.domain.situation import CIRCUMSTANCES, Origin, Situation
from resource_finder.finding import Distances, Finder, NoWordSearch, blocks, column_rows, nearby, ordering
from resource_finder.finding.compiled import CompiledCandidates
from resource_finder.finding.distances import rough_column
from resource_finder.finding.plain import PlainCandidates
from resource_finder.indexing import Called, searchable
from resource_finder.matching.rides import Stop
from resource_finder.places.distance import rough_miles, shown_miles
from resource_finder.places.gazetteer import Gazetteer
from resource_finder.search.storage import build_index, open_index
from tests.finding.making import NOON, catalogue_of, hits_of, moment_of, situation_of
from tests.finding.same import differences
from tests.matching.making import RULES
from tests.real import DATA, real_sheets

DISTANCES = Distances(rough_miles, shown_miles, rough_column)
ENGINES = (PlainCandidates, CompiledCandidates)
SITUATIONS = 20


class Heard(NoWordSearch):
    def __init__(self, heard):
        self._heard = heard

    def hits(self, words):
        return self._heard


def finders(rows, heard, stops=(), distances=DISTANCES):
    catalogue = Catalogue(tuple(rows), (), "hash")
    return [Finder(catalogue, RULES, Heard(heard), distances, stops, engine) for engine in ENGINES]


@pytest.mark.parametrize("seed", range(25))
def test_random_catalogues_and_situations_get_the_same_answers(seed):
    chance = random.Random(seed)
    rows = catalogue_of(chance)
    plain, compiled = finders(rows, hits_of(chance, rows))
    for _ask in range(6):
        assert differences(plain, compiled, situation_of(chance), moment_of(chance)) == []


@pytest.mark.parametrize("seed", range(10))
def test_rows_chosen_by_blocks_are_the_same(seed, monkeypatch):
    """As in a catalogue of which nobody would measure every row."""
    chance = random.Random(1000 + seed)
    monkeypatch.setattr(blocks, "FEW_ROWS", 0)
    monkeypatch.setattr(blocks, "BLOCK", 4)
    monkeypatch.setattr(nearby, "BLOCK", 4)
    monkeypatch.setattr(ordering, "_FEW", 0)
    monkeypatch.setattr(column_rows, "_A_LOOK", 2)
    rows = catalogue_of(chance)
    plain, compiled = finders(rows, hits_of(chance, rows))
    for _ask in range(6):
        assert differences(plain, compiled, situation_of(chance), NOON) == []


@cache
def real_finders():
    stops = [Stop(s.name, (s.latitude, s.longitude), s.provider) for s in stops_in(DATA / "places/stops.csv")]
    rows = real_sheets().offerings
    chance = random.Random(3)
    heard = {row.id: (chance.randint(1, 2), chance.random()) for row in chance.sample(rows, 300)}
    return finders(rows, heard, stops)


def person_of(chance):
    county = chance.choice(list(Gazetteer.load(DATA).counties.values()))
    points = (county.latitude + chance.gauss(0, 0.1), county.longitude + chance.gauss(0, 0.1))
    origin = Origin(county.slug, *points, whole_county=chance.random() < 0.3)
    is_everywhere = chance.random() < 0.05
    words = ("suboxone", "shower")[: chance.choice((0, 0, 0, 1, 2))]
    return Situation(
        Origin("", *points) if is_everywhere else origin,
        () if words and chance.random() < 0.5 else (chance.choice(RULES.needs.codes),),
        words,
        frozenset(chance.sample(CIRCUMSTANCES, chance.randint(0, 4))),
        chance.choice(("any", "any", "now")),
        chance.choice((0, 3, 20)),
        chance.random() < 0.3,
    )


@pytest.mark.parametrize("seed", range(SITUATIONS))
def test_the_real_catalogue_gives_the_same_answers(seed):
    chance = random.Random(seed)
    now = NOON + timedelta(hours=chance.randint(0, 200))
    assert differences(*real_finders(), person_of(chance), now) == []


@pytest.mark.parametrize(
    "words", [("treatment",), ("food", "clinic"), ("counceling",), ("nothing-says-this",)]
)
def test_words_that_the_index_hits_give_the_same_answers(tmp_path, words):
    called = Called.load(DATA)
    rows = random.Random(5).sample(real_sheets().offerings, 250)
    # Closed rows stand in the index here, as in one that is older than the rows: they are not shown.
    build_index([searchable(row, called) for row in rows], "h", tmp_path)
    engine = open_index(tmp_path, "h")
    assert len(engine.hits(words)) == len(dict(engine.hits(words)))
    catalogue = Catalogue(tuple(rows[:200]), (), "hash")
    both = [Finder(catalogue, RULES, engine, DISTANCES, (), one) for one in ENGINES]
    origin = Origin("boone", 38.95, -92.33)
    for needs in ((), ("treatment",), ("food", "medical")):
        for limit in (0, 20):
            assert differences(*both, Situation(origin, needs, words, limit=limit), NOON) == []
