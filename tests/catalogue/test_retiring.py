"""No load and no import takes many rows from the public in silence, and no two of them lose one."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine

from resource_finder.app import create_app
from resource_finder.catalogue.hsds_package import export_package
from resource_finder.catalogue.one_publisher import PublisherBusy, only_publisher
from resource_finder.catalogue.publishing import publish_catalogue
from resource_finder.catalogue.retiring import WouldRetire, closed, left_out, refuse_too_many
from resource_finder.catalogue.store import EditionConflict, Store
from resource_finder.catalogue.tables import db
from resource_finder.cli.catalogue import load_if_changed
from resource_finder.cli.main import commands
from resource_finder.config import Settings
from resource_finder.domain.offering import Catalogue
from tests.catalogue.making import GOOD, folder_of, sheet
from tests.catalogue.test_hsds import GEOGRAPHY, TERMS
from tests.catalogue.test_store import app, catalogue, no_index, store  # noqa: F401
from tests.matching.making import offering
from tests.real import DATA

ROOT = Path(__file__).parents[2]
ENGINE = create_engine("sqlite://")


def rows(sheet_name: str, count: int, start: int = 0):
    return [offering(id=f"mo-{sheet_name}{n}", sheet=sheet_name) for n in range(start, start + count)]


@pytest.mark.parametrize(
    ("now", "then", "stops"),
    [
        (20, 20, False),
        (20, 18, False),
        (20, 17, True),
        (20, 0, True),
        (1, 0, True),
        (9, 8, True),
        (10, 9, False),
    ],
)
def test_more_than_a_tenth_of_a_sheet_or_a_whole_one_stops(now, then, stops):
    current = Catalogue((*rows("housing", now), *rows("food", 50)), (), "")
    losses = left_out(current, [*rows("housing", then), *rows("food", 50)])
    assert any(loss.is_too_much for loss in losses) is stops
    refuse_too_many(losses, retire=True)
    if stops:
        with pytest.raises(WouldRetire, match=r"housing\.csv: (all )?\d+ (of \d+ )?rows"):
            refuse_too_many(losses, retire=False)


def test_a_row_that_was_moved_to_another_sheet_is_not_lost():
    current = Catalogue(tuple(rows("housing", 4)), (), "")
    assert left_out(current, [replace(row, sheet="food") for row in current.offerings]) == ()


def test_a_row_that_an_import_closes_is_lost_and_one_that_was_closed_is_not():
    open_ones, shut = rows("food", 4), [replace(row, status="closed") for row in rows("food", 4, 4)]
    current = Catalogue((*open_ones, *shut), (), "")
    fresh = [replace(open_ones[0], status="closed"), *open_ones[1:]]
    assert [(loss.gone, loss.of) for loss in closed(current, fresh)] == [(("mo-food0",), 4)]


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs a command on an instance of its own; gives what it raised or its exit code, and all it printed."""
    monkeypatch.setenv("RESOURCE_FINDER_DATA", str(data_of(tmp_path)))
    monkeypatch.setenv("RESOURCE_FINDER_INSTANCE", str(tmp_path / "instance"))

    def command(*arguments: str):
        result = CliRunner().invoke(commands, arguments)
        known = result.exception is None or isinstance(result.exception, SystemExit)
        return (result.exit_code if known else type(result.exception)), result.output

    return command


def data_of(tmp_path) -> Path:
    """A data folder with sheets of its own: twenty rows of housing, one of food."""
    data = tmp_path / "data"
    (data / "catalogue").mkdir(parents=True)
    for name in ("places", "vocabulary"):
        (data / name).symlink_to(DATA / name)
    folder_of(data / "catalogue", housing=housing(20), food=sheet({"id": "mo-food01", "needs": "food"}))
    return data


def housing(count: int, **more: str) -> bytes:
    places = [{"service": f"Beds {n}"} for n in range(count)]
    return sheet(*places, *([more] if more else ()))


def published(tmp_path) -> int:
    with create_app(settings(tmp_path)).app_context():
        return len(Store(db.session()).load().offerings)


def settings(tmp_path) -> Settings:
    return Settings(data=tmp_path / "data", instance=tmp_path / "instance", secret_key="test")


