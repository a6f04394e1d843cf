"""The command line as a terminal has it, in this process: a new one costs a second and proves it once."""

import io
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from resource_finder.cli.main import main
from tests.real import DATA


class Told(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    errors: str


class Terminal:
    """One machine's: an instance folder of its own, and the real data."""

    def __init__(self, instance: Path, encoding: str = "utf-8") -> None:
        self._instance = instance
        self._encoding = encoding

    def __call__(self, *arguments: str) -> Told:
        out, errors = self._screen("strict"), self._screen("backslashreplace")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("RESOURCE_FINDER_DATA", str(DATA))
            patch.setenv("RESOURCE_FINDER_INSTANCE", str(self._instance))
            patch.setattr(sys, "argv", ["resource-finder", *arguments])
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", errors)
            code = _exit_code()
        return Told(code, _shown(out), _shown(errors))

    def _screen(self, odd_signs: str) -> io.TextIOWrapper:
        return io.TextIOWrapper(io.BytesIO(), encoding=self._encoding, errors=odd_signs, newline="")


def _exit_code() -> int:
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def _shown(screen: io.TextIOWrapper) -> str:
    screen.flush()
    assert isinstance(screen.buffer, io.BytesIO)
    return screen.buffer.getvalue().decode("utf-8")
