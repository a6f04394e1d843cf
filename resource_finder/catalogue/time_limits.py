"""How long a database server is waited for. One that is frozen keeps its connections open and says nothing.

No limit that the server itself keeps helps there: this side looks at the clock, and hangs up.
"""

from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import Any

from psycopg import Connection, OperationalError
from sqlalchemy import event
from sqlalchemy.engine import Dialect, Engine

SECONDS_TO_CONNECT = 2
# The largest statement of a load takes less.
SECONDS_OF_A_LOAD = 120.0
# For what somebody waits for, and for the look for a newer catalogue, for which nobody does.
SECONDS_OF_A_PAGE, SECONDS_OF_A_LOOK = 2.0, 5.0
# A page does not ask a server that gave no answer so lately: nobody waits for it twice.
SECONDS_OF_DOUBT = 10.0
_NO_ANSWER = "the server gives no answer"
_USUAL_PORT = 5432
# When each server, by host and port, last gave none. Who looks for a newer catalogue asks all the same.
_silent_at: dict[tuple[str, str], float] = {}
_seconds: ContextVar[float] = ContextVar("seconds", default=SECONDS_OF_A_LOAD)


@contextmanager
def answered_within(seconds: float) -> Iterator[None]:
    """Within, a statement fails after so long without a word of the server, and its connection is closed."""
    before = _seconds.set(seconds)
    try:
        yield
    finally:
        _seconds.reset(before)


class NoAnswer(OperationalError):
    """It was asked, and said nothing for as long as it was waited for."""


class LimitedConnection(Connection[Any]):
    """Waits for an answer as long as is allowed where it is asked."""

    # As it was named when it was made: who connects next asks for just that name.
    server = ("", "")

    def wait(self, gen: Generator[Any, Any, Any], *given: Any, **named: Any) -> Any:
        """Raises OperationalError when the time is over, or was for somebody else just now."""
        if _is_doubtful(self.server):
            self.close()
            raise OperationalError(_NO_ANSWER)
        try:
            found = super().wait(_unless_silent(gen, _seconds.get()), *given, **named)
        except _TooLong as error:
            _silent_at[self.server] = monotonic()
            self.close()
            raise NoAnswer(_NO_ANSWER) from error
        _silent_at.pop(self.server, None)
        return found


def _server_of(named: Mapping[str, Any]) -> tuple[str, str]:
    return str(named.get("host") or ""), str(named.get("port") or _USUAL_PORT)


def _is_doubtful(server: tuple[str, str]) -> bool:
    silent_at = _silent_at.get(server)
    is_a_page = _seconds.get() <= SECONDS_OF_A_PAGE
    return is_a_page and silent_at is not None and monotonic() - silent_at < SECONDS_OF_DOUBT


class _TooLong(Exception):
    pass


def _unless_silent(waiting: Generator[Any, Any, Any], seconds: float) -> Generator[Any, Any, Any]:
    """The same; who waits for the socket comes back ten times a second, with nothing where nothing came."""
    heard = monotonic()
    try:
        wanted = next(waiting)
        while True:
            came = yield wanted
            if came:
                heard = monotonic()
            elif monotonic() - heard > seconds:
                raise _TooLong
            wanted = waiting.send(came)
    except StopIteration as end:
        return end.value


@event.listens_for(Engine, "do_connect")
def _connect(dialect: Dialect, _record: object, given: list[Any], named: dict[str, Any]) -> Any:
    if dialect.driver != "psycopg":
        return None
    server = _server_of(named)
    if _is_doubtful(server):
        raise OperationalError(_NO_ANSWER)
    try:
        made = LimitedConnection.connect(*given, **{"connect_timeout": SECONDS_TO_CONNECT, **named})
    except OperationalError:
        _silent_at[server] = monotonic()
        raise
    made.server = server
    return made


def as_a_page(application: Callable[..., Any]) -> Callable[..., Any]:
    """The same WSGI application, in which nobody waits longer than for a page."""

    def answer(environ: Any, start_response: Any) -> Any:
        with answered_within(SECONDS_OF_A_PAGE):
            return application(environ, start_response)

    return answer
