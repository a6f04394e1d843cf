"""Brings the database to this program's schema, or refuses one of another program."""

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
