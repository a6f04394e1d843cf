"""A start that something stands in the way of: one line says what, and the last good catalogue is served."""

import shutil
import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from resource_finder.catalogue.clock import clock_fault, read_by_a_likely_day
from resource_finder.catalogue.faults import SheetsFaulty
from resource_finder.catalogue.last_good import keep_last_good, read_last_good
from resource_finder.catalogue.sheets import SheetsRead
from resource_finder.catalogue.store import SchemaTooNew, Store, StoreUnavailable
from resource_finder.catalogue.tables import db
from resource_finder.cli import catalogue as commands
from resource_finder.cli.catalogue import load_catalogue, load_if_changed, published_catalogue
from resource_finder.cli.incoming import Asked, bring_in
from resource_finder.cli.main import main
from resource_finder.cli.starting import loaded_or_last_good
from resource_finder.config import Settings
from resource_finder.domain.needs import Needs
from resource_finder.places.gazetteer import Gazetteer
from tests.catalogue.making import GAZETTEER, KINDS, NEEDS, folder_of, read, sheet
from tests.faults.conftest import Site, found
from tests.faults.damage import cut, emptied, folder, not_utf_8, removed
from tests.real import DATA, real_sheets

TODAY = date(2026, 11, 25)
TABLES = "catalogue.sqlite"


