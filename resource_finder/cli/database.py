"""Brings the database to this program's schema, or refuses one of another program."""

from pathlib import Path

from flask import Flask
from flask_migrate import upgrade

from resource_finder.catalogue.publishing import count_rows
from resource_finder.catalogue.schema import MIGRATIONS, found_schema, is_newer, newest_schema
from resource_finder.catalogue.store import DATABASE_FAULTS, SchemaTooNew, Store, StoreUnavailable, plain
from resource_finder.catalogue.tables import db
from resource_finder.config import Settings
from resource_finder.whole_files import read_whole, write_whole


def bring_up_to_date(app: Flask) -> None:
    """Create or migrate the tables.

    Raises SchemaTooNew for a schema that this program does not know, StoreUnavailable for a database that
    cannot be read or written.
    """
    with app.app_context():
        try:
            with db.engine.connect() as connection:
                found = found_schema(connection)
            if is_newer(found):
                raise SchemaTooNew(found)
            if found != newest_schema():
                upgrade(directory=str(MIGRATIONS))
        except DATABASE_FAULTS as error:
            raise StoreUnavailable(plain(error)) from error
        store = Store(db.session())
        if not store.is_counted():
            _count(store, app)


def sheets_mark(settings: Settings) -> Path:
    """Holds the hash of the sheets that this machine loaded last, or found loaded."""
    return settings.instance / "sheets.hash"


def last_loaded(settings: Settings) -> str:
    return read_whole(sheets_mark(settings), "the mark of the sheets loaded last") or ""


def _count(store: Store, app: Flask) -> None:
    joined = app.extensions.get("resource_finder")
    if count_rows(store, last_loaded(joined.settings) if joined else "") and joined:
        write_whole(sheets_mark(joined.settings), store.newest().hash)


def refuse_another_schema(app: Flask) -> None:
    """For who may write nothing: tables of an older program are not brought up to date.

    Raises SchemaTooNew and StoreUnavailable as above, and StoreUnavailable for an older schema. Where nothing
    was ever written there is nothing to refuse.
    """
    with app.app_context():
        try:
            with db.engine.connect() as connection:
                found = found_schema(connection)
        except DATABASE_FAULTS as error:
            raise StoreUnavailable(plain(error)) from error
    if is_newer(found):
        raise SchemaTooNew(found)
    if found not in (None, newest_schema()):
        raise StoreUnavailable(
            f"the database has the older schema {found}: a dry run changes nothing, so start the program or "
            "load the catalogue first"
        )
