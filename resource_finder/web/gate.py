"""Between the server and the program: a request is whole before any thread is taken for it.

Somebody who sends half a form and falls silent costs what they sent until their time is up, and no thread;
all who do so together cost no more than `MOST_HELD`.
Kept pages are sent from here, without a thread either.
"""

import asyncio
import logging
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from granian.rsgi import HTTPProtocol, ProtocolClosed, Scope

from resource_finder.web.bare_pages import bare_page
from resource_finder.web.lanes import LaneFull, Lanes
from resource_finder.web.limits import MOST_BYTES
from resource_finder.web.page_cache import Kept
from resource_finder.web.security import FILE_HEADERS, NEVER

log = logging.getLogger(__name__)

# A form of a few kilobytes on a bad line takes seconds.
SECONDS_FOR_A_BODY = 10.0
# So much of what is too long is read and thrown away, since a browser reads no answer before it has sent all.
MOST_THROWN_AWAY = 8_000_000
# Of all forms that are under way or wait for their answer, beside the first bytes of each: those are of
# ordinary forms, which must get through while somebody fills the rest.
MOST_HELD = 64_000_000
ALWAYS_HELD = 8_000

Environ = dict[str, Any]
Program = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
Headers = list[tuple[str, str]]


class BodyCut(RuntimeError):
    """The sender went away in the middle."""


class NoRoom(RuntimeError):
    """The forms of others take all the memory that there is for forms."""


class Room:
    """What of `MOST_HELD` is left."""

    def __init__(self) -> None:
        self.left = MOST_HELD


class Share:
    """What one form takes of it."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._taken = 0

    def hold(self, length: int) -> None:
        """From now on so many bytes; zero gives all back. Raises NoRoom."""
        more = max(0, length - ALWAYS_HELD) - self._taken
        if more > self._room.left:
            raise NoRoom
        self._room.left -= more
        self._taken += more


@dataclass(frozen=True, slots=True)
class Answer:
    """What a program answered, whole."""

    status: int
    headers: Headers
    body: bytes


class Gate:
    """A WSGI program as the server calls it. `at_hand` gives a kept page, where there is one, at once."""

    def __init__(self, program: Program, at_hand: Callable[[Environ], Kept | None] = lambda _: None) -> None:
        self._program = program
        self._at_hand = at_hand
        self._lanes = Lanes()
        self._room = Room()

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        try:
            answer, is_read = await self._answer(scope, protocol)
        except (BodyCut, ProtocolClosed, ConnectionError):
            return  # nobody is there to be answered
        if not is_read:
            answer.headers.append(("Connection", "close"))
        if answer.body:
            protocol.response_bytes(answer.status, answer.headers, answer.body)
        else:
            protocol.response_empty(answer.status, answer.headers)

    async def _answer(self, scope: Scope, protocol: HTTPProtocol) -> tuple[Answer, bool]:
        """The answer, and whether all was read that was sent."""
        environ = environ_of(scope)
        has_body = "HTTP_TRANSFER_ENCODING" in environ or environ.get("CONTENT_LENGTH", "0") != "0"
        if not has_body and environ["REQUEST_METHOD"] == "GET":
            kept = self._at_hand(environ)
            if kept is not None:
                return Answer(200, list(kept.headers), kept.body), True
        if not has_body:
            return await self._answer_of_program(scope.path, environ), True
        share = Share(self._room)
        try:
            is_read = await _take_body(environ, protocol, share)
            return await self._answer_of_program(scope.path, environ), is_read
        except TimeoutError:
            return _bare(408, scope.path), False
        except NoRoom:
            return _busy(scope.path), False
        finally:
            share.hold(0)

    async def _answer_of_program(self, path: str, environ: Environ) -> Answer:
        try:
            return await self._lanes.of(path).run(lambda: answer_of(self._program, environ))
        except LaneFull:
            return _busy(path)


def environ_of(scope: Scope) -> Environ:
    """The request as WSGI has it, without its body; of what is far too long only how long it is."""
    server, _colon, port = scope.server.rpartition(":")
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": _as_latin(scope.path),
        "QUERY_STRING": _as_latin(scope.query_string),
        "SERVER_NAME": server.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        # One with a line below could pass for another that a proxy sets.
        if "_" in name:
            continue
        key = name.upper().replace("-", "_")
        key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
        known = environ.get(key)
        environ[key] = value if known is None else f"{known}{'; ' if key == 'HTTP_COOKIE' else ','}{value}"
    return environ


def _as_latin(text: str) -> str:
    return text if text.isascii() else text.encode("utf-8", "replace").decode("latin-1")


async def _take_body(environ: Environ, protocol: HTTPProtocol, share: Share) -> bool:
    """Put the body where the program reads it. Raises TimeoutError, BodyCut, NoRoom.

    Of one that is too long the program gets the length alone, which it refuses; False where the rest of it is
    still under way.
    """
    told = int(environ.get("CONTENT_LENGTH") or 0)
    if told > MOST_THROWN_AWAY:
        return False
    pieces: list[bytes] = []
    length = 0
    async with asyncio.timeout(SECONDS_FOR_A_BODY):
        async for piece in protocol:
            length += len(piece)
            if length <= MOST_BYTES:
                share.hold(length)
                pieces.append(piece)
                continue
            pieces.clear()
            share.hold(0)
            if length > MOST_THROWN_AWAY:
                break
    if length < told:
        raise BodyCut
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    environ["CONTENT_LENGTH"] = str(length)
    environ["wsgi.input"] = BytesIO(b"".join(pieces))
    return length <= MOST_THROWN_AWAY


def answer_of(program: Program, environ: Environ) -> Answer:
    """Call a WSGI program and collect what it says. Never raises."""
    started: list[tuple[str, Headers]] = []

    def start_response(status: str, headers: Headers, _fault: Any = None) -> Callable[[bytes], None]:
        started[:] = [(status, headers)]
        return lambda _piece: None

    try:
        pieces = program(environ, start_response)
        try:
            body = b"".join(pieces)
        finally:
            getattr(pieces, "close", lambda: None)()
        status, headers = started[0]
        return Answer(int(status.split()[0]), list(headers), body)
    except Exception as error:
        # The class alone: the message may hold what somebody typed.
        log.error("%s before the program", type(error).__name__)
        return _bare(500, environ["PATH_INFO"])


def _busy(path: str) -> Answer:
    answer = _bare(503, path)
    answer.headers.append(("Retry-After", "5"))
    return answer


def _bare(code: int, path: str) -> Answer:
    kind, body = bare_page(code, path)
    return Answer(code, [("Content-Type", kind), ("Cache-Control", NEVER), *FILE_HEADERS.items()], body)
