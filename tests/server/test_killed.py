"""Whatever is killed, the site goes on or is gone whole: never a part that keeps the port."""

import os
import signal
import socket
import subprocess
import threading
import time
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.server.served import PROGRAM, Served, is_alive

SECONDS_TO_BE_WHOLE = 60


class Traffic:
    """People who go on asking; `failed` are those that got no page."""

    def __init__(self, served: Served, people: int = 3) -> None:
        self._served = served
        self.answered, self.failed = 0, 0
        self._over = threading.Event()
        self._people = [threading.Thread(target=self._ask) for _ in range(people)]

    def __enter__(self) -> "Traffic":
        for person in self._people:
            person.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for person in self._people:
            person.join()

    def _ask(self) -> None:
        while not self._over.wait(0.01):
            try:
                with urlopen(self._served.at("/crisis"), timeout=10) as answer:
                    answer.read()
                    self.answered += 1
            except (OSError, HTTPException):
                self.failed += 1


def wait_for_starts(served: Served, starts: int) -> None:
    until = time.monotonic() + SECONDS_TO_BE_WHOLE
    while served.starts < starts:
        assert served.main.poll() is None, served.log
        assert time.monotonic() < until, served.log
        time.sleep(0.05)


def test_killed_workers_are_replaced_one_under_traffic_and_all_at_once(own: Served) -> None:
    with Traffic(own) as traffic:
        for starts, kill in enumerate((signal.SIGKILL, signal.SIGBUS, signal.SIGKILL), 3):
            os.kill(own.workers[-1], kill)
            wait_for_starts(own, starts)
        time.sleep(1)
    assert traffic.answered > 100
    # Who was being answered by the dead one, or stood in its line.
    assert traffic.failed <= 3 * 3
    for victim in own.workers:
        os.kill(victim, signal.SIGKILL)
    wait_for_starts(own, 7)
    own.wait_until_ready()


def test_nothing_keeps_the_port_when_the_main_process_is_killed(own: Served) -> None:
    workers = own.workers
    own.main.kill()
    own.main.wait(timeout=30)
    until = time.monotonic() + 30
    while not is_free(own.port) and time.monotonic() < until:
        time.sleep(0.05)
    assert is_free(own.port)
    assert [worker for worker in workers if is_alive(worker)] == []


def is_free(port: int) -> bool:
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return _binds(line, port)


def _binds(line: socket.socket, port: int) -> bool:
    with suppress(OSError):
        line.bind(("127.0.0.1", port))
        return True
    return False


def test_who_is_being_answered_when_the_server_stops_gets_the_answer(own: Served) -> None:
    with own.open(
        b"POST /find HTTP/1.1\r\nHost: here\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        b"Connection: close\r\nContent-Length: 24\r\n\r\nplace=65203&need="
    ) as line:
        time.sleep(0.2)
        own.main.terminate()
        time.sleep(0.2)
        line.sendall(b"housing")
        assert line.recv(12) in (b"HTTP/1.1 303", b"HTTP/1.1 200")
    assert own.main.wait(timeout=15) == 0


def files_of(instance: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in instance.rglob("*") if path.is_file()}


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_a_second_server_on_a_taken_port_says_so_and_touches_nothing(
    served: Served, tmp_path: Path, host: str
) -> None:
    fresh = tmp_path / "instance"
    said = subprocess.run(
        [PROGRAM, "serve", "--port", str(served.port), "--host", host],
        env=os.environ | {"RESOURCE_FINDER_INSTANCE": str(fresh)},
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert said.returncode in (1, 2)
    assert said.stdout == ""
    assert said.stderr.count("\n") == 1
    assert f"{host}:{served.port} is taken" in said.stderr
    assert not fresh.exists()


def test_a_host_that_is_not_of_this_machine_is_named(tmp_path: Path) -> None:
    said = subprocess.run(
        [PROGRAM, "serve", "--host", "203.0.113.9"],
        env=os.environ | {"RESOURCE_FINDER_INSTANCE": str(tmp_path / "instance")},
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert said.returncode == 2
    assert said.stderr.count("\n") == 1
    assert "203.0.113.9:8000" in said.stderr
