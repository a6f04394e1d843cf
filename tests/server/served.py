"""One `serve` in processes of its own, and raw questions to it."""

import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

PROGRAM = str(Path(sys.executable).with_name("resource-finder"))
SECONDS_TO_START = 120


class Served:
    """Started at once; `log` is what it said so far."""

    def __init__(self, instance: Path, port: int | None = None, **settings: str) -> None:
        self.port = port or free_port()
        self._log = instance.parent / f"log-{self.port}-{time.monotonic_ns()}"
        with self._log.open("wb") as log:
            self.main = subprocess.Popen(
                [PROGRAM, "serve", "--port", str(self.port), "--workers", "2"],
                env=os.environ | {"RESOURCE_FINDER_INSTANCE": str(instance)} | settings,
                stdout=log,
                stderr=log,
            )

    @property
    def log(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    @property
    def starts(self) -> int:
        """How many workers have begun to listen since the start."""
        return self.log.count("runtime-1")

    @property
    def workers(self) -> list[int]:
        """The processes that serve, without the one that says when all is ready."""
        return [pid for pid in children_of(self.main.pid) if "cli.ready" not in command_of(pid)]

    def wait_until_ready(self) -> None:
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until:
            assert self.main.poll() is None, self.log
            with suppress(URLError, OSError), urlopen(self.at("/readyz"), timeout=5) as answer:
                if answer.status == 200 and self.starts >= 2:
                    return
            time.sleep(0.05)
        raise AssertionError(f"not ready: {self.log}")

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def open(self, sent: bytes = b"") -> socket.socket:
        line = socket.create_connection(("127.0.0.1", self.port), timeout=15)
        line.sendall(sent)
        return line

    def raw(self, sent: bytes) -> tuple[int, bytes]:
        """Status and the whole answer to these very bytes; the connection is closed by the server."""
        with self.open(sent) as line:
            answer = all_of(line)
        return int(answer.split(b" ", 2)[1]), answer

    def seconds_for(self, path: str, form: bytes | None = None) -> float:
        started = time.perf_counter()
        with urlopen(self.at(path), form, timeout=20) as answer:
            answer.read()
        return time.perf_counter() - started

    def megabytes(self) -> int:
        """What the workers take together."""
        return sum(resident(pid) for pid in self.workers) // 1024

    def stop(self) -> None:
        if self.main.poll() is None:
            self.main.terminate()
        self.main.wait(timeout=20)


def command(instance: Path, *words: str) -> None:
    """One command of the program, to its end; it must do what it says."""
    subprocess.run(
        [PROGRAM, *words],
        env=os.environ | {"RESOURCE_FINDER_INSTANCE": str(instance)},
        check=True,
        capture_output=True,
        timeout=120,
    )


def all_of(line: socket.socket) -> bytes:
    pieces = []
    with suppress(ConnectionResetError):
        while piece := line.recv(65536):
            pieces.append(piece)
    return b"".join(pieces)


def get(path: str, *heads: str) -> bytes:
    return "\r\n".join((f"GET {path} HTTP/1.1", "Host: here", "Connection: close", *heads, "", "")).encode(
        "latin-1"
    )


def post(path: str, body: bytes, kind: str = "application/x-www-form-urlencoded") -> bytes:
    head = f"POST {path} HTTP/1.1\r\nHost: here\r\nConnection: close\r\nContent-Type: {kind}\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def children_of(pid: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
            if int(parent) == pid and state != "Z":
                found.append(int(stat.parent.name))
    return sorted(found)


def command_of(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text()
    return ""


def resident(pid: int) -> int:
    with suppress(OSError, StopIteration):
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))
    return 0


def is_alive(pid: int) -> bool:
    """A process that ended and was not fetched by its parent is not."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False
