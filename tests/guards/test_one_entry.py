"""A column of the sheets is one line of `domain/offering.py`: a made one goes everywhere without another."""

import csv
import json
import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from resource_finder.catalogue.columns import BY_HEADER
from tests.catalogue.making import DATA, folder_of, sheet

ROOT = Path(__file__).resolve().parents[2]
# Where lines are put -> the lines: a text and a list of every sheet, and a text of one sheet alone.
ENTRIES = {
    '    note: Annotated[str, Column(is_for_staff=True)] = ""\n': (
        '    pets: Text = ""\n'
        '    breeds: Annotated[tuple[str, ...], Column("ways to pay", ("cat", "dog"))] = ()\n'
    ),
    '    days: Spoken = ""\n': '    bicycles: Text = ""\n',
}
TOLD = {"pets": "Dogs are welcome", "breeds": "dog; cat", "bicycles": "Two on each bus"}

GO_EVERYWHERE = textwrap.dedent(
    """
    import csv, io, json, os, sys
    from pathlib import Path

    from click.testing import CliRunner
    from resource_finder.catalogue.columns import columns_of
    from resource_finder.catalogue.contents import content_of
    from resource_finder.catalogue.hsds_json import service_json
    from resource_finder.catalogue.hsds_tables import Geography
    from resource_finder.catalogue.hsds_terms import Terms
    from resource_finder.cli.catalogue import published_catalogue
    from resource_finder.cli.main import commands
    from resource_finder.config import settings_from
    from resource_finder.places.gazetteer import Gazetteer

    told, out = json.loads(sys.argv[1]), Path(sys.argv[2])

    def run(*command):
        done = CliRunner().invoke(commands, command, catch_exceptions=False)
        assert done.exit_code == 0, (command, done.output)

    def write(folder, cells):
        # The headers are all that a column asks of the sheets.
        for path in folder.glob("[ht]*.csv"):
            rows = list(csv.DictReader(path.open(encoding="utf-8")))
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, columns_of(path.name), restval="", extrasaction="ignore")
                writer.writeheader()
                writer.writerows(row | cells for row in rows)

    data, geography = settings_from().data, Geography.of(Gazetteer.load(settings_from().data))
    write(data / "catalogue", told)
    run("catalogue", "load")
    run("catalogue", "export", "--as", "sheets", str(out / "written"))
    run("catalogue", "export", "--as", "hsds", str(out / "package"))
    loaded = published_catalogue(settings_from())
    (out / "content.txt").write_text("".join(map(content_of, loaded.offerings)), encoding="utf-8")
    page = [service_json(row, geography, Terms.load(data), loaded.sources) for row in loaded.offerings]
    (out / "page.json").write_text(json.dumps(page), encoding="utf-8")

    # Another instance, whose sheets say nothing of it, learns it from the package.
    os.environ["RESOURCE_FINDER_INSTANCE"] = str(out / "another")
    write(data / "catalogue", dict.fromkeys(told, ""))
    run("catalogue", "load")
    run("catalogue", "import", "--from", "hsds", "--ours", str(out / "package"))
    run("catalogue", "export", "--as", "sheets", str(out / "imported"))
    """
)


def with_entries(folder: Path) -> Path:
    """A copy of the program with the made columns."""
    ignored = shutil.ignore_patterns("__pycache__", "static")
    shutil.copytree(ROOT / "resource_finder", folder / "resource_finder", ignore=ignored)
    (folder / "resource_finder" / "static").symlink_to(ROOT / "resource_finder" / "static")
    module = folder / "resource_finder" / "domain" / "offering.py"
    text = module.read_text(encoding="utf-8")
    for before, entry in ENTRIES.items():
        assert before in text
        text = text.replace(before, entry + before)
    module.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def out(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("entry")
    data = folder / "data"
    (data / "catalogue").mkdir(parents=True)
    for name in ("places", "vocabulary"):
        (data / name).symlink_to(DATA / name)
    ride = sheet(
        {"id": "mo-bus01", "service": "Bus", "needs": "ride", "kind": "city-bus"}, name="transit.csv"
    )
    folder_of(data / "catalogue", housing=sheet({}), transit=ride)
    env = os.environ | {
        "PYTHONPATH": str(with_entries(folder)),
        "RESOURCE_FINDER_DATA": str(data),
        "RESOURCE_FINDER_INSTANCE": str(folder / "instance"),
    }
    done = subprocess.run(
        [sys.executable, "-c", GO_EVERYWHERE, json.dumps(TOLD), str(folder)],
        capture_output=True,
        text=True,
        env=env,
        cwd=folder,
        timeout=240,
        check=False,
    )
    assert done.stderr == ""
    return folder


def cells(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    return {column: row[column] for column in TOLD if column in row}


@pytest.mark.parametrize("folder", ["written", "imported"])
def test_a_made_column_is_read_kept_written_and_comes_back_from_a_package(out, folder) -> None:
    everywhere = {column: TOLD[column] for column in ("pets", "breeds")}
    assert cells(out / folder / "housing.csv") == everywhere
    assert cells(out / folder / "transit.csv") == TOLD


def test_a_made_column_is_in_the_json_of_a_service_and_in_what_is_hashed(out) -> None:
    services = json.loads((out / "page.json").read_text(encoding="utf-8"))
    told = {
        (line["taxonomy_term"]["code"], line.get("value", ""))
        for service in services
        for line in service["attributes"]
    }
    assert ("listing:pets", TOLD["pets"]) in told
    assert ("ride:bicycles", TOLD["bicycles"]) in told
    assert {("breeds:dog", ""), ("breeds:cat", "")} <= told
    content = (out / "content.txt").read_text(encoding="utf-8")
    assert all(word in content for word in (TOLD["pets"], "bicycles", '"breeds":["dog","cat"]'))


@pytest.mark.parametrize("header", sorted(BY_HEADER))
def test_every_column_is_told_to_those_who_edit_the_sheets(header: str) -> None:
    assert f"`{header}`" in (DATA / "README.md").read_text(encoding="utf-8")
