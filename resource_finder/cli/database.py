"""Brings the database to this program's schema, and refuses one from a newer program."""

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import upgrade

from resource_finder.catalogue.tables import db


class SchemaTooNew(RuntimeError):
    """The database was written by a newer program: this one must not touch it."""


def bring_up_to_date(app: Flask) -> None:
    """Create or migrate the tables. Raises SchemaTooNew for a schema this program does not know."""
    with app.app_context():
        scripts = ScriptDirectory.from_config(_config(app))
        with db.engine.connect() as connection:
            found = MigrationContext.configure(connection).get_current_revision()
        known = {script.revision for script in scripts.walk_revisions()}
        if found and found not in known:
            raise SchemaTooNew(f"the database has schema {found}, which is newer than this program")
        if found != scripts.get_current_head():
            upgrade(directory=f"{app.root_path}/migrations")


def _config(app: Flask) -> Config:
    config = Config()
    config.set_main_option("script_location", f"{app.root_path}/migrations")
    return config
