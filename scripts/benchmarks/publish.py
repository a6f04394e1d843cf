"""`scripts/bench publish`: a whole load, and one changed row until a page shows it, at several sizes.

The rows are the real ones, cloned under names and ids of their own. A load is the command itself, in a
process of its own: reading and checking the sheets, merging, writing the tables, building the index.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count, islice
from pathlib import Path

from resource_finder.app import create_app
from resource_finder.catalogue.sheets import SheetsRead, read_sheets
from resource_finder.catalogue.store import Store
from resource_finder.catalogue.tables import db
from resource_finder.catalogue.writing import write_sheets
from resource_finder.config import Settings
from resource_finder.domain.offering import Catalogue, Offering
from resource_finder.domain.rulebook import Rulebook
from resource_finder.places.gazetteer import Gazetteer
from resource_finder.web.parts import parts_of

DATA = Path(__file__).resolve().parent.parent.parent / "data"
NOW = datetime(2026, 11, 27, 16, tzinfo=UTC)
NEW_NAME = "Quetzal House"
_LOAD = "from resource_finder.cli.main import main; main()"


def run(arguments: list[str]) -> None:
    """One line for each size."""
    parser = argparse.ArgumentParser(prog="scripts/bench publish")
    parser.add_argument("--size", type=int, action="append", help="rows; may be repeated")
    sizes = parser.parse_args(arguments).size or [5_000, 20_000, 100_000]
    gazetteer, rules = Gazetteer.load(DATA), Rulebook.load(DATA)
    read = read_sheets(DATA / "catalogue", gazetteer, rules.needs.codes, NOW.date(), rules.kinds)
    names = {slug: county.name for slug, county in gazetteer.counties.items()}
    heads = ("load s", "CPU s", "peak MB", "row written s", "seen s", "slowest page ms")
    print(f"{'rows':>8}" + "".join(f"{head:>17}" for head in heads))
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="resource-finder-") as home:
            print(_measured(size, read, names, Path(home)), flush=True)


def _measured(size: int, read: SheetsRead, names: dict[str, str], home: Path) -> str:
    sheets = home / "sheets"
    rows = tuple(sorted(_clones(read.offerings, size), key=lambda row: (row.sheet, row.id)))
    write_sheets(Catalogue(rows, read.sources, ""), sheets, names)
    del rows
    settings = Settings(data=DATA, instance=home / "instance", secret_key="bench")
    took, cpu, peak = _load(sheets, settings)
    written, seen, slowest = _one_row(settings)
    figures = (
        f"{took:.1f}",
        f"{cpu:.1f}",
        f"{peak:.0f}",
        f"{written:.2f}",
        f"{seen:.2f}",
        f"{slowest * 1000:.0f}",
    )
    return f"{size:8}" + "".join(f"{figure:>17}" for figure in figures)


def _clones(rows: tuple[Offering, ...], size: int) -> Iterator[Offering]:
    """The real rows, and then the same again, each under a name and an id of its own."""
    for turn in count():
        for row in islice(rows, size - turn * len(rows)):
            if turn:
                row = replace(row, id=f"mo-{turn}-{row.id[-30:]}", organization=f"{row.organization} {turn}")
            yield row
        if (turn + 1) * len(rows) >= size:
            return


def _load(sheets: Path, settings: Settings) -> tuple[float, float, float]:
    """Seconds on the clock, seconds of CPU, and the most memory that it held."""
    environment = os.environ | {"RESOURCE_FINDER_INSTANCE": str(settings.instance)}
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-c", _LOAD, "catalogue", "load", str(sheets)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"bench: the load failed: {done.stderr.strip().splitlines()[-1:]}")
    took, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return took, cpu, after.ru_maxrss / 1024


def _one_row(settings: Settings) -> tuple[float, float, float]:
    """Seconds until a changed row is written, until a page shows it, and of the slowest page meanwhile."""
    app = create_app(settings, NOW)
    client = app.test_client()
    client.get("/readyz")
    with app.app_context():
        edition = Store(db.session()).newest().number
    shown = parts_of(app).finder().offerings
    old = next(row for row in shown if row.needs and row.status == "open" and row.county)
    fresh, page = replace(old, organization=NEW_NAME), f"/service/{old.id}"
    client.get(page)
    written: list[float] = []
    started = time.perf_counter()

    def publish() -> None:
        with app.app_context():
            Store(db.session()).publish_rows([fresh], [], edition, NOW)
        written.append(time.perf_counter() - started)

    publisher = threading.Thread(target=publish)
    publisher.start()
    slowest, asked = 0.0, started
    while NEW_NAME not in client.get(page).text:
        slowest, asked = max(slowest, time.perf_counter() - asked), time.perf_counter()
        time.sleep(0.05)
        asked = time.perf_counter()
    seen = time.perf_counter() - started
    publisher.join()
    return written[0], seen, slowest
