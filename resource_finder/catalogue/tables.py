"""HSDS-shaped tables, and those of our own: sources, editions, lists handed out, reports."""

from datetime import datetime
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Float, ForeignKey, Index, Integer, String, Table, Text, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.pool import Pool


class Base(DeclarativeBase):
    """Every table; names are HSDS 3's where HSDS has one."""


db = SQLAlchemy(model_class=Base)
migrate = Migrate()

ID = String(36)


class Organization(Base):
    __tablename__ = "organization"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str] = mapped_column(Text, index=True)


class Service(Base):
    """`code` is the row's id in its sheet; `status` is HSDS's, the sheet's own stands in an attribute."""

    __tablename__ = "service"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organization.id"), index=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text)
    url: Mapped[str] = mapped_column(Text)
    email: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20))
    fees_description: Mapped[str] = mapped_column(Text)
    assured_date: Mapped[str] = mapped_column(String(10))


class Location(Base):
    __tablename__ = "location"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    location_type: Mapped[str] = mapped_column(String(10))
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)


class ServiceAtLocation(Base):
    __tablename__ = "service_at_location"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"), index=True)
    location_id: Mapped[str] = mapped_column(ForeignKey("location.id"), index=True)


class Address(Base):
    """`region` holds the county's slug: HSDS has no field for a county."""

    __tablename__ = "address"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    location_id: Mapped[str] = mapped_column(ForeignKey("location.id"), index=True)
    address_1: Mapped[str] = mapped_column(Text)
    city: Mapped[str] = mapped_column(Text)
    region: Mapped[str] = mapped_column(String(40))
    state_province: Mapped[str] = mapped_column(String(2), default="MO")
    postal_code: Mapped[str] = mapped_column(String(10))
    country: Mapped[str] = mapped_column(String(2), default="US")


class Phone(Base):
    __tablename__ = "phone"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    number: Mapped[str] = mapped_column(String(30))
    extension: Mapped[str] = mapped_column(String(20))
    description: Mapped[str] = mapped_column(Text)


class Schedule(Base):
    """`description` is the OpenStreetMap text: it says more than one HSDS row can."""

    __tablename__ = "schedule"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    service_at_location_id: Mapped[str] = mapped_column(ForeignKey("service_at_location.id"), index=True)
    description: Mapped[str] = mapped_column(Text)


class ServiceArea(Base):
    """`extent` is a county's slug, or `statewide`."""

    __tablename__ = "service_area"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    extent: Mapped[str] = mapped_column(String(40))


class RequiredDocument(Base):
    __tablename__ = "required_document"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    document: Mapped[str] = mapped_column(Text)


class CostOption(Base):
    """`option` is a way to pay (`medicaid`, `cash`); the price stands in `service.fees_description`."""

    __tablename__ = "cost_option"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    option: Mapped[str] = mapped_column(Text)


class Language(Base):
    __tablename__ = "language"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    code: Mapped[str] = mapped_column(String(20))


class Accessibility(Base):
    __tablename__ = "accessibility"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    location_id: Mapped[str] = mapped_column(ForeignKey("location.id"), index=True)
    description: Mapped[str] = mapped_column(Text)


class Taxonomy(Base):
    __tablename__ = "taxonomy"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    description: Mapped[str] = mapped_column(Text)


class TaxonomyTerm(Base):
    __tablename__ = "taxonomy_term"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    taxonomy_id: Mapped[str] = mapped_column(ForeignKey("taxonomy.id"), index=True)
    code: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)


