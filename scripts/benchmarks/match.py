"""`scripts/bench match`: words, needs, county and nearness; us beside our peers."""

import resource
import shutil
import time
from pathlib import Path

from benchmarks.peers import MOST_FOR_WHOOSH, PEERS, Peer, PlainWhoosh, folder_of
from benchmarks.synthetic import Work, work

QUESTIONS = 200
ROUNDS = 3


def run(arguments: list[str]) -> None:
    """Sizes 5,000 and 100,000; 1,000,000 too with --all. Other sizes: --size N."""
    sizes = [5_000, 100_000] + ([1_000_000] if "--all" in arguments else [])
    if "--size" in arguments:
        sizes = [int(arguments[arguments.index("--size") + 1])]
    for size in sizes:
        _compare(work(size, QUESTIONS), size)
    print("\nPostgreSQL + PostGIS is not compared: this benchmark starts no server.")


def _compare(made: Work, size: int) -> None:
    print(f"\n{size:,} offerings, {len(made.asks)} questions, one thread, best of {ROUNDS} rounds")
    print(f"{'engine':24}{'q/s':>10}{'ratio':>8}{'p99 ms':>9}{'build s':>9}{'MB':>8}{'agrees':>9}")
    folders, peers = [], []
    for make in PEERS:
        if make is PlainWhoosh and size > MOST_FOR_WHOOSH:
            continue
        peer, folder = make(), folder_of()
        started = time.perf_counter()
        peer.build(made.rows, folder)
        peers.append((peer, time.perf_counter() - started, _megabytes(folder)))
        folders.append(folder)
    rates, slowest = _timed([peer for peer, _build, _size in peers], made)
    reference = peers[0][0]
    for number, (peer, build, megabytes) in enumerate(peers):
        ratio = rates[0] / rates[number]
        agrees = _agreement(reference, peer, made)
        print(
            f"{peer.name:24}{rates[number]:10,.0f}{ratio:7.1f}x{slowest[number]:9.2f}{build:9.1f}{megabytes:8.0f}{agrees:>9}"
        )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"ratio: our rate over theirs. All in one process, at most {memory:,.0f} MB")
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _timed(peers: list[Peer], made: Work) -> tuple[list[float], list[float]]:
    """Rounds in turn, so that a noisy minute hits everybody; the best rate and the smallest p99 of each."""
    rates, slowest = [0.0] * len(peers), [float("inf")] * len(peers)
    for _round in range(ROUNDS):
        for number, peer in enumerate(peers):
            times = []
            for ask in made.asks:
                started = time.perf_counter()
                peer.best(ask)
                times.append(time.perf_counter() - started)
            rates[number] = max(rates[number], len(times) / sum(times))
            slowest[number] = min(slowest[number], sorted(times)[int(len(times) * 0.99)] * 1000)
    return rates, slowest


def _agreement(ours: Peer, peer: Peer, made: Work) -> str:
    """How much of the twenty best is the same; exactly the same sets are expected without words."""
    without = [_overlap(ours.best(ask), peer.best(ask)) for ask in made.asks[:60] if not ask.words]
    within = [_overlap(ours.best(ask), peer.best(ask)) for ask in made.asks[:60] if ask.words]
    return f"{sum(without) / len(without):.2f}/{sum(within) / len(within):.2f}"


def _overlap(first: list[str], second: list[str]) -> float:
    longest = max(len(first), len(second))
    return len(set(first) & set(second)) / longest if longest else 1.0


def _megabytes(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
