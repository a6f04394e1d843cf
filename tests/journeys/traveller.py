"""Somebody on the way through the site, in a real browser: taps, types, counts, and looks at each screen."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from tests.journeys.screens import faults_of_screen, resize, told
from tests.journeys.wire import LONGEST_WAIT, Wire
from tests.journeys.words import said

# What WebPageTest calls slow 3G: 400 kbit/s each way, 400 ms there and back.
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
FAST = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
GONE = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
PHONE, DESK, KIOSK = (360, 740), (1280, 900), (1080, 1900)
_TAPPED = "self::a or self::button or self::summary or self::label"

_IN_VIEW = """
return [...document.querySelectorAll(arguments[0])].map(one => one.getBoundingClientRect())
  .some(box => box.width && box.top >= 0 && box.bottom <= innerHeight);
"""
# What is closed around an element, outermost first.
_FOLDS = """
const folds = [];
for (let one = arguments[0].closest("details"); one; one = one.parentElement.closest("details")) {
  const summary = one.querySelector(":scope > summary");
  if (!one.open && !summary.contains(arguments[0])) folds.unshift(summary);
}
return folds;
"""
_LISTED = """
return [...document.querySelectorAll(".card[data-offering], .checklist > li[data-offering]")]
  .map(card => card.dataset.offering);
