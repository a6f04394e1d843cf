"""What people type for a place, and the place they mean."""

import pytest

from resource_finder.places.gazetteer import AmbiguousPlace, PlaceNotFound

TOWNS = {
    "Columbia, Boone County": [
        "Columbia", "columbia mo", "  COLUMBIA   MO ", "Columbia, Missouri, USA", "near Columbia", "Columbía",
        "cerca de Columbia", "Columbia, Boone County", "Columbia, Boone", "Columbia, Boone Co.", "CoMo",
        "City of Columbia", "Columbia area", "1400 Rock Quarry Road, Columbia MO", "\0\u202eColumbia",
    ],
    "St. James, Phelps County": ["Saint James MO", "st james", "St. James", "SAINT JAMES, MISSOURI"],
    "Ste. Genevieve, Ste. Genevieve County": ["ste genevieve", "Sainte Genevieve", "Ste. Gen"],
    "Kansas City, Jackson County": ["KC", "kcmo", "K.C.", "Kansas City MO", "kansas city", "KC, Missouri"],
    "Kansas City, Clay County": ["Kansas City, Clay County", "kansas city clay"],
    "St. Joseph, Buchanan County": ["St Joe", "st. joe mo", "Saint Joseph", "St.Joseph"],
    "Cape Girardeau, Cape Girardeau County": ["Cape", "cape girardeau", "Cape G"],
    "Jefferson City, Cole County": ["JC", "Jeff City", "jefferson city mo"],
    "O'Fallon, St. Charles County": ["O’Fallon", "ofallon", "O Fallon", "O'Fallon, MO", "OʼFallon"],
    "Mountain Grove, Wright County": ["Mtn Grove", "Mt Grove", "Mt. Grove MO", "Mtn. Grove", "mountain grv"],
    "Mountain View, Howell County": ["Mt View", "Mtn View MO"],
    "Excelsior Springs, Clay County": ["Excelsior Spgs", "excelsior springs"],
    "Blue Springs, Jackson County": ["Blue Spgs", "Blue Spgs."],
    "Maryland Heights, St. Louis County": ["Maryland Hts", "Maryland Hts. MO"],
    "West Plains, Howell County": ["W Plains", "W. Plains"],
    "North Kansas City, Clay County": ["N Kansas City", "No. Kansas City", "North Kansas Cy"],
    "Poplar Bluff, Butler County": ["Poplar Blf"],
    "Mount Vernon, Lawrence County": ["Mt Vernon", "Mount Vernon", "Mt. Vernon, MO"],
    "Fort Leonard Wood, Pulaski County": ["Ft Leonard Wood", "Fort Leonard Wood", "Ft. Wood", "FLW"],
    "Lee's Summit, Jackson County": ["Lees Summit", "Lee's Summit", "lee’s summit mo"],
    "Lake St. Louis, St. Charles County": ["Lake Saint Louis", "lake st louis"],
    "Springfield, Greene County": ["SGF", "Springfield, Greene Co.", "springfield mo"],
    "De Soto, Jefferson County": ["De Soto", "desoto", "near De Soto"],
    "Ladue, St. Louis County": ["Ladue", "ladue mo"],
    "La Due, Henry County": ["La Due", "la due mo"],
    "Mexico, Audrain County": ["Mexico", "in Mexico MO"],
    "Jackson, Cape Girardeau County": ["Jackson, Cape Girardeau County"],
    "Houston, Texas County": ["Houston", "Houston, Texas County"],
    "Flat River, St. Francois County": ["Flat River"],
    "University City, St. Louis County": ["U City", "University City"],
}  # fmt: skip

COUNTIES = {
    "Boone County": ["Boone", "boone county mo", "BOONE CO", "County of Boone", "condado de Boone", "Bōone"],
    "DeKalb County": ["DeKalb", "De Kalb", "dekalb county", "De Kalb Co."],
    "Laclede County": ["LaClede", "Laclede", "la clede county"],
    "McDonald County": ["McDonald", "Mc Donald", "mcdonald county"],
    "St. Francois County": ["St Francois", "Saint Francois County", "st-francois"],
    "St. Louis City": ["St. Louis City", "city of st louis", "the lou", "STL city", "st-louis-city"],
    "St. Louis County": ["St. Louis County", "stl county", "st louis co", "County of St Louis", "st-louis"],
    "Jackson County": ["Jackson County", "jackson co mo"],
    "Cape Girardeau County": ["Cape Girardeau County", "cape-girardeau", "cape county"],
    "Texas County": ["Texas County", "Texas"],
    "Oregon County": ["Oregon", "Oregon County"],
}


def _rows(table):
    return [(typed, label) for label, spellings in table.items() for typed in spellings]


@pytest.mark.parametrize(("typed", "label"), _rows(TOWNS))
def test_a_town_is_known_by_every_way_to_write_it(gazetteer, typed, label):
    place = gazetteer.find(typed)
    assert (place.kind, place.label, place.text) == ("town", label, typed)


@pytest.mark.parametrize(("typed", "label"), _rows(COUNTIES))
def test_a_county_is_known_by_every_way_to_write_it(gazetteer, typed, label):
    place = gazetteer.find(typed)
    assert (place.kind, place.label, place.text) == ("county", label, typed)


@pytest.mark.parametrize(
    "typed",
    [
        "65203",
        "65203-1234",
        "652031234",
        "Columbia, MO 65203",
        "zip 65203",
        "12345 Main St, Columbia MO 65203",
    ],
)
def test_a_zip_code_is_read_wherever_it_stands(gazetteer, typed):
    place = gazetteer.find(typed)
    assert (place.kind, place.label) == ("zip", "65203, Columbia, Boone County")
    assert (place.county, place.fips) == ("boone", "29019")


