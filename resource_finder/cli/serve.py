"""`resource-finder serve`: load what changed, then serve on granian."""

import os
import threading
import time
from urllib.error import URLError
from urllib.request import urlopen

import click
from granian import Granian
from granian.constants import Interfaces

from resource_finder.cli.catalogue import load_if_changed
from resource_finder.config import settings_from

SECONDS_TO_START = 60


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
def serve(host: str, port: int, workers: int) -> None:
    """Load the catalogue when it changed, build the index, and serve."""
    settings = settings_from()
    # All workers of one start must sign with the same key.
    os.environ["SECRET_KEY"] = settings.secret_key
    click.echo(load_if_changed(settings))
    shown = {"0.0.0.0": "127.0.0.1"}.get(host, f"[{host}]" if ":" in host else host)
    address = f"http://{shown}:{port}/"
    threading.Thread(target=_say_when_ready, args=(address,), daemon=True).start()
    Granian(
        "resource_finder.app:create_app",
        factory=True,
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=workers,
        # One thread a worker: pages are computed, not waited for.
        blocking_threads=1,
        websockets=False,
        log_access=False,
        log_enabled=True,
    ).serve()


def _say_when_ready(address: str) -> None:
    for _ in range(SECONDS_TO_START * 10):
        try:
            with urlopen(f"{address}readyz", timeout=5) as answer:
                if answer.status == 200:
                    click.echo(f"ready: {address}")
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    click.echo(f"not ready after {SECONDS_TO_START} seconds: {address}readyz says why", err=True)
