"""Asking another program that may hang: few at once, a second each, and nobody for a while after it hung.

Who comes while those few are being answered waits a moment: one that is well answers within it.
"""

from collections.abc import Callable
from concurrent.futures import Future
from threading import BoundedSemaphore, Thread
from time import monotonic
from typing import TypeVar

Answer = TypeVar("Answer")
SECONDS = 1.0
SECONDS_IN_LINE = 0.3
SECONDS_OF_REST = 30.0
MOST_AT_ONCE = 2


class Hangs(RuntimeError):
    """It did not answer in time, now or a moment ago; or others are waiting for it for too long."""


class Patience:
    """One for each program that is asked."""

    def __init__(self, seconds: float = SECONDS, rest: float = SECONDS_OF_REST) -> None:
        self._seconds = seconds
        self._rest = rest
        self._places = BoundedSemaphore(MOST_AT_ONCE)
        self._rests_until = 0.0

    def ask(self, work: Callable[[], Answer], hung: type[Exception]) -> Answer:
        """What `work` gives, or raises. Raises Hangs in time; `hung` is how `work` says so itself.

        Who still waits for an answer that nobody wants any more keeps its place, so that they do not pile up.
        """
        answer: Future[Answer] = Future()
        self._take_a_place()
        try:
            Thread(target=self._work, args=(work, answer), daemon=True).start()
        except RuntimeError as error:  # this machine starts no more threads
            self._places.release()
            raise Hangs from error
        try:
            return answer.result(timeout=self._seconds)
        except (TimeoutError, hung) as error:
            self._rests_until = monotonic() + self._rest
            raise Hangs from error

    def _take_a_place(self) -> None:
        """Raises Hangs: while it rests at once, also for who waited in line when it hung."""
        if self._rests() or not self._places.acquire(timeout=SECONDS_IN_LINE):
            raise Hangs
        if self._rests():
            self._places.release()
            raise Hangs

    def _rests(self) -> bool:
        return monotonic() < self._rests_until

    def _work(self, work: Callable[[], Answer], answer: "Future[Answer]") -> None:
        try:
            answer.set_result(work())
        except Exception as error:  # it is raised again where the answer is waited for
            answer.set_exception(error)
        finally:
            self._places.release()
