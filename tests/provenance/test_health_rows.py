"""How one row of a published list becomes one offering, on small fictional lists."""

import csv
from pathlib import Path

import pytest
from provenance.community_places import Middles
from provenance.health_more import _hours
from provenance.health_treatment import _OPIOID, _OPIOID_ALONE, rows

from tests.provenance.sheets import Row

HERE = Middles({}, {("Columbia", "Boone"): ("38.95", "-92.33"), ("Columbia", ""): ("38.95", "-92.33")}, {})
SITE = {
    "source_order": "1",
    "name": "Fictional Clinic",
    "city": "Columbia",
    "phone": "573-442-1099",
    "website": "",
    "latitude": "38.96",
    "longitude": "-92.31",
    "types": "Outpatient",
    "insurance": "Medicaid",
    "refreshed_at": "2026-05-01",
    "source_row_llm_enriched": "no",
    "x_street_matched": "12 Made-up Street",
    "x_zip_matched": "65203",
    "x_match_m": "12",
    "x_match_name_overlap": "1",
    "x_flags": "",
    "x_county_by_point": "Boone County",
}
OLD_SITE = {
    "name1": "Fictional Clinic",
    "name2": "",
    "street1": "12 Made-up Street",
    "street2": "",
    "city": "Columbia",
    "zip": "65203",
    "latitude": "38.99",
    "longitude": "-92.39",
    "x_county_by_point": "Boone County",
}
PROGRAM = dict.fromkeys(("PROVIDER NAME", "ADDRESS LINE 2", "CITY", "ZIP", "PHONE", "x_county_by_zip"), "")


def write(path: Path, found: list[Row], columns: Row) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(columns))
        writer.writeheader()
        writer.writerows(found)


@pytest.fixture
def made(tmp_path: Path):
    def make(site: Row, old: Row | None = None) -> list[Row]:
        health = tmp_path / "health"
        health.mkdir()
        write(health / "samhsa_substance_use_2026-05_mo.csv", [SITE | site], SITE)
        write(health / "samhsa_substance_use_2026-05_more_rows_mo.csv", [], SITE)
        write(health / "samhsa_substance_use_2020_mo.csv", [] if old is None else [OLD_SITE | old], OLD_SITE)
        doors = [PROGRAM | {"ADDRESS LINE 1": street} for street in (*_OPIOID, *_OPIOID_ALONE)]
        write(health / "cms_opioid_treatment_programs_2026-06_mo.csv", doors, doors[0])
        return [row for row in rows(tmp_path, HERE) if row["organization"].startswith("Fictional")]

    return make


def test_a_close_match_of_the_same_name_lends_its_street(made):
    (row,) = made({})
    assert (row["address"], row["zip"], row["precision"]) == ("12 Made-up Street", "65203", "exact")
    assert row["pays_with"] == "medicaid"


@pytest.mark.parametrize("doubt", [{"x_match_m": "120"}, {"x_match_name_overlap": "0"}])
def test_a_doubtful_match_lends_no_street(made, doubt: Row):
    (row,) = made(doubt)
    assert (row["address"], row["zip"], row["precision"]) == ("", "", "exact")


def test_a_point_far_from_its_town_gives_way_to_the_town(made):
    (row,) = made({"x_flags": "440 km from city centre", "latitude": "36.1", "x_match_name_overlap": "0"})
    assert (row["latitude"], row["precision"], row["county"]) == ("38.95", "approximate", "Boone")


def test_an_impossible_area_code_is_not_printed(made):
    (row,) = made({"phone": "583-888-5925 x7"})
    assert row["phones"] == ""
    assert "583-888-5925" in row["note"]


def test_a_hidden_shelter_loses_its_place_in_both_lists(made):
    (row,) = made({"x_flags": "domestic violence shelter"}, old={})
    assert [row[column] for column in ("address", "zip", "latitude", "longitude")] == [""] * 4
    assert (row["private_address"], row["serves"]) == ("yes", "Boone")


def test_a_site_of_2020_that_the_new_list_no_longer_has_is_unconfirmed(made):
    _, old = made({}, old={})
    assert (old["status"], old["checked_on"]) == ("unconfirmed", "2020")


def test_a_site_of_2020_at_the_same_door_is_not_told_twice(made):
    assert len(made({}, old={"latitude": "38.9601", "longitude": "-92.3101"})) == 1


def test_a_site_of_2020_may_be_one_that_the_new_list_could_not_place(made):
    _, old = made({"latitude": "", "longitude": ""}, old={})
    assert "in the same town, without a street" in old["note"]


def test_hours_of_the_week_are_put_together():
    week = dict.fromkeys(("Monday", "Tuesday", "Thursday", "Friday"), "800AM-430PM")
    week |= {"Wednesday": "800AM-1200PM", "Saturday": "Closed", "Sunday": "Closed"}
    assert _hours(week) == "Mo-Tu 08:00-16:30; We 08:00-12:00; Th-Fr 08:00-16:30"
    assert _hours(dict.fromkeys(week, "24/7")) == "24/7"