def test_five_digits_before_a_street_are_a_house_number(gazetteer):
    assert gazetteer.find("10001 Olive Boulevard, Creve Coeur").label == "Creve Coeur, St. Louis County"


def test_a_zip_code_in_two_counties_takes_the_listed_one_and_names_the_other(gazetteer):
    place = gazetteer.find("63069")  # Pacific
    others = [other.county for other in place.alternatives]
    assert (place.county, others) == ("franklin", ["st-louis"])
    assert gazetteer.zip_counties("63069") == ("franklin", "st-louis")


def test_a_town_across_counties_names_them_all(gazetteer):
    place = gazetteer.find("Kansas City")
    assert {other.county for other in place.alternatives} == {"clay", "platte", "cass"}


def test_a_town_in_the_county_of_its_name_wins_and_offers_the_county(gazetteer):
    place = gazetteer.find("St Charles")
    assert (place.label, place.alternatives[-1].label) == (
        "St. Charles, St. Charles County",
        "St. Charles County",
    )


def test_a_village_that_bears_the_name_of_a_county_elsewhere_is_offered(gazetteer):
    assert [other.label for other in gazetteer.find("LaClede").alternatives] == ["Laclede, Linn County"]


def test_two_towns_of_one_name_are_both_offered(gazetteer):
    place = gazetteer.find("Albany")
    assert [place.county, *(other.county for other in place.alternatives)] == ["gentry", "ray"]


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("St. Louis", ["St. Louis City", "St. Louis County"]),
        ("saint louis mo", ["St. Louis City", "St. Louis County"]),
        ("stl", ["St. Louis City", "St. Louis County"]),
        ("San Luis", ["St. Louis City", "St. Louis County"]),
        ("Jackson", ["Jackson, Cape Girardeau County", "Jackson County"]),
        ("Ozark", ["Ozark, Christian County", "Ozark County"]),
        ("St. Clair", ["St. Clair, Franklin County", "St. Clair County"]),
        ("Lake of the Ozarks", ["Camden County", "Miller County", "Morgan County"]),
    ],
)
def test_a_name_with_several_bearers_of_weight_is_asked(gazetteer, typed, labels):
    with pytest.raises(AmbiguousPlace) as asked:
        gazetteer.find(typed)
    assert [place.label for place in asked.value.alternatives] == labels


def test_every_offered_place_is_found_again_by_its_label(gazetteer):
    for typed in (
        "St. Louis",
        "Jackson",
        "Ozark",
        "Washington",
        "Clinton",
        "Lincoln",
        "Sullivan",
        "St. Clair",
    ):
        with pytest.raises(AmbiguousPlace) as asked:
            gazetteer.find(typed)
        for place in asked.value.alternatives:
            assert gazetteer.find(place.label).county == place.county


@pytest.mark.parametrize(
    ("typed", "county"),
    [
        ("38.95,-92.33", "boone"),
        ("(38.6270, -90.1994)", "st-louis-city"),
        ("39.0997265351 -94.5785667123", "jackson"),
    ],
)
def test_a_typed_point_gets_its_county(gazetteer, typed, county):
    place = gazetteer.find(typed)
    assert (place.kind, place.county) == ("point", county)


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("colombia", "Columbia, Boone County"),
        ("sprngfield", "Springfield, Greene County"),
        ("Jopln", "Joplin, Jasper County"),
        ("Kirksvile", "Kirksville, Adair County"),
        ("Bone county", "Boone County"),
        ("Hannibal, Ralls County", "Hannibal, Marion County"),
        ("65204", "65203, Columbia, Boone County"),
    ],
)
def test_a_misspelling_is_suggested_and_never_chosen(gazetteer, typed, suggested):
    with pytest.raises(PlaceNotFound) as unknown:
        gazetteer.find(typed)
    assert suggested in [place.label for place in unknown.value.suggestions]
    assert not unknown.value.outside


@pytest.mark.parametrize(
    "typed",
    [
        "66101", "10001", "Chicago", "Chicago IL", "Springfield IL", "Springfield, Illinois",
        "Kansas City KS", "Kansas City, Kansas", "Houston, Texas", "Boone County, Kentucky", "East St. Louis",
        "Omaha", "Kansas", "39.78,-89.65", "40.0,0.0",
    ],
)  # fmt: skip
def test_a_place_in_another_state_is_said_to_be_outside(gazetteer, typed):
    with pytest.raises(PlaceNotFound) as unknown:
        gazetteer.find(typed)
    assert unknown.value.outside


@pytest.mark.parametrize(
    "typed",
    [
        "", "   ", "x", "65203.0", "652031", "nan,nan", "((((", "%s%n", "'; drop table places; --", "\ud800",
        "\0", "\u202e\u202d", "🏠" * 30_000, "a" * 100_000, "1" * 100_000, "é" * 100_000, "in " * 30_000,
        "- " * 50_000,
    ],
    ids=lambda typed: ascii(typed[:8]),
)  # fmt: skip
def test_nonsense_is_not_found(gazetteer, typed):
    with pytest.raises(PlaceNotFound):
        gazetteer.find(typed)


def test_an_error_does_not_say_what_was_typed(gazetteer):
    with pytest.raises(PlaceNotFound) as unknown:
        gazetteer.find("Zyxwvu Clinic")
    assert "Zyxwvu" not in str(unknown.value)
