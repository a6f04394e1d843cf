"""One load or import at a time: the second is told at once. The lock goes with the process that held it."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import TextIO

from sqlalchemy import text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from resource_finder.catalogue.store import StoreUnavailable

# Any number will do that no other program of this database uses.
_LOCK = 290_115_001
_SECONDS_BETWEEN_TRIES = 0.2


class PublisherBusy(StoreUnavailable):
    """Another load or import is at work."""


@contextmanager
def only_publisher(engine: Engine, folder: Path, wait_seconds: float = 0) -> Iterator[None]:
    """Hold the right to publish, in a file of `folder` or in a database server.

    Raises PublisherBusy when another holds it for longer than `wait_seconds`. Who publishes without it loses
    nothing either: the tables take no catalogue that was made from an older one.
    """
    if engine.dialect.name == "postgresql":
        with _connected(engine) as connection:
            _wait_until(lambda: _is_locked_by_us(connection), wait_seconds)
            yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "publishing.lock").open("w", encoding="utf-8") as file:
        _wait_until(lambda: _is_ours(file), wait_seconds)
        yield


@contextmanager
def _connected(engine: Engine) -> Iterator[Connection]:
    """A connection of its own, which is closed and not kept for others: the lock ends with it."""
    try:
        connection = engine.connect()
    except SQLAlchemyError as error:
        raise StoreUnavailable("the database cannot be reached") from error
    with closing(connection):
        connection.detach()
        yield connection


def _is_locked_by_us(connection: Connection) -> bool:
    got = connection.execute(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": _LOCK}).scalar()
    connection.commit()
    return bool(got)


def _is_ours(file: TextIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _wait_until(succeeds: Callable[[], bool], wait_seconds: float) -> None:
    last = monotonic() + wait_seconds
    while not succeeds():
        if monotonic() >= last:
            raise PublisherBusy("another load or import is at work: wait until it is done, then try again")
        sleep(_SECONDS_BETWEEN_TRIES)
