"""Journeys K12, K13, K15, P5: the first call is near, a queue reads nothing, what was typed is answered."""

import pytest

from tests.journeys.screens import resize
from tests.journeys.traveller import KIOSK, PHONE, Traveller

pytestmark = pytest.mark.browser

_CALLS = """
return [...document.querySelectorAll("main .call, main .ring")].filter(one => one.checkVisibility())
  .map(one => one.getBoundingClientRect()).map(box => [box.top, box.bottom]);
"""
_CARDS = """
return [...document.querySelectorAll(".cards > .card")].filter(one => one.checkVisibility())
  .map(one => one.getBoundingClientRect().height);
"""
_LIST = "return document.querySelector('.lists').getBoundingClientRect().height;"
_CONVICTIONS = ("sex offense", "arson", "violent crime", "drug crime", "felony")
_CONVICTIONS += ("delito sexual", "incendio", "violento", "delito de drogas", "grave")


@pytest.mark.parametrize("lang", ["en", "es"])
def test_k12_the_first_call_lies_on_the_first_screen_and_the_list_is_short(
    watched_browser, site: str, lang: str
) -> None:
    traveller = Traveller(watched_browser, site, lang=lang).opens("/", PHONE)
    for words in ("B", "Boone County", "A place to live", "A drug crime"):
        traveller.tap(words)
    assert traveller.counted.taps == 4
    top, bottom = traveller.browser.execute_script(_CALLS)[0]
    assert 0 <= top < bottom <= PHONE[1]
    heights = sorted(traveller.browser.execute_script(_CARDS))
    # Spanish takes a line more.
    assert heights[len(heights) // 2] <= (140 if lang == "en" else 170)
    assert traveller.browser.execute_script(_LIST) < 4000
    assert traveller.is_in_view("#question h2"), "the next question is not near"


def test_k13_no_screen_of_a_kiosk_names_a_record_that_no_tap_opened(traveller: Traveller) -> None:
    traveller.opens("/kiosk", KIOSK)
    for words in ("B", "Boone County", "A place to live"):
        traveller.tap(words)
        assert not _named(traveller)
    traveller.tap("A sex offense")
    assert not _named(traveller)
    traveller.shows_what_was_said()
    assert traveller.is_seen(traveller.says("A sex offense"))


def test_k15_two_records_are_told_and_each_changes_the_answer(traveller: Traveller) -> None:
    traveller.opens("/")
    for words in ("B", "Boone County", "A place to live", "More than one?"):
        traveller.tap(words)
    form = traveller.all(".several form")[0]
    for words in ("A sex offense", "Arson (setting a fire)"):
        traveller.click(form.find_element("xpath", f".//label[contains(., '{traveller.says(words)}')]"))
    traveller.tap("Next", within=form)
    traveller.shows_what_was_said()
    for words in ("A sex offense", "Arson (setting a fire)"):
        assert traveller.is_seen(traveller.says(words))
    assert traveller.all(".refused")


@pytest.mark.parametrize(
    ("line", "found", "unsaid"),
    [
        ("suboxone", "medicine for opioid use", ""),
        ("AA meeting", "anonymous", ""),
        ("zzyzx", "", "No place here says “zzyzx”."),
    ],
)
def test_p5_what_was_typed_stands_in_a_box_and_is_answered(
    scripted: Traveller, line: str, found: str, unsaid: str
) -> None:
    scripted.opens("/boone/housing")
    scripted.types("q", line, send=True)
    assert scripted.all(".again input[name=q]")[0].get_attribute("value") == line
    first = scripted.all(".first")[0].get_property("textContent").casefold() if scripted.all(".first") else ""
    assert found in first
    assert scripted.is_seen(unsaid) if unsaid else not scripted.is_seen("No place here says")


def _named(traveller: Traveller) -> list[str]:
    resize(traveller.browser, *KIOSK)
    seen = traveller.text.casefold()
    return [word for word in _CONVICTIONS if word in seen]
