"""Asking another program that may hang: few at once, a second each, and nobody for a while after it hung."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import BoundedSemaphore, Thread
from time import monotonic
from typing import TypeVar

Answer = TypeVar("Answer")
SECONDS = 1.0
SECONDS_OF_REST = 30.0
MOST_AT_ONCE = 2


class Hangs(RuntimeError):
    """It did not answer in time, now or a moment ago; or others are waiting for it already."""


class Patience:
    """One for each program that is asked."""

    def __init__(self, seconds: float = SECONDS, rest: float = SECONDS_OF_REST) -> None:
        self._seconds = seconds
        self._rest = rest
        self._places = BoundedSemaphore(MOST_AT_ONCE)
        self._rests_until = 0.0

    def ask(self, work: Callable[[], Answer], hung: type[Exception]) -> Answer:
        """What `work` gives, or raises. Raises Hangs in time or at once; `hung` is how `work` says so itself.

        Who still waits for an answer that nobody wants any more keeps its place, so that they do not pile up.
        """
        if monotonic() < self._rests_until or not self._places.acquire(blocking=False):
            raise Hangs
        answer: Future[Answer] = Future()
        Thread(target=self._work, args=(work, answer), daemon=True).start()
        try:
            return answer.result(timeout=self._seconds)
        except (TimeoutError, hung) as error:
            self._rests_until = monotonic() + self._rest
            raise Hangs from error

    def _work(self, work: Callable[[], Answer], answer: "Future[Answer]") -> None:
        try:
            answer.set_result(work())
        except Exception as error:  # it is raised again where the answer is waited for
            answer.set_exception(error)
        finally:
            self._places.release()
