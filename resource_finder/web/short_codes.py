"""Short codes for lists that leave the screen: a code holds ids of offerings and nothing else."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256

from sqlalchemy import func, insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from resource_finder.catalogue.tables import BUSY_TIMEOUT_MILLISECONDS, HandedOutList, db

log = logging.getLogger(__name__)

# No sign that looks like another on a bad copy (0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B), no vowels: no words appear.
SIGNS = "23456789CDFHJKMNPQRTVWXY"
LENGTH = 6
# Who reads a sign of the code as its twin is forgiven.
_TWINS = str.maketrans("ZSGB", "2568")
_PARTED = str.maketrans("", "", " \t\r\n\u00a0-\u2010\u2011\u2012\u2013._")
# Far more lists than a program of this size hands out; a machine that asks for all lists stops here.
MOST_CODES = 200_000
# A page waits this long for another writer, then goes without a code.
WAIT_MILLISECONDS = 250
_TRIES = 8


def code_typed(text: str) -> str:
    """A code as people type it, in the one way it is kept; empty for what can be no code."""
    code = text.translate(_PARTED).upper().translate(_TWINS)
    return code if len(code) == LENGTH and set(code) <= set(SIGNS) else ""


def code_shown(code: str) -> str:
    """In two groups of three, as people read it aloud."""
    return f"{code[:3]}-{code[3:]}" if code else ""


def code_for(ids: Sequence[str]) -> str:
    """The code of these offerings, made when there is none yet; the same offerings have the same code.

    Empty when none can be had: a database that cannot be written now must not stop a list.
    """
    wanted = frozenset(ids)
    try:
        for code in _candidates(wanted):
            kept = _kept(code)
            if kept is None:
                return code if _keep(code, ids) else ""
            if frozenset(kept) == wanted:
                return code
    except SQLAlchemyError as error:
        log.warning("no short code: %s", type(error).__name__)
    return ""


def ids_of(code: str) -> tuple[str, ...] | None:
    """The ids under a code, in the order in which they were first handed out; None where it is not known."""
    return _kept(code)


def _candidates(ids: frozenset[str]) -> Iterator[str]:
    """The codes that these ids may have, the first that is free first."""
    for attempt in range(_TRIES):
        number = int.from_bytes(sha256("\n".join((str(attempt), *sorted(ids))).encode()).digest())
        signs = []
        for _ in range(LENGTH):
            number, sign = divmod(number, len(SIGNS))
            signs.append(SIGNS[sign])
        yield "".join(signs)


def _kept(code: str) -> tuple[str, ...] | None:
    with db.engine.connect() as connection:
        found = connection.execute(select(HandedOutList.ids).where(HandedOutList.code == code)).scalar()
    return tuple(found.split("\n")) if found is not None else None


def _keep(code: str, ids: Sequence[str]) -> bool:
    """Whether the code now stands for these ids; another worker may have kept it in the same moment."""
    with db.engine.connect() as connection, _impatient(connection):
        count = connection.execute(select(func.count()).select_from(HandedOutList)).scalar() or 0
        # A new transaction: one that has read before another writes may not write itself.
        connection.rollback()
        if count >= MOST_CODES:
            log.warning("no short code: %s are kept already", count)
            return False
        try:
            connection.execute(insert(HandedOutList).values(code=code, ids="\n".join(dict.fromkeys(ids))))
            connection.commit()
        except IntegrityError:
            connection.rollback()
            return frozenset(_kept(code) or ()) == frozenset(ids)
    return True


@contextmanager
def _impatient(connection: Connection) -> Iterator[None]:
    """A load writes for seconds: nobody waits that long at a printer."""
    if connection.dialect.name != "sqlite":
        yield
        return
    pragma = "PRAGMA busy_timeout={}"
    connection.exec_driver_sql(pragma.format(WAIT_MILLISECONDS))
    connection.rollback()
    try:
        yield
    finally:
        connection.rollback()
        connection.exec_driver_sql(pragma.format(BUSY_TIMEOUT_MILLISECONDS))
