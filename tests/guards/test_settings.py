"""Every setting does what it says: it is read, and the data folder that is set is the only one."""

import inspect
import json
import logging
import os
import re
import shutil
import subprocess
import sys
import textwrap
from functools import cached_property
from pathlib import Path

import pytest

from resource_finder import config
from resource_finder.config import ENVIRONMENT, RESERVED, Settings, settings_from
from tests.catalogue.making import DATA, folder_of, sheet

ROOT = Path(__file__).resolve().parents[2]
OWN = Path(config.__file__)


def read_by_the_program() -> set[str]:
    """By others than those who read the environment, if only through a property."""
    others = (path for path in (ROOT / "resource_finder").rglob("*.py") if path != OWN)
    read = set(
        re.findall(r"settings\.([a-z_]+)", "".join(path.read_text(encoding="utf-8") for path in others))
    )
    for name, value in vars(Settings).items():
        made_by = value.func if isinstance(value, cached_property) else getattr(value, "fget", None)
        if name in read and made_by:
            read |= set(re.findall(r"self\.([a-z_]+)", inspect.getsource(made_by)))
    return read


@pytest.mark.parametrize("field", sorted(field for field, _why in ENVIRONMENT.values()))
def test_something_reads_every_setting(field: str) -> None:
    assert field in read_by_the_program()


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_whoever_sets_what_does_nothing_is_told(name: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        settings_from({name: "x"})
    assert f"setting {name} does nothing" in caplog.text
    assert name not in ENVIRONMENT


EVERYTHING = textwrap.dedent(
    """
    import json, os, sys
    from pathlib import Path

    shipped, out = Path(sys.argv[1]), Path(sys.argv[2])
    opened = []

    def see(event, values):
        if event == "open" and isinstance(values[0], str) and shipped in Path(values[0]).resolve().parents:
            opened.append(values[0])

    sys.addaudithook(see)
    from click.testing import CliRunner
    from resource_finder.app import create_app
    from resource_finder.cli.main import commands

    for command in (
        ["catalogue", "check"],
        ["catalogue", "load"],
        ["find", "--place", "65203", "--need", "housing"],
        ["understand", "a bed in Columbia"],
        ["catalogue", "export", "--as", "hsds", str(out / "hsds")],
        ["catalogue", "export", "--as", "sheets", str(out / "sheets")],
        ["catalogue", "import", "--from", "hsds", str(out / "hsds"), "--ours", "--dry-run"],
        ["catalogue", "due"],
        ["catalogue", "coverage"],
        ["index", "check"],
    ):
        done = CliRunner().invoke(commands, command, catch_exceptions=False)
        assert done.exit_code == 0, (command, done.output)
    client = create_app().test_client()
    county = ("/boone", "/boone/housing", "/start?place=boone")
    for path in ("/", *county, "/crisis", "/about", "/map.svg", "/api/v1/needs"):
        assert client.get(path).status_code == 200, path
    print(json.dumps(opened))
    """
)


@pytest.fixture
def another_data_folder(tmp_path: Path) -> Path:
    """A small catalogue, and words of its own for what stands in an HSDS package."""
    data = tmp_path / "data"
    for name in ("places", "vocabulary"):
        shutil.copytree(DATA / name, data / name)
    (data / "catalogue").mkdir()
    folder_of(data / "catalogue", housing=sheet({"how_to_start": "walk-in"}))
    terms = data / "vocabulary" / "taxonomies.csv"
    words = terms.read_text(encoding="utf-8")
    terms.write_text(words.replace("intake,walk-in,", "intake,walk-in,Made-up way in: ", 1), encoding="utf-8")
    return data


def test_nothing_reads_the_shipped_data_where_another_folder_is_set(another_data_folder, tmp_path) -> None:
    env = os.environ | {
        "RESOURCE_FINDER_DATA": str(another_data_folder),
        "RESOURCE_FINDER_INSTANCE": str(tmp_path / "instance"),
    }
    done = subprocess.run(
        [sys.executable, "-c", EVERYTHING, str(DATA), str(tmp_path)],
        capture_output=True,
        text=True,
        env=env,
        cwd=ROOT,
        timeout=240,
        check=False,
    )
    assert done.stderr == ""
    assert json.loads(done.stdout.splitlines()[-1]) == []
    told = (tmp_path / "hsds" / "taxonomy_terms.csv").read_text(encoding="utf-8")
    assert "Made-up way in: " in told
