"""What waits for the server says within its time that it is ready, or that it is not."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from resource_finder.cli import ready

SECONDS = 0.5


@pytest.fixture(params=[b"", b"HTTP/1.1 503 Not now\r\n\r\n", b"HTTP/1.1 204 Nothing\r\n\r\n", b"?\r\n"])
def not_ready(request: pytest.FixtureRequest) -> Iterator[str]:
    """A port that takes everybody in and says nothing, that it is not ready, or what is no answer at all."""
    door = socket.create_server(("127.0.0.1", 0), backlog=64)
    taken: list[socket.socket] = []

    def take() -> None:
        while True:
            try:
                line, _address = door.accept()
            except OSError:
                return
            taken.append(line)
            if request.param:
                line.recv(1000)
                line.sendall(request.param)
                line.close()

    taking = threading.Thread(target=take)
    taking.start()
    yield f"http://127.0.0.1:{door.getsockname()[1]}/"
    door.shutdown(socket.SHUT_RDWR)
    door.close()
    taking.join()
    for line in taken:
        line.close()


def test_one_that_is_not_ready_is_said_within_the_time_that_is_named(
    not_ready: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ready, "SECONDS_TO_START", SECONDS)
    began = time.monotonic()
    ready.say_when_ready(not_ready)
    # One that waited for an answer would wait for ever.
    assert time.monotonic() - began < SECONDS + 20
    said = capsys.readouterr()
    assert (said.out, said.err.splitlines()) == (
        "",
        [f"not ready after {SECONDS} seconds: {not_ready}readyz says why"],
    )
