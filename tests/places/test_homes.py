"""What may say where a home is is told from what thousands share."""

import pytest

from resource_finder.places.homes import names_a_home


@pytest.mark.parametrize(
    "text",
    [
        "1400 Rock Quarry Road, Columbia",
        "12345 Main, Columbia 65203",
        "Apt 5, Columbia",
        "Columbia, 1400 Rock Quarry",
        "Rock Quarry Road 65201",
        "64012 Main, Columbia 65203",
        "N 9th, Columbia",
        "65203-1234",
        "38.95,-92.33",
        "(38.95 -92.33)",
        "P.O. Box Columbia",
        "calle Nueve, Columbia",
        "١٤٠٠ Rock Quarry",
    ],
)
def test_a_house_a_street_a_flat_or_a_point_names_a_home(text: str) -> None:
    assert names_a_home(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "65203", "Columbia", "Columbia, MO 65203", "65203, Columbia, Boone County", "boone", "29019"),
        *("St. Louis", "Ste. Genevieve County", "De Kalb", "Missouri", "Lake Saint Louis", "KC"),
    ],
)
def test_a_town_a_county_and_a_zip_code_name_none(text: str) -> None:
    assert not names_a_home(text)
