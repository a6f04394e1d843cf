"""What the documents promise to list, they list; what they name and lead to is there."""

import re
import tomllib
from pathlib import Path

import click
import pytest

from resource_finder.cli.main import commands
from resource_finder.config import ENVIRONMENT, RESERVED
from tests.real import real_app

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
REFERENCE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([ROOT / "README.md", *ROOT.glob("docs/*.md"), *(ROOT / "data").glob("**/README.md")])
# Whoever is new reads it whole.
MOST_OF_README = 8_000
# Doors of the same pages, which one row speaks for.
_DOORS = re.compile(r"^/(es|kiosk)(?=/)")


def section(heading: str) -> str:
    return REFERENCE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


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
    """`/c/<code>` as the reference writes it: `/c/…`; a county and a need by an example."""
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
    told = REFERENCE.replace("· `index check`", "· `resource-finder index check`")
    assert [name for name in every_command(commands) if f"`resource-finder {name}" not in told] == []


@pytest.mark.parametrize("name", sorted({*ENVIRONMENT, *RESERVED}))
def test_every_setting_is_told(name: str) -> None:
    assert f"`{name}`" in section("Settings")


def test_every_library_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.split(r"[\s<>=!~\[;]", wanted)[0] for wanted in project["dependencies"]]
    told = {name.partition(" (")[0] for row in rows_of("Libraries, and why") for name in row[0].split(", ")}
    assert sorted(set(names) - told) == []


def named_files(text: str) -> set[str]:
    """Modules, pages, scripts and sheets that are named, with as much of their path as is told."""
    return set(re.findall(r"(?<![\w./-])((?:[\w-]+/)*[a-z_0-9]+\.(?:py|html|js|json|cfg))\b", text))


def not_there(names: set[str]) -> list[str]:
    paths = [
        f"/{path.relative_to(ROOT)}"
        for folder in ("resource_finder", "tests", "data", "scripts")
        for path in (ROOT / folder).rglob("*")
        if "node_modules" not in path.parts
    ]
    there = {*paths, *(f"/{path.name}" for path in ROOT.iterdir())}
    return [name for name in sorted(names) if not any(path.endswith(f"/{name}") for path in there)]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_that_a_document_names_is_there(document: Path) -> None:
    written_by_the_program = {"last-good.json"}
    named = named_files(document.read_text(encoding="utf-8")) - written_by_the_program
    assert not_there({name for name in named if not name.startswith("etc/")}) == []


def test_a_file_that_is_not_there_is_noticed() -> None:
    assert not_there(named_files("`web/nowhere.py`, `web/pages.py`")) == ["web/nowhere.py"]


def anchors_of(document: Path) -> set[str]:
    """The headings of a document as links name them."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def broken_links(text: str, folder: Path) -> list[str]:
    """Links to a file or a heading that is not there; addresses of the web are not looked at."""
    found = []
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _hash, anchor = link.partition("#")
        target = folder / path
        if ":" not in path and not (target.is_file() and (not anchor or anchor in anchors_of(target))):
            found.append(link)
    return found


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_to_something(document: Path) -> None:
    assert broken_links(document.read_text(encoding="utf-8"), document.parent) == []


def test_a_link_that_leads_nowhere_is_noticed() -> None:
    text = "[a](docs/nowhere.md) [b](docs/reference.md#no-heading) [c](docs/reference.md#pages)"
    assert broken_links(text, ROOT) == ["docs/nowhere.md", "docs/reference.md#no-heading"]


def test_the_first_document_is_short_and_leads_to_all_others() -> None:
    assert len(README.encode()) <= MOST_OF_README
    linked = {(ROOT / link.partition("#")[0]).resolve() for link in re.findall(r"\]\(([^)\s]+)\)", README)}
    assert sorted({*ROOT.glob("docs/*.md"), ROOT / "data" / "README.md"} - linked) == []
