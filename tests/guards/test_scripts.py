"""Benchmarks are run by hand and seldom: what they import is there all the same."""

import importlib
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"
MODULES = sorted(
    f"{file.parent.name}.{file.stem}"
    for folder in ("benchmarks", "soaking")
    for file in (SCRIPTS / folder).glob("*.py")
    if file.stem != "__init__"
)


@pytest.mark.parametrize("name", MODULES)
def test_a_script_finds_all_that_it_imports(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    importlib.import_module(name)
