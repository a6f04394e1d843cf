"""PostgreSQL + PostGIS beside the others: a server of its own, in a folder that goes."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from sqlalchemy import create_engine

from benchmarks.answering import NOW, called, rules
from resource_finder.catalogue.time_limits import answered_within
from resource_finder.domain.offering import Catalogue, Offering
from resource_finder.domain.situation import Situation
from resource_finder.finding import Distances, Finder
from resource_finder.finding.asked import Asked
from resource_finder.finding.distances import rough_column
from resource_finder.finding.postgres import PostgresCandidates
from resource_finder.finding.postgres_rows import search_row
from resource_finder.finding.postgres_tables import SearchEdition, SearchTables
from resource_finder.finding.postgres_words import PostgresWords
from resource_finder.finding.shown import shown
from resource_finder.indexing import searchable
from resource_finder.places.distance import rough_miles, shown_miles
from tests.postgres import server

SECONDS_TO_BUILD = 3600.0


def new_database() -> str:
    """Its address; empty, and said, where there is no server."""
    try:
        return server().new_database().replace("postgresql:", "postgresql+psycopg:")
    except (RuntimeError, OSError) as error:
        print(f"PostgreSQL is not compared: {error}")
        return ""


class InPostgres:
    """The rows in the tables of the program, and a finder over them."""

    def __init__(self, address: str, rows: tuple[Offering, ...]) -> None:
        self._address = address
        self._catalogue = Catalogue(rows, (), "bench")

    def build(self) -> float:
        """The seconds that writing the rows takes, by the clock."""
        started = time.perf_counter()
        with answered_within(SECONDS_TO_BUILD):
            self._edition()
        return time.perf_counter() - started

    def _edition(self) -> SearchEdition:
        rows = shown(self._catalogue.offerings, rules())
        written = (search_row(row, searchable(row, called()), rules()) for row in rows)
        edition = SearchTables(create_engine(self._address)).written("bench", written)
        assert edition, "nobody else writes there"
        return edition

    def finder(self) -> Finder:
        edition = self._edition()
        engine = partial(PostgresCandidates, edition=edition)
        distances = Distances(rough_miles, shown_miles, rough_column)
        return Finder(self._catalogue, rules(), PostgresWords(edition), distances, engine=engine)


def choosing(finder: Finder) -> Callable[[Situation], Sequence[Any]]:
    """What the server is asked for a list, without judging and order."""
    candidates, words = finder._candidates, finder._words
    assert isinstance(candidates, PostgresCandidates)

    def ask(situation: Situation) -> Sequence[Any]:
        hits = words.hits(situation.words) if situation.words else {}
        return candidates._serving(situation.needs[0], Asked(situation, NOW, NOW.date(), hits))

    return ask
