"""A phone that may lose its network: its browser, and the server that it is cut off from."""

import time
from collections.abc import Callable

from selenium import webdriver
from selenium.common.exceptions import JavascriptException, StaleElementReferenceException
from selenium.webdriver.common.by import By

from tests.journeys.outage import Outage

LONGEST_WAIT = 60.0
# Paths by the name of their cache, the version left out of the shell's.
_CACHES = """
const done = arguments[arguments.length - 1];
(async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const kept = await (await caches.open(name)).keys();
    found[name.split("-")[0]] = kept.map(one => one.url.slice(location.origin.length));
  }
  done(found);
})();
"""
_TEXT = "caches.match(arguments[0], {ignoreVary: true}).then(one => one ? one.text() : '').then(arguments[1])"
_RULED = "return Boolean(navigator.serviceWorker.controller)"
_IS_NEXT = "return window.taps !== arguments[0] && document.readyState === 'complete'"
_OFFLINE = """
Object.defineProperty(navigator, "onLine", {get: () => false});
window.dispatchEvent(new Event("offline"));
"""
_STYLED = "return getComputedStyle(document.querySelector('.call')).display"


class Phone:
    """A browser of its own for each test: nothing is kept from the one before."""

    def __init__(self, browser: webdriver.Chrome, outage: Outage) -> None:
        self.browser = browser
        self.outage = outage
        self._taps = 0

    def opens(self, path: str) -> None:
        self.browser.get(f"{self.outage.site}{path}")

    def comes(self, path: str) -> None:
        """For the first time: until the worker rules over the page and has kept it."""
        self.opens(path)
        self.waits_until(lambda: self.browser.execute_script(_RULED))

    def keeps(self) -> dict[str, list[str]]:
        return dict(self.browser.execute_async_script(_CACHES))

    def text_of(self, path: str) -> str:
        return str(self.browser.execute_async_script(_TEXT, path))

    def waits_until(self, holds: Callable[[], object]) -> None:
        late = time.monotonic() + LONGEST_WAIT
        while not self._is_so(holds):
            assert time.monotonic() < late, self.keeps()
            time.sleep(0.05)

    def _is_so(self, holds: Callable[[], object]) -> bool:
        """Between two pages nothing is so: what was asked of the one is never answered by the next."""
        try:
            return bool(holds())
        except (JavascriptException, StaleElementReferenceException):
            return False

    def waits_until_kept(self, path: str) -> None:
        self.waits_until(lambda: path in self.keeps().get("pages", ()))

    def taps(self, selector: str, stays: bool = False) -> None:
        """Then waits for the next page, unless the page is to stay."""
        self._taps += 1
        self.browser.execute_script("window.taps = arguments[0]", self._taps)
        found = self.browser.find_element(By.CSS_SELECTOR, selector)
        self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", found)
        found.click()
        if not stays:
            self.waits_until(lambda: self.browser.execute_script(_IS_NEXT, self._taps))

    def network(self, state: dict[str, object]) -> None:
        self.browser.execute_cdp_cmd("Network.enable", {})
        self.browser.execute_cdp_cmd("Network.emulateNetworkConditions", state)

    def says_it_is_offline(self) -> None:
        """As on a machine that serves itself and has no network; it may reach the program all the same."""
        self.browser.execute_script(_OFFLINE)

    def has_script_for_outage(self) -> bool:
        return bool(self.browser.execute_script("return window.offlineReady"))

    def forgets_what_the_browser_itself_keeps(self) -> None:
        self.browser.execute_cdp_cmd("Network.enable", {})
        self.browser.execute_cdp_cmd("Network.clearBrowserCache", {})

    @property
    def heading(self) -> str:
        return str(self.browser.execute_script("return document.querySelector('h1').textContent"))

    @property
    def is_styled(self) -> bool:
        """Whether the page's own stylesheet is there: without it a call is a line of text."""
        return self.browser.execute_script(_STYLED) == "flex"
