"""Journeys K2, K7, K9, K10 and K11: before a screen that many people share."""

import re
from base64 import b64decode
from pathlib import Path

import pytest
from translating.strings import read

from tests.journeys.conftest import NOON, Kiosk
from tests.journeys.oracle import by_id, is_open, names, reached
from tests.journeys.traveller import KIOSK, Traveller
from tests.printing.squares import squares_on
from tests.web.shown import english_left

pytestmark = pytest.mark.browser

# A clock that goes when the test says so: seconds pass at once, and what waits for them runs.
FAKE_CLOCK = """
(() => {
  let ahead = 0;
  const waiting = [], start = Date.now();
  Date.now = () => start + ahead;
  window.setInterval = (run) => waiting.push(run);
  window.pass = (seconds) => {
    for (; seconds > 0; seconds--) { ahead += 1000; waiting.forEach(run => run()); }
  };
})();
"""
# A voice that says at once what it is given, and keeps it.
FAKE_VOICE = """
(() => {
  window.heard = [];
  const voices = ["en-US", "es-US"].map(lang => ({lang, localService: true, name: lang}));
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  const speech = {
    getVoices: () => voices, cancel() {},
    speak(one) { heard.push([one.voice.lang, one.text]); setTimeout(() => one.onend(), 0); },
  };
  Object.defineProperty(window, "speechSynthesis", {value: speech, configurable: true});
})();
"""
ENGLISH = re.compile(
    r"\b(the|and|with|for|you|your|from|they|who|near|ask|call|open|help|bring|first|of|to|is|are)\b", re.I
)
HALFWAY = ("B", "Boone County", "A place to live", "A sex offense")


def test_k2_food_that_is_open_now_near_this_kiosk(kiosk: Kiosk) -> None:
    traveller = kiosk.traveller.opens("/kiosk", KIOSK)
    near = {"en": "Near this screen: Boone County", "es": "Cerca de esta pantalla: Condado de Boone"}
    for words in (near[traveller.lang], "Food", "Only open now"):
        traveller.tap(words)
    assert (traveller.counted.taps, traveller.counted.keys) == (3, 0)
    food = reached("boone", "food")
    is_open_at_noon = {id_ for id_ in food if is_open(by_id()[id_], NOON)}
    assert is_open_at_noon < food
    assert is_open_at_noon <= set(traveller.listed_on_all_pages())
    assert all(is_open(by_id()[id_], NOON) for id_ in traveller.listed())


@pytest.mark.parametrize("lang", ["en", "es"])
def test_k7_an_idle_screen_warns_waits_and_starts_over(watched_browser, site: str, lang: str) -> None:
    traveller = Traveller(watched_browser, site, lang=lang)
    with traveller.scripted_by(FAKE_CLOCK):
        traveller.opens("/kiosk", KIOSK)
        for words in HALFWAY:
            traveller.tap(words)
        listed = traveller.listed()
        for _time in range(10):
            _pass(traveller, 89)
            assert not traveller.all("dialog[open]")
            _pass(traveller, 1)
            assert int(traveller.all("#idle-left")[0].text) >= 20
            traveller.tap("I need more time")
            assert not traveller.all("dialog[open]")
        assert traveller.listed() == listed
        traveller.shows_what_was_said()
        assert traveller.is_seen(traveller.says("A sex offense"))
        _pass(traveller, 110)
        assert int(traveller.all("#idle-left")[0].text) == 10
        _pass(traveller, 10)
        traveller.looks(is_due=True)
    assert traveller.heading == traveller.says("Where will you live?")
    assert not traveller.listed()
    watched_browser.back()
    assert not traveller.listed()
    assert not traveller.all(".given")
    assert traveller.says("A sex offense") not in watched_browser.page_source


def test_a_start_page_that_nobody_touched_warns_nobody(watched_browser, site: str) -> None:
    traveller = Traveller(watched_browser, site)
    with traveller.scripted_by(FAKE_CLOCK):
        traveller.opens("/kiosk", KIOSK)
        _pass(traveller, 200)
        assert not traveller.all("dialog[open]")
        traveller.all("#place")[0].send_keys("65203")
        _pass(traveller, 90)
        assert traveller.all("dialog[open]")


def _pass(traveller: Traveller, seconds: int) -> None:
    traveller.browser.execute_script("pass(arguments[0])", seconds)


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize(("door", "size"), [("/", (360, 740)), ("/kiosk", KIOSK)])
def test_k9_spanish_half_way_keeps_the_answers(watched_browser, site, door, size, script) -> None:
    traveller = Traveller(watched_browser, site, script=script).opens(door, size)
    for words in HALFWAY:
        traveller.tap(words)
    listed = traveller.listed()
    traveller.tap("Español")
    traveller.lang = "es"
    assert traveller.html.get_attribute("lang") == "es"
    assert traveller.listed() == listed
    traveller.shows_what_was_said()
    assert traveller.is_seen(traveller.says("You said:"))
    assert traveller.is_seen(traveller.says("A sex offense"))
    assert "condado de Boone" in traveller.heading
    assert english_left(traveller.browser.page_source, read("es")) == []
    assert english_words(traveller) == []
    # The next answer is asked for in Spanish, too, and the ones before are still there.
    traveller.tap("A man")
    assert traveller.html.get_attribute("lang") == "es"
    traveller.shows_what_was_said()
    assert traveller.is_seen(traveller.says("A sex offense"))


