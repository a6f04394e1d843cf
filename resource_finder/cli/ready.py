"""Says when the program answers: a process of its own, beside the server that it waits for."""

import os
import sys
import time
from http.client import HTTPException
from urllib.request import urlopen

SECONDS_TO_START = 60.0
SECONDS_A_TRY = 5.0


def say_when_ready(address: str) -> None:
    """One line: that it is ready, or where it says why it is not; none when the server ended before."""
    server = os.getppid()
    until = time.monotonic() + SECONDS_TO_START
    while (left := until - time.monotonic()) > 0:
        if os.getppid() != server:
            return
        if _is_ready(address, min(left, SECONDS_A_TRY)):
            print(f"ready: {address}", flush=True)
            return
        time.sleep(0.1)
    print(
        f"not ready after {SECONDS_TO_START:g} seconds: {address}readyz says why", file=sys.stderr, flush=True
    )


def _is_ready(address: str, seconds: float) -> bool:
    try:
        with urlopen(f"{address}readyz", timeout=seconds) as answer:
            return bool(answer.status == 200)
    except (OSError, HTTPException):  # nobody listens yet, or not to the end, or it says that it is not ready
        return False


if __name__ == "__main__":
    say_when_ready(sys.argv[1])
