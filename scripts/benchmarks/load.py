"""Asks a server for pages as fast as it answers: by wrk where there is one, else by a client of ours."""

import os
import selectors
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

CONNECTIONS = 8

_WRK = """
local asks, at = {}, 0
for line in io.lines(os.getenv("BENCH_ASKS")) do
  local method, path, body = line:match("^(%S+) (%S+) ?(.*)$")
  local headers = {["Accept-Encoding"] = "gzip"}
  if method == "POST" then headers["Content-Type"] = "application/x-www-form-urlencoded" end
  asks[#asks + 1] = wrk.format(method, path, headers, body ~= "" and body or nil)
end
request = function() at = at % #asks + 1; return asks[at] end
done = function(summary, latency)
  local errors = summary.errors
  local bad = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  print(string.format("=%d %d %d %d", summary.requests, summary.duration, latency:percentile(99), bad))
end
"""


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: GET, or POST where it has a body."""

    path: str
    body: str = ""

    @property
    def line(self) -> str:
        return f"POST {self.path} {self.body}" if self.body else f"GET {self.path}"


@dataclass(frozen=True, slots=True)
class Measured:
    """Answers a second, the 99th percentile in milliseconds, and how many went wrong."""

    answers: int
    rate: float
    p99: float
    bad: int


def client_name() -> str:
    return "wrk" if shutil.which("wrk") else "a client in Python (which may be slower than the bare pages)"


def measure(port: int, asks: list[Ask], seconds: int) -> Measured:
    """Ask for `asks` in turn over connections that stay open, from another process."""
    if shutil.which("wrk"):
        return _wrk(port, asks, seconds)
    return _python(port, asks, seconds)


def _wrk(port: int, asks: list[Ask], seconds: int) -> Measured:
    with TemporaryDirectory() as folder:
        script, lines = Path(folder) / "asks.lua", Path(folder) / "asks"
        script.write_text(_WRK, encoding="utf-8")
        lines.write_text("\n".join(ask.line for ask in asks) + "\n", encoding="utf-8")
        said = subprocess.run(
            ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", script, f"http://127.0.0.1:{port}"],
            env=os.environ | {"BENCH_ASKS": str(lines)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    answers, micros, p99, bad = (int(figure) for figure in said.rpartition("=")[2].split())
    return Measured(answers, answers / (micros / 1e6), p99 / 1000, bad)


def _python(port: int, asks: list[Ask], seconds: int) -> Measured:
    """One thread, one open request on each connection."""
    waiting = selectors.DefaultSelector()
    asked_at: dict[socket.socket, float] = {}
    turn, times, bad = cycle(asks), [], 0
    for _ in range(CONNECTIONS):
        line = socket.create_connection(("127.0.0.1", port))
        waiting.register(line, selectors.EVENT_READ, _answers(line))
        asked_at[line] = _send(line, next(turn))
    started = time.perf_counter()
    while time.perf_counter() - started < seconds:
        for ready, _events in waiting.select():
            status = next(ready.data)
            if status is None:
                continue
            times.append(time.perf_counter() - asked_at[ready.fileobj])  # type: ignore[index]
            bad += status != 200
            asked_at[ready.fileobj] = _send(ready.fileobj, next(turn))  # type: ignore[index, arg-type]
    took = time.perf_counter() - started
    for line in asked_at:
        line.close()
    times.sort()
    return Measured(len(times), len(times) / took, 1000 * times[int(len(times) * 0.99)], bad)


def _send(line: socket.socket, ask: Ask) -> float:
    body = ask.body.encode()
    kind = "Content-Type: application/x-www-form-urlencoded\r\n" if body else ""
    head = f"{'POST' if body else 'GET'} {ask.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n"
    line.sendall(f"{head}{kind}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    return time.perf_counter()


def _answers(line: socket.socket) -> Iterator[int | None]:
    """The status of each answer once it is whole; None while more is to come."""
    while True:
        read = b""
        while b"\r\n\r\n" not in read:
            read += line.recv(65536)
            if b"\r\n\r\n" not in read:
                yield None
        head, _blank, body = read.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        got = len(body)
        while got < length:
            yield None
            got += len(line.recv(65536))
        yield int(head.split()[1])
