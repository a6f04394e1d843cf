"""How fast the public may write: so many a minute for everybody together, so that no address must be kept."""

import time
from collections.abc import Callable
from threading import Lock

from flask import current_app

# A library of 30 kiosks, each with a print and a report in every minute, three times over. For each worker.
MOST_A_MINUTE = 90


class Pace:
    """A bucket of permits that fills up again by the minute."""

    def __init__(self, most_a_minute: int, now: Callable[[], float] = time.monotonic) -> None:
        self._most = float(most_a_minute)
        self._left = float(most_a_minute)
        self._now = now
        self._filled_at = now()
        self._lock = Lock()

    def may(self) -> bool:
        """Take one permit, if there is one."""
        with self._lock:
            now = self._now()
            self._left = min(self._most, self._left + max(0.0, now - self._filled_at) * self._most / 60)
            self._filled_at = now
            if self._left < 1:
                return False
            self._left -= 1
            return True


def pace_of(what: str) -> Pace:
    """That of this worker, for one kind of thing that is kept."""
    pace: Pace = current_app.extensions.setdefault(f"resource_finder_pace_{what}", Pace(MOST_A_MINUTE))
    return pace
