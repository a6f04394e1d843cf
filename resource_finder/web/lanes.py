"""Threads for two kinds of requests: what costs much waits behind its like, and nobody else behind it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Answer = TypeVar("Answer")

# Pages are computed, and few threads do; the others wait for a database or for a geocoder.
PAGE_THREADS = 6
# More in line than a worker answers in some seconds is a flood: who comes then is told so at once.
PAGES_IN_LINE = 250
# Lists of thousands as JSON take half a second of the interpreter each: one at a time.
API_THREADS = 1
API_IN_LINE = 24
# At most three wait for paper that a process of its own sets; `printing/pdf.py` refuses the others.
PAPER_THREADS = 4
PAPER_IN_LINE = 12


class LaneFull(RuntimeError):
    """More requests wait than will be answered in time."""


class Lane:
    """Some threads, and a line before them that has an end."""

    def __init__(self, threads: int, in_line: int, name: str) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._most = threads + in_line
        self._inside = 0

    async def run(self, work: Callable[[], Answer]) -> Answer:
        """Raises LaneFull at once where the line is too long."""
        if self._inside >= self._most:
            raise LaneFull
        self._inside += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        finally:
            self._inside -= 1


class Lanes:
    """Which requests go where."""

    def __init__(self) -> None:
        self._pages = Lane(PAGE_THREADS, PAGES_IN_LINE, "page")
        self._api = Lane(API_THREADS, API_IN_LINE, "api")
        self._paper = Lane(PAPER_THREADS, PAPER_IN_LINE, "paper")

    def of(self, path: str) -> Lane:
        if path.startswith("/api/"):
            return self._api
        return self._paper if path.rstrip("/").endswith("/list.pdf") else self._pages
