"""What would be skipped, in a test or in what it needs, has failed on CI; elsewhere it is said."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SKIPPED = """
import pytest


@pytest.fixture
def browser():
    pytest.skip("no browser here")


def test_alone():
    pytest.skip("no reader here")


def test_with_what_it_needs(browser):
    raise AssertionError("it never comes to this")
"""


@pytest.mark.parametrize(("ci", "code", "told"), [("true", 1, "1 failed, 1 error"), ("", 0, "2 skipped")])
def test_a_skip_fails_on_ci_alone(tmp_path: Path, ci: str, code: int, told: str) -> None:
    file = tmp_path / "test_made.py"
    file.write_text(SKIPPED)
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider", str(file)]
    env = os.environ | {"CI": ci, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, env=env, cwd=tmp_path, check=False)
    assert (done.returncode, told in done.stdout) == (code, True)
