"""Where a place of another directory is: never in a box, never over the line, never at 0, 0."""

import pytest

from tests.catalogue.foreign import IN_COLUMBIA, only, placed, said, tables


@pytest.mark.parametrize(
    ("location", "told"),
    [
        ({"latitude": "0", "longitude": "0"}, "placed by the middle of its ZIP code"),
        ({}, "placed by the middle of its ZIP code"),
        ({"latitude": "48.85", "longitude": "2.35"}, "the point 48.85, 2.35 is not at this address"),
        ({"latitude": "36.2", "longitude": "-89.7"}, "placed by the middle of its ZIP code"),
        ({"latitude": "-92.3341", "longitude": "38.9517"}, "latitude and longitude were put right"),
        ({"latitude": "38.9517", "longitude": "92.3341"}, "latitude and longitude were put right"),
    ],
)
def test_a_point_that_cannot_be_right_is_replaced_and_it_is_said(tmp_path, location, told):
    read = placed(tmp_path, location)
    (offering,) = read.offerings
    assert (offering.county, offering.precision) == ("boone", "approximate")
    assert abs(offering.latitude - 38.93) < 0.1
    assert abs(offering.longitude + 92.3) < 0.1
    assert any(told in line for line in said(read))


@pytest.mark.parametrize(
    "address",
    [
        {"state_province": "KS", "region": "Johnson", "postal_code": "66204"},
        {"state_province": "Kansas", "region": "Johnson"},
        {"state_province": "", "postal_code": "66204"},
        {"country": "CA", "state_province": "MO"},
    ],
)
def test_a_place_in_another_state_is_left_out_whatever_its_county_is_called(tmp_path, address):
    read = placed(tmp_path, IN_COLUMBIA, **address)
    assert read.offerings == ()
    assert any("1 place is outside Missouri: left out (“Beds”)" in line for line in said(read))


def test_a_point_that_is_nowhere_on_earth_is_a_slip_and_no_other_state(tmp_path):
    found = tables() | {"addresses": []}
    found["locations"][0] |= {"latitude": "100", "longitude": "101"}
    read = only(tmp_path, found)
    assert (read.service, read.point) == ("Beds", None)


def test_a_place_in_another_state_may_serve_missouri_if_it_says_so(tmp_path):
    found = tables()
    found["addresses"] = [{"id": "d", "location_id": "l", "state_province": "KS", "city": "Overland Park"}]
    found["service_areas"] = [
        {"id": "1", "service_id": "s", "name": "Jackson County, MO"},
        {"id": "2", "service_id": "s", "name": "Johnson County"},
    ]
    offering = only(tmp_path, found)
    assert (offering.serves, offering.point, offering.address, offering.city) == (("jackson",), None, "", "")


def test_a_postal_address_is_never_the_place_to_go(tmp_path):
    found = tables()
    found["addresses"] = [
        {"id": "1", "location_id": "l", "address_1": "PO Box 7", "city": "Jefferson City", "region": "Cole"}
        | {"postal_code": "65102", "state_province": "MO", "address_type": "postal"},
        {
            "id": "2",
            "location_id": "l",
            "address_1": "100 Sample Street",
            "city": "Columbia",
            "region": "Boone",
        }
        | {"postal_code": "65201", "state_province": "MO", "address_type": "physical"},
    ]
    offering = only(tmp_path, found)
    assert (offering.address, offering.city, offering.county) == ("100 Sample Street", "Columbia", "boone")


@pytest.mark.parametrize(
    ("street", "told"), [("P.O. Box 12", "no place to go"), ("Confidential", "is private")]
)
def test_a_box_and_a_private_address_are_no_streets(tmp_path, street, told):
    read = placed(tmp_path, {}, address_1=street)
    assert read.offerings[0].address == ""
    assert any(told in line for line in said(read))


def test_a_private_place_has_no_point_and_serves_its_county(tmp_path):
    (offering,) = placed(tmp_path, IN_COLUMBIA, address_1="Confidential location").offerings
    assert (offering.private_address, offering.point, offering.zip, offering.serves) == (
        True,
        None,
        "",
        ("boone",),
    )


@pytest.mark.parametrize(
    ("street", "shown", "is_private"),
    [
        ("100 Sample Street, PO Box 77", "100 Sample Street", False),
        ("P. O. Drawer B", "", False),
        ("General Delivery", "", False),
        ("Call for location", "", True),
        ("Address not published", "", True),
    ],
)
def test_a_street_is_held_to_the_rules_of_the_sheets(tmp_path, street, shown, is_private):
    (offering,) = placed(tmp_path, IN_COLUMBIA, address_1=street).offerings
    assert (offering.address, offering.private_address) == (shown, is_private)
    assert not is_private or (offering.point, offering.zip) == (None, "")
