"""Says when the program answers: a process of its own, beside the server that it waits for."""

import os
import sys
import time
from urllib.error import URLError
from urllib.request import urlopen

SECONDS_TO_START = 60


def say_when_ready(address: str) -> None:
    """One line: that it is ready, or where it says why it is not; none when the server ended before."""
    server = os.getppid()
    for _ in range(SECONDS_TO_START * 10):
        if os.getppid() != server:
            return
        try:
            with urlopen(f"{address}readyz", timeout=5) as answer:
                if answer.status == 200:
                    print(f"ready: {address}", flush=True)
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    print(
        f"not ready after {SECONDS_TO_START} seconds: {address}readyz says why", file=sys.stderr, flush=True
    )


if __name__ == "__main__":
    say_when_ready(sys.argv[1])
