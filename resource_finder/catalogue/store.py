"""Saves the catalogue in one transaction and reads it back whole."""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from resource_finder.catalogue import tables
from resource_finder.catalogue.readable import readable, readable_source
from resource_finder.catalogue.records import TABLES, offerings_of, rows_of
from resource_finder.catalogue.schema import found_schema, is_newer
from resource_finder.catalogue.tables import BUSY_TIMEOUT_MILLISECONDS
from resource_finder.domain.offering import Catalogue, Offering, Source

BATCH = 500
# The driver's own faults come bare while a connection is made.
DATABASE_FAULTS = (SQLAlchemyError, sqlite3.Error)


class StoreUnavailable(RuntimeError):
    """The database cannot be read or written now; the message says why in plain words."""


class CatalogueChanged(StoreUnavailable):
    """Somebody published after the catalogue was read from which this one was made; nothing was written."""


class NoTables(StoreUnavailable):
    """Nothing was ever written to this database."""


class SchemaTooNew(StoreUnavailable):
    """The database was written by a newer program: this one must not touch it."""

    def __init__(self, found: str | None) -> None:
        super().__init__(
            f"the database has schema {found}, which is newer than this program: nothing is written to it"
        )


def hash_of(offerings: Iterable[Offering], sources: Iterable[Source]) -> str:
    """A fingerprint of content: the same whatever the order of rows."""
    content = {
        "offerings": sorted((asdict(offering) for offering in offerings), key=lambda row: row["id"]),
        "sources": sorted((asdict(source) for source in sources), key=lambda row: row["id"]),
    }
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


class Store:
    """The tables of one database, through a session that the caller opens."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def publish(
        self, catalogue: Catalogue, before_commit: Callable[[], None], base: str | None = None
    ) -> None:
        """Replace everything in one transaction; its commit is the moment of the switch.

        `before_commit` runs when all is written: whatever it raises leaves the old catalogue in place. `base`
        is the hash of the catalogue that was changed into this one (empty: there was none); CatalogueChanged
        is raised when it is no longer the published one.
        """
        # Looked at by itself: who has read first may not write once another has.
        with self._reading():
            self._refuse_newer_schema()
        with self._transaction():
            self._wait_for_other_publishers()
            for table in reversed(TABLES):
                self._session.execute(delete(table))
            self._session.execute(delete(tables.Source))
            # Now no other can write, in SQLite too.
            if base is not None and self._newest_hash() != base:
                raise CatalogueChanged(
                    "another load or import published in the meantime: nothing was changed, try again"
                )
            for table, rows in rows_of(catalogue.offerings).items():
                self._insert(table, rows)
            self._insert(
                tables.Source, [asdict(s) | {"position": i} for i, s in enumerate(catalogue.sources)]
            )
            before_commit()
            self._insert(
                tables.Publication,
                [
                    {
                        "hash": catalogue.hash,
                        "published_at": datetime.fromisoformat(catalogue.published),
                        "offerings": len(catalogue.offerings),
                    }
                ],
            )

    def _refuse_newer_schema(self) -> None:
        found = found_schema(self._session.connection())
        if is_newer(found):
            raise SchemaTooNew(found)

    def _wait_for_other_publishers(self) -> None:
        """SQLite has one writer at a time anyway; a server is told to, and readers go on reading."""
        if self._session.get_bind().dialect.name == "postgresql":
            self._session.execute(text(f"SET LOCAL lock_timeout = {BUSY_TIMEOUT_MILLISECONDS}"))
            self._session.execute(text("LOCK TABLE publication IN SHARE ROW EXCLUSIVE MODE"))

    def current_hash(self) -> str:
        """The hash of what is published now, by one small SELECT; empty when nothing ever was."""
        with self._reading():
            return self._newest_hash()

    def _newest_hash(self) -> str:
        newest = select(func.max(tables.Publication.id)).scalar_subquery()
        found = select(tables.Publication.hash).where(tables.Publication.id == newest)
        return self._session.execute(found).scalar() or ""

    def load(self) -> Catalogue | None:
        """The published catalogue, or None when nothing ever was published."""
        with self._reading():
            self._refuse_newer_schema()
            newest = self._session.execute(
                select(tables.Publication).order_by(tables.Publication.id.desc()).limit(1)
            ).scalar()
            if newest is None:
                return None
            rows: dict[type, list[dict[str, Any]]] = {table: self._rows(table) for table in TABLES}
            terms = {row["id"]: row["code"] for row in rows[tables.TaxonomyTerm]}
            for row in rows[tables.Attribute]:
                row["term"] = terms[row["taxonomy_term_id"]]
            sources = sorted(self._rows(tables.Source), key=lambda row: row.pop("position"))
            published = newest.published_at.replace(tzinfo=UTC).isoformat().replace("+00:00", "Z")
            try:
                offerings = tuple(map(readable, offerings_of(rows)))
            except (KeyError, ValueError, TypeError, AttributeError) as error:
                raise StoreUnavailable(f"the tables are damaged ({type(error).__name__})") from error
            found = tuple(readable_source(Source(**row)) for row in sources)
            return Catalogue(offerings, found, newest.hash, published)

    def _rows(self, table: type) -> list[dict[str, Any]]:
        columns = table.__table__  # type: ignore[attr-defined]
        return [dict(row) for row in self._session.execute(select(columns)).mappings()]

    def _insert(self, table: type, rows: list[dict[str, Any]]) -> None:
        for start in range(0, len(rows), BATCH):
            self._session.execute(insert(table), rows[start : start + BATCH])

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            yield
            self._session.commit()
        except DATABASE_FAULTS as error:
            self._session.rollback()
            raise StoreUnavailable(plain(error)) from error
        except BaseException:
            self._session.rollback()
            raise

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """One consistent view, closed at once so that no reader holds up a writer.

        In SQLite a transaction is such a view; a server must be asked for one.
        """
        try:
            self._session.rollback()
            if self._session.get_bind().dialect.name == "postgresql":
                self._session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            yield
        except DATABASE_FAULTS as error:
            told = plain(error)
            raise (NoTables if told == _NO_TABLES else StoreUnavailable)(told) from error
        finally:
            with suppress(*DATABASE_FAULTS):
                self._session.rollback()


_NO_TABLES = "the database has no tables yet"
_PLAIN = (
    ("full", "no space is left on the disk"),
    ("readonly", "the database cannot be written (read-only)"),
    ("no space left", "no space is left on the disk"),
    ("locked", "another program is writing; try again"),
    ("lock timeout", "another program is writing; try again"),
    ("no such table", _NO_TABLES),
    ("does not exist", _NO_TABLES),
    ("unable to open", "the database file cannot be opened"),
    ("not a database", "the database file is damaged: it is no database"),
    ("malformed", "the database file is damaged"),
    ("could not decode", "the database file is damaged"),
    ("disk i/o", "the disk of the database fails"),
)


def plain(error: Exception) -> str:
    """What a fault of the database means, without its statement and its values."""
    told = str(getattr(error, "orig", None) or error).casefold()
    return next(
        (plain for sign, plain in _PLAIN if sign in told), f"the database failed ({type(error).__name__})"
    )