def english_words(traveller: Traveller) -> list[str]:
    """Lines with an English word in them that are neither marked as English nor names of the sheets."""
    shown = [line for line in traveller.browser.execute_script(_NOT_ENGLISH) if ENGLISH.search(line)]
    for name in sorted(names(), key=len, reverse=True):
        shown = [line.replace(name, "") for line in shown]
    return [line for line in shown if ENGLISH.search(line)]


_NOT_ENGLISH = """
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), lines = [];
while (walker.nextNode()) {
  const one = walker.currentNode.parentElement;
  if (one.closest("[lang]").lang === "es" && !one.closest("script, [translate=no]"))
    lines.push(walker.currentNode.data.replace(/\\s+/g, " ").trim());
}
return lines.filter(Boolean);
"""


@pytest.mark.parametrize("lang", ["en", "es"])
def test_k10_the_biggest_text_clips_nothing_and_every_result_is_read(watched_browser, site, lang) -> None:
    traveller = Traveller(watched_browser, site, lang=lang)
    with traveller.scripted_by(FAKE_VOICE):
        traveller.opens("/kiosk", KIOSK)
        for words in HALFWAY:
            traveller.tap(words)
        before = _letters(traveller)
        traveller.tap("Bigger text")
        traveller.tap("Bigger text")
        assert _letters(traveller) >= before * 1.3
        assert traveller.browser.execute_script(_CLIPPED) == []
        traveller.tap("Read aloud")
        heard = traveller.browser.execute_async_script(_ALL_HEARD)
        seen = [card for card in traveller.all(".card[data-offering]") if card.is_displayed()]
        listed = [card.get_attribute("data-offering") for card in seen]
        traveller.browser.execute_script(_UNFOLD_ALL)
        assert traveller.browser.execute_script(_CLIPPED) == []
        for call in traveller.all(".card .call, .card .ring"):
            assert traveller.can_be_tapped(call)
    assert {voice[:2] for voice, _words in heard} <= {"en", "es"}
    spoken = [" ".join(words.split()) for _voice, words in heard]
    assert len(listed) >= 5
    for id_ in listed:
        name = " ".join(by_id()[id_]["organization"].split())
        assert any(name in words for words in spoken), name
        for number in re.findall(r"\d{3}-\d{3}-\d{4}", by_id()[id_]["phones"])[:1]:
            assert any(" ".join(number.replace("-", "")) in words.replace(",", " ") for words in spoken), (
                number
            )
    assert all(len(re.findall(r"\d{3}-\d{3}-\d{4}", words)) == 0 for words in spoken)


_CLIPPED = """
return [...document.querySelectorAll("body *")].filter(one => one.checkVisibility() && one.tagName !== "svg")
  .filter(one => getComputedStyle(one).overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1)
  .map(one => one.outerHTML.slice(0, 120));
"""
_UNFOLD_ALL = "document.querySelectorAll('main details').forEach(one => { one.open = true; })"
# Until nothing new has been said for a while.
_ALL_HEARD = """
const done = arguments[0];
let before = -1;
const look = setInterval(() => {
  if (heard.length === before) { clearInterval(look); done(heard); }
  before = heard.length;
}, 300);
"""


def _letters(traveller: Traveller) -> float:
    """How large the words of a card are, in pixels."""
    return float(traveller.all(".card .does")[0].value_of_css_property("font-size").removesuffix("px"))


def test_k11_three_picks_leave_on_paper_and_on_a_phone(kiosk: Kiosk, tmp_path: Path) -> None:
    traveller = kiosk.traveller.opens("/kiosk", KIOSK)
    for words in HALFWAY:
        traveller.tap(words)
    picks = traveller.listed()[:3]
    for id_ in picks:
        traveller.tap("Add to my list", within=traveller.find_card(id_))
    before = traveller.counted.taps
    traveller.tap("Show my list")
    prefix = "/es" if traveller.lang == "es" else ""
    ids = "&".join(f"id={id_}" for id_ in picks)
    assert path_of_the_square(kiosk, tmp_path) == f"{prefix}/list?{ids}"
    traveller.tap("Make a short code")
    assert traveller.counted.taps - before <= 2
    path = path_of_the_square(kiosk, tmp_path)
    assert re.fullmatch(rf"{prefix}/c/[A-Za-z0-9-]{{4,12}}", path), path
    phone = Traveller(traveller.browser, kiosk.site, lang=traveller.lang).opens(path.removeprefix(prefix))
    opened = [a.get_attribute("href").rpartition("/")[2] for a in phone.all(".paper a[href*='/service/']")]
    assert opened == picks
    assert not phone.is_seen(phone.says("A sex offense"))


def path_of_the_square(kiosk: Kiosk, folder: Path) -> str:
    """What a phone reads from the slip that this page prints; the square is in sight on the screen, too."""
    traveller = kiosk.traveller
    assert traveller.all(".qr svg")[0].is_displayed()
    paper = b64decode(traveller.browser.execute_cdp_cmd("Page.printToPDF", {"paperWidth": 8.5})["data"])
    (square,) = squares_on(paper, folder)
    return square.text.removeprefix(kiosk.site)
