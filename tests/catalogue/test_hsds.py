"""The catalogue as an HSDS 3.2.3 package: valid by the standard's own rules, and nothing lost."""

import json
import os
import zipfile
from pathlib import Path

import pytest
from frictionless import Package
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from resource_finder.catalogue.faults import SheetsFaulty
from resource_finder.catalogue.hsds_package import export_json, export_package, import_package
from resource_finder.catalogue.hsds_tables import Geography, catalogue_parts, package_of
from resource_finder.catalogue.store import hash_of
from resource_finder.domain.offering import Catalogue, Source
from tests.catalogue.making import GAZETTEER
from tests.catalogue.test_store import offerings
from tests.real import DATA, real_sheets

GEOGRAPHY = Geography(
    GAZETTEER.county_labels, {slug: county.fips for slug, county in GAZETTEER.counties.items()}
)
STANDARD = Path(os.environ.get("RESOURCE_FINDER_HSDS", DATA.parent.parent / "shared" / "hsds"))
needs_standard = pytest.mark.skipif(
    not (STANDARD / "openapi-bundled.json").is_file(),
    reason="the standard's own schemas are not beside this checkout (RESOURCE_FINDER_HSDS)",
)


def real_catalogue() -> Catalogue:
    read = real_sheets()
    return Catalogue(read.offerings, read.sources, hash_of(read.offerings, read.sources))


@pytest.fixture(scope="module")
def exported(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("hsds")
    export_package(real_catalogue(), GEOGRAPHY, folder)
    return folder


def test_the_exported_catalogue_comes_back_the_same(exported):
    assert hash_of(*import_package(exported, GEOGRAPHY)) == real_catalogue().hash


def test_it_comes_back_the_same_from_a_zip(exported, tmp_path):
    archive = tmp_path / "hsds.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        for file in exported.iterdir():
            out.write(file, f"package/{file.name}")
    assert hash_of(*import_package(archive, GEOGRAPHY)) == real_catalogue().hash


def test_it_comes_back_the_same_from_json(tmp_path):
    file = tmp_path / "organizations.json"
    file.write_text(json.dumps(export_json(real_catalogue(), GEOGRAPHY)), encoding="utf-8")
    assert hash_of(*import_package(file, GEOGRAPHY)) == real_catalogue().hash


@given(st.lists(offerings(), max_size=3, unique_by=lambda offering: offering.id))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_of_any_offering_is_lost(made):
    sources = (
        Source("a", "Test", "Made up", "https://example.org", "2026", "CC0", "note"),
        Source("b", "Two", ""),
    )
    catalogue = Catalogue(tuple(made), sources, "")
    found, found_sources = catalogue_parts(package_of(catalogue, GEOGRAPHY), GEOGRAPHY)
    assert hash_of(found, found_sources) == hash_of(made, sources)


def test_the_package_is_valid_by_its_own_description(exported):
    report = Package(str(exported / "datapackage.json")).validate()
    errors = [error.message for task in report.tasks for error in task.errors]
    assert errors == []
    assert len(report.tasks) == 24


def test_the_validator_sees_a_broken_reference(exported, tmp_path):
    for file in exported.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    lines = (exported / "services.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "services.csv").write_text("".join(lines[:-1]), encoding="utf-8")
    assert not Package(str(tmp_path / "datapackage.json")).validate().valid


@needs_standard
def test_every_organization_is_valid_by_the_schemas_of_the_standard():
    bundle = json.loads((STANDARD / "openapi-bundled.json").read_text(encoding="utf-8"))
    name = next(n for n in bundle["components"]["schemas"] if n.casefold() == "organization")
    schema = {"$ref": f"#/components/schemas/{name}", "components": bundle["components"]}
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    for organization in export_json(real_catalogue(), GEOGRAPHY):
        assert [error.message for error in validator.iter_errors(organization)] == []


def test_a_private_place_is_exported_without_an_address(exported):
    private = [offering for offering in real_catalogue().offerings if offering.private_address]
    text = (exported / "addresses.csv").read_text(encoding="utf-8")
    assert private
    assert all(not offering.address for offering in private)
    assert text.count("\n") > 1000


@needs_standard
def test_the_example_of_the_standard_becomes_an_unconfirmed_offering_without_needs():
    found, sources = import_package(STANDARD / "examples" / "csv", GEOGRAPHY)
    assert [offering.status for offering in found] == ["unconfirmed"]
    assert found[0].needs == ()
    assert found[0].service
    assert found[0].sources == (sources[0].id,)


def test_a_file_that_is_no_package_is_refused_in_words(tmp_path):
    file = tmp_path / "not.zip"
    file.write_bytes(b"hello")
    with pytest.raises(SheetsFaulty) as refused:
        import_package(file, GEOGRAPHY)
    assert "neither a folder nor a zip" in str(refused.value.faults[0])
    with pytest.raises(SheetsFaulty):
        import_package(tmp_path, GEOGRAPHY)


def test_a_bad_number_is_named_by_file_line_and_column(exported, tmp_path):
    for file in exported.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    header = (exported / "locations.csv").read_text(encoding="utf-8").partition("\n")[0]
    row = [
        "physical" if name == "location_type" else "north" if name == "latitude" else ""
        for name in header.split(",")
    ]
    (tmp_path / "locations.csv").write_text(f"{header}\n{','.join(row)}\n", encoding="utf-8")
    with pytest.raises(SheetsFaulty) as refused:
        import_package(tmp_path, GEOGRAPHY)
    assert str(refused.value.faults[0]).startswith("locations.csv:2 latitude:")