@pytest.fixture
def settings(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The installation of `site` with a data folder whose sheets are those it has loaded."""
    data = tmp_path / "data"
    shutil.copytree(DATA, data, ignore=shutil.ignore_patterns("catalogue"))
    (data / "catalogue").mkdir()
    folder_of(
        data / "catalogue", housing=(site.settings.instance.parent / "sheets" / "housing.csv").read_bytes()
    )
    monkeypatch.setattr(Gazetteer, "load", lambda _data: GAZETTEER)
    monkeypatch.setattr(Needs, "load", lambda _data: NEEDS)
    return replace(site.settings, data=data)


def start(settings: Settings) -> str:
    return loaded_or_last_good(load_if_changed, settings)


def say_newer_schema(settings: Settings) -> None:
    with sqlite3.connect(settings.instance / TABLES) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()


@pytest.mark.parametrize("damage", [cut, not_utf_8, folder], ids=lambda damage: damage.__name__)
def test_a_broken_database_is_said_and_the_last_good_catalogue_served(site: Site, settings, damage) -> None:
    damage(settings.instance / TABLES)
    said = start(settings)
    assert "database" in said
    assert "the last good one" in said
    assert "\n" not in said
    assert found(site.start(), need="food") == ["Soup"]


@pytest.mark.parametrize("damage", [emptied, removed], ids=lambda damage: damage.__name__)
def test_a_lost_database_gets_back_what_was_served(site: Site, settings, damage, capsys) -> None:
    """An import stands in the tables alone: the sheets would lose it in silence."""
    kept = read_last_good(settings.instance / "last-good.json")
    imported = replace(
        kept, offerings=(replace(kept.offerings[0], service="Imported beds"), kept.offerings[1])
    )
    keep_last_good(imported, settings.instance / "last-good.json")
    damage(settings.instance / TABLES)
    start(settings)
    assert "reports and short codes" in capsys.readouterr().err
    assert {o.service for o in published_catalogue(settings).offerings} == {"Imported beds", "Soup"}


def test_a_broken_database_without_a_good_catalogue_stops_the_start_in_one_line(site: Site, settings) -> None:
    for name in (TABLES, "last-good.json"):
        not_utf_8(settings.instance / name)
    with pytest.raises(StoreUnavailable, match="damaged"):
        start(settings)


def test_a_newer_schema_is_served_from_the_last_good_catalogue_and_never_written(
    site: Site, settings
) -> None:
    say_newer_schema(settings)
    assert "9999" in start(settings)
    assert found(site.start(), need="food") == ["Soup"]
    with pytest.raises(SchemaTooNew):
        published_catalogue(settings)
    kept = read_last_good(settings.instance / "last-good.json")
    with site.app.app_context(), pytest.raises(SchemaTooNew):
        Store(db.session()).publish(kept, lambda: None)


def test_a_disk_that_cannot_be_written_serves_what_was_there(site: Site, settings, monkeypatch) -> None:
    folder_of(settings.data / "catalogue", housing=sheet({"service": "Newer beds"}, {}))

    def read_only(*_arguments: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(commands, "build_index_of", read_only)
    said = start(settings)
    assert "Read-only file system" in said
    assert "the last good one" in said
    assert found(site.start(), need="food") == ["Soup"]


def test_a_mark_that_cannot_be_kept_undoes_no_load(site: Site, settings, monkeypatch, capsys) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(commands, "write_whole", full)
    loaded = load_catalogue(read(settings.data / "catalogue", housing=sheet({})), settings, retire=True)
    assert "No space left" in capsys.readouterr().err
    assert published_catalogue(settings).hash == loaded.hash


class Behind(datetime):
    """A clock that lost a year."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "Behind":
        return cls.fromtimestamp((datetime.now(tz) - timedelta(days=400)).timestamp(), tz)


def real_read(day: date) -> SheetsRead:
    from_day = real_sheets() if day >= TODAY else None
    return from_day or commands.read_sheets(DATA / "catalogue", GAZETTEER, NEEDS.codes, day, KINDS)


def test_a_clock_a_year_behind_loads_the_real_sheets_and_says_so() -> None:
    behind, said = read_by_a_likely_day(real_read, TODAY - timedelta(days=365))
    assert "the clock looks wrong" in said
    assert behind.faults == ()
    assert len(behind.offerings) == len(real_sheets().offerings)


def test_a_clock_that_is_right_hides_no_slip_of_the_hand(tmp_path: Path) -> None:
    rows = sheet(
        *({"service": f"Beds {n}"} for n in range(40)),
        {"checked_on": "2027-01-20"},
        {"checked_on": "2062-01-20"},
    )
    folder_of(tmp_path, housing=rows)

    def by(day: date) -> SheetsRead:
        return commands.read_sheets(tmp_path, GAZETTEER, NEEDS.codes, day, KINDS)

    found_now, said = read_by_a_likely_day(by, TODAY)
    assert (said, len(found_now.faults)) == ("", 2)
    found_behind, said = read_by_a_likely_day(by, TODAY - timedelta(days=365))
    assert "2026" in said or "2027" in said
    assert [fault.line for fault in found_behind.faults] == [43], "a year far beyond is a slip all the same"


def test_sheets_without_one_good_row_blame_no_clock(tmp_path: Path) -> None:
    """Each row lies in the future and has a fault beside: no row is left that shows the day."""
    folder_of(tmp_path, housing=sheet(*({"service": f"Beds {n}", "county": "Bone"} for n in range(12))))

    def by(day: date) -> SheetsRead:
        return commands.read_sheets(tmp_path, GAZETTEER, NEEDS.codes, day, KINDS)

    found_then, said = read_by_a_likely_day(by, TODAY - timedelta(days=365))
    assert (said, found_then.offerings) == ("", ())
    assert len({fault.line for fault in found_then.faults}) == 12


def test_a_clock_behind_is_named_by_what_serves(site: Site, settings, monkeypatch) -> None:
    folder_of(settings.data / "catalogue", housing=sheet(*({"service": f"Beds {n}"} for n in range(12))))
    monkeypatch.setattr("resource_finder.cli.catalogue.datetime", Behind)
    monkeypatch.setattr("resource_finder.serving.datetime", Behind)
    assert "loaded 12" in start(settings)
    ready = site.start().get("/readyz")
    assert (ready.status_code, "clock looks wrong" in ready.get_json()["why"]) == (200, True)


def test_a_clock_that_is_right_is_not_doubted() -> None:
    assert clock_fault(real_sheets().offerings, TODAY) == ""


def test_sheets_with_faults_leave_the_last_good_catalogue(site: Site, settings) -> None:
    folder_of(settings.data / "catalogue", housing=sheet({"county": "Bone"}))
    assert "last good one" in start(settings)
    for name in (TABLES, "last-good.json"):
        removed(settings.instance / name)
    with pytest.raises(SheetsFaulty):
        start(settings)


@pytest.mark.parametrize("arguments", [("catalogue", "load"), ("catalogue", "due"), ("index", "check")])
def test_a_command_says_in_one_line_what_is_wrong_and_what_still_works(
    site: Site, monkeypatch, capsys, arguments
) -> None:
    not_utf_8(site.settings.instance / TABLES)
    monkeypatch.setenv("RESOURCE_FINDER_INSTANCE", str(site.settings.instance))
    monkeypatch.setattr("sys.argv", ["resource-finder", *arguments])
    with pytest.raises(SystemExit):
        main()
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert "damaged" in said[0]
    assert "last good catalogue" in said[0]


def test_an_import_by_a_wrong_clock_dates_no_row(site: Site, tmp_path, monkeypatch, capsys) -> None:
    rows = sheet(*({"service": f"Beds {n}"} for n in range(12)))
    load_catalogue(read(tmp_path, housing=rows), site.settings, retire=True)
    sample = Path(__file__).parent.parent / "catalogue" / "adapters" / "samples" / "va.csv"
    monkeypatch.setenv("RESOURCE_FINDER_INSTANCE", str(site.settings.instance))
    monkeypatch.setattr("resource_finder.cli.incoming.datetime", Behind)
    monkeypatch.setattr("sys.argv", ["resource-finder", "catalogue", "import", "--from", "va", str(sample)])
    with pytest.raises(SystemExit):
        main()
    assert "the clock looks wrong" in capsys.readouterr().err
    assert len(published_catalogue(site.settings).offerings) == 12


class Evening(datetime):
    """Seven in the evening in Missouri, which is tomorrow by UTC."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "Evening":
        return cls(2026, 11, 28, 1, 0, tzinfo=UTC).astimezone(tz)


def test_a_dry_run_brings_no_older_database_up_to_date(site: Site) -> None:
    older = "0003"
    with sqlite3.connect(site.settings.instance / TABLES) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (older,))
    connection.close()
    sample = Path(__file__).parent.parent / "catalogue" / "adapters" / "samples" / "va.csv"
    with pytest.raises(StoreUnavailable, match=r"older schema 0003.*changes nothing"):
        bring_in(Asked("va", sample), site.settings, do_it=False)
    with sqlite3.connect(site.settings.instance / TABLES) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(older,)]
    connection.close()


def test_what_is_imported_in_the_evening_bears_the_day_of_missouri(site: Site, monkeypatch, capsys) -> None:
    sample = Path(__file__).parent.parent / "catalogue" / "adapters" / "samples" / "va.csv"
    monkeypatch.setattr("resource_finder.cli.incoming.datetime", Evening)
    bring_in(Asked("va", sample), site.settings, do_it=True)
    assert "future" not in capsys.readouterr().err
    rows = published_catalogue(site.settings).offerings
    assert {row.checked_on for row in rows if "va" in row.sources[0]} == {"2026-11-27"}
