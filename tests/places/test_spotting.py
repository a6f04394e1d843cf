"""Places inside typed sentences."""

import pytest

from resource_finder.places.gazetteer import AmbiguousPlace


def spotted(spotter, line):
    """The label of the place and the words that name it; labels of all where it is ambiguous."""
    words = line.split()
    found = spotter.spot(words)
    if found is None:
        return None
    place, start, end = found
    several = isinstance(place, AmbiguousPlace)
    label = "/".join(other.label for other in place.alternatives) if several else place.label
    return label, " ".join(words[start:end])


@pytest.mark.parametrize(
    ("line", "label", "phrase"),
    [
        ("rehab in springfield that takes medicaid", "Springfield, Greene County", "springfield"),
        ("jefferson city dentist", "Jefferson City, Cole County", "jefferson city"),
        ("doctor in o fallon", "O'Fallon, St. Charles County", "o fallon"),
        ("veterans ft leonard wood", "Fort Leonard Wood, Pulaski County", "ft leonard wood"),
        ("halfway house in columbia", "Columbia, Boone County", "columbia"),
        ("vet center columbia", "Columbia, Boone County", "columbia"),
        ("boone county jobs", "Boone County", "boone county"),
        ("texas county food bank", "Texas County", "texas county"),
        ("housing 65203-1234", "65203, Columbia, Boone County", "65203-1234"),
        ("shelter in st. louis city", "St. Louis City", "st. louis city"),
        ("help with rent st louis", "St. Louis City/St. Louis County", "st louis"),
        ("trabajo en san luis", "St. Louis City/St. Louis County", "san luis"),
        ("from licking prison to st joe", "St. Joseph, Buchanan County", "st joe"),
        ("kc shelter", "Kansas City, Jackson County", "kc"),
        ("de soto food", "De Soto, Jefferson County", "de soto"),
        ("moved from florida, housing in nevada", "Nevada, Vernon County", "nevada"),
        ("voy a springfield", "Springfield, Greene County", "springfield"),
        ("pilot grove food", "Pilot Grove, Cooper County", "pilot grove"),
    ],
)
def test_the_place_in_a_line_is_found(spotter, line, label, phrase):
    assert spotted(spotter, line) == (label, phrase)


ORDINARY = [
    "liberty", "union", "clever", "peculiar", "success", "licking", "protem", "advance", "novelty", "halfway",
    "bland", "home",
]  # fmt: skip
TOWNS = [word for word in ORDINARY if word != "home"]


@pytest.mark.parametrize("word", ORDINARY)
def test_an_ordinary_word_is_no_place_in_the_middle_of_a_line(spotter, word):
    assert spotted(spotter, f"need {word} now") is None
    assert spotted(spotter, f"help {word}") is None


@pytest.mark.parametrize("word", TOWNS)
@pytest.mark.parametrize("line", ["food in {}", "cerca de {}", "food, {}", "food {} mo", "trabajo en {}"])
def test_an_ordinary_word_is_a_place_where_one_is_expected(spotter, word, line):
    assert spotted(spotter, line.format(word))[1].startswith(word)


@pytest.mark.parametrize(
    "line",
    [
        "half way house", "housing halfway", "somewhere to sleep tonight", "felon friendly jobs",
        "bus to my po", "get my license back", "light bill help", "como esta", "donde como",
        "temp agency", "rehab center",
        "mental health center", "NEED HOPE", "free man clothes", "a new home", "food near me", "worth it",
        "warrant in texas", "consulado de mexico", "soy de cuba", "jobs springfield il",
        "rehab kansas city ks", "mid missouri jobs", "in", "de", "🏠 🏠", "( ) -", "",
    ],
)  # fmt: skip
def test_a_line_without_a_place_has_none(spotter, line):
    assert spotted(spotter, line) is None


@pytest.mark.parametrize("line", ["Fair Play", "blue eye", "mexico", "Liberty", "peculiar", "como"])
def test_a_whole_line_that_is_a_name_is_a_place(spotter, line):
    assert spotted(spotter, line)[1] == line


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("rehab in colombia", "Columbia, Boone County"),
        ("emplyment in sprngfield", "Springfield, Greene County"),
    ],
)
def test_a_misspelt_town_is_read_where_a_place_is_expected(spotter, line, label):
    assert spotted(spotter, line)[0] == label


def test_two_hundred_words_are_read_at_once(spotter):
    assert spotter.spot(["clothes", "(", "🏠", "9" * 50] * 50) is None
