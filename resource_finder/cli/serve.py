"""`resource-finder serve`: load what changed, then serve on granian."""

import errno
import os
import socket
import subprocess
import sys
import time
from typing import Any

import click
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server.mp import MPServer

from resource_finder.catalogue.tables import close_connections
from resource_finder.cli.catalogue import load_if_changed
from resource_finder.cli.starting import loaded_or_last_good
from resource_finder.config import settings_from

# Who listens everywhere is reached from this machine itself at:
ANY_HOST = {"0.0.0.0": "127.0.0.1", "::": "::1"}
# Somebody who asks slowly, or keeps a connection open and asks nothing, is cut after so long.
SECONDS_FOR_A_HEAD = 10
# Beyond, the server itself says 431; below it our own page does (`web/limits.py`).
MOST_BYTES_OF_A_HEAD = 80_000
MOST_CONNECTIONS = 4096
# What is under way when the server is stopped gets so long.
SECONDS_TO_FINISH = 10
# A worker that was killed sooner than this is replaced after a breath, not in a whirl.
SECONDS_OF_A_LIFE, SECONDS_BETWEEN_LIVES = 5, 1


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
def serve(host: str, port: int, workers: int) -> None:
    """Load the catalogue when it changed, build the index, and serve."""
    settings = settings_from()
    # Before anything is written: another program of ours may be serving from the same folder.
    with hold(host, port):
        # All workers of one start must sign with the same key.
        os.environ["SECRET_KEY"] = settings.secret_key
        click.echo(loaded_or_last_good(load_if_changed, settings))
        address = f"http://{_in_address(ANY_HOST.get(host, host))}:{port}/"
        if not settings.public_url:
            public = f"http://{_in_address(reached_at(host))}:{port}"
            os.environ["PUBLIC_URL"] = public
            click.echo(f"QR codes and links on paper point to {public} (set PUBLIC_URL to change it)")
        _say_when_ready(address)
        # Workers are forked: with a SQLite file open they would trust in locks that nobody holds.
        close_connections()
        serve_program("resource_finder.cli.worker:worker", host, port, workers)


def hold(host: str, port: int) -> socket.socket:
    """The port, taken while nobody listens at it yet. Raises PortTaken.

    Each worker listens by itself at a port that they share, so a second program of ours could join them
    unseen and answer every other request.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as alone:
            alone.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            alone.bind((host, port))
        held = socket.socket(family)
        if hasattr(socket, "SO_REUSEPORT"):
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            held.bind((host, port))
    except OSError as error:
        raise PortTaken(host, port, error) from error
    return held


class PortTaken(click.ClickException):
    """Somebody listens there already, or nobody may."""

    def __init__(self, host: str, port: int, error: OSError) -> None:
        where = f"{_in_address(host)}:{port}"
        if error.errno == errno.EADDRINUSE:
            super().__init__(f"{where} is taken by another program; stop it or choose another --port")
        else:
            super().__init__(f"cannot listen at {where}: {error.strerror or error}")


class LastingServer(MPServer):
    """A server that outlives its workers.

    Granian gives up when a worker dies twice within seconds. One that was killed (memory, a damaged disk, a
    hand) is always replaced; one that ends by itself cannot start, and granian's rule holds.
    """

    def _respawn_workers(self, workers: list[int], *given: Any, **named: Any) -> None:
        died = [self.wrks[at] for at in workers]
        if any(time.monotonic() - worker.birth < SECONDS_OF_A_LIFE for worker in died):
            time.sleep(SECONDS_BETWEEN_LIVES)
        super()._respawn_workers(workers, *given, **named)
        if all((worker.inner.exitcode or 0) < 0 for worker in died):
            self.respawned_wrks.clear()
        # One that died while granian forgot those that it had replaced was forgotten with them.
        for worker in self.wrks:
            if not worker.is_alive() and worker.idx not in self.interrupt_children:
                self.interrupt_children.append(worker.idx)
                self.main_loop_interrupt.set()


def serve_program(program: str, host: str, port: int, workers: int) -> None:
    """Serve what `program` names, until stopped; the benchmark serves its bare pages in the same way."""
    LastingServer(
        program,
        factory=True,
        interface=Interfaces.RSGI,
        address=host,
        port=port,
        workers=workers,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(
            header_read_timeout=SECONDS_FOR_A_HEAD * 1000, max_buffer_size=MOST_BYTES_OF_A_HEAD
        ),
        backlog=MOST_CONNECTIONS,
        backpressure=MOST_CONNECTIONS,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_FINISH,
        websockets=False,
        log_access=False,
        log_enabled=True,
    ).serve()


def reached_at(host: str) -> str:
    """The host it listens at; where that is every one, the address of this machine on its network."""
    if host not in ANY_HOST:
        return host
    family, far = (socket.AF_INET6, "2001:db8::1") if ":" in host else (socket.AF_INET, "192.0.2.1")
    try:
        # Nothing is sent: the system only chooses the card that it would send from.
        with socket.socket(family, socket.SOCK_DGRAM) as asking:
            asking.connect((far, 9))
            return str(asking.getsockname()[0])
    except OSError:
        return ANY_HOST[host]


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _say_when_ready(address: str) -> None:
    """From a process of its own: a worker forked while a thread here holds a lock would never wake."""
    subprocess.Popen([sys.executable, "-m", "resource_finder.cli.ready", address])
