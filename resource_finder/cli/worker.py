"""What one worker of `serve` runs. It ends with the process that started it, and keeps no port alone."""

import ctypes
import os
import resource
import signal
import sys
import threading
import time

from flask import Flask
from werkzeug.test import create_environ

from resource_finder.app import create_app
from resource_finder.web.gate import Gate, answer_of
from resource_finder.web.page_cache import page_cache_of

_PR_SET_PDEATHSIG = 1
# Each sender who is slow holds one; the usual 1,024 are few.
MOST_FILES = 16_384
FIRST_ASKED = ("/readyz", "/crisis", "/")
# While a thread computes, others wait for their turn so long; the usual 5 ms add up for a short page.
SECONDS_OF_A_TURN = 0.001


def worker() -> Gate:
    """The program, ready to be served."""
    end_with_parent()
    _more_files()
    sys.setswitchinterval(SECONDS_OF_A_TURN)
    app = create_app()
    _wake(app)
    return gate_of(app)


def _wake(app: Flask) -> None:
    """The catalogue and a page are read before the door opens: nobody waits at it for what others serve."""
    for path in FIRST_ASKED:
        answer_of(app.wsgi_app, create_environ(path))


def gate_of(app: Flask) -> Gate:
    return Gate(app.wsgi_app, page_cache_of(app).at_hand)


def end_with_parent() -> None:
    """Linux kills this process when the one that started it ends, however that ended; elsewhere it looks."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    else:
        threading.Thread(target=_watch, args=(os.getppid(),), name="parent", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _more_files() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_FILES if hard == resource.RLIM_INFINITY else min(MOST_FILES, hard)
    if soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
