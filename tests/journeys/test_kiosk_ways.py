"""Before a kiosk without a Back button: from a listing to the answer again, and what stands at the foot."""

import pytest

from tests.journeys.conftest import Kiosk
from tests.journeys.screens import resize
from tests.journeys.traveller import KIOSK, Traveller

pytestmark = pytest.mark.browser
HALFWAY = ("B", "Boone County", "A place to live", "A sex offense")
FLAT, NARROW = (1280, 800), (360, 740)

_FOOT = """
const leave = document.querySelector("#leave button").getBoundingClientRect();
return [innerWidth - leave.right, innerHeight - leave.bottom, leave.height];
"""
_WARNING = """
document.getElementById("idle").showModal();
const box = document.getElementById("idle").getBoundingClientRect();
return [box.left, box.top, box.right, box.bottom];
"""
_TAPPED_ZIP = """
const said = document.querySelector(".ask-where [role=status]");
return [document.getElementById("place").value, said.textContent];
"""
_ORDER = "return [...document.querySelectorAll('.ask-where button')].map(one => one.textContent)"
_IN_VIEW = """
const box = arguments[0].getBoundingClientRect();
return box.height > 0 && box.top >= 0 && box.top < innerHeight;
"""


def at_the_answer(traveller: Traveller) -> Traveller:
    traveller.opens("/kiosk", KIOSK)
    for words in HALFWAY:
        traveller.tap(words)
    return traveller


def test_a_bed_with_a_record_near_this_screen_takes_four_taps(kiosk: Kiosk) -> None:
    traveller = kiosk.traveller.opens("/kiosk", KIOSK)
    near = {"en": "Near this screen: Boone County", "es": "Cerca de esta pantalla: Condado de Boone"}
    for words in (near[traveller.lang], "A bed for tonight", "A sex offense"):
        traveller.tap(words)
    # One of them opens the question: what it asks is not for all who stand behind.
    assert (traveller.counted.taps, traveller.counted.keys) == (4, 0)
    assert traveller.listed()


def test_a_zip_code_is_tapped_without_a_keyboard(scripted: Traveller) -> None:
    traveller = scripted.opens("/kiosk", KIOSK)
    for key in ("6", "5", "9", "Delete", "2", "0", "3", "7"):
        traveller.tap(key)
    assert traveller.browser.execute_script(_TAPPED_ZIP) == ["65203", "6 5 2 0 3"]
    assert traveller.browser.execute_script(_ORDER) == [*"1234567890", "Delete", "Next"]
    traveller.tap("Next")
    assert traveller.heading == "What do you need?"
    assert "65203" in traveller.html.text
    assert traveller.counted.keys == 0


@pytest.mark.parametrize("lang", ["en", "es"])
def test_from_a_listing_my_list_and_a_report_back_to_the_answer(
    watched_browser, site: str, lang: str
) -> None:
    traveller = at_the_answer(Traveller(watched_browser, site, lang=lang))
    heading, listed = traveller.heading, traveller.listed()
    third = listed[2]
    for further in ((), ("Tell us it is wrong",), ("All they offer",), ("Add to my list", "Show my list")):
        traveller.tap("All about it", within=traveller.find_card(third))
        assert traveller.heading != heading
        for words in further:
            traveller.tap(words)
        traveller.tap("Back to the places")
        assert (traveller.heading, traveller.listed()) == (heading, listed)
        traveller.shows_what_was_said()
        assert traveller.is_seen(traveller.says("A sex offense"))
    assert not any("place=" in path or "about" in path for path in traveller.counted.addresses)


def test_the_answer_is_shown_where_it_was_left(scripted: Traveller) -> None:
    traveller = at_the_answer(scripted)
    sixth = traveller.listed()[5]
    traveller.tap("All about it", within=traveller.find_card(sixth))
    traveller.tap("Back to the places")
    assert traveller.browser.execute_script(_IN_VIEW, traveller.find_card(sixth))


def test_what_is_taken_off_the_list_leaves_the_way_back(scripted: Traveller) -> None:
    traveller = at_the_answer(scripted)
    heading = traveller.heading
    for id_ in traveller.listed()[:2]:
        traveller.tap("Add to my list", within=traveller.find_card(id_))
    traveller.tap("Show my list")
    traveller.tap("Take off my list")
    assert len(traveller.all(".paper > li")) == 1
    traveller.tap("Empty my list")
    assert not traveller.all(".paper > li")
    traveller.tap("Back to the places")
    assert traveller.heading == heading


def test_without_a_script_a_listing_leads_to_the_start(watched_browser, site: str) -> None:
    traveller = at_the_answer(Traveller(watched_browser, site, script=False))
    traveller.tap("All about it", within=traveller.all(".card")[0])
    traveller.tap("Start over")
    assert traveller.heading == traveller.says("Where will you live?")


@pytest.mark.parametrize("size", [KIOSK, FLAT, NARROW])
def test_leave_is_always_at_the_bottom_right_and_grows_with_the_text(scripted: Traveller, size) -> None:
    traveller = at_the_answer(scripted)
    letters = _letters(traveller)
    for step in range(3):
        resize(traveller.browser, *size)
        for place in ("0", "900", "document.documentElement.scrollHeight"):
            traveller.browser.execute_script(f"scrollTo(0, {place})")
            right, bottom, height = traveller.browser.execute_script(_FOOT)
            assert (right <= 40, bottom <= 40, height >= 60) == (True, True, True), (size, step, place)
        if step < 2:
            traveller.tap("Bigger text")
    assert all(grown >= 1.3 * before for grown, before in zip(_letters(traveller), letters, strict=True))


def _letters(traveller: Traveller) -> list[float]:
    """How large the words of the buttons at the foot are, in pixels."""
    buttons = traveller.all("#leave button, [data-action=text-size], [data-action=read]")
    return [float(button.value_of_css_property("font-size").removesuffix("px")) for button in buttons]


@pytest.mark.parametrize("size", [KIOSK, FLAT, NARROW])
def test_the_warning_fits_the_screen_at_the_biggest_text(scripted: Traveller, size) -> None:
    traveller = at_the_answer(scripted)
    traveller.tap("Bigger text")
    traveller.tap("Bigger text")
    resize(traveller.browser, *size)
    left, top, right, bottom = traveller.browser.execute_script(_WARNING)
    assert (left >= 0, top >= 0, right <= size[0], bottom <= size[1]) == (True, True, True, True)
