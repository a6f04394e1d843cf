"""When a tap has done what it does: seen by the wire and by the page itself, and not by the clock alone."""

import json
import time
from collections.abc import Iterator
from typing import Any

from selenium import webdriver
from selenium.webdriver.remote.webelement import WebElement

# What leads to no page has begun within a moment. What leads to one may take its time, on a busy machine too.
MOMENT, LONGEST_WAIT = 0.15, 60.0
# Says whether the element would lead to a page with nobody to prevent it, and watches who does.
_BEFORE = """
const [one, isKey] = arguments, link = one.closest("a[href]"), button = one.closest("button, [type=submit]");
window.tapped = {leads: false};
if (!window.isWatched) {
  window.isWatched = true;
  const send = HTMLFormElement.prototype.submit;
  HTMLFormElement.prototype.submit = function () { window.tapped.leads = true; return send.call(this); };
  addEventListener("beforeunload", () => { window.tapped.leads = true; });
  addEventListener("submit", event => { if (!event.defaultPrevented) { window.tapped.leads = true; } });
}
const isHere = link && link.hash && link.pathname === location.pathname;
const isElsewhere = link && !isHere && /^http/.test(link.protocol);
const isField = one.matches("input:not([type=checkbox], [type=radio], [type=button])");
const form = button ? button.type === "submit" && button.form : isKey && isField && one.form;
return Boolean(isElsewhere || form && (form.noValidate || form.checkValidity()));
"""
# Nothing is left of what was watched: it is another page already.
_AFTER = "return !window.tapped || window.tapped.leads"
_IS_WHOLE = "return document.readyState === 'complete'"


class Wire:
    """What a browser loads, read from its own log. Others may note each message by `hears`."""

    def __init__(self, browser: webdriver.Chrome) -> None:
        self._browser = browser
        self._is_loading = False
        self._pages = 0

    def would_lead(self, element: WebElement, is_key: bool = False) -> bool:
        return bool(self._browser.execute_script(_BEFORE, element, is_key))

    def has_led(self) -> bool:
        """Asked after a tap in a page with scripts, which may prevent what was tapped, or lead elsewhere."""
        return bool(self._browser.execute_script(_AFTER))

    def forgets(self) -> None:
        self._browser.get_log("performance")

    def stands(self, is_due: bool) -> Iterator[tuple[str, dict[str, Any]]]:
        """Give each message until the page stands: with `is_due`, not before another has come."""
        began = time.monotonic()
        self._is_loading, self._pages = False, 0
        while True:
            yield from self._reads()
            if self._is_still(is_due, began) and self._browser.execute_script(_IS_WHOLE):
                yield from self._reads()
                # A page may send its reader on as it loads.
                if not self._is_loading:
                    return
            assert time.monotonic() < began + LONGEST_WAIT, f"no page after {LONGEST_WAIT} s"
            time.sleep(0.02)

    def _is_still(self, is_due: bool, began: float) -> bool:
        has_come = self._pages > 0 or (not is_due and time.monotonic() > began + MOMENT)
        return has_come and not self._is_loading

    def _reads(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for entry in self._browser.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            method, told = message["method"], message["params"]
            if method == "Network.requestWillBeSent" and told.get("type") == "Document":
                self._is_loading, self._pages = True, self._pages + 1
            elif method in ("Page.frameStoppedLoading", "Page.loadEventFired"):
                self._is_loading = False
            yield method, told
