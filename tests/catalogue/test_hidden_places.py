"""A place that must not be found is never loaded with a door, whoever typed it."""

import pytest

from tests.catalogue.making import read, sheet
from tests.real import real_sheets

NOWHERE = {"address": "", "zip": "", "latitude": "", "longitude": "", "precision": ""}
TOWN = NOWHERE | {"latitude": "38.95", "longitude": "-92.33", "precision": "approximate"}


def faults(tmp_path, changes: dict[str, str]) -> set[str]:
    return {fault.column for fault in read(tmp_path, housing=sheet(changes)).faults}


@pytest.mark.parametrize(
    "place", [{}, TOWN, NOWHERE | {"address": "1 Made-up Street"}, NOWHERE | {"zip": "65203"}]
)
def test_a_safe_house_with_any_place_is_refused(tmp_path, place):
    assert faults(tmp_path, {"kind": "safe-house"} | place) == {"private_address"}


def test_a_safe_house_with_a_telephone_and_counties_alone_is_good(tmp_path):
    assert faults(tmp_path, {"kind": "safe-house"} | NOWHERE) == set()
    assert faults(tmp_path, {"kind": "safe-house", "private_address": "yes"} | NOWHERE) == set()


@pytest.mark.parametrize(
    "said",
    [
        {"organization": "Lafayette House"},
        {"organization": "The Rose Brooks Center, Inc."},
        {"organization": "Hope House"},
        {"service": "Shelter for battered women"},
        {"service": "Rape crisis center"},
        {"summary": "A home for people fleeing violence."},
        {"summary": "Shelter after Domestic-Violence."},
    ],
)
def test_a_name_or_words_of_a_hidden_place_with_a_street_are_asked_about(tmp_path, said):
    assert faults(tmp_path, said) == {"private_address"}
    assert faults(tmp_path, said | NOWHERE | {"private_address": "yes"}) == set()


def test_a_public_office_says_so_and_why(tmp_path):
    court = {"summary": "Ask for an order after domestic violence."}
    assert faults(tmp_path, court | {"note": "Public address: the county prints it."}) == set()
    assert faults(tmp_path, court | TOWN) == set()


@pytest.mark.parametrize("name", ["Hope House of Boone", "Genesis Church", "Harbor House"])
def test_a_name_that_only_sounds_alike_is_left_alone(tmp_path, name):
    assert faults(tmp_path, {"organization": name}) == set()


@pytest.mark.parametrize("row_id", ["mo-r7zl4zj", "mo-3dndhkh", "mo-knhyedt"])
def test_the_house_that_once_showed_its_street_shows_none(row_id):
    (row,) = [offering for offering in real_sheets().offerings if offering.id == row_id]
    assert row.private_address
    assert not (row.address)
    assert not (row.zip)
    assert not (row.point)
    assert row.phones
