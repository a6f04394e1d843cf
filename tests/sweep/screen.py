"""One browser, made narrow or wide, light or dark, with and without the page's scripts."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

HERE = Path(__file__).parent
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
CONTRAST = ["color-contrast", "color-contrast-enhanced"]
# The rules whose outcome hangs on how much room there is.
ROOM = [*CONTRAST, "target-size", "link-in-text-block", "scrollable-region-focusable"]
# Off unless named: axe thinks them too strict for most sites.
NAMED_RULES = {name: {"enabled": True} for name in (*CONTRAST, "target-size", "identical-links-same-purpose")}
RUN_AXE = """
const done = arguments[arguments.length - 1];
const all = {resultTypes: ["violations"], preload: false, ...arguments[0]};
axe.run(document, all).then(
  found => done(found.violations.flatMap(v => v.nodes.map(n => v.id + ": " + n.html.slice(0, 110)))),
  error => done([String(error)]));
"""
RUN_SNIFFER = """
const done = arguments[arguments.length - 1];
HTMLCS.process("WCAG2AAA", document, () => done(HTMLCS.getMessages().filter(m => m.type === HTMLCS.ERROR)
  .map(m => m.code + ": " + (m.element.outerHTML || "").slice(0, 110))), error => done([String(error)]));
"""


@cache
def tool(path: str) -> Path:
    """A file of an installed package. Without it the test is skipped here, and fails in CI."""
    found = HERE / "node_modules" / path
    if not found.exists():
        pytest.skip(f"{path} is not installed: npm ci --prefix tests/sweep")
    return found


@cache
def script(path: str) -> str:
    return tool(path).read_text(encoding="utf-8")


class Screen:
    """Shows pages of the swept site and lets them be looked over."""

    def __init__(self, browser: webdriver.Chrome, root: str) -> None:
        self.browser = browser
        self.root = root
        self._cdp("Network.enable")
        self._cdp("Network.setBypassServiceWorker", bypass=True)

    def _cdp(self, command: str, **values: Any) -> Any:
        return self.browser.execute_cdp_cmd(command, values)

    def size(self, width: int, height: int = 800) -> None:
        self._cdp(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def prefer(self, **features: str) -> None:
        """Media features as the reader's system would set them: forced_colors="active"."""
        named = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self._cdp("Emulation.setEmulatedMedia", features=named)

    def reader_text(self, pixels: int) -> None:
        """The size of text that the reader chose in the browser's settings."""
        self._cdp("Page.setFontSizes", fontSizes={"standard": pixels})

    def keep_nothing(self, wanted: bool) -> None:
        """Ask the server for every file anew, or not."""
        self._cdp("Network.setCacheDisabled", cacheDisabled=wanted)

    def open(self, path: str, scripts: bool = True) -> None:
        """Load a page. Without scripts, none of its own has run; ours may, afterwards."""
        self._cdp("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.browser.get(self.root + path)
        self._cdp("Emulation.setScriptExecutionDisabled", value=False)
        self.browser.execute_script((HERE / "looks.js").read_text(encoding="utf-8"))

    def look(self, name: str, *values: Any) -> Any:
        return self.browser.execute_script(f"return sweep.{name}(...arguments)", *values)

    def axe(self, rules: list[str] | None = None) -> list[str]:
        """Barriers by axe: WCAG A and AA, and AAA for contrast and size of targets."""
        if not self.browser.execute_script("return !!window.axe"):
            self.browser.execute_script(script("axe-core/axe.min.js"))
        wanted = (
            {"runOnly": {"type": "rule", "values": rules}}
            if rules
            else {"runOnly": AXE_TAGS, "rules": NAMED_RULES}
        )
        return list(self.browser.execute_async_script(RUN_AXE, wanted))

    def sniffer(self) -> list[str]:
        """Errors by HTML_CodeSniffer at WCAG2AAA, which is what pa11y runs."""
        self.browser.execute_script(script("@pa11y/html_codesniffer/build/HTMLCS.js"))
        return list(self.browser.execute_async_script(RUN_SNIFFER))

    def press_tab(self, times: int) -> None:
        ActionChains(self.browser, duration=0).send_keys(Keys.TAB * times).perform()
