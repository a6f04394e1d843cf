"""Brings the database to this program's schema, and refuses one from a newer program."""

from flask import Flask
from flask_migrate import upgrade

from resource_finder.catalogue.schema import MIGRATIONS, found_schema, is_newer, newest_schema
from resource_finder.catalogue.store import DATABASE_FAULTS, SchemaTooNew, StoreUnavailable, plain
from resource_finder.catalogue.tables import db


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
