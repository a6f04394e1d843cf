"""Saves the catalogue in one transaction and reads it back whole."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, insert, select, text
from sqlalchemy.orm import Session

from resource_finder.catalogue import tables
from resource_finder.catalogue.contents import OFFERING, hash_of, row_hash
from resource_finder.catalogue.database_faults import DATABASE_FAULTS, NO_TABLES, plain
from resource_finder.catalogue.editions import (
    Seen,
    are_any_marked,
    changed_since,
    count_of_rows,
    hash_of_states,
    loaded_hashes,
    loaded_offerings,
    loaded_sources,
    sources_in,
    write_differences,
    write_loaded,
    write_rows,
)
from resource_finder.catalogue.readable import readable, readable_source
from resource_finder.catalogue.row_tables import codes_in, read_rows
from resource_finder.catalogue.schema import found_schema, is_newer
from resource_finder.catalogue.stored_rows import amended_rows, row_named
from resource_finder.catalogue.tables import BUSY_TIMEOUT_MILLISECONDS
from resource_finder.domain.offering import Catalogue, Offering, Source, sheet_order

__all__ = [
    "DATABASE_FAULTS",
    "EditionConflict",
    "NoTables",
    "SchemaTooNew",
    "Seen",
    "Store",
    "StoreUnavailable",
    "hash_of",
    "plain",
]

# More than one row in so many is read whole rather than by what changed.
FEW_IN = 4


class StoreUnavailable(RuntimeError):
    """The database cannot be read or written now; the message says why in plain words."""


class EditionConflict(StoreUnavailable):
    """Somebody published after the edition was read on which this one is based; nothing was written."""

    def __init__(self, based_on: int, newest: int) -> None:
        self.based_on, self.newest = based_on, newest
        super().__init__(
            f"another published edition {newest} in the meantime, and this is based on edition {based_on}: "
            "nothing was changed; look at what it says now, then try again"
        )


class NoTables(StoreUnavailable):
    """Nothing was ever written to this database."""


class SchemaTooNew(StoreUnavailable):
    """The database was written by a newer program: this one must not touch it."""

    def __init__(self, found: str | None) -> None:
        super().__init__(
            f"the database has schema {found}, which is newer than this program: nothing is written to it"
        )


@dataclass(frozen=True, slots=True)
class Newest:
    """The edition that is published. `sheets` is the hash of those that were last loaded, where known."""

    number: int = 0
    hash: str = ""
    sheets: str = ""
    published_at: datetime = datetime.min

    @property
    def published(self) -> str:
        return self.published_at.replace(tzinfo=UTC).isoformat().replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class Sheets:
    """The sheets of one load, and the hash of all that they say."""

    offerings: Sequence[Offering]
    sources: tuple[Source, ...]
    hash: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The newest edition row by row: hashes of the tables and of the sheets as last loaded, by id."""

    newest: Newest
    in_tables: dict[str, str]
    as_loaded: dict[str, str]
    sheet_of: dict[str, str]
    sources: tuple[Source, ...]
    loaded_sources: tuple[Source, ...]


