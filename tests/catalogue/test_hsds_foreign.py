"""Somebody else's package: what it says is kept, what it does not say stays unsaid."""

import csv
from pathlib import Path
from typing import Any

import pytest

from resource_finder.catalogue.hsds_package import read_package
from resource_finder.domain.offering import Phone
from tests.catalogue.test_hsds import GEOGRAPHY

Tables = dict[str, list[dict[str, Any]]]


def tables() -> Tables:
    return {
        "organizations": [{"id": "o", "name": "Fictional House", "website": "www.example.org"}],
        "services": [
            {"id": "s", "organization_id": "o", "name": "Beds", "description": "", "status": "active"}
        ],
        "locations": [{"id": "l", "location_type": "physical", "latitude": "38.95", "longitude": "-92.33"}],
        "service_at_location": [{"id": "a", "service_id": "s", "location_id": "l"}],
    }


def written(folder: Path, found: Tables) -> Path:
    for name, rows in found.items():
        columns = dict.fromkeys(column for row in rows for column in row)
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)
    return folder


def only(folder: Path, found: Tables):
    (offering,) = read_package(written(folder, found), GEOGRAPHY).offerings
    return offering


def test_silence_stays_silence(tmp_path):
    found = only(tmp_path, tables())
    assert (found.organization, found.service, found.county) == ("Fictional House", "Beds", "boone")
    assert (found.precision, found.status, found.website) == (
        "approximate",
        "unconfirmed",
        "https://www.example.org",
    )
    said = (found.needs, found.record, found.who, found.hours, found.cost, found.phones, found.checked_on)
    assert said == ((), (), (), "", "", (), "")


def test_a_service_at_two_places_is_two_offerings_with_ids_that_stay(tmp_path):
    found = tables()
    found["locations"].append({"id": "m", "latitude": "39.1", "longitude": "-94.58"})
    found["service_at_location"].append({"id": "b", "service_id": "s", "location_id": "m"})
    first = read_package(written(tmp_path, found), GEOGRAPHY).offerings
    again = read_package(tmp_path, GEOGRAPHY).offerings
    assert [offering.county for offering in first] == ["boone", "jackson"]
    assert len({offering.id for offering in first}) == 2
    assert first == again


def test_the_nearest_number_to_the_place_is_taken(tmp_path):
    found = tables()
    found["phones"] = [
        {"id": "1", "organization_id": "o", "number": "573-874-0001"},
        {"id": "2", "service_id": "s", "number": "(573) 874-2345", "extension": "7"},
        {"id": "3", "service_id": "s", "number": "tomorrow", "extension": ""},
    ]
    assert only(tmp_path, found).phones == (Phone("573-874-2345", "7"),)


def test_areas_are_known_by_geoid_or_name_and_others_are_not_guessed(tmp_path):
    found = tables()
    found["service_areas"] = [
        {"id": "1", "service_id": "s", "name": "Boone County", "uri": ""},
        {"id": "2", "service_id": "s", "name": "", "uri": "https://data.census.gov/profile?g=050XX00US29510"},
        {"id": "3", "service_id": "s", "name": "the whole MyCity area", "uri": "http://example.com"},
    ]
    offering = only(tmp_path, found)
    assert offering.serves == ("boone", "st-louis-city")
    assert not offering.statewide


def test_needs_come_from_open_eligibility_or_the_same_name(tmp_path):
    found = tables()
    found["taxonomy_terms"] = [
        {"id": "t", "code": "1121", "name": "x", "taxonomy": "Open Eligibility"},
        {"id": "u", "code": "", "name": "Food", "taxonomy": "theirs"},
        {"id": "v", "code": "1121", "name": "Piano lessons", "taxonomy": "theirs"},
    ]
    found["attributes"] = [{"id": t, "link_id": "s", "taxonomy_term_id": t} for t in ("t", "u", "v")]
    assert only(tmp_path, found).needs == ("housing/tonight", "food")


def test_a_week_of_schedules_becomes_hours(tmp_path):
    found = tables()
    week = {"freq": "WEEKLY", "byday": "MO,TU", "opens_at": "09:00:00-05:00", "closes_at": "17:00:00-05:00"}
    found["schedules"] = [{"id": "1", "service_at_location_id": "a"} | week]
    assert only(tmp_path, found).hours == "Mo,Tu 09:00-17:00"


@pytest.mark.parametrize("status", ["defunct", "inactive", "temporarily closed"])
def test_what_is_closed_there_is_closed_here(tmp_path, status):
    found = tables()
    found["services"][0]["status"] = status
    assert only(tmp_path, found).status == "closed"


def test_a_place_in_another_state_is_left_out_and_said(tmp_path):
    found = tables()
    found["locations"][0] |= {"latitude": "39.1", "longitude": "-94.9"}
    read = read_package(written(tmp_path, found), GEOGRAPHY)
    assert read.offerings == ()
    assert any("outside Missouri" in fault.message for fault in read.faults)


def test_rows_that_cannot_be_used_are_named_by_line_and_column(tmp_path):
    found = tables()
    found["services"] += [
        {"id": "x", "organization_id": "nobody", "name": "Lost"},
        {"id": "y", "organization_id": "o", "name": ""},
    ]
    read = read_package(written(tmp_path, found), GEOGRAPHY)
    reported = [str(fault) for fault in read.faults if fault.outcome == "reported"]
    assert len(read.offerings) == 1
    assert [fault.rpartition(":")[0] for fault in reported] == [
        "services.csv:3 organization_id",
        "services.csv:4 name",
    ]
