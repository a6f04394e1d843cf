"""A line that asks for another person is read as one, and a line about oneself is not."""

import pytest

from resource_finder.domain.needs import Needs
from resource_finder.places.gazetteer import Gazetteer
from resource_finder.places.spotting import Spotter
from resource_finder.search.understand import Reader, read_phrases
from tests.real import DATA, real_app

READER = Reader(read_phrases(DATA), Needs.load(DATA), Spotter(Gazetteer.load(DATA)))


@pytest.mark.parametrize(
    "line",
    [
        "a bed for my brother in Kansas City",
        "my son gets out in May and needs a job",
        "detox bed for my son he is on fentanyl",
        "I need a place for my sister",
        "help me find a bed for my husband",
        "mi hermano sale de la cárcel y no tiene donde vivir",
        "trabajo para mi hijo en Columbia",
        "necesito un albergue para mi mamá",
        "my brother's parole office",
    ],
)
def test_another_person_is_meant(line):
    assert READER.read(line).for_other


@pytest.mark.parametrize(
    "line",
    [
        "a bed in Columbia",
        "me and my wife need a place",
        "my wife and I need food",
        "my husband beats me",
        "get away from my boyfriend",
        "visit my son",
        "help getting custody of my son",
        "mi esposo me pega",
        "vivienda para mí y mi esposa",
        "my license",
    ],
)
def test_oneself_is_meant(line):
    assert not READER.read(line).for_other


def test_the_page_then_speaks_of_the_person():
    client = real_app().test_client()
    page = client.post("/find", data={"q": "a bed for my brother in Columbia"}).get_data(as_text=True)
    assert "You are looking for somebody else." in page
    page = client.post("/find", data={"q": "a bed in Columbia"}).get_data(as_text=True)
    assert "You are looking for somebody else." not in page