class Store:
    """The tables of one database, through a session that the caller opens."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def publish(
        self,
        catalogue: Catalogue,
        before_commit: Callable[[], None],
        based_on: int | None = None,
        sheets: Sheets | None = None,
        seen: Seen | None = None,
    ) -> int:
        """Make this catalogue the next edition, in one transaction; its commit is the moment of the switch.

        Only rows that differ are written. `based_on` is the number of the edition that was changed into this
        one (0: there was none): EditionConflict is raised when it is no longer the newest. `sheets` are those
        that were loaded, if any were, and `seen` the hashes that are known, if any are.
        `before_commit` runs when all is written: whatever it raises leaves the old edition in place. Gives
        the number of the new one.
        """
        with self._publishing(based_on) as newest:
            number = newest.number + 1
            write_differences(self._session, catalogue, number, seen)
            if sheets is not None:
                write_loaded(self._session, sheets.offerings, sheets.sources)
            before_commit()
            self._add(
                Newest(
                    number,
                    catalogue.hash,
                    newest.sheets if sheets is None else sheets.hash,
                    datetime.fromisoformat(catalogue.published.removesuffix("Z")),
                ),
                newest.number,
                len(catalogue.offerings),
            )
        return number

    def publish_rows(
        self, changed: Collection[Offering], gone: Collection[str], based_on: int, now: datetime
    ) -> Newest:
        """Make an edition in which these rows are as they are given, and those of the ids `gone` are not.

        Costs these rows and a look at the hashes of the others. Raises as `publish`. Who serves takes the
        rows over into the index that it has; a whole one is built by and by.
        """
        with self._publishing(based_on) as newest:
            write_rows(self._session, changed, gone, newest.number + 1)
            published = now.astimezone(UTC).replace(microsecond=0, tzinfo=None)
            fresh = Newest(newest.number + 1, hash_of_states(self._session), newest.sheets, published)
            self._add(fresh, newest.number, count_of_rows(self._session))
        return fresh

    @contextmanager
    def _publishing(self, based_on: int | None) -> Iterator[Newest]:
        """A transaction in which nobody else publishes, over the edition that it is based on."""
        # Looked at by itself: who has read first may not write once another has.
        with self._reading():
            self._refuse_newer_schema()
        with self._transaction():
            self._wait_for_other_publishers()
            newest = self._newest()
            if based_on not in (None, newest.number):
                raise EditionConflict(based_on or 0, newest.number)
            yield newest

    def _add(self, edition: Newest, based_on: int, offerings: int) -> None:
        self._session.execute(
            insert(tables.Edition).values(
                id=edition.number,
                based_on=based_on,
                hash=edition.hash,
                sheets=edition.sheets,
                published_at=edition.published_at,
                offerings=offerings,
            )
        )

    def _refuse_newer_schema(self) -> None:
        found = found_schema(self._session.connection())
        if is_newer(found):
            raise SchemaTooNew(found)

    def _wait_for_other_publishers(self) -> None:
        """From here on nobody else can write, and readers go on reading.

        SQLite has one writer at a time; who has read before may not become it once another was, so this
        writes (nothing) first. A server is asked for a lock.
        """
        if self._session.get_bind().dialect.name == "postgresql":
            self._session.execute(text(f"SET LOCAL lock_timeout = {BUSY_TIMEOUT_MILLISECONDS}"))
            self._session.execute(text("LOCK TABLE edition IN SHARE ROW EXCLUSIVE MODE"))
        else:
            self._session.execute(delete(tables.Edition).where(tables.Edition.id < 0))

    def current_hash(self) -> str:
        """The hash of what is published now, by one small SELECT; empty when nothing ever was."""
        return self.newest().hash

    def newest(self) -> Newest:
        """Which edition is published now; one of number 0 when none ever was."""
        with self._reading():
            return self._newest()

    def is_counted(self) -> bool:
        """Whether each row has its hash: an older program wrote none."""
        with self._reading():
            return not self._newest().number or are_any_marked(self._session)

    def _newest(self) -> Newest:
        edition = tables.Edition
        columns = (edition.id, edition.hash, edition.sheets, edition.published_at)
        found = self._session.execute(select(*columns).order_by(edition.id.desc()).limit(1)).first()
        return Newest(*found) if found else Newest()

    def load(self) -> Catalogue | None:
        """The published catalogue, or None when nothing ever was published."""
        with self._reading():
            self._refuse_newer_schema()
            newest = self._newest()
            if not newest.number:
                return None
            offerings = self._offerings(codes_in(self._session))
            return self._catalogue(newest, offerings)

    def since(self, old: Catalogue) -> Catalogue | None:
        """The published catalogue, by reading what changed since this edition of it.

        None when that is most of it, when this edition is not of this database (one that was restored counts
        anew), or when the rows do not add up to the published hash.
        """
        with self._reading():
            self._refuse_newer_schema()
            newest = self._newest()
            changed = changed_since(self._session, old.edition)
            if not self._holds(old) or len(changed) * FEW_IN > len(old.offerings):
                return None
            if hash_of_states(self._session) != newest.hash:
                return None
            rows = {row.id: row for row in self._offerings([code for code, said in changed.items() if said])}
            if any(row_hash(row) != changed[code] for code, row in rows.items()):
                return None
            return self._amended(newest, old, rows, changed.keys() - rows.keys())

    def _holds(self, old: Catalogue) -> bool:
        found = select(tables.Edition.hash).where(tables.Edition.id == old.edition)
        return self._session.execute(found).scalar() == old.hash

    def standing(self) -> Standing:
        """What a load of sheets is merged with."""
        with self._reading():
            self._refuse_newer_schema()
            newest = self._newest()
            seen, sheet_of = {}, {}
            for row in self._offerings(codes_in(self._session)):
                seen[row.id], sheet_of[row.id] = row_hash(row), row.sheet
            return Standing(
                newest,
                seen,
                loaded_hashes(self._session, OFFERING),
                sheet_of,
                self._sources(),
                loaded_sources(self._session),
            )

    def rows(self, codes: Collection[str]) -> dict[str, Offering]:
        """These rows as they stand in the tables, by id."""
        with self._reading():
            return {row.id: row for row in self._offerings(codes)}

    def loaded_rows(self, codes: Collection[str]) -> dict[str, Offering]:
        """These rows as the sheets said them when they were last loaded, by id."""
        with self._reading():
            return loaded_offerings(self._session, codes)

    def _catalogue(self, newest: Newest, offerings: Iterable[Offering]) -> Catalogue:
        return Catalogue(
            tuple(sorted(offerings, key=sheet_order)),
            self._sources(),
            newest.hash,
            newest.published,
            newest.number,
        )

    def _amended(
        self, newest: Newest, old: Catalogue, rows: dict[str, Offering], gone: Collection[str]
    ) -> Catalogue:
        days = Counter(old.checked)
        days.update(row.checked_on for row in rows.values())
        before = (row_named(old.offerings, code) for code in (*rows, *gone))
        days.subtract(row.checked_on for row in before if row)
        return Catalogue(
            amended_rows(old.offerings, rows, gone),
            self._sources(),
            newest.hash,
            newest.published,
            newest.number,
            +days,
        )

    def _sources(self) -> tuple[Source, ...]:
        return tuple(map(readable_source, sources_in(self._session)))

    def _offerings(self, codes: Iterable[str]) -> Iterator[Offering]:
        try:
            yield from map(readable, read_rows(self._session, codes))
        except (KeyError, IndexError, ValueError, TypeError, AttributeError) as error:
            raise StoreUnavailable(f"the tables are damaged ({type(error).__name__})") from error

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
            raise (NoTables if told == NO_TABLES else StoreUnavailable)(told) from error
        finally:
            with suppress(*DATABASE_FAULTS):
                self._session.rollback()
