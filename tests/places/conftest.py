"""The gazetteer that everybody gets, read once."""

from pathlib import Path

import pytest

from resource_finder.places.gazetteer import Gazetteer
from resource_finder.places.spotting import Spotter

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.load(DATA)


@pytest.fixture(scope="session")
def spotter(gazetteer: Gazetteer) -> Spotter:
    return Spotter(gazetteer)
