"""Every engine gives what the plain loop gives: every list, row by row, in every part."""

import random
from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest

from resource_finder.catalogue.adapters.gtfs import stops_in
from resource_finder.domain.circumstances import CIRCUMSTANCES
from resource_finder.domain.offering import Catalogue
from resource_finder.domain.situation import Origin, Situation
from resource_finder.finding import (
    Distances,
    Finder,
    NoWordSearch,
    blocks,
    column_rows,
    nearby,
    ordering,
    postgres,
    postgres_tables,
)
from resource_finder.finding.compiled import CompiledCandidates
from resource_finder.finding.distances import rough_column
from resource_finder.finding.plain import PlainCandidates
from resource_finder.finding.postgres_words import PostgresWords
from resource_finder.indexing import searchable
from resource_finder.matching.rides import Stop
from resource_finder.places.distance import rough_miles, shown_miles
from resource_finder.places.gazetteer import Gazetteer
from resource_finder.search.storage import build_index, open_index
from tests.finding.engines import OTHERS, InPostgres, called, edition_of
from tests.finding.making import NOON, catalogue_of, hits_of, moment_of, situation_of
from tests.finding.same import differences
from tests.matching.making import RULES
from tests.real import DATA, real_sheets

DISTANCES = Distances(rough_miles, shown_miles, rough_column)
SITUATIONS = 20
# None of the quick tests.
needs_server = pytest.mark.slow
every_other = pytest.mark.parametrize("engine", OTHERS, ids=("compiled", "postgres"))


@pytest.fixture(autouse=True)
def all_editions_are_kept(monkeypatch):
    """Each test writes some, and the real catalogue's is used by many."""
    monkeypatch.setattr(postgres_tables, "EDITIONS_KEPT", 100_000)


class Heard(NoWordSearch):
    def __init__(self, heard):
        self._heard = heard

    def hits(self, words):
        return self._heard


def finders(rows, heard, engine, stops=()):
    """The plain loop, and what must equal it."""
    catalogue = Catalogue(tuple(rows), (), "hash")
    both = (PlainCandidates, engine)
    return [Finder(catalogue, RULES, Heard(heard), DISTANCES, stops, one) for one in both]


@every_other
@pytest.mark.parametrize("seed", range(25))
def test_random_catalogues_and_situations_get_the_same_answers(seed, engine, monkeypatch):
    # So few that the server is asked again for more.
    monkeypatch.setattr(postgres, "_A_LOOK", 2)
    chance = random.Random(seed)
    rows = catalogue_of(chance)
    plain, other = finders(rows, hits_of(chance, rows), engine)
    for _ask in range(6):
        assert differences(plain, other, situation_of(chance), moment_of(chance)) == []


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
    plain, compiled = finders(rows, hits_of(chance, rows), CompiledCandidates)
    for _ask in range(6):
        assert differences(plain, compiled, situation_of(chance), NOON) == []


@cache
def real_finders(engine):
    stops = [Stop(s.name, (s.latitude, s.longitude), s.provider) for s in stops_in(DATA / "places/stops.csv")]
    rows = real_sheets().offerings
    chance = random.Random(3)
    heard = {row.id: (chance.randint(1, 2), chance.random()) for row in chance.sample(rows, 300)}
    return finders(rows, heard, engine, stops)


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


@every_other
@pytest.mark.parametrize("seed", range(SITUATIONS))
def test_the_real_catalogue_gives_the_same_answers(seed, engine):
    chance = random.Random(seed)
    now = NOON + timedelta(hours=chance.randint(0, 200))
    assert differences(*real_finders(engine), person_of(chance), now) == []


def words_and_rows(folder):
    """A part of the real rows and an index of it, in which closed ones stand too."""
    rows = random.Random(5).sample(real_sheets().offerings, 250)
    build_index([searchable(row, called()) for row in rows], "h", folder)
    return open_index(folder, "h"), rows


@every_other
@pytest.mark.parametrize(
    "words", [("treatment",), ("food", "clinic"), ("counceling",), ("nothing-says-this",)]
)
def test_words_that_the_index_hits_give_the_same_answers(tmp_path, words, engine):
    index, rows = words_and_rows(tmp_path)
    assert len(index.hits(words)) == len(dict(index.hits(words)))
    catalogue = Catalogue(tuple(rows[:200]), (), "hash")
    both = [Finder(catalogue, RULES, index, DISTANCES, (), one) for one in (PlainCandidates, engine)]
    origin = Origin("boone", 38.95, -92.33)
    for needs in ((), ("treatment",), ("food", "medical")):
        for limit in (0, 20):
            assert differences(*both, Situation(origin, needs, words, limit=limit), NOON) == []


LINES = (
    "treatment",
    "food clinic",
    "counceling",
    "medic",
    "suboxone rehab columbia",
    "vetrans houseing",
    "de la x",
)


@needs_server
@pytest.mark.parametrize(
    "line", [*LINES, "nothing-says-this", "\u00c1lcohol 'or' (help) & !x", " ".join(LINES)]
)
def test_words_are_hit_with_the_same_scores_by_the_server(tmp_path, line):
    index, rows = words_and_rows(tmp_path)
    words = tuple(line.split())
    assert PostgresWords(edition_of(rows)).hits(words) == dict(index.hits(words))


def slipped(chance, word):
    """With a slip or two: a letter too many, one too few, another one, or two that changed places."""
    for _slip in range(1 if len(word) < 8 else 2):
        at = chance.randrange(len(word) - 1)
        middle = chance.choice(("", word[at] + "x", "x", word[at + 1] + word[at]))
        word = word[:at] + middle + word[at + (2 if len(middle) == 2 and middle[1] == word[at] else 1) :]
    return word


@needs_server
def test_what_a_slip_meant_is_what_every_engine_takes_it_for(tmp_path):
    index, rows = words_and_rows(tmp_path)
    words, chance = PostgresWords(edition_of(rows)), random.Random(8)
    spelled = sorted({word for row in rows for word in row.summary.casefold().split() if word.isalpha()})
    typed = [slipped(chance, word) for word in chance.sample([w for w in spelled if len(w) > 4], 80)]
    found = {word: dict(index.hits((word,))) for word in typed}
    assert sum(map(bool, found.values())) > 30
    assert {word: words.hits((word,)) for word in typed} == found


@needs_server
def test_a_whole_answer_by_the_server_alone_is_that_of_the_files(tmp_path):
    index, rows = words_and_rows(tmp_path)
    catalogue = Catalogue(tuple(row for row in rows if row.status != "closed"), (), "hash")
    by_files = Finder(catalogue, RULES, index, DISTANCES)
    words = PostgresWords(edition_of(rows))
    by_server = Finder(catalogue, RULES, words, DISTANCES, engine=InPostgres)
    for seed in range(8):
        situation = replace(person_of(random.Random(seed)), words=("treatment", "suboxone"))
        assert differences(by_files, by_server, situation, NOON) == []
