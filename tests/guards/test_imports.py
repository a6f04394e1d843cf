"""The import contract holds, and fails when somebody breaks it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on a copy of the tree, so that no other checkout is looked at."""
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as run; run()",
        "--no-cache",
    ]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(folder)}
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(
        ROOT / "resource_finder", tmp_path / "resource_finder", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / "setup.cfg", tmp_path)
    return tmp_path


def test_the_tree_keeps_its_contract(copy):
    found = lint(copy)
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("domain/needs.py", "from resource_finder.places import distance"),
        ("matching/reach.py", "import geopy"),
        ("matching/rides.py", "import sqlalchemy"),
        ("search/engine.py", "from resource_finder import finding"),
        ("asking/said.py", "import flask_babel"),
        ("asking/state.py", "from resource_finder.places import geocoder"),
        ("wording/places.py", "from resource_finder.wording import remarks"),
        ("finding/finder.py", "from resource_finder.web import parts"),
    ],
)
def test_a_broken_import_is_found(copy, module, line):
    path = copy / "resource_finder" / module
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    found = lint(copy)
    assert found.returncode != 0
    assert "BROKEN" in found.stdout


def test_a_new_module_outside_the_house_is_found(copy):
    (copy / "resource_finder" / "helpers.py").write_text('"""A junk drawer."""\n', encoding="utf-8")
    assert lint(copy).returncode != 0


def test_no_door_asks_by_a_request_that_nobody_sent():
    """Commands ask what pages ask; they play no browser to the program."""
    files = (ROOT / "resource_finder").rglob("*.py")
    played = ("test_client", "test_request_context")
    texts = {path.name: path.read_text(encoding="utf-8") for path in files}
    assert [name for name, text in texts.items() if any(word in text for word in played)] == []
