"""`scripts/soak MINUTES`: one server of two workers, and everybody at once."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from soaking.keeper import Keeper
from soaking.tally import Tally
from soaking.visitors import Visitor
from tests.server.served import Served

VISITORS = 4
SECONDS_BETWEEN_KILLS = 20
SECONDS_BETWEEN_FULL_DISKS = 45
SECONDS_FULL = 15
DISK = "400m"


class Soak:
    def __init__(self, folder: Path, has_small_disk: bool) -> None:
        self.tally = Tally()
        self._over = threading.Event()
        self._has_small_disk = has_small_disk
        self._disk = folder / "disk"
        self._keeper = Keeper(folder / "sheets", self._disk / "instance", self.tally)
        self._keeper.begins()
        self._served = Served(self._disk / "instance", **self._keeper.settings)
        self._served.wait_until_ready()
        self._keeper.site = self._served.at("")

    def runs(self, minutes: float) -> None:
        jobs = [self._visits(seed) for seed in range(VISITORS)] + [self._keeps, self._kills]
        if self._has_small_disk:
            jobs.append(self._fills)
        threads = [threading.Thread(target=job) for job in jobs]
        for thread in threads:
            thread.start()
        time.sleep(minutes * 60)
        self._over.set()
        for thread in threads:
            thread.join()
        self._served.wait_until_ready()
        self._keeper.counts_what_is_kept()
        for line in self._served.log.splitlines():
            if "Traceback" in line:
                self.tally.fault("a trace in the log")
        if self.tally.faults:
            print(self._served.log[-3000:])
        self._served.stop()

    def _visits(self, seed: int) -> Callable[[], None]:
        visitor = Visitor(self._served.at(""), seed, self.tally)

        def visits() -> None:
            while not self._over.wait(0.05):
                visitor.asks()

        return visits

    def _keeps(self) -> None:
        while not self._over.wait(3):
            self._keeper.changes_a_row()
            self._keeper.reports()

    def _kills(self) -> None:
        """One at a time: the next when the last is back."""
        killed = 0
        while not self._over.wait(SECONDS_BETWEEN_KILLS):
            if self._served.starts < 2 + killed:
                continue
            os.kill(self._served.workers[0], signal.SIGKILL)
            killed += 1
            self.tally.did("workers killed")

    def _fills(self) -> None:
        filler = self._disk / "filler"
        while not self._over.wait(SECONDS_BETWEEN_FULL_DISKS):
            with filler.open("wb", buffering=0) as full:
                try:
                    while not self._over.is_set():
                        full.write(b"0" * (1 << 20))
                except OSError:
                    self.tally.did("times the disk was full")
            self._over.wait(SECONDS_FULL)
            filler.unlink()


def main() -> int:
    minutes = float(sys.argv[1])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "disk").mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder / "disk")]
        is_mounted = not subprocess.run(mount, capture_output=True, check=False).returncode
        print(
            f"soak: {minutes:g} minutes", "" if is_mounted else "(without a full disk: it cannot be mounted)"
        )
        try:
            soak = Soak(folder, is_mounted)
            soak.runs(minutes)
        finally:
            if is_mounted:
                subprocess.run(["umount", "-l", str(folder / "disk")], check=False)
            shutil.rmtree(folder / "disk", ignore_errors=True)
    for what, number in sorted(soak.tally.good.items()):
        print(f"soak: {number} {what}")
    print(f"soak: {len(soak.tally.faults)} faults")
    return 1 if soak.tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