@pytest.mark.parametrize("how", ["header alone", "missing", "two thirds gone"])
def test_a_load_of_a_sheet_that_lost_its_rows_changes_nothing_until_told_to(run, tmp_path, how):
    sheets = tmp_path / "data" / "catalogue"
    assert run("catalogue", "load")[0] == 0
    if how == "missing":
        (sheets / "housing.csv").unlink()
    else:
        (sheets / "housing.csv").write_bytes(housing(0 if how == "header alone" else 6))
    code, _told = run("catalogue", "load")
    assert (code, published(tmp_path)) == (WouldRetire, 21)
    told = load_if_changed(settings(tmp_path))
    assert "the old one is served" in told
    assert "housing.csv: " in told
    assert told.endswith("resource-finder catalogue load --retire")
    assert "\n" not in told
    assert published(tmp_path) == 21
    code, told = run("catalogue", "load", "--retire")
    assert (code, published(tmp_path)) == (0, 7 if how == "two thirds gone" else 1)
    assert "housing.csv: " in told


def test_the_error_says_which_sheet_and_how_many_of_how_many(tmp_path):
    data = data_of(tmp_path)
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "RESOURCE_FINDER_DATA": str(data),
        "RESOURCE_FINDER_INSTANCE": str(tmp_path / "instance"),
    }
    program = [sys.executable, "-c", "from resource_finder.cli.main import main; main()"]
    load = lambda: subprocess.run(  # noqa: E731
        [*program, "catalogue", "load"], env=environment, capture_output=True, text=True, check=False
    )
    assert load().returncode == 0
    (data / "catalogue" / "housing.csv").write_bytes(housing(15))
    (data / "catalogue" / "food.csv").unlink()
    done = load()
    assert done.returncode == 1
    assert done.stderr.splitlines()[:2] == [
        "food.csv: all 1 rows would be retired",
        "housing.csv: 5 of 20 rows would be retired",
    ]
    assert "nothing was changed" in done.stderr
    assert "--retire" in done.stderr


def test_a_few_rows_that_went_are_named(run, tmp_path):
    run("catalogue", "load")
    (tmp_path / "data" / "catalogue" / "housing.csv").write_bytes(housing(19))
    code, told = run("catalogue", "load")
    assert code == 0
    assert "housing.csv: 1 of 20 rows are in no sheet any more: mo-test19" in told


def test_bad_rows_that_are_left_out_count_as_retired(run, tmp_path):
    run("catalogue", "load")
    few = sheet(*[{"service": f"Beds {n}", "county": "Bone" if n < 2 else "Boone"} for n in range(20)])
    many = sheet(*[{"service": f"Beds {n}", "county": "Bone" if n < 5 else "Boone"} for n in range(20)])
    (tmp_path / "data" / "catalogue" / "housing.csv").write_bytes(many)
    assert run("catalogue", "load", "--keep-good-rows")[0] is WouldRetire
    assert published(tmp_path) == 21
    (tmp_path / "data" / "catalogue" / "housing.csv").write_bytes(few)
    code, told = run("catalogue", "load", "--keep-good-rows")
    assert (code, published(tmp_path)) == (1, 19)
    assert "2 of 20 rows are in no sheet any more: mo-test00, mo-test01" in told


def test_an_import_that_closes_many_rows_stops_too(run, tmp_path):
    run("catalogue", "load")
    sample = str(ROOT / "tests" / "catalogue" / "adapters" / "samples" / "va.csv")
    vast = (
        sheet(
            *[
                {
                    "service": f"VA {n}",
                    "id": f"mo-vast{n:02d}",
                    "needs": "medical",
                    "kind": "va-clinic",
                    "organization": f"V {n}",
                }
                for n in range(9)
            ],
            name="veterans.csv",
        )
        .replace(b",test,", b",va-facilities,")
        .replace(GOOD["checked_on"].encode(), b"2020-05-01")
    )
    sheets = tmp_path / "data" / "catalogue"
    (sheets / "veterans.csv").write_bytes(vast)
    with (sheets / "sources.csv").open("a", encoding="utf-8") as file:
        file.write("va-facilities,VA,Made up,,,,\n")
    assert run("catalogue", "load")[0] == 0
    code, told = run("catalogue", "import", "--from", "va", sample)
    assert (code, published(tmp_path)) == (WouldRetire, 30)
    assert "veterans.csv: all 9 rows would be closed: only --retire does that" in told
    assert run("catalogue", "import", "--from", "va", sample, "--retire")[0] == 0