class Attribute(Base):
    """What HSDS has no field for, tied to a service by our own taxonomies."""

    __tablename__ = "attribute"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    link_id: Mapped[str] = mapped_column(ID, index=True)
    link_entity: Mapped[str] = mapped_column(String(40))
    link_type: Mapped[str] = mapped_column(String(40))
    taxonomy_term_id: Mapped[str] = mapped_column(ForeignKey("taxonomy_term.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    value: Mapped[str] = mapped_column(Text)


class Metadata(Base):
    """Who changed what: written by people's edits, never by a load."""

    __tablename__ = "metadata"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    resource_id: Mapped[str] = mapped_column(ID, index=True)
    resource_type: Mapped[str] = mapped_column(String(40))
    last_action_date: Mapped[str] = mapped_column(String(32))
    last_action_type: Mapped[str] = mapped_column(String(20))
    field_name: Mapped[str] = mapped_column(String(60))
    previous_value: Mapped[str] = mapped_column(Text)
    replacement_value: Mapped[str] = mapped_column(Text)
    updated_by: Mapped[str] = mapped_column(Text)


class Source(Base):
    __tablename__ = "source"
    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    position: Mapped[int] = mapped_column(Integer)
    publisher: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    published_on: Mapped[str] = mapped_column(String(10))
    licence: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)


class Edition(Base):
    """The row whose commit switches the public from the old catalogue to the new one; `id` is its number.

    `sheets` is the hash of the sheets that were last loaded into it or into one before; empty where that is
    not known.
    """

    __tablename__ = "edition"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    based_on: Mapped[int] = mapped_column(Integer)
    hash: Mapped[str] = mapped_column(String(64))
    sheets: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime] = mapped_column(DateTime)
    offerings: Mapped[int] = mapped_column(Integer)


class RowState(Base):
    """The hash of each row, and the edition that last changed it; without a hash, the one that took it away.

    Kinds are `offering` and `source`.
    """

    __tablename__ = "row_state"
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    hash: Mapped[str] = mapped_column(String(64))
    edition: Mapped[int] = mapped_column(Integer, index=True)


class LoadedRow(Base):
    """Each row of the sheets as it was last loaded: what a load compares both sheets and tables with."""

    __tablename__ = "loaded_row"
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    hash: Mapped[str] = mapped_column(String(64))
    content: Mapped[str] = mapped_column(Text)


class HandedOutList(Base):
    """What a short code on paper opens: ids of offerings, one a line. Of nobody; no load touches it."""

    __tablename__ = "handed_out_list"
    code: Mapped[str] = mapped_column(String(6), primary_key=True)
    ids: Mapped[str] = mapped_column(Text)
    # A day, not a moment: it says until when the code opens, and nothing of who was there.
    last_on: Mapped[str] = mapped_column(String(10), index=True)


class Report(Base):
    """What somebody said is wrong with a listing. Nothing of who said it; no load touches it."""

    __tablename__ = "report"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    # The row's id in its sheet, and no key: a report outlives the tables of one load.
    offering: Mapped[str] = mapped_column(String(40), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    # What the words are known by: the words themselves are too long for an index of PostgreSQL.
    text_hash: Mapped[str] = mapped_column(String(64))
    first_on: Mapped[str] = mapped_column(String(10))
    times: Mapped[int] = mapped_column(Integer)
    settled_on: Mapped[str | None] = mapped_column(String(10))


# What several people say in the same moment is one open report, too.
Index(
    "one_open_report",
    Report.offering,
    Report.kind,
    Report.text_hash,
    unique=True,
    sqlite_where=Report.settled_on.is_(None),
    postgresql_where=Report.settled_on.is_(None),
)


BUSY_TIMEOUT_MILLISECONDS = 5000


def table_of(model: Any) -> Table:
    """The plain table: many rows are written several times as fast without the mapper."""
    found: Table = model.__table__
    return found


def init_database(app: Flask) -> None:
    """Join the tables to the application. Creates nothing: `upgrade` does."""
    db.init_app(app)
    migrate.init_app(app, db, directory=f"{app.root_path}/migrations", render_as_batch=True)


# The SQLite files that this process has open.
_open_files: set[Any] = set()


def close_connections() -> None:
    """Close every SQLite file of this process, as must be done before it forks; nobody may use one after."""
    while _open_files:
        _open_files.pop().close()


@event.listens_for(Pool, "close")
@event.listens_for(Pool, "close_detached")
def _is_closed(connection: object, _record: object = None) -> None:
    _open_files.discard(connection)


@event.listens_for(Engine, "connect")
def _set_sqlite_pragmas(connection: object, _record: object) -> None:
    """Readers never wait for a writer, and a writer waits its turn instead of failing."""
    if type(connection).__module__.startswith("sqlite3"):
        _open_files.add(connection)
        cursor = connection.cursor()  # type: ignore[attr-defined]
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MILLISECONDS}")
        cursor.close()
        # The driver would begin a transaction only at the first write, so that several reads saw several
        # states of the database; `_begin_in_sqlite` begins every one.
        connection.isolation_level = None  # type: ignore[attr-defined]


@event.listens_for(Engine, "begin")
def _begin_in_sqlite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN")
