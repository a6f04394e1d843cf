"""Nothing that was changed in the tables is lost: imports, second machines, two publishers of one base."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask_migrate import downgrade

from resource_finder.app import create_app
from resource_finder.catalogue import tables
from resource_finder.catalogue.publishing import SheetsDiffer, counted_anew, publish_catalogue
from resource_finder.catalogue.records import rows_of
from resource_finder.catalogue.row_tables import codes_in
from resource_finder.catalogue.store import EditionConflict, Store
from resource_finder.catalogue.tables import db
from resource_finder.cli import incoming
from resource_finder.cli.catalogue import load_if_changed
from resource_finder.cli.main import commands, main
from resource_finder.cli.starting import loaded_or_last_good
from resource_finder.config import Settings
from tests.catalogue.making import GAZETTEER, KINDS, NEEDS, folder_of, sheet
from tests.real import DATA

HIDDEN = "safe-house"
SAMPLE = str(Path(__file__).parent / "adapters" / "samples" / "va.csv")


class Machine:
    """One machine: sheets and an instance folder of its own over a database that may be another's, too."""

    def __init__(self, home: Path, database: Path) -> None:
        self.data, self.instance, self.database = home / "data", home / "instance", database
        (self.data / "catalogue").mkdir(parents=True)
        for name in ("places", "vocabulary"):
            (self.data / name).symlink_to(DATA / name)
        self.write()

    @property
    def settings(self) -> Settings:
        return Settings(
            data=self.data,
            instance=self.instance,
            secret_key="test",
            database_url=f"sqlite:///{self.database}",
        )

    @property
    def environment(self) -> dict[str, str]:
        return {
            "RESOURCE_FINDER_DATA": str(self.data),
            "RESOURCE_FINDER_INSTANCE": str(self.instance),
            "DATABASE_URL": self.settings.database,
        }

    def write(self, **of_the_first: str) -> None:
        """Two rows of housing, the first with changes."""
        rows = sheet({"service": "Beds", **of_the_first}, {"service": "Flats"})
        folder_of(self.data / "catalogue", housing=rows)

    def run(self, *arguments: str):
        """What it raised or its exit code, and all it printed."""
        result = CliRunner(env=self.environment).invoke(commands, arguments)
        known = result.exception is None or isinstance(result.exception, SystemExit)
        return (result.exit_code if known else type(result.exception)), result.output

    def start(self) -> str:
        return loaded_or_last_good(load_if_changed, self.settings)

    def rows(self):
        with create_app(self.settings).app_context():
            return {row.service: row for row in Store(db.session()).load().offerings}

    def edition(self) -> int:
        with create_app(self.settings).app_context():
            return Store(db.session()).newest().number

    def change(self, **changes: object) -> None:
        """The first row, changed in the tables as an import or staff do."""
        with create_app(self.settings).app_context():
            store = Store(db.session())
            current = store.load()
            rows = [replace(row, **changes) if row.id == "mo-test00" else row for row in current.offerings]
            fresh = replace(current, offerings=tuple(rows))
            publish_catalogue(counted_anew(fresh), store, lambda _made: None, current.edition)


@pytest.fixture(autouse=True)
def read_once(monkeypatch):
    """The data folder is read once for all tests here."""
    for kind, read in (("gazetteer.Gazetteer", GAZETTEER), ("needs.Needs", NEEDS), ("kinds.Kinds", KINDS)):
        home = "places" if kind.startswith("gazetteer") else "domain"
        monkeypatch.setattr(f"resource_finder.{home}.{kind}.load", lambda _data, read=read: read)


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path / "one", tmp_path / "shared.sqlite")


@pytest.fixture
def second(tmp_path, machine):
    return Machine(tmp_path / "two", tmp_path / "shared.sqlite")


def content(database: Path) -> list[str]:
    """Everything that the database says."""
    with closing(sqlite3.connect(database)) as connection:
        return list(connection.iterdump())


def test_an_edited_cell_and_an_import_are_both_there_after_the_next_start(machine):
    machine.run("catalogue", "load")
    assert machine.run("catalogue", "import", "--from", "va", SAMPLE)[0] == 0
    imported = machine.rows()
    machine.change(hours="24/7")
    machine.write(phones="573-874-9999")
    assert "loaded 4 offerings" in machine.start()
    rows = machine.rows()
    assert set(rows) == set(imported)
    assert [phone.number for phone in rows["Beds"].phones] == ["573-874-9999"]
    assert rows["Beds"].hours == "24/7"
    assert {name: row for name, row in rows.items() if name != "Beds"} == {
        name: row for name, row in imported.items() if name != "Beds"
    }
    assert "not changed" in machine.start()