def test_a_strangers_package_leaves_our_rows_and_is_reported(run, tmp_path):
    run("catalogue", "load")
    with create_app(settings(tmp_path)).app_context():
        ours = Store(db.session()).load()
    claims = {
        "checked_on": "2026-11-20",
        "website": "https://evil.example.org",
        "record": (("sex_offense", "yes"),),
    }
    stolen = replace(ours, offerings=tuple(replace(row, **claims) for row in ours.offerings))
    export_package(stolen, GEOGRAPHY, TERMS, tmp_path / "package")
    code, told = run("catalogue", "import", "--from", "hsds", str(tmp_path / "package"))
    assert code == 1
    assert (
        "differs mo-food01 Fictional House website: https://example.org -> https://evil.example.org" in told
    )
    with create_app(settings(tmp_path)).app_context():
        assert Store(db.session()).current_hash() == ours.hash
    assert run("catalogue", "import", "--from", "hsds", str(tmp_path / "package"), "--ours")[0] == 0
    with create_app(settings(tmp_path)).app_context():
        assert {row.website for row in Store(db.session()).load().offerings} == {"https://evil.example.org"}


def test_what_was_made_from_an_older_catalogue_is_not_published(store, tmp_path):  # noqa: F811
    base = publish_catalogue(catalogue(tmp_path), store, no_index)
    first, second = catalogue(tmp_path, {"service": "One"}), catalogue(tmp_path, {"service": "Two"})
    first = publish_catalogue(first, store, no_index, base.edition)
    with pytest.raises(EditionConflict, match="edition 2 in the meantime, and this is based on edition 1"):
        publish_catalogue(second, store, no_index, base.edition)
    with pytest.raises(EditionConflict):
        publish_catalogue(second, store, no_index, 0)
    assert store.load() == first
    publish_catalogue(second, store, no_index, first.edition)
    assert store.load() == second


def test_of_two_publishers_at_once_the_second_is_told_at_once(tmp_path):
    busy = pytest.raises(PublisherBusy, match="another load or import is at work")
    with publishing(tmp_path), busy, publishing(tmp_path):
        pass
    with publishing(tmp_path):
        pass


def publishing(folder: Path, wait_seconds: float = 0):
    return only_publisher(ENGINE, folder, wait_seconds)


def test_the_lock_goes_with_a_process_that_was_killed(tmp_path):
    holding = (
        "import sys, time; from pathlib import Path; from sqlalchemy import create_engine\n"
        "from resource_finder.catalogue.one_publisher import only_publisher\n"
        "with only_publisher(create_engine('sqlite://'), Path(sys.argv[1])):\n"
        "    print('held', flush=True); time.sleep(60)\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", holding, str(tmp_path)], stdout=subprocess.PIPE, cwd=ROOT, text=True
    )
    assert holder.stdout.readline() == "held\n"
    try:
        with pytest.raises(PublisherBusy), publishing(tmp_path):
            pass
    finally:
        holder.kill()
        holder.communicate()
    with publishing(tmp_path, wait_seconds=5):
        pass


def test_while_another_works_commands_say_so_and_a_restart_serves(run, tmp_path):
    assert run("catalogue", "load")[0] == 0
    sample = str(ROOT / "tests" / "catalogue" / "adapters" / "samples" / "va.csv")
    with publishing(tmp_path / "instance"):
        assert run("catalogue", "load")[0] is PublisherBusy
        assert run("catalogue", "import", "--from", "va", sample)[0] is PublisherBusy
        assert run("catalogue", "import", "--from", "va", sample, "--dry-run")[0] == 0
        assert "the published one is served" in load_if_changed(settings(tmp_path))
    assert published(tmp_path) == 21
