"""The rows of a catalogue as PostgreSQL searches them: counties as arrays, places for PostGIS, words.

They are made from the catalogue, as an index is, and can always be made anew. A row holds from one edition
until another, so that an edition costs the rows that changed, and who still answers from the one before reads
just that one.
"""

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.engine import Connection, Engine

from resource_finder.catalogue.database_faults import DATABASE_FAULTS, plain
from resource_finder.catalogue.time_limits import SECONDS_OF_DOUBT, NoAnswer
from resource_finder.finding.postgres_rows import COLUMNS, SearchRow

log = logging.getLogger(__name__)

# Another number for tables of another form: they stand beside those of an older program.
SCHEMA = "finder_search_1"
# Who answers looks every second; so many publishes later its edition is gone.
EDITIONS_KEPT = 5
# Any number will do that no other program of this database uses.
_LOCK = 290_115_002
_MANY = 1_000
# A worker has six threads for pages, and some for lists on paper and as JSON.
_CONNECTIONS = 8
_HERE = "since <= :number AND (until IS NULL OR until > :number)"
_TABLES = """
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE SCHEMA {schema};
CREATE TABLE {schema}.edition (
    number integer PRIMARY KEY, hash text NOT NULL, rows integer NOT NULL, length bigint NOT NULL);
CREATE TABLE {schema}.row (
    id text NOT NULL, hash text NOT NULL, since integer NOT NULL, until integer,
    needs text[] NOT NULL, serves text[] NOT NULL, statewide boolean NOT NULL, hours boolean NOT NULL,
    place geometry(PointZ), words tsvector NOT NULL, counts jsonb NOT NULL,
    length integer NOT NULL, stored integer NOT NULL);
CREATE TABLE {schema}.word (word text NOT NULL, since integer NOT NULL, until integer);
CREATE INDEX ON {schema}.row (id) WHERE until IS NULL;
CREATE INDEX ON {schema}.row (until) WHERE until IS NOT NULL;
CREATE INDEX ON {schema}.row (id) WHERE statewide;
CREATE INDEX ON {schema}.row USING gin (needs);
CREATE INDEX ON {schema}.row USING gin (serves);
CREATE INDEX ON {schema}.row USING gin (words);
CREATE INDEX ON {schema}.row USING gist (place gist_geometry_ops_nd);
CREATE INDEX ON {schema}.word USING gin (word gin_trgm_ops);
"""


class EditionGone(RuntimeError):
    """So many were published since that the rows of this one are not kept any more."""


class ServerAway(RuntimeError):
    """It failed a while ago, and was not heard since: nobody waits for it twice."""


# What a question may end in that another engine can answer.
AWAY = (*DATABASE_FAULTS, EditionGone, ServerAway)


def why_away(error: Exception) -> str:
    return plain(error) if isinstance(error, DATABASE_FAULTS) else str(error)


class Absence:
    """Whether the server failed. Who looks for a newer catalogue finds out when it is back."""

    def __init__(self) -> None:
        self._is_now = False
        self._until = 0.0

    def refuse(self) -> None:
        """Raises ServerAway while it lasts."""
        if self._is_now:
            raise ServerAway("the database server is away")

    def begin(self, error: Exception) -> None:
        if not self._is_now:
            log.warning("the database server is not asked until it is heard again: %s", plain(error))
        self._is_now = True
        if isinstance(getattr(error, "orig", None), NoAnswer):
            self._until = monotonic() + SECONDS_OF_DOUBT

    def end(self) -> None:
        """It was heard. One too slow for a search may answer a look: that it is asked again is put off."""
        if monotonic() >= self._until:
            self._is_now = False


