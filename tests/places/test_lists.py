"""The lists in data/places/ are whole and agree with each other."""

import csv
import json

import pytest

from resource_finder.places.gazetteer import AmbiguousPlace
from tests.places.conftest import DATA

PLACES = DATA / "places"


def rows(name):
    with (PLACES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def answers(gazetteer, text):
    """Everything that a name was understood as or might have been."""
    try:
        place = gazetteer.find(text)
    except AmbiguousPlace as several:
        return several.alternatives
    return (place, *place.alternatives)


def test_there_are_115_counties_and_all_of_missouri_lives_in_them(gazetteer):
    assert len(gazetteer.counties) == 115
    assert sum(county.population for county in gazetteer.counties.values()) == 6_154_913


def test_neighbours_are_neighbours_of_each_other(gazetteer):
    for county in gazetteer.counties.values():
        assert county.neighbours
        for other in county.neighbours:
            assert county.slug in gazetteer.counties[other].neighbours


def test_slugs_are_small_letters_and_hyphens(gazetteer):
    for wanted in (
        "boone",
        "cape-girardeau",
        "st-louis",
        "st-louis-city",
        "ste-genevieve",
        "dekalb",
        "mcdonald",
    ):
        assert wanted in gazetteer.counties
    assert all(slug.replace("-", "").isalpha() and slug == slug.lower() for slug in gazetteer.counties)


def test_every_county_has_one_shape_under_its_name(gazetteer):
    shapes = json.loads((PLACES / "shapes.geojson").read_text(encoding="utf-8"))["features"]
    named = {shape["properties"]["slug"]: shape["properties"]["name"] for shape in shapes}
    assert named == {slug: county.name for slug, county in gazetteer.counties.items()}


def test_every_zip_code_is_found_in_its_counties(gazetteer):
    for row in rows("zips.csv"):
        place = gazetteer.find(row["zip"])
        others = row["other_counties"].split("; ") if row["other_counties"] else []
        assert gazetteer.zip_counties(row["zip"]) == (row["county"], *others)
        assert (place.kind, place.county) == ("zip", row["county"])


def test_every_town_is_found_in_its_county(gazetteer):
    for row in rows("towns.csv"):
        if row["name"] != "St. Louis":
            found = [(place.kind, place.county) for place in answers(gazetteer, row["name"])]
            assert ("town", row["county"]) in found, row["name"]


def test_every_town_is_found_with_its_county_behind_it(gazetteer):
    for row in rows("towns.csv"):
        if row["name"] != "St. Louis":
            typed = f"{row['name']}, {gazetteer.county_labels[row['county']]}, MO"
            place = gazetteer.find(typed)
            assert (place.kind, place.county) == ("town", row["county"]), typed


def test_every_place_of_geonames_in_missouri_is_found_in_its_county(gazetteer):
    for row in rows("geonames.csv"):
        if row["state"] == "MO":
            assert row["county"] in [place.county for place in answers(gazetteer, row["name"])], row["name"]


def test_every_nickname_stands_for_places(gazetteer):
    for row in rows("nicknames.csv"):
        for name in row["place"].split("; "):
            counties = [place.county for place in answers(gazetteer, row["typed"])]
            assert gazetteer.find(name).county in counties, row["typed"]


def test_every_list_says_whence_it_is():
    told = {name for row in rows("sources.csv") for name in row["file"].split("; ")}
    assert told == {path.name for path in PLACES.iterdir()} - {"sources.csv"}


@pytest.mark.parametrize("name", ["zips.csv", "towns.csv", "geonames.csv"])
def test_what_is_taken_from_geonames_credits_it(name):
    licences = [row["licence"] for row in rows("sources.csv") if name in row["file"]]
    assert any("CC BY 4.0" in licence and "geonames.org" in licence for licence in licences)
