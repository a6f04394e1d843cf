"""`scripts/test --quick` leaves out what is slow and nothing else; without a word all is run, as on CI."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SLOW

ROOT = Path(__file__).resolve().parents[2]
QUICK = "not (browser or slow)"
STEPS = ("setup", "setup-browser", "setup-sweep", "check")
# Whoever changes a rule hears of it from the quick tests.
RULES = ("domain", "matching", "finding", "places", "search", "vocabulary", "catalogue", "guards", "web")


@pytest.fixture
def ran(tmp_path: Path):
    """The steps of scripts/test in a checkout of scripts that only say their names, and how it ended."""
    log = tmp_path / "log"
    stub = f'#!/usr/bin/env bash\necho "$(basename "$0") $*" >> {log}\n'
    (tmp_path / "scripts").mkdir()
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    for step in STEPS:
        (tmp_path / "scripts" / step).write_text(stub)
    (tmp_path / ".venv" / "bin" / "python").write_text(f'{stub}[[ "$*" != *fails* ]]\n')
    (tmp_path / "scripts" / "test").write_text((ROOT / "scripts" / "test").read_text())
    for file in (*(tmp_path / "scripts").iterdir(), tmp_path / ".venv" / "bin" / "python"):
        file.chmod(0o755)

    def run(*arguments: str) -> tuple[int, list[str]]:
        log.unlink(missing_ok=True)
        program = [str(tmp_path / "scripts" / "test"), *arguments]
        code = subprocess.run(program, capture_output=True, check=False, timeout=60).returncode
        return code, log.read_text().splitlines()

    return run


def test_quick_sets_up_no_browser_and_no_node_and_without_a_word_all_is_run(ran) -> None:
    code, (*steps, tests) = ran("--quick")
    assert (code, steps) == (0, ["setup test", "check "])
    assert f"-m {QUICK} --ignore=tests/server --ignore=tests/journeys --ignore=tests/sweep " in tests
    code, (*steps, server, others) = ran()
    assert (code, steps) == (0, ["setup test", "setup-browser ", "setup-sweep ", "check "])
    assert server == "python -m pytest tests/server"
    assert others.startswith("python -m pytest --ignore=tests/server --numprocesses auto")
    assert " -m " not in others.removeprefix("python -m pytest")
    assert ran("tests/domain")[1][-1] == "python -m pytest tests/domain"


def test_a_test_that_fails_is_told_by_the_exit_code(ran) -> None:
    assert ran("--quick", "fails")[0] == 1
    assert ran("fails")[0] == 1


def test_ci_runs_the_whole_and_nothing_more() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and line[0] != "#"] == ['exec "$(dirname "$0")/../scripts/test"']


def test_quick_takes_the_rules_and_leaves_what_is_slow_or_opens_a_browser() -> None:
    """Of these few files alone, for all of them take long to be collected."""
    left = ("tests/journeys/test_journeys.py", "tests/journeys/test_weight.py", "tests/test_cli.py")
    program = [
        sys.executable,
        "-m",
        "pytest",
        "--collect-only",
        "-m",
        QUICK,
        "tests/domain",
        "tests/matching",
    ]
    environment = {name: value for name, value in os.environ.items() if "PYTEST" not in name}
    told = subprocess.run(
        [*program, *left], cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=500
    )
    folders = {Path(line).parts[1] for line in told.stdout.splitlines() if "::" in line}
    assert folders == {"domain", "matching"}


def test_no_rule_is_called_slow_and_no_quick_test_starts_a_browser_or_java() -> None:
    quick = [
        file
        for file in (path.relative_to(ROOT) for path in (ROOT / "tests").rglob("test_*.py"))
        if "node_modules" not in file.parts and not str(file).startswith(SLOW)
    ]
    for folder in RULES:
        assert [file for file in quick if file.parts[1] == folder], folder
    assert [file for file in quick if file.parts[1] in ("journeys", "sweep", "server")] == []
    opened = ("open_browser", "selenium", "watched_browser", "vnu", "open_screen")
    assert [file for file in quick if any(word in (ROOT / file).read_text() for word in opened)] == []


@pytest.mark.parametrize("path", SLOW)
def test_what_is_called_slow_exists(path: str) -> None:
    assert (ROOT / path).exists()


def test_no_quick_test_needs_a_database_server() -> None:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-v", "-p", "no:cacheprovider", "-m", QUICK]
    told = subprocess.run([*command, "tests/finding"], capture_output=True, text=True, check=True, cwd=ROOT)
    assert "compiled" in told.stdout
    assert "ostgres" not in told.stdout
