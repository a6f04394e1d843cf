"""`scripts/bench segment`: the Whoosh index of a catalogue written in bulk, beside Whoosh's own writer."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.answering import NOW, called, gazetteer, rules
from benchmarks.find import DATA
from benchmarks.finder import grown
from resource_finder.catalogue.sheets import read_sheets
from resource_finder.indexing import searchable
from resource_finder.search.compile import in_spatial_order
from resource_finder.search.engine import Searchable
from resource_finder.search.postings import counted_texts
from resource_finder.search.whoosh_bulk import write_counted
from resource_finder.search.whoosh_engine import write_whoosh

SIZES = (0, 20_000)


def run(arguments: list[str]) -> None:
    """One line for the real catalogue and one for 20,000 rows. Another size: --size N."""
    sizes = [int(arguments[arguments.index("--size") + 1])] if "--size" in arguments else SIZES
    real = read_sheets(
        DATA / "catalogue", gazetteer(), rules().needs.codes, NOW.date(), rules().kinds
    ).offerings
    print("CPU seconds; the words of the rows are counted for the compiled index anyway")
    print(
        f"{'rows':>8}{'counting':>10}{'in bulk':>10}{'by Whoosh':>11}{'times':>7}{'MB':>7}{'by Whoosh':>11}"
    )
    for size in sizes:
        rows = [searchable(row, called()) for row in grown(real, size) if row.status != "closed"]
        print(_measured(in_spatial_order(rows)), flush=True)


def _measured(rows: Sequence[Searchable]) -> str:
    with TemporaryDirectory() as home:
        ours, theirs = Path(home) / "bulk", Path(home) / "plain"
        counted = counted_texts(rows)
        counting = _seconds(lambda: counted_texts(rows))
        bulk = _seconds(lambda: write_counted(rows, counted, ours))
        plain = _seconds(lambda: write_whoosh(rows, theirs))
        sizes = f"{_megabytes(ours):7.1f}{_megabytes(theirs):11.1f}"
    return f"{len(rows):8}{counting:10.2f}{bulk:10.2f}{plain:11.2f}{plain / bulk:6.1f}x{sizes}"


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.iterdir()) / 1e6
