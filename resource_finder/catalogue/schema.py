"""Which schemas of the database this program knows."""

from functools import cache
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def found_schema(connection: Connection) -> str | None:
    """The schema that the database says it has; None where it has no tables yet."""
    return MigrationContext.configure(connection).get_current_revision()


def newest_schema() -> str:
    return _known()[0]


def is_newer(found: str | None) -> bool:
    """Whether a newer program wrote this database: its tables must not be touched, nor believed."""
    return bool(found) and found not in _known()


@cache
def _known() -> tuple[str, ...]:
    """The newest first."""
    return tuple(script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions())
