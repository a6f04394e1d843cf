"""What the README promises to list, it lists: every page, command, setting and library."""

import re
import tomllib
from pathlib import Path

import click
import pytest

from resource_finder.cli.main import commands
from resource_finder.config import ENVIRONMENT
from tests.real import real_app

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
# Doors of the same pages, which one row speaks for.
_DOORS = re.compile(r"^/(es|kiosk)(?=/)")


def section(heading: str) -> str:
    return README.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def is_told(address: str, told: str) -> bool:
    """`/c/<code>` as `/c/…`, `/api/v1/needs` as a later word of its row, `/<county>` by an example."""
    fixed = address.partition("<")[0].rstrip("/")
    return not fixed or f"`{fixed}" in told or f"`/{fixed.rpartition('/')[2]}`" in told


def test_every_address_stands_in_the_table_of_pages() -> None:
    told = section("Pages")
    addresses = {_DOORS.sub("", _DOORS.sub("", rule.rule)) for rule in real_app().url_map.iter_rules()}
    assert [one for one in sorted(addresses) if not is_told(one, told)] == []
    assert not is_told("/nowhere/<thing>", told)


def every_command(group: click.Group, before: str = "") -> list[str]:
    found = []
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            found += every_command(command, f"{before}{name} ")
        else:
            found.append(f"{before}{name}")
    return found


def test_every_command_is_told() -> None:
    told = README.replace("· `index check`", "· `resource-finder index check`")
    assert [name for name in every_command(commands) if f"`resource-finder {name}" not in told] == []


@pytest.mark.parametrize("name", sorted(ENVIRONMENT))
def test_every_setting_is_told(name: str) -> None:
    assert f"`{name}`" in section("Settings")


def test_every_library_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.split(r"[\s<>=!~\[;]", wanted)[0] for wanted in project["dependencies"]]
    told = section("Libraries, and why").casefold()
    assert [name for name in names if name.casefold() not in told] == []


def test_every_file_of_the_map_exists() -> None:
    told = section("Map of the code")
    modules = set(re.findall(r"\b([a-z_]+\.(?:py|html|js))\b", told))
    there = {path.name for path in ROOT.glob("resource_finder/**/*")} | {
        path.name for path in ROOT.glob("tests/**/*.py")
    }
    assert modules
    assert sorted(modules - there) == []
