"""What went well and what did not, counted by many threads."""

import threading
from collections import Counter


class Tally:
    """`good` counts what was done; `faults` are lines that must not be there."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.good: Counter[str] = Counter()
        self.faults: list[str] = []

    def did(self, what: str) -> None:
        with self._lock:
            self.good[what] += 1

    def fault(self, what: str) -> None:
        with self._lock:
            self.faults.append(what)
            print(f"soak: FAULT {what}", flush=True)
