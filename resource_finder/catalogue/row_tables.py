"""Single rows of the catalogue in the tables: reading, writing and taking them out.

The cost is that of the rows, whatever the catalogue holds besides. They are taken by the handful, so that a
large catalogue needs no more memory than its offerings do.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import delete, exists, insert, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from resource_finder.catalogue import tables
from resource_finder.catalogue.records import TABLES, Rows, offerings_of, rows_of, service_key
from resource_finder.domain.offering import Offering

# SQLite takes at most 999 values in a statement where it is old.
HANDFUL = 500
# Of many rows so many are written at once, in the order of their keys: each page is visited once for all.
MANY = 5_000
# Their keys lie all over the indexes. In the usual two megabytes a page would go to the disk and come back
# again and again.
_ROOMY, _USUAL = -131_072, -2_000
# What several rows share: written once, gone with the last row that names it.
_SHARED: tuple[type, ...] = (tables.Organization, tables.Taxonomy, tables.TaxonomyTerm)
# By what the other tables belong to a service, to its place, or to both; children before parents.
_OF_PLACE: tuple[InstrumentedAttribute[str], ...] = (
    tables.Address.location_id,
    tables.Accessibility.location_id,
)
_OF_SERVICE: tuple[InstrumentedAttribute[str], ...] = (
    tables.Attribute.link_id,
    tables.Phone.service_id,
    tables.ServiceArea.service_id,
    tables.RequiredDocument.service_id,
    tables.CostOption.service_id,
    tables.Language.service_id,
)
T = TypeVar("T")


def handfuls(things: Iterable[T], size: int = HANDFUL) -> Iterator[list[T]]:
    held: list[T] = []
    for thing in things:
        held.append(thing)
        if len(held) == size:
            yield held
            held = []
    if held:
        yield held


def codes_in(session: Session) -> list[str]:
    """The ids of all rows that stand in the tables."""
    return list(session.execute(select(tables.Service.code).order_by(tables.Service.code)).scalars())


def read_rows(session: Session, codes: Iterable[str]) -> Iterator[Offering]:
    """These rows, by the handful; what does not stand there is left out.

    Raises KeyError, ValueError or TypeError for rows that do not hang together.
    """
    names = select(tables.TaxonomyTerm.id, tables.TaxonomyTerm.code)
    terms = {row[0]: row[1] for row in session.execute(names)}
    for few in handfuls(codes):
        rows = _rows_of_services(session, few)
        for row in rows[tables.Attribute]:
            row["term"] = terms[row["taxonomy_term_id"]]
        yield from offerings_of(rows)


def _rows_of_services(session: Session, codes: Sequence[str]) -> Rows:
    rows: Rows = {table: [] for table in TABLES}

    def read(column: InstrumentedAttribute[str], keys: Iterable[str]) -> list[dict[str, Any]]:
        table: type = column.class_  # type: ignore[assignment]
        found = session.execute(select(tables.table_of(table)).where(column.in_(list(keys)))).mappings()
        rows[table] = [dict(row) for row in found]
        return rows[table]

    services = read(tables.Service.code, codes)
    ids = [row["id"] for row in services]
    read(tables.Organization.id, {row["organization_id"] for row in services})
    there = read(tables.ServiceAtLocation.service_id, ids)
    places = [row["location_id"] for row in there]
    read(tables.Location.id, places)
    read(tables.Schedule.service_at_location_id, [row["id"] for row in there])
    for column in _OF_PLACE:
        read(column, places)
    for column in _OF_SERVICE:
        read(column, ids)
    return rows


@contextmanager
def room_for(session: Session, rows: int) -> Iterator[None]:
    """More memory for SQLite while so many rows are written."""
    is_to_be_roomy = rows > HANDFUL and session.get_bind().dialect.name == "sqlite"
    if is_to_be_roomy:
        session.connection().exec_driver_sql(f"PRAGMA cache_size={_ROOMY}")
    try:
        yield
    finally:
        if is_to_be_roomy:
            session.connection().exec_driver_sql(f"PRAGMA cache_size={_USUAL}")


class RowWriter:
    """Writes and takes out rows within one transaction, then what they alone shared."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: set[str] = set()
        self._doubtful: dict[type, set[str]] = {table: set() for table in _SHARED}

    def take_out(self, codes: Iterable[str]) -> None:
        for few in handfuls(codes):
            self._take_out([service_key(code) for code in few])

    def write(self, offerings: Iterable[Offering]) -> None:
        """Rows that do not stand there."""
        for few in handfuls(offerings, MANY):
            for table, rows in rows_of(few).items():
                rows.sort(key=lambda row: str(row["id"]))
                self._insert(table, self._unknown(table, rows) if table in _SHARED else rows)

    def finish(self) -> None:
        """What no row names any more goes: organizations, terms, and kinds of terms."""
        term = tables.TaxonomyTerm
        gone_terms = self._prune(term.id, exists().where(tables.Attribute.taxonomy_term_id == term.id))
        self._doubtful[tables.Taxonomy] |= gone_terms
        self._prune(
            tables.Organization.id, exists().where(tables.Service.organization_id == tables.Organization.id)
        )
        self._prune(tables.Taxonomy.id, exists().where(term.taxonomy_id == tables.Taxonomy.id))

    def _take_out(self, services: list[str]) -> None:
        run = self._session.execute
        service, there = tables.Service, tables.ServiceAtLocation
        organizations = select(service.organization_id).where(service.id.in_(services)).distinct()
        terms = select(tables.Attribute.taxonomy_term_id).where(tables.Attribute.link_id.in_(services))
        self._doubtful[tables.Organization].update(run(organizations).scalars())
        self._doubtful[tables.TaxonomyTerm].update(run(terms.distinct()).scalars())
        at = run(select(there.id, there.location_id).where(there.service_id.in_(services))).all()
        places = [location for _id, location in at]
        schedules = tables.Schedule.service_at_location_id
        run(delete(tables.table_of(tables.Schedule)).where(schedules.in_([one for one, _location in at])))
        for columns, keys in ((_OF_PLACE, places), (_OF_SERVICE, services)):
            for column in columns:
                run(delete(tables.table_of(column.class_)).where(column.in_(keys)))
        run(delete(tables.table_of(there)).where(there.service_id.in_(services)))
        run(delete(tables.table_of(tables.Location)).where(tables.Location.id.in_(places)))
        run(delete(tables.table_of(service)).where(service.id.in_(services)))

    def _unknown(self, table: Any, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        asked = [row["id"] for row in rows if row["id"] not in self._known]
        for few in handfuls(asked):
            self._known.update(self._session.execute(select(table.id).where(table.id.in_(few))).scalars())
        fresh = [row for row in rows if row["id"] not in self._known]
        self._known.update(row["id"] for row in fresh)
        return fresh

    def _insert(self, table: type, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._session.execute(insert(tables.table_of(table)), rows)

    def _prune(self, column: InstrumentedAttribute[str], is_named: Any) -> set[str]:
        """Take out those in doubt that nothing names; gives the taxonomies of terms that went."""
        table: Any = column.class_
        parents: set[str] = set()
        for few in handfuls(sorted(self._doubtful[table])):
            unnamed = column.in_(few) & ~is_named
            if table is tables.TaxonomyTerm:
                found = self._session.execute(select(table.taxonomy_id).where(unnamed).distinct())
                parents.update(found.scalars())
            self._session.execute(delete(tables.table_of(table)).where(unnamed))
        return parents
