"""The command line keeps its promises: exit codes, one line an error, no trace."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from resource_finder.app import create_app
from resource_finder.catalogue.reports import Reports
from resource_finder.catalogue.store import Store
from resource_finder.catalogue.tables import db
from resource_finder.cli.catalogue import load_if_changed
from resource_finder.config import Settings
from tests.catalogue.making import folder_of, sheet
from tests.real import DATA
from tests.terminal import Terminal, Told

ROOT = Path(__file__).parent.parent


@pytest.fixture
def run(tmp_path):
    """Runs a command on an instance of its own; gives exit code, output and errors."""
    terminal = Terminal(tmp_path / "instance")

    def command(*arguments: str) -> Told:
        told = terminal(*arguments)
        assert "Traceback" not in told.errors
        return told

    return command


@pytest.fixture
def sheets(tmp_path) -> Path:
    folder = tmp_path / "sheets"
    folder.mkdir()
    return folder_of(folder, housing=sheet({}, {"service": "Flats", "needs": "housing/longer"}))


def test_the_program_is_a_process_that_ends_with_its_code(sheets):
    program = [sys.executable, "-c", "from resource_finder.cli.main import main; main()"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "RESOURCE_FINDER_DATA": str(DATA)}
    for words, ends in (("check", (0, "2 rows are good, 0 faults, 0 mended\n")), ("chekc", (2, ""))):
        done = subprocess.run(
            [*program, "catalogue", words, str(sheets)],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout) == ends
        assert "Traceback" not in done.stderr


def test_good_sheets_are_checked_loaded_indexed_and_found(run, sheets):
    assert run("catalogue", "check", str(sheets))[:2] == (0, "2 rows are good, 0 faults, 0 mended\n")
    assert run("catalogue", "load", str(sheets))[0] == 0
    assert run("index", "check")[0] == 0
    code, out, _errors = run("find", "--place", "65203", "--need", "housing/tonight")
    assert (code, "Fictional House: Beds" in out, "Flats" in out) == (0, True, False)


def test_faults_exit_with_one_and_are_named_a_line_each(run, sheets):
    folder_of(sheets, housing=sheet({}, {"county": "Bone"}, {"zip": "1"}))
    code, _out, errors = run("catalogue", "load", str(sheets))
    assert code == 1
    assert [line.split(" ")[0] for line in errors.splitlines()[:2]] == ["housing.csv:3", "housing.csv:4"]
    assert "nothing was loaded" in errors
    code, out, _errors = run("catalogue", "load", str(sheets), "--keep-good-rows")
    assert (code, "loaded 1 offerings" in out) == (1, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("find", "--about", "tall"),
        ("find", "--place", "St. Louis", "--need", "food"),
        ("find", "--place", "65203", "--need", "housng"),
        ("catalogue", "load", "/nowhere/at/all"),
        ("catalogue", "load", str(DATA / "catalogue" / "phone.csv")),
        ("catalogue", "due", "--county", "Bone"),
        ("serve", "--port", "0"),
    ],
)
def test_wrong_use_exits_with_two_and_says_why(run, sheets, arguments):
    run("catalogue", "load", str(sheets))
    code, _out, errors = run(*arguments)
    assert code == 2
    assert errors.strip()


def test_a_command_before_the_first_load_says_what_to_do(run):
    code, _out, errors = run("find", "--place", "65203", "--need", "food")
    assert code == 1
    assert "Not ready" in errors


def test_export_writes_into_an_empty_folder_only(run, sheets, tmp_path):
    run("catalogue", "load", str(sheets))
    out = tmp_path / "out"
    assert run("catalogue", "export", "--as", "sheets", str(out))[0] == 0
    assert (out / "housing.csv").is_file()
    assert run("catalogue", "export", "--as", "sheets", str(out))[0] == 2
    assert run("catalogue", "export", "--as", "hsds", str(tmp_path / "hsds"))[0] == 0
    assert len(list((tmp_path / "hsds").glob("*.csv"))) == 24


def test_export_leaves_out_what_a_licence_bars(run, sheets, tmp_path):
    run("catalogue", "load", str(sheets))
    whole, barred = tmp_path / "whole", tmp_path / "barred"
    assert run("catalogue", "export", "--as", "sheets", str(whole))[0] == 0
    assert run("catalogue", "export", "--as", "sheets", "--without-licence", "BY-NC", str(barred))[0] == 0
    assert {path.name for path in barred.glob("*.csv")} == {path.name for path in whole.glob("*.csv")}
    code, _out, errors = run(
        "catalogue", "export", "--as", "sheets", "--without-licence", " ", str(tmp_path / "no")
    )
    assert code == 2
    assert "CC BY-NC" in errors


def test_a_dry_run_says_row_by_row_and_changes_nothing(run, sheets):
    run("catalogue", "load", str(sheets))
    before = run("find", "--place", "65301", "--need", "medical")[1]
    sample = ROOT / "tests" / "catalogue" / "adapters" / "samples" / "va.csv"
    code, out, _errors = run("catalogue", "import", "--from", "va", str(sample), "--dry-run")
    assert (code, out.count("add ")) == (0, 2)
    assert run("find", "--place", "65301", "--need", "medical")[1] == before
    assert run("catalogue", "import", "--from", "va", str(sample))[0] == 0
    assert "Sedalia VA Clinic" in run("find", "--place", "65301", "--need", "medical")[1]


def test_coverage_names_every_need(run, sheets):
    run("catalogue", "load", str(sheets))
    code, out, _errors = run("catalogue", "coverage")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()[1:4]] == ["housing", "job", "ride"]


def test_a_list_is_printed_to_a_file(run, sheets, tmp_path):
    run("catalogue", "load", str(sheets))
    out = tmp_path / "list.pdf"
    assert run("print", "--place", "65203", "--need", "housing", "--large", "-o", str(out))[0] == 0
    assert out.read_bytes().startswith(b"%PDF-")
    assert run("print", "--place", "St. Louis", "-o", str(tmp_path / "no.pdf"))[0] == 2


def test_a_faulty_sheet_at_the_next_start_leaves_the_last_good_catalogue(sheets, tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    for name in ("places", "vocabulary"):
        (data / name).symlink_to(DATA / name)
    (data / "catalogue").symlink_to(sheets)
    settings = Settings(data=data, instance=tmp_path / "other", secret_key="test")
    assert "loaded 2" in load_if_changed(settings)
    assert "not changed" in load_if_changed(settings)
    folder_of(sheets, housing=sheet({"county": "Bone"}))
    assert "last good one" in load_if_changed(settings)


def test_reports_are_listed_with_their_row_and_settled(run, sheets, tmp_path):
    assert run("catalogue", "load", str(sheets))[0] == 0
    settings = Settings(data=DATA, instance=tmp_path / "instance", secret_key="for tests")
    app = create_app(settings)
    with app.app_context():
        row = Store(db.session()).load().offerings[0]
        Reports(db.session()).add(row.id, "phone", "It rings\nat a bakery", date(2026, 11, 25))
        Reports(db.session()).add("mo-gone00", "closed", "Gone", date(2026, 11, 25))
        db.session().commit()
    code, out, _errors = run("catalogue", "reports")
    assert code == 0
    assert f"{row.id}  housing.csv Fictional House: Beds" in out
    assert "phone: It rings at a bakery" in out
    assert "no longer in the catalogue" in out
    assert run("catalogue", "reports", "--done", "1")[1] == "1 report done\n"
    assert run("catalogue", "reports")[1].endswith("1 report to look after\n")
    code, _out, errors = run("catalogue", "reports", "--done", "1", "--done", "2")
    assert (code, "has the number 1" in errors) == (2, True)
    assert run("catalogue", "reports")[1].endswith("1 report to look after\n")
