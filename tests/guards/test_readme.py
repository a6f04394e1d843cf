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


def rows_of(heading: str) -> list[list[str]]:
    """The tables of a section, cell by cell."""
    lines = [line for line in section(heading).splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def told_addresses(row: str) -> set[str]:
    """What one row speaks for: `/understand` after `/api/v1/match` is `/api/v1/understand`."""
    first, *others = [found.partition("?")[0] for found in re.findall(r"`(/[^`]*)`", row)] or [""]
    before = "" if first.endswith("…") else first.rpartition("/")[0]
    return {first, *(f"{before}{other}" if other.count("/") == 1 else other for other in others)}


def as_told(address: str) -> str:
    """`/c/<code>` as the README writes it: `/c/…`; a county and a need by an example."""
    example = address.replace("<county>", "boone").replace("<path:need>", "housing")
    return re.sub(r"<[^>]+>", "…", example)


def is_told(address: str, told: set[str]) -> bool:
    return as_told(address) in told or f"{address}/…" in told


def test_every_address_stands_in_the_table_of_pages() -> None:
    told = set().union(*(told_addresses(" ".join(row)) for row in rows_of("Pages")))
    addresses = {_DOORS.sub("", _DOORS.sub("", rule.rule)) for rule in real_app().url_map.iter_rules()}
    assert [one for one in sorted(addresses) if not is_told(one, told)] == []
    never = ("/nowhere/<thing>", "/needs", "/match", "/v1", "/list/<id>")
    assert [one for one in never if is_told(one, told)] == []


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
    told = {name.partition(" (")[0] for row in rows_of("Libraries, and why") for name in row[0].split(", ")}
    assert sorted(set(names) - told) == []


def test_every_file_of_the_map_exists() -> None:
    told = section("Map of the code")
    modules = set(re.findall(r"\b([a-z_]+\.(?:py|html|js))\b", told))
    there = {path.name for path in ROOT.glob("resource_finder/**/*")} | {
        path.name for path in ROOT.glob("tests/**/*.py")
    }
    assert modules
    assert sorted(modules - there) == []
