"""The same question gets the same order, whichever door it comes through."""

from itertools import pairwise

import pytest

from tests.real import real_app
from tests.web.client import Visitor

PATHS = [
    ("/boone/housing", "Boone County", "housing"),
    ("/es/boone/housing", "Boone County", "housing"),
    ("/texas/food", "Texas County", "food"),
    ("/greene/treatment", "Greene County", "treatment"),
]


def order_of(place: str, need: str, **more: object) -> list[str]:
    asked = {"place": place, "needs": [need], "limit": 15, **more}
    answer = real_app().test_client().post("/api/v1/match", json=asked).get_json()
    return [match["offering"] for match in answer["lists"][0]["matches"]]


@pytest.mark.parametrize(("path", "place", "need"), PATHS)
def test_the_page_keeps_the_order_of_the_api(path: str, place: str, need: str) -> None:
    cards = Visitor(real_app()).visit(path).cards
    asked = {"place": place, "needs": [need], "limit": 5000}
    matches = real_app().test_client().post("/api/v1/match", json=asked).get_json()["lists"][0]["matches"]
    assert cards[0] == matches[0]["offering"]
    assert len(cards) > 3
    at = {match["offering"]: number for number, match in enumerate(matches)}
    step = {match["offering"]: match["step"] for match in matches}
    for code in {step[card] for card in cards}:
        places = [at[card] for card in cards[1:] if step[card] == code]
        # What is for some people only stands by itself, after the rest.
        turns = sum(later < earlier for earlier, later in pairwise(places))
        assert turns <= 1, code


@pytest.mark.parametrize(("_path", "place", "need"), PATHS[1:])
def test_neither_language_nor_how_many_are_asked_changes_the_order(_path: str, place: str, need: str) -> None:
    whole = order_of(place, need, limit=5000)
    assert order_of(place, need, lang="es") == whole[:15]
    assert order_of(place, need, limit=1) == whole[:1]
