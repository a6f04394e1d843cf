"""`resource-finder serve`: load what changed, then serve on granian."""

import os
import socket
import subprocess
import sys

import click
from granian import Granian
from granian.constants import Interfaces

from resource_finder.cli.catalogue import load_if_changed
from resource_finder.cli.starting import loaded_or_last_good
from resource_finder.config import settings_from
from resource_finder.printing.pdf import MOST_IN_LINE

# Who listens everywhere is reached from this machine itself at:
ANY_HOST = {"0.0.0.0": "127.0.0.1", "::": "::1"}


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
def serve(host: str, port: int, workers: int) -> None:
    """Load the catalogue when it changed, build the index, and serve."""
    settings = settings_from()
    # All workers of one start must sign with the same key.
    os.environ["SECRET_KEY"] = settings.secret_key
    click.echo(loaded_or_last_good(load_if_changed, settings))
    address = f"http://{_in_address(ANY_HOST.get(host, host))}:{port}/"
    if not settings.public_url:
        public = f"http://{_in_address(reached_at(host))}:{port}"
        os.environ["PUBLIC_URL"] = public
        click.echo(f"QR codes and links on paper point to {public} (set PUBLIC_URL to change it)")
    _say_when_ready(address)
    serve_program("resource_finder.app:create_app", host, port, workers)


def serve_program(program: str, host: str, port: int, workers: int) -> None:
    """Serve what `program` names, until stopped; the benchmark serves its bare pages in the same way."""
    Granian(
        program,
        factory=True,
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=workers,
        # Pages are computed, and one thread would do; the others wait for paper that a process sets.
        blocking_threads=MOST_IN_LINE + 1,
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
