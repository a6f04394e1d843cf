"""Counties by name and by point, and what a search box is offered."""

import pytest


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Boone", "boone"), ("Boone County", "boone"), ("29019", "boone"), ("boone", "boone"),
        ("LaClede", "laclede"), ("De Kalb", "dekalb"), ("St Francois", "st-francois"),
        ("Mc Donald", "mcdonald"),
        ("Ste. Genevieve", "ste-genevieve"), ("Sainte Genevieve County", "ste-genevieve"), ("Texas", "texas"),
        ("St. Louis County", "st-louis"), ("St. Louis City", "st-louis-city"), ("st-louis", "st-louis"),
        ("29510", "st-louis-city"), ("Jackson", "jackson"), ("Jefferson", "jefferson"),
    ],
)  # fmt: skip
def test_a_sheet_names_a_county_in_any_spelling(gazetteer, text, slug):
    assert gazetteer.county_named(text).slug == slug


@pytest.mark.parametrize("text", ["", "Bone", "Columbia", "29020", "County", "St. Louis"])
def test_what_is_no_county_is_none(gazetteer, text):
    assert gazetteer.county_named(text) is None


def test_plain_st_louis_is_told_apart_from_nonsense(gazetteer):
    assert gazetteer.is_ambiguous_county("Saint Louis, MO")
    assert not gazetteer.is_ambiguous_county("Bone")


def test_a_misspelt_county_is_suggested(gazetteer):
    assert gazetteer.suggest_counties("Bone", 1)[0].name == "Boone"
    assert gazetteer.suggest_counties("Pulasky county", 1)[0].name == "Pulaski"


@pytest.mark.parametrize("text", ["🏠", "zzzzzzzz", ""])
def test_nothing_like_a_county_suggests_none(gazetteer, text):
    assert gazetteer.suggest_counties(text) == ()


def test_every_address_with_a_hyphen_means_its_county(gazetteer):
    for slug in gazetteer.counties:
        if "-" in slug:
            assert (gazetteer.find(slug).kind, gazetteer.find(slug).county) == ("county", slug)


def test_every_county_is_found_by_its_label(gazetteer):
    for slug, label in gazetteer.county_labels.items():
        assert gazetteer.find(label).county == slug


def test_every_county_holds_its_own_center_of_population(gazetteer):
    for county in gazetteer.counties.values():
        assert gazetteer.county_at(county.latitude, county.longitude) == county


@pytest.mark.parametrize(
    ("point", "slug"),
    [
        ((38.6247, -90.1848), "st-louis-city"),  # under the Arch, by the river
        ((39.05, -94.6075), "jackson"),  # State Line Road, Kansas City
        ((38.6246, -90.1509), None),  # East St. Louis
        ((39.1141, -94.6275), None),  # Kansas City, Kansas
        ((0.0, 0.0), None),
        ((float("nan"), float("nan")), None),
    ],
)
def test_the_state_line_is_drawn_where_it_runs(gazetteer, point, slug):
    county = gazetteer.county_at(*point)
    assert (county and county.slug) == slug


def test_a_point_outside_its_county_says_how_far(gazetteer):
    columbia = gazetteer.find("Columbia")
    assert gazetteer.miles_outside_county("boone", columbia.latitude, columbia.longitude) == 0
    assert 70 < gazetteer.miles_outside_county("st-louis-city", columbia.latitude, columbia.longitude) < 130


def test_neighbours_of_boone_are_the_counties_around_it(gazetteer):
    names = {county.slug for county in gazetteer.neighbours("boone")}
    assert names == {"audrain", "callaway", "cole", "cooper", "howard", "moniteau", "randolph"}


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("colu", "Columbia, Boone County"),
        ("Spring", "Springfield, Greene County"),
        ("kc", "Kansas City, Jackson County"),
        ("girardeau", "Cape Girardeau, Cape Girardeau County"),
        ("summit", "Lee's Summit, Jackson County"),
        ("boone co", "Boone County"),
        ("st. lou", "St. Louis City"),
        ("6520", "65201, Columbia, Boone County"),
        ("colombia", "Columbia, Boone County"),
    ],
)
def test_a_search_box_offers_what_begins_so(gazetteer, typed, first):
    labels = [place.label for place in gazetteer.search(typed)]
    assert labels[0] == first
    assert len(labels) == len(set(labels)) <= 8


@pytest.mark.parametrize("typed", ["", "   ", "🏠", "qqqqqqqq", "(" * 100_000])
def test_a_search_for_nothing_offers_nothing(gazetteer, typed):
    assert gazetteer.search(typed) == ()


def test_a_search_gives_no_more_than_asked(gazetteer):
    assert len(gazetteer.search("s", limit=3)) == 3
