"""Servers to measure, each in a process of its own: the real program, or a bare one served alike."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen


@dataclass(frozen=True, slots=True)
class Server:
    """One server with one worker, and its port."""

    pid: int
    port: int

    def cpu_seconds(self) -> float:
        """Of the server and its worker; 0 where the system does not tell."""
        ticks = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                name, _paren, rest = stat.read_text().rpartition(")")
            except OSError:  # ended in the meantime
                continue
            figures = rest.split()
            if int(figures[1]) == self.pid or name.startswith(f"{self.pid} "):
                ticks += int(figures[11]) + int(figures[12])
        return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(command: list[str], port: int, path: str, **settings: str) -> Iterator[Server]:
    started = subprocess.Popen(command, env=os.environ | settings, stdout=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}{path}")
        yield Server(started.pid, port)
    finally:
        started.terminate()
        started.wait(timeout=30)


def our_program(folder: Path) -> AbstractContextManager[Server]:
    """The real program on the real catalogue, in a folder of its own."""
    port = free_port()
    program = str(Path(sys.executable).with_name("resource-finder"))
    command = [program, "serve", "--workers", "1", "--port", str(port)]
    return serving(command, port, "/readyz", RESOURCE_FINDER_INSTANCE=str(folder / "instance"))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _wait_for(address: str) -> None:
    for _ in range(1200):
        try:
            with urlopen(address, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise SystemExit(f"no answer from {address}")