@dataclass(frozen=True, slots=True)
class SearchEdition:
    """The rows of one catalogue in the tables: what every question is asked of.

    Its key says of what they were made, and by what.
    """

    key: str
    number: int
    rows: int
    length: int
    engine: Engine = field(repr=False)
    absence: Absence = field(repr=False)

    @property
    def mean_length(self) -> float:
        return self.length / self.rows if self.rows else 0.0

    def ask(self, sql: str, before: str = "", **values: Any) -> Sequence[Any]:
        """What this SELECT gives of rows that hold (`{here}`). Raises one of AWAY."""
        self.absence.refuse()
        try:
            with self.engine.connect() as connection:
                return self._asked(connection, sql, before, values)
        except DATABASE_FAULTS as error:
            self.absence.begin(error)
            raise

    def _asked(
        self, connection: Connection, sql: str, before: str, values: Mapping[str, Any]
    ) -> Sequence[Any]:
        if before:
            connection.execute(text(before))
        found = connection.execute(_said(sql), {"number": self.number, **values}).all()
        # No number comes back for another key: an edition that is there afterwards was there all the time.
        if not self._is_kept(connection):
            raise EditionGone(f"edition {self.number} of the search tables is not kept any more")
        return found

    def is_kept(self) -> bool:
        with self.engine.connect() as connection:
            return _are_there(connection) and self._is_kept(connection)

    def _is_kept(self, connection: Connection) -> bool:
        # Where somebody dropped the tables, numbers begin anew.
        there = "SELECT 1 FROM {schema}.edition WHERE number = :number AND hash = :key"
        values = {"number": self.number, "key": self.key}
        return connection.execute(_said(there), values).first() is not None


class SearchTables:
    """Written by whoever first serves a catalogue; all others find its edition there by its key."""

    def __init__(self, engine: Engine) -> None:
        self.absence = Absence()
        self._engine = engine
        # Questions are single statements, and begin no transaction. A connection that died is not tried
        # before it is asked: that would be one more wait for a server that is frozen.
        self._asking = create_engine(
            engine.url, isolation_level="AUTOCOMMIT", pool_size=_CONNECTIONS, hide_parameters=True
        )

    def found(self, key: str) -> SearchEdition | None:
        """The edition of this key, if it was written."""
        with self._asking.connect() as connection:
            return self._found(connection, key) if _are_there(connection) else None

    def written(self, key: str, rows: Iterable[SearchRow]) -> SearchEdition | None:
        """The edition of these rows; those that differ from the ones before are written.

        None while another writes.
        """
        with self._engine.begin() as connection:
            if not _prepare(connection):
                return None
            if found := self._found(connection, key):
                return found
            fresh = {row.id: row for row in rows}
            held = connection.execute(_said("SELECT id, hash FROM {schema}.row WHERE until IS NULL"))
            old = {row.id: row.hash for row in held}
            changed = [row for row in fresh.values() if old.get(row.id) != row.hash]
            gone = [code for code in old if code not in fresh or old[code] != fresh[code].hash]
            number = _next_number(connection)
            _replace(connection, number, gone, changed)
            _keep_words(connection, number, {word for row in fresh.values() for word in row.spelled})
            if len(changed) > _MANY:
                # The server would notice by and by, and until then choose as for an empty table.
                connection.execute(_said("ANALYZE {schema}.row"))
            return self._add(connection, number, key)

    def followed(
        self, old: SearchEdition, key: str, changed: Sequence[SearchRow], gone: Collection[str]
    ) -> SearchEdition | None:
        """The edition of `old` with these rows as they are given and those of the ids `gone` taken out.

        None when `old` is not the newest there, or while another writes. Words that went with a row still
        count for a guess, until the next edition that is written whole.
        """
        with self._engine.begin() as connection:
            if not _prepare(connection):
                return None
            if found := self._found(connection, key):
                return found
            number = _next_number(connection)
            if number != old.number + 1:
                return None
            held = "SELECT id, hash FROM {schema}.row WHERE until IS NULL AND id = ANY(:codes)"
            codes = [row.id for row in changed]
            known = {row.id: row.hash for row in connection.execute(_said(held), {"codes": codes})}
            changed = [row for row in changed if known.get(row.id) != row.hash]
            _replace(connection, number, [*gone, *(row.id for row in changed)], changed)
            _add_words(connection, number, {word for row in changed for word in row.spelled})
            return self._add(connection, number, key)

    def _found(self, connection: Connection, key: str) -> SearchEdition | None:
        newest = "SELECT number, rows, length FROM {schema}.edition WHERE hash = :key ORDER BY number DESC"
        found = connection.execute(_said(newest), {"key": key}).first()
        if not found:
            return None
        return SearchEdition(key, found.number, found.rows, found.length, self._asking, self.absence)

    def _add(self, connection: Connection, number: int, key: str) -> SearchEdition:
        counted = "SELECT count(*), coalesce(sum(length), 0) FROM {schema}.row WHERE until IS NULL"
        rows, length = connection.execute(_said(counted)).one()
        values = {"number": number, "key": key, "rows": rows, "length": int(length)}
        connection.execute(
            _said("INSERT INTO {schema}.edition VALUES (:number, :key, :rows, :length)"), values
        )
        _forget(connection, number - EDITIONS_KEPT)
        return SearchEdition(key, number, rows, int(length), self._asking, self.absence)


