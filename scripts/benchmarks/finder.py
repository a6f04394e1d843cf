"""`scripts/bench finder`: whole answers (verdicts, order, rides, reasons) beside bare retrieval by peers."""

import json
import os
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.answering import NOW, called, gazetteer, rules
from benchmarks.find import DATA
from benchmarks.peers import Peer, Sqlite, Tantivy
from benchmarks.postgres import InPostgres, choosing, new_database
from benchmarks.synthetic import NEEDS
from resource_finder.catalogue.contents import hash_of
from resource_finder.catalogue.sheets import read_sheets
from resource_finder.config import Settings
from resource_finder.domain.circumstances import CIRCUMSTANCES
from resource_finder.domain.offering import Catalogue, Offering
from resource_finder.domain.situation import Origin, Situation
from resource_finder.finding import Distances, Finder
from resource_finder.finding.distances import rough_column
from resource_finder.finding.plain import PlainCandidates
from resource_finder.indexing import build_index_of, open_edition, searchable
from resource_finder.places.distance import rough_miles, shown_miles
from resource_finder.search.engine import Ask, Searchable
from resource_finder.search.storage import build_index, open_index

QUESTIONS = 120
# The plain loop judges every row: of a large catalogue it is asked less.
FEW_QUESTIONS = 12
SIZES = (0, 20_000, 100_000)
WORDS = ("suboxone", "counseling", "dental", "women", "warehouse", "food", "clinic", "veterans", "recovery")
_DISTANCES = Distances(rough_miles, shown_miles, rough_column)
_NORTH, _SOUTH, _WEST, _EAST = 40.5, 36.1, -95.7, -89.2


@dataclass(frozen=True)
class Measured:
    """CPU milliseconds of a list, what it took to be ready, and what it holds in memory."""

    name: str
    build_seconds: float
    opened_ms: float
    megabytes: float
    means: dict[str, float]
    slowest: dict[str, float]


def run(arguments: list[str]) -> None:
    """The real catalogue, 20,000 and 100,000 rows; a million too with --all. Another size: --size N."""
    sizes = [*SIZES, 1_000_000] if "--all" in arguments else list(SIZES)
    if "--size" in arguments:
        sizes = [int(arguments[arguments.index("--size") + 1])]
    real = read_sheets(
        DATA / "catalogue", gazetteer(), rules().needs.codes, NOW.date(), rules().kinds
    ).offerings
    for size in sizes:
        _compare(grown(real, size))


def grown(real: Sequence[Offering], size: int) -> tuple[Offering, ...]:
    """The real rows, and copies of them moved about inside Missouri."""
    chance = random.Random(7)
    rows = list(real)
    while len(rows) < size:
        row = real[len(rows) % len(real)]
        said: dict[str, Any] = {
            "id": f"{row.id}-{len(rows)}",
            "organization": f"{row.organization} {len(rows)}",
        }
        if row.latitude is not None and row.longitude is not None:
            said["latitude"] = min(_NORTH, max(_SOUTH, row.latitude + chance.gauss(0, 0.4)))
            said["longitude"] = min(_EAST, max(_WEST, row.longitude + chance.gauss(0, 0.4)))
        rows.append(replace(row, **said))
    return tuple(rows)


def situations(number: int, facts: int = 0, words: int = 0) -> list[Situation]:
    chance = random.Random(11)
    counties = list(gazetteer().counties.values())
    return [
        Situation(
            Origin(county.slug, county.latitude, county.longitude),
            (chance.choice(NEEDS),),
            tuple(chance.sample(WORDS, words)),
            frozenset(chance.sample(CIRCUMSTANCES, facts)),
        )
        for county in chance.choices(counties, k=number)
    ]


def _compare(rows: tuple[Offering, ...]) -> None:
    print(f"\n{len(rows):,} offerings; CPU ms a list, the second time it is asked (in brackets: the first)")
    print(f"{'':28}{'need':>14}{'3 facts':>14}{'words':>14}{'p99':>7}{'build s':>9}{'open ms':>9}{'MB':>7}")
    peer_rows = [_for_peers(searchable(row, called())) for row in rows if row.status != "closed"]
    few = FEW_QUESTIONS if len(rows) > SIZES[1] else QUESTIONS
    found = [
        _apart(lambda: _ours("this program, whole answer", rows)),
        _apart(lambda: _plain("plain loop, whole answer", rows, few)),
        _apart(lambda: _theirs(Tantivy(), peer_rows)),
        _apart(lambda: _theirs(Sqlite(), peer_rows)),
        *_by_postgres(rows, few),
    ]
    for one in found:
        cells = "".join(_cell(one.means.get(name), one.slowest.get(f"{name} first")) for name in _KINDS)
        slowest = max(one.slowest[name] for name in one.means)
        built = f"{one.build_seconds:9.1f}{one.opened_ms:9.0f}{one.megabytes:7.0f}"
        print(f"{one.name:28}{cells}{slowest:7.1f}{built}")
    ours = found[0].means
    for one in found[1:]:
        ratios = "".join(f"{one.means[n] / ours[n]:13.1f}x" if n in one.means else f"{'':14}" for n in _KINDS)
        print(f"{one.name + ' ÷ ours':28}{ratios}")


