"""Names of organizations in a typed line: their words are no towns, no circumstances and no needs."""

import pytest
from benchmarks.names import not_found_by_name

from resource_finder.domain.needs import Needs
from resource_finder.places.gazetteer import Gazetteer
from resource_finder.places.spotting import Spotter
from resource_finder.search.names import Found, Names, is_named, name_keys
from resource_finder.search.understand import Reader, Understood, read_phrases
from tests.real import DATA, real_app

NAMES = Names.of(
    [
        ("St. Patrick Center", "st-louis-city"),
        ("The Salem Learning Circle, Inc.", "dent"),
        ("Employment Connection", "st-louis-city"),
        ("Mercy Wing Joplin", "jasper"),
        ("Mercy Wing Rolla", "phelps"),
        ("Mercy Wing - Women's House", "greene"),
        ("Southeast Missouri Beds", "scott"),
        ("Southeast Missouri Meals", "scott"),
        ("Southeast Missouri Rides", "scott"),
        ("Butler County Health Department", "butler"),
        ("Job Center", "boone"),
        ("City of Salem", "dent"),
        ("Salem", "dent"),
    ]
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(read_phrases(DATA), Needs.load(DATA), Spotter(Gazetteer.load(DATA)), lambda: NAMES)


def label(read: Understood) -> str:
    return str(getattr(read.place, "label", ""))


@pytest.mark.parametrize("line", ["St Patrick Center", "Saint Patrick Ctr", "st. patrick's center"])
def test_a_name_is_no_town_of_the_same_name(reader: Reader, line: str) -> None:
    read = reader.read(line)
    assert (read.place, read.needs, read.about) == (None, (), ())
    assert "patrick" in "".join(read.words)


def test_a_name_says_nothing_of_the_person(reader: Reader) -> None:
    assert reader.read("employment connection").words == ("employment", "connection")
    assert reader.read("Mercy Wing Women's House").about == ()
    assert reader.read("mercy wing for women").about == ("woman",)


def test_what_stands_beside_a_name_is_read(reader: Reader) -> None:
    read = reader.read("mercy wing shelter in Columbia")
    assert (read.needs, read.words) == (("housing/tonight",), ("mercy", "wing"))
    assert label(read).startswith("Columbia")


def test_a_town_in_a_name_is_the_place_where_the_organization_is(reader: Reader) -> None:
    read = reader.read("salem learning circle")
    assert label(read).startswith("Salem, Dent County")
    assert read.words == ("salem", "learning", "circle")
    assert label(reader.read("mercy wing joplin")).startswith("Joplin")


def test_a_name_made_of_a_need_and_a_county_is_searched_where_nothing_else_was_typed(reader: Reader) -> None:
    read = reader.read("Butler County Health Department")
    assert (label(read), read.needs) == ("Butler County", ())
    assert read.words == ("butler", "county", "health", "department")
    assert reader.read("butler county health department for a shot").needs != ()


def test_a_phrase_and_a_town_stay_what_they_are_though_organizations_are_called_so(reader: Reader) -> None:
    assert reader.read("job center in Rolla").needs == ("job/help",)
    assert label(reader.read("Salem")).startswith("Salem, Dent County")
    assert reader.read("jobs in southeast missouri").words == ("southeast",)


def test_the_beginning_that_three_names_share_is_a_name() -> None:
    assert NAMES.find(["food", "at", "Mercy", "Wing"]) == [
        Found(2, 4, frozenset({"jasper", "phelps", "greene"}))
    ]
    assert NAMES.find(["southeast", "missouri"]) == []
    assert NAMES.find([]) == Names().find(["mercy", "wing"]) == []


def test_the_longest_name_wins() -> None:
    assert [(one.start, one.end) for one in NAMES.find(["mercy", "wing", "joplin"])] == [(0, 3)]


def test_organizations_are_found_by_their_names() -> None:
    missing, number = not_found_by_name(real_app(), step=20)
    assert number > 50
    assert len(missing) <= number * 0.03, missing


def test_who_is_named_stands_first_though_nobody_can_reach_them() -> None:
    name = "Brookfield Senior Center and Food Bank"
    asked = {"place": "Linn County", "words": name, "limit": 3}
    answer = real_app().test_client().post("/api/v1/match", json=asked).get_json()
    assert answer["lists"][0]["matches"][0]["organization_name"] == name


def test_who_is_named_and_takes_no_adult_is_told_of_and_the_other_refusing_are_not() -> None:
    page = real_app().test_client().post("/find", data={"place": "63601", "q": "Central High School"}).text
    told = page[page.rindex("Only for children") :]
    assert "Central High School" in told
    assert "West County High School" not in told


def test_a_name_is_typed_whole_with_or_without_its_small_words() -> None:
    for line in ("the Salem Learning Circle", "salem learning circles", "mo salem circle learning"):
        assert is_named("The Salem Learning Circle, Inc.", name_keys(line.split()))
    for line in ("salem learning", "circle", ""):
        assert not is_named("The Salem Learning Circle, Inc.", name_keys(line.split()))
    assert not is_named("The, Inc.", name_keys(["the"]))


def test_a_name_that_came_is_found_beside_those_that_were_there():
    more = NAMES.also([("Quetzal House", "boone")])
    assert [found.counties for found in more.find(["quetzal", "house"])] == [frozenset({"boone"})]
    assert NAMES.find(["quetzal", "house"]) == []
    words = ["salvation", "army"]
    assert more.find(words) == NAMES.find(words)