def _said(sql: str) -> Any:
    return text(sql.replace("{here}", _HERE).replace("{schema}", SCHEMA))


def _are_there(connection: Connection) -> bool:
    # Not "::regclass": a colon is a value's in this SQL.
    there = connection.execute(text("SELECT to_regclass(:name)"), {"name": f"{SCHEMA}.edition"})
    return there.scalar() is not None


def _prepare(connection: Connection) -> bool:
    """Whether this one may write: one at a time does, and nobody waits. The first makes the tables."""
    locked = connection.execute(text("SELECT pg_try_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    if not locked.scalar_one():
        return False
    if not _are_there(connection):
        connection.exec_driver_sql(_TABLES.replace("{schema}", SCHEMA))
    return True


def _next_number(connection: Connection) -> int:
    found = connection.execute(_said("SELECT coalesce(max(number), 0) + 1 FROM {schema}.edition"))
    return int(found.scalar_one())


def _replace(connection: Connection, number: int, gone: Sequence[str], rows: Iterable[SearchRow]) -> None:
    """Rows of the ids `gone` hold until this edition; these hold from it on."""
    if gone:
        ended = "UPDATE {schema}.row SET until = :number WHERE until IS NULL AND id = ANY(:gone)"
        connection.execute(_said(ended), {"number": number, "gone": list(gone)})
    columns = ", ".join(("id", "hash", "since", *COLUMNS))
    _copy(
        connection,
        f"COPY {SCHEMA}.row ({columns}) FROM STDIN",
        ((row.id, row.hash, number, *row.values) for row in rows),
    )


def _keep_words(connection: Connection, number: int, words: Collection[str]) -> None:
    ended = "UPDATE {schema}.word SET until = :number WHERE until IS NULL AND NOT word = ANY(:words)"
    connection.execute(_said(ended), {"number": number, "words": list(words)})
    _add_words(connection, number, words)


def _add_words(connection: Connection, number: int, words: Collection[str]) -> None:
    held = "SELECT word FROM {schema}.word WHERE until IS NULL AND word = ANY(:words)"
    known = set(connection.execute(_said(held), {"words": list(words)}).scalars())
    fresh = ((word, number) for word in words if word not in known)
    _copy(connection, f"COPY {SCHEMA}.word (word, since) FROM STDIN", fresh)


def _copy(connection: Connection, command: str, lines: Iterable[tuple[object, ...]]) -> None:
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(command) as copy:
        for line in lines:
            copy.write_row(line)


def _forget(connection: Connection, number: int) -> None:
    """Editions up to this one, and the rows that none of the later ones holds."""
    values = {"number": number}
    connection.execute(_said("DELETE FROM {schema}.edition WHERE number <= :number"), values)
    for table in ("row", "word"):
        # What ended with the edition after this one is held by none that is kept.
        ended = _said(f"DELETE FROM {{schema}}.{table} WHERE until <= :number + 1")
        connection.execute(ended, values)