def test_what_stays_is_named_by_a_load(machine):
    machine.run("catalogue", "load")
    machine.run("catalogue", "import", "--from", "va", SAMPLE)
    machine.change(hours="24/7")
    code, told = machine.run("catalogue", "load")
    assert code == 0
    assert "housing.csv:2 hours: stays “24/7”, which was changed since the last load" in told
    assert told.count("stays; it stands in no sheet") == 3, "two rows and their source"


def test_a_second_machine_joins_without_writing_a_word(machine, second):
    """Its sheets are older than what was changed since, by an import and by an edit on the first machine."""
    machine.write(phones="573-874-9999")
    machine.run("catalogue", "load")
    machine.run("catalogue", "import", "--from", "va", SAMPLE)
    before, rows = content(machine.database), machine.rows()
    told = second.start()
    assert "edition 2 is served" in told
    assert "catalogue load" in told
    assert content(machine.database) == before
    assert second.rows() == rows
    assert second.start() == told, "nor when it is started again"
    second.write(phones="573-874-9999")
    assert "have not changed" in second.start()
    assert content(machine.database) == before


def test_a_machine_that_joined_loads_what_is_edited_on_it(machine, second):
    machine.run("catalogue", "load")
    assert "have not changed" in second.start()
    second.write(summary="Edited on the second machine.")
    assert "loaded 2" in second.start()
    assert machine.rows()["Beds"].summary == "Edited on the second machine."
    before = machine.edition()
    assert "edition 2 is served" in machine.start(), "the first one's sheets are old now"
    assert machine.edition() == before


def test_two_publishers_of_one_base_lose_no_update(machine, second, monkeypatch):
    machine.run("catalogue", "load")
    read_file = incoming.read_file

    def while_reading(*arguments):
        """The second machine publishes while the first one reads the file that it imports."""
        monkeypatch.setattr(incoming, "read_file", read_file)
        second.change(summary="By the second machine.")
        return read_file(*arguments)

    monkeypatch.setattr(incoming, "read_file", while_reading)
    code, _told = machine.run("catalogue", "import", "--from", "va", SAMPLE)
    assert code is EditionConflict
    rows = machine.rows()
    assert (set(rows), rows["Beds"].summary) == ({"Beds", "Flats"}, "By the second machine.")
    assert machine.run("catalogue", "import", "--from", "va", SAMPLE)[0] == 0
    rows = machine.rows()
    assert (len(rows), rows["Beds"].summary) == (4, "By the second machine.")


def test_a_load_says_on_which_edition_it_is_based(machine):
    assert machine.run("catalogue", "load")[1].endswith("edition 1\n")
    machine.write(phones="573-874-9999")
    assert machine.run("catalogue", "load", "--based-on", "1")[0] == 0
    machine.write(phones="573-874-8888")
    assert machine.run("catalogue", "load", "--based-on", "1")[0] is EditionConflict
    assert [phone.number for phone in machine.rows()["Beds"].phones] == ["573-874-9999"]


@pytest.fixture
def torn(machine):
    """One phone that the tables and the sheet changed to different numbers, and one that the sheet did."""
    machine.run("catalogue", "load")
    machine.change(summary="By an import.", hours="24/7")
    machine.write(summary="By the sheet.", phones="573-874-9999")
    return machine


def test_what_both_changed_is_said_row_by_row_and_changes_nothing(torn):
    before = content(torn.database)
    code, told = torn.run("catalogue", "load")
    assert code is SheetsDiffer
    assert (
        "housing.csv:2 summary: the sheet says “By the sheet.”, the tables “By an import.”, "
        "where it was “A bed for the night.”; choose by --take mo-test00.summary=sheets" in told
    )
    assert content(torn.database) == before
    assert "1 facts or rows were changed both" in torn.start()
    assert content(torn.database) == before


@pytest.mark.parametrize("based_on", ["2", "1"])
def test_what_stops_a_load_is_one_line_and_exit_one(torn, monkeypatch, capsys, based_on):
    """The places come before; the last line says what to do."""
    for name, value in torn.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.argv", ["resource-finder", "catalogue", "load", "--based-on", based_on])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr().err.splitlines()
    assert ended.value.code == 1
    if based_on == "2":
        assert [line.split(":")[0] for line in said] == ["housing.csv", "resource-finder"]
        assert "1 facts or rows were changed both in the sheets and in the tables" in said[-1]
    else:
        assert len(said) == 1
        assert "another published edition 2 in the meantime, and this is based on edition 1" in said[0]
    assert "nothing was changed" in said[-1]


@pytest.mark.parametrize("how", ["sheets", "mo-test00=sheets", "mo-test00.summary=sheets"])
def test_the_sheets_are_taken_where_somebody_chose_so(torn, how):
    assert torn.run("catalogue", "load", "--take", how)[0] == 0
    row = torn.rows()["Beds"]
    assert (row.summary, row.phones[0].number) == ("By the sheet.", "573-874-9999")
    assert row.hours == ("" if how == "mo-test00=sheets" else "24/7"), "a whole row is taken back whole"


