"""Journeys P1, P2 and F2: on a phone, on a thin line, and without one."""

import re
import unicodedata
from urllib.parse import unquote

import pytest
from selenium.webdriver.common.by import By

from tests.journeys.oracle import by_id
from tests.journeys.traveller import FAST, GONE, SLOW_3G, Traveller

pytestmark = pytest.mark.browser
# Until the service worker keeps this page, but not for ever.
_KEPT = """
const [path, done] = arguments;
let tries = 100;
(function look() {
  caches.match(path).then(kept => kept && navigator.serviceWorker.controller ? done(true)
    : --tries ? setTimeout(look, 50) : done(false));
})();
"""


@pytest.mark.parametrize("lang", ["en", "es"])
def test_p1_a_shelter_is_called_without_a_script_on_slow_3g(watched_browser, site: str, lang: str) -> None:
    traveller = Traveller(watched_browser, site, script=False, lang=lang)
    usual = traveller.another()
    go_to_a_shelter(usual, FAST)
    go_to_a_shelter(traveller, SLOW_3G)
    calls = [call.get_attribute("href") for call in traveller.all(".card a[href^='tel:']")]
    numbers = {f"tel:+1{number}" for id_ in traveller.listed() for number in numbers_of(id_)}
    assert set(calls) & numbers
    # Others of the same organization, who drives and the parole office are named beside them.
    known = {f"tel:+1{number}" for id_ in by_id() for number in numbers_of(id_)}
    assert set(calls) - {"tel:211"} <= known
    # The call itself is the last tap.
    assert traveller.counted.taps + 1 <= 4
    assert traveller.counted.bytes <= 30_000
    # What the machine itself takes is not the network's.
    assert traveller.counted.seconds - usual.counted.seconds <= 15


def go_to_a_shelter(traveller: Traveller, network: dict[str, object]) -> None:
    traveller.network(network)
    try:
        traveller.opens("/")
        traveller.types("place", "63901", send=True)
        traveller.tap("A place to live")
    finally:
        traveller.network(FAST)


def numbers_of(offering: str) -> list[str]:
    """Ten digits and, after a comma, the extension, as a telephone dials them."""
    found = []
    for phone in by_id()[offering]["phones"].split(";"):
        number, _x, extension = phone.partition("(")[0].strip().partition(" x")
        found.append(number.replace("-", "") + (f",{extension.strip()}" if extension else ""))
    return found


def test_p2_when_the_network_drops_the_page_stays_and_the_crisis_page_opens(watched_browser, outage) -> None:
    traveller = Traveller(watched_browser, outage.site)
    traveller.opens("/butler/housing")
    assert watched_browser.execute_async_script(_KEPT, "/crisis"), "no service worker keeps the crisis page"
    heading, listed = traveller.heading, traveller.listed()
    outage.begins()
    traveller.network(GONE)
    try:
        assert (traveller.heading, traveller.listed()) == (heading, listed)
        traveller.tap("Help right now")
        assert traveller.heading == "Help right now"
        numbers = {link.get_attribute("href") for link in traveller.all("main a[href^='tel:']")}
        assert {"tel:988", "tel:211"} <= numbers
        # In place of a page that this phone never saw: whom to call, and how to try again.
        traveller.goes_to("/greene/food")
        assert traveller.heading == "No network"
        assert traveller.is_seen("Calls still work")
    finally:
        traveller.network(FAST)
    # The phone has a network again, and the page tries by itself; the site itself is not back yet.
    traveller.looks(is_due=True)
    assert traveller.is_seen("Calls still work")
    outage.ends()
    traveller.tap("Try again")
    assert traveller.heading == "Food near Greene County"


def test_f2_one_listing_goes_by_text_in_one_message_that_tells_nothing(traveller: Traveller) -> None:
    traveller.opens("/")
    for words in ("B", "Boone County", "A place to live", "A sex offense"):
        traveller.tap(words)
    links = ".//a[starts-with(@href, 'sms:')]"
    cards = [one for one in traveller.all(".card[data-offering]") if one.find_elements("xpath", links)]
    assert len(cards) >= 3
    for card in cards:
        row = by_id()[card.get_attribute("data-offering") or ""]
        link = card.find_element(By.CSS_SELECTOR, "a[href^='sms:']").get_attribute("href") or ""
        body = unquote(link.partition("?body=")[2])
        assert 0 < len(body) <= 160
        # Nothing but what the sheet says of the place: no filter, nothing of the person.
        known = " ".join(
            row[column] for column in ("organization", "phones", "address", "city", "zip", "website")
        )
        assert set(folded(body)) <= {*folded(known), "mo"}


def folded(words: str) -> list[str]:
    """Words and numbers without accents and signs."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().casefold()
    return re.findall(r"[a-z0-9]+", plain)
