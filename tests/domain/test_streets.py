"""Streets that are no place to go: post office boxes and addresses that are kept private."""

import pytest

from resource_finder.domain.streets import is_hidden, mail_part, place_part, takes_mail_only


@pytest.mark.parametrize(
    "street",
    [
        "PO Box 77",
        "P.O. Box 12",
        "P. O. Box 5, Rolla",
        "po box AS",
        "POB 12",
        "Post Office Box 3",
        "P.O. Drawer B",
        "Box 123, Rte 2",
        "Rte 2 Box 123",
        "RR 1, Box 44",
        "General Delivery",
        "123 Main St PMB 12",
        "Drawer 40",
        "Apartado postal 9",
    ],
)
def test_a_post_office_box_takes_mail_only(street: str) -> None:
    assert takes_mail_only(street)


@pytest.mark.parametrize(
    "street",
    [
        "",
        "500 Box Elder Rd",
        "12 Boxwood Ln",
        "100 Pobst St",
        "1 Box Office Way",
        "10 Post Office Rd",
        "Route B",
    ],
)
def test_a_street_that_sounds_like_a_box_is_a_street(street: str) -> None:
    assert (mail_part(street), place_part(street)) == ("", street)
    assert not takes_mail_only(street)


@pytest.mark.parametrize(
    ("both", "place"),
    [
        ("100 Main St, PO Box 77", "100 Main St"),
        ("PO Box 77, 100 Main St", "100 Main St"),
        ("100 Main St (PO Box 77)", "100 Main St"),
        ("PO BOX 9 / 22 Elm Ave", "22 Elm Ave"),
        ("Hwy 5 & Hwy 7, PO Box 1", "Hwy 5 & Hwy 7"),
    ],
)
def test_of_a_street_with_a_box_the_street_remains(both: str, place: str) -> None:
    assert place_part(both) == place
    assert not takes_mail_only(both)


@pytest.mark.parametrize(
    "street",
    [
        "Confidential",
        "CONFIDENTIAL LOCATION",
        "Undisclosed",
        "call for location",
        "Contact us for the address",
        "not public",
        "Private",
        "Address provided upon request",
        "Withheld for safety",
        "Unlisted",
        "Dirección privada",
    ],
)
def test_a_street_that_is_withheld_is_hidden(street: str) -> None:
    assert is_hidden(street)


@pytest.mark.parametrize(
    "street",
    ["", "100 Private Dr", "12 Private Road", "1 Secretariat Dr", "2 Call St", "100 Hidden Valley Rd"],
)
def test_a_street_of_such_a_name_is_not_hidden(street: str) -> None:
    assert not is_hidden(street)