@pytest.mark.parametrize("how", ["tables", "mo-test00.summary=tables"])
def test_the_tables_are_taken_where_somebody_chose_so_and_are_not_asked_about_again(torn, how):
    assert torn.run("catalogue", "load", "--take", how)[0] == 0
    row = torn.rows()["Beds"]
    assert (row.summary, row.phones[0].number, row.hours) == ("By an import.", "573-874-9999", "24/7")
    assert torn.run("catalogue", "load")[0] == 0
    assert torn.rows()["Beds"] == row


@pytest.mark.parametrize("how", ["both", "mo-test00", "mo-nobody=sheets", "mo-test00.nothing=tables", "="])
def test_a_choice_about_nothing_is_wrong_use(torn, how):
    before = content(torn.database)
    code, told = torn.run("catalogue", "load", "--take", how)
    assert (code, "--take" in told) == (2, True)
    assert content(torn.database) == before


def test_a_dry_run_of_a_load_says_all_and_changes_nothing(torn):
    before = content(torn.database)
    code, told = torn.run("catalogue", "load", "--dry-run")
    assert (code, content(torn.database)) == (0, before)
    assert "housing.csv:2 hours: stays “24/7”" in told
    assert "housing.csv:2 summary: the sheet says “By the sheet.”" in told
    assert told.endswith("1 stay as they are, 1 were changed on both sides; nothing was changed\n")


def test_a_row_that_left_the_sheet_but_was_changed_since_is_asked_about(machine):
    machine.run("catalogue", "load")
    machine.change(summary="By an import.")
    folder_of(machine.data / "catalogue", housing=sheet({"id": "mo-test01", "service": "Flats"}))
    code, told = machine.run("catalogue", "load", "--retire")
    assert code is SheetsDiffer
    assert "housing.csv mo-test00: the row is in no sheet any more, but was changed in the tables" in told
    assert machine.run("catalogue", "load", "--retire", "--take", "mo-test00=sheets")[0] == 0
    assert set(machine.rows()) == {"Flats"}


def test_two_good_rows_that_make_a_bad_one_are_asked_about(machine):
    """The kind of a hidden house from the sheet, a street from an import: neither may reach the other."""
    nowhere = {"address": "", "zip": "", "latitude": "", "longitude": "", "precision": ""}
    machine.write(**nowhere)
    machine.run("catalogue", "load")
    machine.change(address="77 Elm Street")
    machine.write(kind=HIDDEN, **nowhere)
    code, told = machine.run("catalogue", "load")
    assert code is SheetsDiffer
    assert "housing.csv:2: sheet and tables were both changed, and together they do not fit" in told
    assert machine.run("catalogue", "load", "--take", "sheets")[0] == 0
    row = machine.rows()["Beds"]
    assert (row.kind, row.address) == (HIDDEN, "")


def _cells(row):
    return str(sorted(row.items()))


def test_the_tables_hold_just_the_rows_of_the_newest_edition(machine):
    """Whatever changed before: no row of an older edition is left behind, and none is written twice."""
    machine.run("catalogue", "load")
    machine.run("catalogue", "import", "--from", "va", SAMPLE)
    machine.change(phones=(), serves=("cole",), organization="Another House", needs=("food",))
    machine.write(service="Beds", pays_with="cash; medicaid", who="men")
    machine.run("catalogue", "load", "--take", "sheets")
    with create_app(machine.settings).app_context():
        current = Store(db.session()).load()
        expected = rows_of(current.offerings)
        for table, rows in expected.items():
            found = db.session().execute(tables.table_of(table).select()).mappings()
            assert sorted(map(_cells, found)) == sorted(map(_cells, rows)), table
        assert codes_in(db.session()) == sorted(row.id for row in current.offerings)


def test_a_database_of_an_older_program_is_brought_up_to_date_and_loses_nothing(machine):
    machine.run("catalogue", "load")
    rows = machine.rows()
    app = create_app(machine.settings)
    with app.app_context():
        downgrade(directory=f"{app.root_path}/migrations", revision="0005")
        db.session.remove()
    with closing(sqlite3.connect(machine.database)) as connection:
        (old,) = connection.execute("SELECT hash FROM publication").fetchone()
    (machine.instance / "sheets.hash").write_text(old, encoding="utf-8")
    assert "have not changed" in machine.start()
    assert machine.rows() == rows
    machine.change(hours="24/7")
    machine.write(phones="573-874-9999")
    assert "loaded 2" in machine.start()
    assert machine.rows()["Beds"].hours == "24/7"
