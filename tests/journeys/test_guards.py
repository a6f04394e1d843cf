"""The journeys would notice: each thing that they look for is broken once, and seen."""

import pytest
from selenium.webdriver.common.keys import Keys

from tests.journeys.test_keyboard_journeys import Typist
from tests.journeys.test_kiosk_journeys import english_words
from tests.journeys.traveller import KIOSK, Traveller

pytestmark = pytest.mark.browser
_ADD = "document.querySelector('main').insertAdjacentHTML('beforeend', arguments[0]);"
# The page's own policy forbids styles in markup, so they are set by a script.
_STYLE = "for (const one of document.querySelectorAll(arguments[0])) one.style.cssText = arguments[1];"


@pytest.mark.parametrize(
    ("markup", "style", "seen"),
    [
        ("<img src='/icon.png'>", "", "image-alt"),
        ("<p id='odd'>pale words</p>", "color: #ccc", "color-contrast"),
        ("<button id='odd'>x</button>", "min-height: 0; height: 43px; padding: 0", "under 44 px"),
        ("<p id='odd'>wide</p>", "width: 330px", "sideways"),
    ],
)
def test_an_audit_sees_what_is_wrong_on_a_screen(scripted: Traveller, markup, style, seen) -> None:
    scripted.opens("/about")
    scripted.browser.execute_script(_ADD, markup)
    scripted.browser.execute_script(_STYLE, "#odd", style)
    with pytest.raises(AssertionError, match=seen):
        scripted.audits()


def test_a_kiosk_needs_larger_targets_than_a_phone(scripted: Traveller) -> None:
    scripted.opens("/kiosk/about", KIOSK)
    scripted.browser.execute_script(_ADD, "<button id='odd'>x</button>")
    scripted.browser.execute_script(_STYLE, "#odd", "min-height: 0; height: 58px; padding: 0")
    with pytest.raises(AssertionError, match="under 60 px"):
        scripted.audits()


@pytest.mark.parametrize(
    "address",
    ["https://tiles.example/1.png", "{site}/find?about=sex_offense", "{site}/es/find?q=delito%20sexual"],
)
def test_the_wire_is_read_for_third_parties_and_for_what_tells_of_the_person(scripted, address) -> None:
    with pytest.raises(AssertionError):
        scripted.asked_for(address.format(site=scripted.site))


def test_what_a_page_asks_for_is_counted(scripted: Traveller) -> None:
    scripted.opens("/about")
    before = scripted.counted.bytes
    scripted.browser.execute_async_script("fetch('/privacy').then(r => r.text()).then(arguments[0])")
    scripted.looks()
    assert scripted.counted.bytes > before + 1000
    assert scripted.counted.addresses[-1] == "/privacy"


def test_a_focus_that_does_not_show_is_seen(watched_browser, site: str) -> None:
    typist = Typist(watched_browser, site)
    typist.opens("/about")
    typist.presses(Keys.TAB)
    watched_browser.execute_script(_STYLE, "a", "outline: none")
    with pytest.raises(AssertionError, match="without a ring"):
        typist.goes_on_to("Privacy")


def test_english_on_a_spanish_page_is_seen(watched_browser, site: str) -> None:
    traveller = Traveller(watched_browser, site, lang="es").opens("/privacy")
    assert english_words(traveller) == []
    watched_browser.execute_script(_ADD, "<p>Call them first.</p><p lang='en'>Call the office.</p>")
    assert english_words(traveller) == ["Call them first."]
