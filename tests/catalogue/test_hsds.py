"""The catalogue as an HSDS 3.2.3 package: valid by the standard's own rules, and nothing lost."""

import json
import zipfile
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from frictionless import Package
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resource_finder.catalogue.faults import SheetsFaulty
from resource_finder.catalogue.hsds_hours import weekly
from resource_finder.catalogue.hsds_package import export_json, export_package, import_package, read_package
from resource_finder.catalogue.hsds_rows import key
from resource_finder.catalogue.hsds_tables import Geography
from resource_finder.catalogue.hsds_terms import Terms
from resource_finder.catalogue.store import hash_of
from resource_finder.domain.offering import Catalogue, Offering, Source
from tests.catalogue.making import DATA, GAZETTEER
from tests.catalogue.test_store import offerings
from tests.real import real_sheets

GEOGRAPHY = Geography.of(GAZETTEER)
TERMS = Terms.load(DATA)
SOURCES = (
    Source("b", "Test", "Made up", "https://example.org", "2026", "CC0", "note"),
    Source("a", "Two", ""),
)
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@cache
def real_catalogue() -> Catalogue:
    read = real_sheets()
    return Catalogue(read.offerings, read.sources, hash_of(read.offerings, read.sources))


def every(number: int) -> Catalogue:
    """One in so many of the real offerings, one of them with a rule that is asked about."""
    rows = real_catalogue().offerings
    asked_about = next(one for one in rows if "ask" in dict(one.record).values())
    some = tuple({one.id: one for one in (asked_about, *rows[::number])}.values())
    return Catalogue(some, real_catalogue().sources, hash_of(some, real_catalogue().sources))


def in_order(rows) -> tuple[Offering, ...]:
    return tuple(sorted(rows, key=lambda offering: (offering.sheet, offering.id)))


def as_sheets_have_it(offering: Offering) -> Offering:
    """A private row has no address, ZIP or point: no sheet with one is loaded."""
    if not offering.private_address:
        return offering
    return replace(offering, address="", zip="", latitude=None, longitude=None)