_KINDS = ("need", "3 facts", "words")


def _cell(again: float | None, first: float | None) -> str:
    return f"{'–':>14}" if again is None else f"{f'{again:.2f} ({first:.2f})':>14}"


def _ours(name: str, rows: tuple[Offering, ...]) -> Measured:
    """From its files, as a worker opens them; the rows that they were made of are forgotten first."""
    rows = tuple(sorted(rows, key=lambda row: (row.sheet, row.id)))
    catalogue = Catalogue(rows, (), hash_of(rows, ()))
    with TemporaryDirectory() as folder:
        settings = Settings(data=DATA, instance=Path(folder), secret_key="bench")
        home = settings.index_folder / catalogue.hash
        built = _cpu(lambda: build_index_of(catalogue, settings, called()))
        # The first who opens it on a machine reads every byte.
        open_edition(home, catalogue.hash, called())
        return _apart(lambda: _opened(name, home, built))


def _opened(name: str, home: Path, built: float) -> Measured:
    before, started = _resident(), time.process_time()
    engine, edition = open_edition(home, home.name, called())
    if edition is None:
        raise SystemExit("bench: the edition was not written")
    finder = Finder(edition.catalogue, rules(), engine, _DISTANCES, shelf=edition.shelf)
    opened = time.process_time() - started
    return _timed(name, (built, opened), before, _asked(QUESTIONS), lambda one: finder.find(one, NOW))


def _plain(name: str, rows: tuple[Offering, ...], questions: int) -> Measured:
    with TemporaryDirectory() as folder:
        build_index([searchable(r, called()) for r in rows], "bench", Path(folder))
        words = open_index(Path(folder), "bench")
        before, started = _resident(), time.process_time()
        finder = Finder(Catalogue(rows, (), ""), rules(), words, _DISTANCES, engine=PlainCandidates)
        built = time.process_time() - started
        return _timed(name, (built, 0.0), before, _asked(questions), lambda one: finder.find(one, NOW))


def _asked(questions: int) -> dict[str, list[Situation]]:
    return {
        "need": situations(questions),
        "3 facts": situations(questions, facts=3),
        "words": situations(questions, words=1),
    }


def _cpu(work: Callable[[], Any]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _by_postgres(rows: tuple[Offering, ...], questions: int) -> list[Measured]:
    """By the clock, since the server computes in processes of its own."""
    address = new_database()
    if not address:
        return []
    tables = InPostgres(address, rows)
    built = tables.build()
    asked = {"need": situations(questions), "3 facts": situations(questions, 3)}
    asked["words"] = situations(questions, words=1)

    def measured(name: str, is_whole: bool) -> Measured:
        before, finder = _resident(), tables.finder()
        answer = (lambda one: finder.find(one, NOW)) if is_whole else choosing(finder)
        return _timed(name, built, before, asked, answer, time.perf_counter)

    return [
        _apart(lambda: measured("PostgreSQL, whole (clock)", True)),
        _apart(lambda: measured("PostgreSQL, rows (clock)", False)),
    ]


def _theirs(peer: Peer, rows: list[Searchable]) -> Measured:
    with TemporaryDirectory() as folder:
        before, started = _resident(), time.process_time()
        peer.build(rows, Path(folder))
        built = time.process_time() - started
        asked = {name: situations(QUESTIONS, words=words) for name, words in (("need", 0), ("words", 1))}
        return _timed(
            f"{peer.name}, retrieval", (built, 0.0), before, asked, lambda one: peer.best(_ask(one))
        )


def _timed(
    name: str,
    made: tuple[float, float],
    before: float,
    asked: dict[str, list[Situation]],
    answer: Callable[[Situation], Any],
    clock: Callable[[], float] = time.process_time,
) -> Measured:
    means, slowest = {}, {}
    for label, questions in asked.items():
        for round_name in (f"{label} first", label):
            times = []
            for situation in questions:
                started = clock()
                answer(situation)
                times.append((clock() - started) * 1000)
            slowest[round_name] = sorted(times)[int(len(times) * 0.99)]
            mean = sum(times) / len(times)
            if round_name == label:
                means[label] = mean
            else:
                slowest[round_name] = mean
    return Measured(name, made[0], made[1] * 1000, _resident() - before, means, slowest)


def _ask(situation: Situation) -> Ask:
    latitude, longitude = situation.origin.point
    return Ask(situation.words, situation.needs, situation.origin.county, latitude, longitude)


def _for_peers(row: Searchable) -> Searchable:
    """Needs without their sub-needs, and the middle of the state where there is no point: peers need one."""
    needs = tuple(sorted({need.partition("/")[0] for need in row.needs} & set(NEEDS)))
    latitude, longitude = row.latitude or 38.5, row.longitude or -92.5
    return replace(row, needs=needs, latitude=latitude, longitude=longitude)


def _apart(measure: Callable[[], Measured]) -> Measured:
    """In a process of its own, so that nobody pays for another's memory."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with os.fdopen(writing, "w") as out:
            json.dump(vars(measure()), out)
        sys.stdout.flush()
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answered:
        told = answered.read()
    os.waitpid(child, 0)
    return Measured(**json.loads(told))


def _resident() -> float:
    """Megabytes of this process in memory, its shared pages counted."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
