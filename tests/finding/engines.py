"""All engines, each as a test gives it to a finder: the plain loop is what the others must equal."""

from functools import cache
from itertools import count

import pytest
from sqlalchemy import Engine, create_engine

from resource_finder.catalogue.time_limits import LimitedConnection
from resource_finder.finding.compiled import CompiledCandidates
from resource_finder.finding.plain import PlainCandidates
from resource_finder.finding.postgres import PostgresCandidates
from resource_finder.finding.postgres_rows import search_row
from resource_finder.finding.postgres_tables import SearchEdition, SearchTables
from resource_finder.indexing import Called, searchable
from tests.matching.making import RULES
from tests.postgres import server
from tests.real import DATA

_NUMBERS = count(1)


@cache
def called() -> Called:
    return Called.load(DATA)


@cache
def database() -> Engine:
    return new_database()[1]


def new_database() -> tuple[str, Engine]:
    """Its address as the server takes it, and as the program does, with connections of the program."""
    address = server().new_database()
    engine = create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        assert isinstance(connection.connection.driver_connection, LimitedConnection)
    return address, engine


def edition_of(rows, tables: SearchTables | None = None) -> SearchEdition:
    """These rows as an edition of its own."""
    tables = tables or SearchTables(database())
    written = [search_row(row, searchable(row, called()), RULES) for row in rows]
    edition = tables.written(f"made {next(_NUMBERS)}", written)
    assert edition, "nobody else writes there"
    return edition


class InPostgres(PostgresCandidates):
    """Answered by the server alone."""

    def __init__(self, offerings, matcher):
        super().__init__(offerings, matcher, edition_of(offerings))

    @property
    def _stand_in(self):
        raise AssertionError("the server did not answer")


# A server that must be installed and started is none of the quick tests.
OTHERS = (CompiledCandidates, pytest.param(InPostgres, marks=pytest.mark.slow))
ENGINES = (PlainCandidates, *OTHERS)
