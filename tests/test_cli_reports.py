"""`resource-finder catalogue reports`: by county, as JSON, with what staff need to call."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from resource_finder.app import create_app
from resource_finder.catalogue.reports import Reports
from resource_finder.catalogue.store import Store
from resource_finder.catalogue.tables import db
from resource_finder.cli.main import commands
from resource_finder.config import Settings
from tests.catalogue.making import folder_of, sheet
from tests.real import DATA

ROWS = (
    {"id": "mo-boone01", "county": "Boone", "serves": ""},
    {"id": "mo-cole001", "county": "Cole", "zip": "65101", "city": "Jefferson City", "serves": ""},
    {"id": "mo-served1", "county": "Cole", "zip": "65101", "city": "Jefferson City", "serves": "Boone"},
    {
        "id": "mo-state01",
        "county": "Cole",
        "zip": "65101",
        "city": "Jefferson City",
        "serves": "statewide",
        "service": "Beds for all",
    },
)
SAID = (
    ("mo-boone01", "phone", "It rings\nat a bakery"),
    ("mo-cole001", "hours", "Closed on Monday"),
    ("mo-served1", "closed", ""),
    ("mo-state01", "who", "Not men"),
    ("mo-gone001", "closed", "Gone"),
)


@pytest.fixture
def told(tmp_path, monkeypatch):
    """What the command prints for these options."""
    monkeypatch.setenv("RESOURCE_FINDER_DATA", str(DATA))
    monkeypatch.setenv("RESOURCE_FINDER_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("SECRET_KEY", "for tests")

    def run(*arguments: str, code: int = 0) -> str:
        result = CliRunner().invoke(commands, arguments)
        assert result.exit_code == code, result.output
        return result.output

    sheets = tmp_path / "sheets"
    sheets.mkdir()
    run("catalogue", "load", str(folder_of(sheets, housing=sheet(*ROWS))))
    app = create_app(Settings(data=DATA, instance=tmp_path / "instance", secret_key="for tests"))
    with app.app_context():
        assert Store(db.session()).load()
        for offering, kind, words in SAID:
            Reports(db.session()).add(offering, kind, words, date(2026, 11, 25))
        db.session().commit()
    return lambda *options, code=0: run("catalogue", "reports", *options, code=code)


def test_a_report_tells_its_day_its_county_and_whom_to_call(told):
    out = told("--offering", "mo-boone01")
    assert "1  2026-11-25  mo-boone01  housing.csv " in out
    assert "  boone  573-" in out.splitlines()[0]
    assert out.endswith("1 report to look after\n")


def test_a_county_has_the_reports_of_what_stands_in_it_or_serves_it(told):
    out = told("--county", "Boone County")
    assert ("mo-boone01" in out, "mo-served1" in out, "mo-state01" in out) == (True, True, True)
    assert ("mo-cole001" in out, "mo-gone001" in out) == (False, False)
    assert "closed: no words" in out
    assert "is no county of Missouri" in told("--county", "Bone", code=2)


def test_json_holds_each_report_with_its_row(told):
    found = {one["offering"]: one for one in json.loads(told("--json"))}
    assert set(found) == {offering for offering, _kind, _words in SAID}
    boone = found["mo-boone01"]
    assert (boone["first_on"], boone["county"], boone["text"]) == ("2026-11-25", "boone", SAID[0][2])
    assert boone["phones"][0].startswith("573-")
    assert found["mo-gone001"]["organization"] is None
    assert [one["offering"] for one in json.loads(told("--json", "--county", "worth"))] == ["mo-state01"]
