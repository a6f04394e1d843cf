"""Journey K8: with the keys alone, with twice the text, and on a screen of 320 pixels."""

import pytest
from selenium.webdriver.common.keys import Keys

from tests.journeys.traveller import DESK, Traveller

pytestmark = pytest.mark.browser
STEPS = ("B", "Boone County", "A place to live", "A sex offense")
MOST_TABS = 60
USUAL, TWICE = 16, 32
# What is wrong with how the focus shows: it must be on the screen, with a ring, and nothing over it.
_FOCUS = """
const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
const x = box.x + box.width / 2, y = box.y + box.height / 2, top = document.elementFromPoint(x, y);
return [
  [one === document.body, "nowhere"],
  [box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth, "off the screen"],
  [style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2, "without a ring"],
  [top !== null && !one.contains(top) && !top.contains(one), "covered"],
].filter(([is, _words]) => is).map(([_is, words]) => words + ": " + one.outerHTML.slice(0, 100));
"""


class Typist(Traveller):
    """Has no mouse and no touch screen."""

    def goes_on_to(self, words: str) -> None:
        """Tab by Tab until the focus stands on these words; it must show at every stop."""
        wanted = self.says(words)
        for _tab in range(MOST_TABS):
            self.presses(Keys.TAB)
            assert self.browser.execute_script(_FOCUS) == []
            if self.browser.switch_to.active_element.text.strip() == wanted:
                return self.presses(Keys.ENTER)
        raise AssertionError(f"{MOST_TABS} times Tab, and no {wanted!r}")


def by_keys(traveller: Typist, size: tuple[int, int]) -> list[str]:
    traveller.opens("/", size)
    for words in STEPS:
        traveller.goes_on_to(words)
    assert traveller.counted.taps == 0
    return traveller.listed()


@pytest.fixture(scope="module")
def by_taps(watched_browser, site: str) -> list[str]:
    """What the same person finds by tapping."""
    traveller = Traveller(watched_browser, site).opens("/", DESK)
    for words in STEPS:
        traveller.tap(words)
    return traveller.listed()


@pytest.mark.parametrize("script", [True, False])
def test_k8_the_keys_alone_lead_to_the_same_result(watched_browser, site, by_taps, script) -> None:
    assert by_keys(Typist(watched_browser, site, script=script), DESK) == by_taps


def test_k8_twice_the_text_leads_to_the_same_result(watched_browser, site, by_taps) -> None:
    traveller = Typist(watched_browser, site)
    letters = _letters(traveller.opens("/", DESK))
    traveller.text_size(TWICE)
    try:
        assert by_keys(traveller, DESK) == by_taps
        assert _letters(traveller) == 2 * letters
    finally:
        traveller.text_size(USUAL)


def test_k8_a_screen_of_320_pixels_leads_to_the_same_result(watched_browser, site, by_taps) -> None:
    assert by_keys(Typist(watched_browser, site), (320, 640)) == by_taps


def _letters(traveller: Traveller) -> float:
    return float(traveller.html.value_of_css_property("font-size").removesuffix("px"))