@pytest.fixture(scope="module")
def exported(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("hsds")
    export_package(real_catalogue(), GEOGRAPHY, TERMS, folder)
    return folder


@pytest.fixture(scope="module")
def some_exported(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("some")
    export_package(every(100), GEOGRAPHY, TERMS, folder)
    return folder


@pytest.fixture
def damaged(some_exported, tmp_path) -> Path:
    """A copy to damage."""
    for file in some_exported.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    return tmp_path


def faults_of(source: Path) -> list[str]:
    with pytest.raises(SheetsFaulty) as refused:
        import_package(source, GEOGRAPHY, TERMS)
    return [str(fault) for fault in refused.value.faults]


def test_the_exported_catalogue_comes_back_the_same(exported):
    found, sources = import_package(exported, GEOGRAPHY, TERMS)
    assert found == in_order(real_catalogue().offerings)
    assert sources == real_catalogue().sources


def test_it_comes_back_the_same_from_a_zip(some_exported, tmp_path):
    archive = tmp_path / "hsds.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        for file in some_exported.iterdir():
            out.write(file, f"package/{file.name}")
    assert import_package(archive, GEOGRAPHY, TERMS) == import_package(some_exported, GEOGRAPHY, TERMS)
    assert len(import_package(archive, GEOGRAPHY, TERMS)[0]) == len(every(100).offerings)


def test_it_comes_back_the_same_from_json(tmp_path):
    file = tmp_path / "organizations.json"
    file.write_text(json.dumps(export_json(every(4), GEOGRAPHY, TERMS)), encoding="utf-8")
    found, sources = import_package(file, GEOGRAPHY, TERMS)
    assert found == in_order(every(4).offerings)
    assert sources == real_catalogue().sources


@given(
    made=st.lists(offerings(), min_size=1, max_size=3, unique_by=lambda offering: offering.id),
    as_json=st.booleans(),
)
@SLOW
def test_nothing_of_any_offering_is_lost(tmp_path_factory, made, as_json):
    made = in_order(map(as_sheets_have_it, made))
    place = tmp_path_factory.mktemp("random")
    if as_json:
        place /= "page.json"
        page = export_json(Catalogue(made, SOURCES, ""), GEOGRAPHY, TERMS)
        place.write_text(json.dumps(page), encoding="utf-8")
    else:
        export_package(Catalogue(made, SOURCES, ""), GEOGRAPHY, TERMS, place)
    assert import_package(place, GEOGRAPHY, TERMS) == (made, SOURCES)


@given(offerings())
@SLOW
def test_a_private_place_is_never_told(tmp_path_factory, offering):
    hidden = replace(
        offering,
        private_address=True,
        address="987 Hidden Street",
        zip="65299",
        latitude=38.123456,
        longitude=-92.123456,
    )
    folder = tmp_path_factory.mktemp("private")
    export_package(Catalogue((hidden,), SOURCES, ""), GEOGRAPHY, TERMS, folder)
    told = "".join(file.read_text(encoding="utf-8") for file in folder.glob("*.csv"))
    told += json.dumps(export_json(Catalogue((hidden,), SOURCES, ""), GEOGRAPHY, TERMS))
    assert not any(secret in told for secret in ("Hidden Street", "65299", "38.123456", "-92.123456"))


def test_what_the_public_reads_has_no_staff_notes(tmp_path):
    noted = [offering.note for offering in every(20).offerings if len(offering.note) > 30]
    export_package(every(20), GEOGRAPHY, TERMS, tmp_path, public=True)
    told = (tmp_path / "attributes.csv").read_text(encoding="utf-8")
    page = json.dumps(export_json(every(20), GEOGRAPHY, TERMS, public=True), ensure_ascii=False)
    assert len(noted) > 100
    assert not any(note in told for note in noted)
    assert '"code": "listing:note"' not in page


def test_the_package_is_valid_by_its_own_description(exported):
    report = Package(str(exported / "datapackage.json")).validate()
    errors = [error.message for task in report.tasks for error in task.errors]
    assert errors == []
    assert len(report.tasks) == 24


def test_a_row_that_says_nothing_but_its_name_is_valid_too(tmp_path):
    bare = Offering("mo-bare", "Fictional House", "Beds", ("housing",))
    export_package(Catalogue((bare,), (), ""), GEOGRAPHY, TERMS, tmp_path)
    assert Package(str(tmp_path / "datapackage.json")).validate().valid


def test_the_validator_sees_a_broken_reference(damaged):
    lines = (damaged / "services.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (damaged / "services.csv").write_text("".join(lines[:-1]), encoding="utf-8")
    assert not Package(str(damaged / "datapackage.json")).validate().valid


def test_a_file_that_is_no_package_is_refused_in_words(tmp_path):
    file = tmp_path / "not.zip"
    file.write_bytes(b"hello")
    assert "neither a folder nor a zip" in faults_of(file)[0]
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "holds no organizations.csv" in faults_of(empty)[0]
    for name, text in (("a.json", "{"), ("b.json", '[{"name": 1}]'), ("c.json", "7")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert faults_of(tmp_path / name)[0].startswith(name)


def edit(file: Path, line: int, column: str, value: str) -> None:
    """Change one cell of a file without quotes."""
    lines = file.read_text(encoding="utf-8").split("\n")
    cells = lines[line - 1].split(",")
    cells[lines[0].split(",").index(column)] = value
    lines[line - 1] = ",".join(cells)
    file.write_text("\n".join(lines), encoding="utf-8")


def test_a_bad_number_is_named_by_file_line_and_column(damaged):
    edit(damaged / "locations.csv", 3, "latitude", "north")
    assert faults_of(damaged) == ["locations.csv:3 latitude: “north” is not a number"]


def test_a_row_with_a_broken_reference_is_named_and_the_rest_is_read(damaged):
    edit(damaged / "services.csv", 2, "organization_id", "nobody")
    assert faults_of(damaged)[0].startswith("services.csv:2 organization_id:")
    read = read_package(damaged, GEOGRAPHY, TERMS)
    assert len(read.offerings) == len(every(100).offerings) - 1


def test_a_service_that_lost_its_mark_is_named(damaged):
    mark = key("term", "listing", "offering_id")
    lines = (damaged / "attributes.csv").read_text(encoding="utf-8").split("\n")
    lines.remove(next(line for line in lines if mark in line))
    (damaged / "attributes.csv").write_text("\n".join(lines), encoding="utf-8")
    assert any("it is not of this catalogue" in fault for fault in faults_of(damaged))


@pytest.mark.parametrize(("old", "new"), [(",open,", ",perhaps,"), (",case_by_case,", ",now_and_then,")])
def test_a_value_that_is_none_of_ours_is_named_by_its_service(damaged, old, new):
    text = (damaged / "attributes.csv").read_text(encoding="utf-8")
    (damaged / "attributes.csv").write_text(text.replace(old, new, 1), encoding="utf-8")
    (fault,) = faults_of(damaged)
    assert fault.startswith("services.csv:")
    assert new.strip(",") in fault


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("services.csv", b"name\nBeds\n", "services.csv:1 id: has no such column"),
        ("phones.csv", b"id,number\n1\n", "phones.csv:2: has 1 cells; the header has 2"),
        ("phones.csv", b'id,number\n1,"5', "phones.csv:2: cannot be read"),
        ("phones.csv", b"id,number\n1,\x81\n", "phones.csv:2: is not UTF-8"),
        ("phones.csv", b"id,number\n1,2\n1,3\n", "phones.csv:3 id: “1” stands twice"),
        ("phones.csv", b"id,number\n,2\n", "phones.csv:2 id: must not be empty"),
    ],
)
def test_a_damaged_table_is_named_where_it_is(damaged, file, content, told):
    (damaged / file).write_bytes(content)
    assert any(fault.startswith(told) for fault in faults_of(damaged))


@given(
    table=st.sampled_from(
        ["services.csv", "attributes.csv", "taxonomy_terms.csv", "locations.csv", "page.json"]
    ),
    damage=st.lists(st.tuples(st.integers(0, 4000), st.binary(max_size=4)), min_size=1, max_size=8),
)
@SLOW
def test_whatever_is_damaged_is_read_or_refused_and_never_breaks(tmp_path_factory, table, damage):
    some = Catalogue(real_catalogue().offerings[:4], SOURCES, "")
    folder = tmp_path_factory.mktemp("damaged")
    export_package(some, GEOGRAPHY, TERMS, folder)
    (folder / "page.json").write_text(json.dumps(export_json(some, GEOGRAPHY, TERMS)), encoding="utf-8")
    content = (folder / table).read_bytes()
    for at, replacement in damage:
        content = content[:at] + replacement + content[at + len(replacement) :]
    (folder / table).write_bytes(content)
    with suppress(SheetsFaulty):
        read = read_package(folder / table if table.endswith(".json") else folder, GEOGRAPHY, TERMS)
        assert all(offering.id for offering in read.offerings)


@pytest.mark.parametrize(
    "name", ["../services.csv", "/services.csv", "C:\\services.csv", "a\\..\\..\\services.csv"]
)
def test_a_zip_that_would_leave_its_folder_is_refused(tmp_path, name):
    archive = tmp_path / "bad.zip"
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr(name, "id\n")
    assert "leave its folder" in faults_of(archive)[0]


def test_a_zip_bomb_is_refused_before_it_fills_the_memory(tmp_path):
    archive = tmp_path / "bomb.zip"
    with (
        zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out,
        out.open("organizations.csv", "w") as big,
    ):
        for _ in range(100):
            big.write(b"\0" * 2**20)
    assert archive.stat().st_size < 2**20
    assert "unpacks to more than" in faults_of(archive)[0]


@pytest.mark.parametrize(
    ("text", "week"),
    [
        ("24/7", [("MO,TU,WE,TH,FR,SA,SU", "00:00", "23:59")]),
        ("Mo-Fr 08:00-17:00; PH off", [("MO,TU,WE,TH,FR", "08:00", "17:00")]),
        ("Mo-We 08:00-17:00; We 09:00-24:00", [("MO,TU", "08:00", "17:00"), ("WE", "09:00", "23:59")]),
        ("Mo,We 08:00-12:00,13:00-17:00", [("MO,WE", "08:00", "12:00"), ("MO,WE", "13:00", "17:00")]),
        ("Mo-Fr 08:00-17:00; Fr off", [("MO,TU,WE,TH", "08:00", "17:00")]),
        ("Fr-Mo 20:00-04:00", [("MO,FR,SA,SU", "20:00", "04:00")]),
        ("Th[1,3] 11:00-11:30", []),
        ("Nov 15-Mar 31 Mo-Fr 07:00-15:30", []),
        ("Mo-Fr 09:00-17:00; Fr[1] off", []),
        ("by appointment", []),
    ],
)
def test_a_simple_week_becomes_schedules_and_anything_else_stays_words(text, week):
    assert [(",".join(rule.days), rule.opens, rule.closes) for rule in weekly(text)] == week
