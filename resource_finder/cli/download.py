"""Fetches a published file whole or not at all: over https, from the host that was named, within limits."""

import hashlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

MOST_BYTES = 256 * 1024 * 1024
MOST_SECONDS = 300
SECONDS_OF_SILENCE = 30
MOST_REDIRECTS = 3
_PIECE = 64 * 1024
_SECONDS_AFTER_THE_END = 1.0
_AGENT = "missouri-reentry-resource-finder"
_REDIRECTS = (301, 302, 303, 307, 308)
# First bytes of a page that says why there is no file.
_WEB_PAGE = (b"<!doctype html", b"<html", b"<head", b"<?xml version", b"<script")


class DownloadFailed(RuntimeError):
    """Nothing was fetched; the words say why, for the person who asked."""


@dataclass(frozen=True)
class Fetched:
    """What was fetched: where it lies, how large it is, and its SHA-256."""

    file: Path
    size: int
    checksum: str


@dataclass(frozen=True)
class Limits:
    """How much may come, how long all of it may take, and how long nothing may come."""

    bytes: int = MOST_BYTES
    seconds: float = MOST_SECONDS
    silence: float = SECONDS_OF_SILENCE


Door = Callable[[str, str, int], str]


def public_door(scheme: str, host: str, port: int) -> str:
    """The address to connect to: https alone, and never a machine of one's own network."""
    if scheme != "https":
        raise DownloadFailed(f"{scheme or 'no scheme'} is not https: what it brings could be anybody's")
    try:
        found = {str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise DownloadFailed(f"{host} cannot be found") from error
    for address in found:
        if not _is_public(address):
            raise DownloadFailed(f"{host} is an address of a private network")
    return min(found, key=lambda address: (":" in address, address))


def _is_public(address: str) -> bool:
    read = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(read, "ipv4_mapped", None) or read
    return bool(inner.is_global and not inner.is_multicast)


def fetch(
    url: str, folder: Path, name: str, limits: Limits | None = None, door: Door = public_door
) -> Fetched:
    """Fetch `url` into `folder` as NAME and the ending that its content has; whole or not at all.

    The last file of that name stays beside it as `previous-NAME`. Raises DownloadFailed for what is no https,
    on another host, private, too large, too slow, cut, of another length than was said, or a web page.
    """
    limits = limits or Limits()
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{name}.part"
    try:
        size, checksum, start = _fetched(url, part, limits, door)
        for old in folder.glob(f"{name}.*"):
            if old != part:
                old.replace(folder / f"previous-{old.name}")
        file = folder / f"{name}{_ending(start)}"
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return Fetched(file, size, checksum)


def _ending(start: bytes) -> str:
    if start.startswith(b"PK"):
        return ".zip"
    return ".json" if start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[") else ".csv"


def _fetched(url: str, part: Path, limits: Limits, door: Door) -> tuple[int, str, bytes]:
    end, host = time.monotonic() + limits.seconds, urlsplit(url).hostname
    for _redirect in range(MOST_REDIRECTS + 1):
        try:
            connected = _connected(url, limits, door)
            with _at_most(end, connected, limits):
                reply = _asked(url, connected)
                if reply.status not in _REDIRECTS:
                    return _saved(reply, connected, part, limits)
                url = urljoin(url, reply.headers.get("Location", ""))
        except TimeoutError as error:
            raise DownloadFailed(f"the server was silent for {limits.silence:g} seconds") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise DownloadFailed(f"the connection failed ({type(error).__name__})") from error
        if urlsplit(url).hostname != host:
            raise DownloadFailed(f"it was moved to another host ({urlsplit(url).hostname}): look and set it")
    raise DownloadFailed("it is moved on and on")


@contextmanager
def _at_most(end: float, connected: socket.socket, limits: Limits) -> Iterator[None]:
    """Cuts the connection at `end`, however slowly something still comes."""
    late = threading.Event()

    def cut() -> None:
        late.set()
        with suppress(OSError):
            connected.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(0.0, end - time.monotonic()), cut)
    timer.daemon = True
    timer.start()
    too_long = f"it takes longer than {limits.seconds:g} seconds"
    try:
        yield
    except (OSError, http.client.HTTPException, DownloadFailed) as error:
        if late.is_set():
            raise DownloadFailed(too_long) from error
        raise
    else:
        # What was cut here without a word of its length looks like a whole file.
        if late.is_set():
            raise DownloadFailed(too_long)
    finally:
        timer.cancel()
        connected.close()


def _connected(url: str, limits: Limits, door: Door) -> socket.socket:
    """The address that was looked at is the one that is connected to."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if not host or parts.username is not None:
        raise DownloadFailed(f"“{url[:80]}” is no address of a file")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    connected = socket.create_connection((door(parts.scheme, host, port), port), timeout=limits.silence)
    if parts.scheme != "https":
        return connected
    try:
        return ssl.create_default_context().wrap_socket(connected, server_hostname=host)
    except OSError:
        connected.close()
        raise


def _asked(url: str, connected: socket.socket) -> http.client.HTTPResponse:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "")
    connection.sock = connected
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    host = parts.hostname or ""
    headers = {
        "Host": host if parts.port is None else f"{host}:{parts.port}",
        "User-Agent": _AGENT,
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    connection.request("GET", path, headers=headers)
    return connection.getresponse()


def _saved(
    reply: http.client.HTTPResponse, connected: socket.socket, part: Path, limits: Limits
) -> tuple[int, str, bytes]:
    if reply.status != 200:
        raise DownloadFailed(f"the server answers {reply.status} {reply.reason}")
    told = reply.headers.get("Content-Length")
    if told is not None and (not told.isdigit() or int(told) > limits.bytes):
        raise DownloadFailed(f"it is larger than {limits.bytes // 2**20} MB")
    # What is said of the length is compared with what comes: more is as wrong as less.
    reply.length = None
    digest, size, start = hashlib.sha256(), 0, b""
    with part.open("wb") as out:
        for piece in _pieces(reply, connected, told):
            size += len(piece)
            start = (start + piece)[:512] if len(start) < 512 else start
            if size > limits.bytes:
                raise DownloadFailed(f"it is larger than {limits.bytes // 2**20} MB")
            digest.update(piece)
            out.write(piece)
    if told is not None and size != int(told):
        what = "it was cut" if size < int(told) else "it is longer than the server says"
        raise DownloadFailed(f"{what}: {size:,} bytes came, {int(told):,} were told")
    _check_start(start, size)
    return size, digest.hexdigest(), start


def _pieces(reply: http.client.HTTPResponse, connected: socket.socket, told: str | None) -> Iterator[bytes]:
    """All that comes. A server that keeps the line open after the last byte is waited for no longer."""
    size = 0
    while True:
        is_all = told is not None and size >= int(told)
        if is_all:
            connected.settimeout(_SECONDS_AFTER_THE_END)
        try:
            piece = reply.read1(_PIECE)
        except TimeoutError:
            if is_all:
                return
            raise
        if not piece:
            return
        size += len(piece)
        yield piece


def _check_start(start: bytes, size: int) -> None:
    if not size:
        raise DownloadFailed("it is empty")
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_WEB_PAGE):
        raise DownloadFailed("it is a web page, not the file")
