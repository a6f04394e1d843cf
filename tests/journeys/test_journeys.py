"""What every journey relies on: answers are kept, a slip of the finger is mended, leaving leaves nothing."""

import pytest

from tests.journeys.traveller import KIOSK, PHONE, Traveller

pytestmark = pytest.mark.browser


def test_changing_one_answer_keeps_the_others(scripted: Traveller) -> None:
    scripted.opens("/")
    for words in ("B", "Boone County", "A place to live", "A drug crime", "Change need", "Food"):
        scripted.tap(words)
    assert scripted.heading == "Food near Boone County"
    assert not scripted.is_seen("A drug crime")
    scripted.shows_what_was_said()
    assert scripted.is_seen("You said:")
    assert scripted.is_seen("A drug crime")


def test_a_misspelt_place_is_one_tap_from_the_right_one(scripted: Traveller) -> None:
    scripted.opens("/find?place=colombia&need=food")
    scripted.tap("Columbia, Boone County")
    assert scripted.counted.taps == 1
    assert scripted.heading.startswith("Food near Columbia")


def test_after_leaving_a_kiosk_back_and_reload_show_nothing(scripted: Traveller) -> None:
    scripted.opens("/kiosk", KIOSK)
    for words in ("B", "Boone County", "A place to live", "A sex offense"):
        scripted.tap(words)
    assert scripted.is_seen("Boone County")
    scripted.tap("Leave")
    browser = scripted.browser
    for move in (*[browser.back] * 5, browser.forward, browser.refresh):
        move()
        assert "Boone County" not in scripted.text.replace("Boone County Circuit", "")
        assert "sex" not in scripted.text.casefold()


@pytest.mark.parametrize(("door", "size"), [("/", PHONE), ("/kiosk", KIOSK)])
def test_the_ways_to_a_place_and_why_it_is_shown_open_on_a_tap(scripted: Traveller, door, size) -> None:
    scripted.opens(door, size)
    for words in ("B", "Boone County", "A place to live"):
        scripted.tap(words)
    scripted.click(scripted.all(".first .more-of > summary")[0])
    for part in (".first .way", ".first .why"):
        assert scripted.all(f"{part} li")
        scripted.click(scripted.all(f"{part} summary")[0])
        assert scripted.all(f"{part} li")[0].is_displayed()