"""
_ON_TOP = """
const box = arguments[0].getBoundingClientRect();
const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
return top !== null && (arguments[0].contains(top) || top.contains(arguments[0]));
"""


@dataclass
class Counted:
    """What a journey has cost so far. Seconds are those spent waiting for pages."""

    taps: int = 0
    keys: int = 0
    bytes: int = 0
    requests: int = 0
    seconds: float = 0.0
    addresses: list[str] = field(default_factory=list)


class Traveller:
    """Taps only what is seen. After every step the screen is audited and the wire is read."""

    def __init__(
        self, browser: webdriver.Chrome, site: str, *, script: bool = True, lang: str = "en"
    ) -> None:
        self.browser = browser
        self.site = site
        self.lang = lang
        self.counted = Counted()
        self._script = script
        self._size = PHONE
        self._wire = Wire(browser)
        self._allow_scripts(script)

    def opens(self, path: str, size: tuple[int, int] = PHONE) -> "Traveller":
        """Come to a page with nothing kept, and begin to count."""
        self._size = size
        resize(self.browser, *size)
        self.browser.get("about:blank")
        for command in ("Network.clearBrowserCache", "Network.clearBrowserCookies"):
            self.browser.execute_cdp_cmd(command, {})
        kept = {
            "origin": self.site,
            "storageTypes": "local_storage,session_storage,cache_storage,service_workers",
        }
        self.browser.execute_cdp_cmd("Storage.clearDataForOrigin", kept)
        self._wire.forgets()
        prefix = "/es" if self.lang == "es" else ""
        self.goes_to(f"{prefix}{path}")
        return self

    def another(self) -> "Traveller":
        """Somebody like this one, who has counted nothing yet."""
        return Traveller(self.browser, self.site, script=self._script, lang=self.lang)

    def goes_to(self, path: str) -> None:
        """As by a bookmark: what the browser keeps stays."""
        began = time.monotonic()
        self.browser.get(f"{self.site}{path}")
        self._waits_for_the_page(is_due=True)
        self.counted.seconds += time.monotonic() - began
        self.audits()

    def tap(self, words: str, within: WebElement | None = None) -> None:
        """Tap what says these words, or their Spanish; the first that can be seen, else the first folded."""
        self.click(self.find(words, within))

    def says(self, english: str, **values: object) -> str:
        return said(english, self.lang, **values)

    def find(self, words: str, within: WebElement | None = None) -> WebElement:
        """The first that is seen; where none is, what hides it is tapped open before."""
        path = f".//*[{_TAPPED}][normalize-space(.)={_quoted(self.says(words))}]"
        found = (within or self.html).find_elements(By.XPATH, path)
        seen = [one for one in found if one.is_displayed()]
        folded = seen or [one for one in found if self._folds_around(one)]
        assert folded, f"nothing says {words!r} on {self.browser.current_url}"
        if not seen:
            self.unfolds(folded[0])
        return folded[0]

    def unfolds(self, element: WebElement) -> None:
        """Open what is closed around it. Each fold is a tap."""
        for summary in self._folds_around(element):
            self._taps_on(summary)

    def _folds_around(self, element: WebElement) -> list[WebElement]:
        return list(self.browser.execute_script(_FOLDS, element))

    def shows_what_was_said(self) -> None:
        """Open the bar that holds what was asked, where it is closed."""
        for bar in self.all(".asked:not([open]) > summary"):
            self.click(bar)

    def click(self, element: WebElement) -> None:
        self.unfolds(element)
        self._taps_on(element)

    def _taps_on(self, element: WebElement) -> None:
        self._brings_to_the_middle(element)
        self.counted.taps += 1
        began = time.monotonic()
        self._acts_on(element, element.click)
        self.counted.seconds += time.monotonic() - began
        self.audits()

    def _acts_on(self, element: WebElement, act: Callable[[], None], is_key: bool = False) -> None:
        """Then wait for the page that this leads to, if it leads to one."""
        leads = self._wire.would_lead(element, is_key)
        act()
        self._waits_for_the_page(self._wire.has_led() if self._script else leads)

    def types(self, name: str, words: str, send: bool = False) -> None:
        """Into the field of this name; with `send` the Enter key ends it."""
        self.browser.find_element(By.NAME, name).send_keys(words)
        self.counted.keys += len(words)
        if send:
            self.presses(Keys.ENTER)

    def presses(self, key: str) -> None:
        element = self.browser.switch_to.active_element
        self.counted.keys += 1
        if key in (Keys.ENTER, Keys.SPACE):
            self._acts_on(element, lambda: element.send_keys(key), is_key=True)
            self.audits()
        else:
            element.send_keys(key)

    def looks(self, is_due: bool = False) -> None:
        """Wait until the page stands, then audit the screen; nothing that the audit does is counted.

        With `is_due`, another page must come first: nobody tapped, and it comes all the same.
        """
        self._waits_for_the_page(is_due)
        self.audits()

    def audits(self) -> None:
        assert not told(self.browser.title), self.browser.title
        self._allow_scripts(True)
        faults = faults_of_screen(self.browser, *self._size, self.is_kiosk)
        self._allow_scripts(self._script)
        assert not faults, "\n".join([self.browser.current_url, *faults])
        self._wire.forgets()

    @property
    def is_kiosk(self) -> bool:
        return "kiosk" in (self.html.get_attribute("class") or "")

    @property
    def html(self) -> WebElement:
        return self.browser.find_element(By.TAG_NAME, "html")

    @property
    def text(self) -> str:
        """What is seen on the page, which may be changing under way: the next one is read, then."""
        late = time.monotonic() + LONGEST_WAIT
        while True:
            try:
                return self.browser.find_element(By.TAG_NAME, "body").text
            except StaleElementReferenceException:
                assert time.monotonic() < late, "no page stands still"

    @property
    def heading(self) -> str:
        return self.browser.find_element(By.TAG_NAME, "h1").text

    def is_seen(self, words: str) -> bool:
        return plain(words).casefold() in plain(self.text).casefold()

    def find_card(self, offering: str) -> WebElement:
        return self.browser.find_element(By.CSS_SELECTOR, f".card[data-offering='{offering}']")

    def all(self, selector: str) -> list[WebElement]:
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def is_in_view(self, selector: str) -> bool:
        """Whether one of these is on the screen as it stands, without scrolling."""
        return bool(self.browser.execute_script(_IN_VIEW, selector))

    def listed(self) -> list[str]:
        """The ids of the cards on this screen, in their order."""
        return list(self.browser.execute_script(_LISTED))

    def listed_on_all_pages(self) -> list[str]:
        """The same through to the last page of the list. What this taps is neither counted nor audited."""
        found, before, more = self.listed(), replace(self.counted), self.says("More places")
        while buttons := [one for one in self.all(".wide-button") if one.text.strip() == more]:
            self._brings_to_the_middle(buttons[0])
            self._acts_on(buttons[0], buttons[0].click)
            found += self.listed()
        self.counted = before
        return found

    def _brings_to_the_middle(self, element: WebElement) -> None:
        self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)

    def can_be_tapped(self, element: WebElement) -> bool:
        """Whether it can be brought to a place where nothing lies over it."""
        self._brings_to_the_middle(element)
        return bool(self.browser.execute_script(_ON_TOP, element))

    @contextmanager
    def scripted_by(self, script: str) -> Iterator[None]:
        """This runs in every page before the page's own scripts."""
        added = self.browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script})
        try:
            yield
        finally:
            self.browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)

    def text_size(self, pixels: int) -> None:
        """The size of letters that somebody set in the browser; 16 is usual."""
        sizes = {"fontSizes": {"standard": pixels, "fixed": pixels}}
        self.browser.execute_cdp_cmd("Page.setFontSizes", sizes)

    def network(self, state: dict[str, Any]) -> None:
        self.browser.execute_cdp_cmd("Network.enable", {})
        self.browser.execute_cdp_cmd("Network.emulateNetworkConditions", state)

    def _allow_scripts(self, allowed: bool) -> None:
        self.browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not allowed})

    def _waits_for_the_page(self, is_due: bool) -> None:
        """Count what is loaded meanwhile, and fail on what may not be asked for."""
        for method, told_by in self._wire.stands(is_due):
            if method == "Network.loadingFinished":
                self.counted.bytes += int(told_by["encodedDataLength"])
            elif method == "Network.requestWillBeSent":
                self.asked_for(told_by["request"]["url"])

    def asked_for(self, address: str) -> None:
        if address.startswith(("data:", "about:", "chrome")):
            return
        assert address.startswith(f"{self.site}/"), f"third party: {address}"
        path = address.removeprefix(self.site)
        assert not told(path), f"told by an address: {path}"
        self.counted.requests += 1
        self.counted.addresses.append(path)


def _quoted(words: str) -> str:
    """As XPath writes a text that may hold either kind of quote."""
    return f'"{words}"' if '"' not in words else f"'{words}'"


def plain(words: str) -> str:
    return " ".join(words.split())
