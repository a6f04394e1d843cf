"""What a fault of the database means, in plain words."""

import sqlite3

from sqlalchemy.exc import SQLAlchemyError

# The driver's own faults come bare while a connection is made.
DATABASE_FAULTS = (SQLAlchemyError, sqlite3.Error)
NO_TABLES = "the database has no tables yet"
_DAMAGED = "the tables are damaged: one of them is missing"
_READ_ONLY = "the database cannot be written (read-only)"
_UNREACHABLE = "the database server cannot be reached"
_UNKNOWN = "the database server has no such database, or no such user"
_PLAIN = (
    ("no space left", "no space is left on the disk"),
    ("disk is full", "no space is left on the disk"),
    ("readonly", _READ_ONLY),
    ("read-only", _READ_ONLY),
    ("locked", "another program is writing; try again"),
    ("lock timeout", "another program is writing; try again"),
    # The one table that says what is published; of a catalogue without it nothing can be known.
    ("no such table: edition", NO_TABLES),
    ("no such table", _DAMAGED),
    ("unable to open", "the database file cannot be opened"),
    ("not a database", "the database file is damaged: it is no database"),
    ("malformed", "the database file is damaged"),
    ("could not decode", "the database file is damaged"),
    ("disk i/o", "the disk of the database fails"),
    ("no answer", "the database server gives no answer"),
    ("timeout expired", "the database server gives no answer"),
    ("starting up", "the database server is starting"),
    ("shutting down", "the database server is being stopped"),
    ("terminating connection", "the database server is being stopped"),
    ("connection refused", _UNREACHABLE),
    ("closed the connection", _UNREACHABLE),
    ("no such file or directory", _UNREACHABLE),
    ("resolve host", _UNREACHABLE),
    ("authentication failed", "the database server takes neither this user nor this password"),
    ("no password supplied", "the database server wants a password: DATABASE_URL has none"),
    ("permission denied", "the database lets this user not do that"),
    ("too many", "the database server has too many connections"),
    ("remaining connection slots", "the database server has too many connections"),
)
# By SQLSTATE: a server may speak any language.
_BY_STATE = {
    "25006": _READ_ONLY,
    "28P01": "the database server takes neither this user nor this password",
    "3D000": _UNKNOWN,
    "42501": "the database lets this user not do that",
    "53100": "no space is left on the disk",
    "53300": "the database server has too many connections",
    "55P03": "another program is writing; try again",
    "57P01": "the database server is being stopped",
    "57P03": "the database server is starting",
}
_UNDEFINED_TABLE = "42P01"


def plain(error: Exception) -> str:
    """What a fault of the database means, without its statement and its values."""
    bare = getattr(error, "orig", None) or error
    told, state = str(bare).casefold(), getattr(bare, "sqlstate", None)
    if state == _UNDEFINED_TABLE:
        return NO_TABLES if '"edition"' in told else _DAMAGED
    if state is None and told.rstrip().endswith("does not exist"):
        # Who is not let in is told no state.
        return _UNKNOWN
    found = _BY_STATE.get(state or "") or next((plain for sign, plain in _PLAIN if sign in told), "")
    return found or f"the database failed ({type(error).__name__})"
