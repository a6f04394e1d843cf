"""A page does not wait for a load: that writes for seconds, and a worker has few threads for everybody."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import Connection

from resource_finder.catalogue.tables import BUSY_TIMEOUT_MILLISECONDS


@contextmanager
def impatient(connection: Connection, milliseconds: int) -> Iterator[None]:
    """Within, who writes waits so long for another writer, then fails. It begins outside of a transaction."""
    if connection.dialect.name != "sqlite":
        yield
        return
    pragma = "PRAGMA busy_timeout={}"
    connection.exec_driver_sql(pragma.format(milliseconds))
    connection.rollback()
    try:
        yield
    finally:
        connection.rollback()
        connection.exec_driver_sql(pragma.format(BUSY_TIMEOUT_MILLISECONDS))
