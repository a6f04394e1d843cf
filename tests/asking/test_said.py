"""One reading of what was said, for every door."""

from dataclasses import dataclass
from typing import Any

import pytest

from resource_finder.asking.checks import BadQuestion
from resource_finder.asking.json_said import request_in
from resource_finder.asking.said import Said, place_of, situation_from, with_line
from resource_finder.asking.state import State
from resource_finder.domain.understood import Understood
from resource_finder.places.place import AmbiguousPlace, Place
from tests.web.making import GAZETTEER, NEEDS


class NeverAsked(AssertionError):
    """Something was looked for that is known already."""


@dataclass
class Reads:
    """Reads every line as the same."""

    line: Understood

    def read(self, _text: str, _lang: str) -> Understood:
        return self.line


class Hears:
    """Understands one line; a place is looked for only where `locates`."""

    def __init__(self, line: Understood | None = None, locates: bool = True) -> None:
        self.reader: Any = Reads(line or Understood())
        self.gazetteer: Any = GAZETTEER
        self._locates = locates

    def locate(self, text: str, /) -> Place:
        if not self._locates:
            raise NeverAsked(text)
        return GAZETTEER.find(text)


def test_a_county_that_is_known_is_never_looked_for_again():
    said = State().in_county("boone", "Boone County")
    place = place_of(said, None, Hears(locates=False))
    assert place == GAZETTEER.county_place("boone")


def test_a_town_that_bears_the_name_of_its_county_stays_the_town():
    place = GAZETTEER.find("Ste. Genevieve")
    assert (place.kind, place.county) == ("town", "ste-genevieve")
    said = State(place="Ste. Genevieve").settled(place)
    assert (said.place, said.county, said.is_whole_county) == ("Ste. Genevieve", "ste-genevieve", False)
    county = State(place="ste genevieve county").settled(GAZETTEER.find("ste genevieve county"))
    assert (county.place, county.is_whole_county) == ("Ste. Genevieve County", True)


def test_another_place_is_no_whole_county_unless_it_is_said():
    said = State().in_county("boone", "Boone County")
    assert not said.change(place="65203").is_whole_county
    assert not said.anywhere.is_whole_county
    assert said.change(needs=("food",)).is_whole_county


def test_a_line_adds_to_what_was_tapped():
    line = Understood(needs=("job",), about=("drug", "man"), open="now", for_other=True)
    said, read = with_line(Said(q="a line", about=("man",)), "en", Hears(line))
    assert read is line
    assert (said.needs, said.about, said.open, said.for_other) == (("job",), ("man", "drug"), "now", True)
    tapped, _read = with_line(Said(q="a line", needs=("food",)), "en", Hears(line))
    assert tapped.needs == ("food",)


def test_without_a_line_nothing_is_read():
    said = Said(place="65203")
    assert with_line(said, "en", Hears(Understood(needs=("job",)))) == (said, None)


def test_the_place_that_was_said_goes_before_the_one_in_the_line():
    line = Understood(place=GAZETTEER.find("Joplin"))
    assert place_of(Said(place="65203", q="x"), line, Hears(line)) == GAZETTEER.find("65203")
    assert place_of(Said(q="x"), line, Hears(line)) == GAZETTEER.find("Joplin")
    assert place_of(Said(q="x"), Understood(), Hears()) is None


def test_of_a_line_that_names_two_places_somebody_must_say_which():
    several = AmbiguousPlace("St. Louis", ())
    with pytest.raises(AmbiguousPlace):
        place_of(Said(q="x"), Understood(place=several), Hears())


def test_a_situation_holds_what_was_said():
    said = Said(needs=("food",), about=("man",), open="now", refused=True)
    situation = situation_from(said, GAZETTEER.county_place("boone"), words=("bread",), limit=3)
    assert situation.origin.whole_county
    assert (situation.needs, situation.words, situation.about) == (("food",), ("bread",), {"man"})
    assert (situation.open, situation.limit, situation.refused) == ("now", 3, False)


@pytest.mark.parametrize("said", [Said(place="1 Main Street"), State(about=("drug",))])
def test_nothing_that_was_said_can_be_logged(said):
    assert repr(said) in ("<Said>", "<State>")


@pytest.mark.parametrize(
    ("sent", "parameter"),
    [
        ({"zz": 1}, "zz"),
        ({"place": 3}, "place"),
        ({"needs": [3]}, "needs"),
        ({"needs": ["zz"]}, "need"),
        ({"about": ["tall"]}, "about"),
        ({"limit": 0}, "limit"),
        ({"open": "later"}, "open"),
        ({"refused": "yes"}, "refused"),
        ({"lang": "xx"}, "lang"),
    ],
)
def test_a_program_is_told_which_part_cannot_be_used(sent, parameter):
    with pytest.raises(BadQuestion) as error:
        request_in(sent, NEEDS, ("en", "es"))
    assert error.value.parameter == parameter
    assert "tall" not in str(error.value)


def test_a_program_may_leave_out_all_but_what_it_asks():
    asked = request_in({"needs": "food", "words": ["a", "b"]}, NEEDS, ("en",))
    assert (asked.needs, asked.q, asked.limit, asked.lang) == (("food",), "a b", 20, "en")
