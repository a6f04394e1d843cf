"""What holds in every sheet that the builders write, and how they make a cell."""

import re
from collections import Counter
from datetime import date

import phonenumbers
import pytest
from opening_hours import OpeningHours
from provenance.merge import merged
from provenance.published import impossible, offering_id, phone, plain_name, street, town, website

from tests.provenance.sheets import DATA, every_row, km, point_of, read, say, zip_middles

TODAY = date(2026, 11, 27)
MOST_WORDS = 25


def test_no_two_offerings_share_an_id():
    assert [code for code, times in Counter(row["id"] for row in every_row()).items() if times > 1] == []


def test_an_id_is_letters_of_chance():
    assert [row["id"] for row in every_row() if not re.fullmatch(r"mo-[a-z2-7]{6,8}", row["id"])] == []


def test_every_row_rests_on_a_source_that_is_named():
    named = {source["id"] for source in read(DATA / "catalogue" / "sources.csv")}
    assert say([row for row in every_row() if not set(row["source"].split("; ")) <= named]) == []


def test_no_source_is_named_that_nothing_rests_on():
    used = {part for row in every_row() for part in row["source"].split("; ")}
    assert {source["id"] for source in read(DATA / "catalogue" / "sources.csv")} - used == set()


def test_nothing_was_checked_in_the_future():
    assert say([row for row in every_row() if row["checked_on"] > TODAY.isoformat()]) == []


def test_every_phone_could_ring():
    numbers = [
        (row["id"], found[0])
        for row in every_row()
        for found in re.finditer(r"\d{3}-\d{3}-\d{4}", row["phones"])
    ]
    wrong = [n for n in numbers if not phonenumbers.is_valid_number(phonenumbers.parse(n[1], "US"))]
    assert numbers
    assert wrong == []


def test_all_hours_can_be_read():
    for row in every_row():
        if row["hours"]:
            OpeningHours(row["hours"])


def test_a_summary_is_one_short_breath():
    assert say([r for r in every_row() if not 1 <= len(r["summary"].split()) <= MOST_WORDS]) == []


def test_a_point_lies_near_its_zip():
    placed = [row for row in every_row() if row["latitude"] and row["zip"]]
    assert say([r for r in placed if km(point_of(r), zip_middles()[r["zip"]]) > 25]) == []


def test_a_row_can_be_found_by_place_or_county():
    open_rows = [row for row in every_row() if row["status"] != "closed"]
    assert say([row for row in open_rows if not row["latitude"] and not row["serves"]]) == []


def test_a_place_that_must_not_be_found_tells_nothing():
    told = ("address", "zip", "latitude", "longitude")
    hidden = [row for row in every_row() if row["private_address"] == "yes"]
    assert hidden
    assert say([row for row in hidden if any(row[column] for column in told)]) == []


@pytest.mark.parametrize("name", ["Rose Brooks Center", "Hope House"])
def test_no_row_of_a_hidden_shelter_has_a_point(name: str):
    rows = [row for row in every_row() if re.fullmatch(rf"{name}(,.*)?", row["organization"])]
    assert rows
    assert say([row for row in rows if row["latitude"] or row["address"] or row["zip"]]) == []


@pytest.mark.parametrize(
    "wrong",
    [
        "573-985-7111",  # the county clerk of Ralls
        "417-683-4714",  # the county clerk of Douglas
        "573-545-3549",  # the county clerk of Scott
        "816-586-2571",  # the county clerk of Caldwell
        "314-802-4450",  # misprint of a hotline
        "573-324-2055 x2055",  # an extension that repeats the number
    ],
)
def test_a_corrected_number_never_comes_back(wrong: str):
    assert say([row for row in every_row() if wrong in row["phones"] or wrong in row["summary"]]) == []


def test_corrected_places_stand_as_corrected():
    rows = {row["organization"]: row for row in every_row()}
    assert rows["Connecting Grounds"]["address"].startswith("3000 W Chestnut")
    assert rows["Housing Authority of the City of Portageville"]["zip"] == "63873"
    assert not any("Eagles Nest" in name for name in rows)


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        ("(573) 555-2368", "573-555-2368"),
        ("1-573-442-1099", "573-442-1099"),
        ("816-421-6670 x1273", "816-421-6670 x1273"),
        ("573-814-6600 x", "573-814-6600"),
        ("583-888-5925", ""),
        ("", ""),
    ],
)
def test_a_phone_is_read_however_it_is_printed(printed: str, read_as: str):
    assert phone(printed) == read_as


def test_a_number_that_cannot_be_is_told_to_staff():
    assert (
        impossible("576-426-4455")
        == "The list prints 576-426-4455, which cannot be a phone number; left out."
    )
    assert impossible("573-442-1099") == ""


def test_shouted_names_become_readable():
    assert plain_name("HEALTH CENTER OF THE SOUTH") == "Health Center of the South"
    assert plain_name("COMPLETE FAMILY MEDICINE RHC") == "Complete Family Medicine RHC"
    assert street("1000 E 24TH ST", "STE 101A") == "1000 E 24th St, Suite 101A"
    assert street("12 Ste. Genevieve Ave") == "12 Ste. Genevieve Ave"
    assert town("SAINT LOUIS") == "St. Louis"


def test_a_website_gets_its_scheme_and_a_broken_one_is_dropped():
    assert website("www.example.org") == "https://www.example.org"
    assert website("http://") == ""


def test_an_id_stays_while_the_source_keeps_its_names():
    assert offering_id("list", "Place") == offering_id("list", "Place") != offering_id("list", "Other place")


FRESH = {
    "sheet": "treatment",
    "needs": "treatment",
    "organization": "Fictional Clinic of Columbia",
    "address": "12 Made-up St",
    "zip": "65203",
    "source": "new-list",
    "checked_on": "2026-05",
    "precision": "approximate",
    "latitude": "38.9",
    "longitude": "-92.3",
}
OLD = FRESH | {
    "organization": "Fictional Clinic",
    "address": "12 Made-up Street",
    "source": "old-list",
    "checked_on": "2020",
    "precision": "exact",
    "latitude": "38.95",
    "phones": "573-442-1099",
}


def test_one_place_in_two_lists_is_one_row_of_the_fresher():
    (row,) = merged([OLD, FRESH])
    assert row["source"] == "new-list; old-list"
    assert (row["checked_on"], row["phones"], row["latitude"]) == ("2026-05", "573-442-1099", "38.95")
    assert "Also listed in 2020 as Fictional Clinic." in row["note"]


@pytest.mark.parametrize(
    "other",
    [{"address": "14 Made-up Street"}, {"zip": "65201"}, {"organization": "Another House"}, {"address": ""}],
)
def test_neighbors_stay_two(other: dict[str, str]):
    assert len(merged([OLD | other, FRESH])) == 2


def test_departments_in_one_list_stay_two():
    assert len(merged([OLD, OLD | {"organization": "Fictional Clinic for Youth"}])) == 2
