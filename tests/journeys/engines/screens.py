"""A kiosk's screen in one of three engines: what a person does at it, and what can be seen on it."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from glob import glob
from pathlib import Path
from typing import Any, Protocol

import pytest
from selenium import webdriver
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.remote.webdriver import WebDriver

from tests.journeys.conftest import FLAGS
from tests.journeys.engines import bidi

ENGINES = ("chromium", "firefox", "webkitgtk")
# Long, for a busy machine: only what is broken takes it.
SECONDS_TO_SETTLE = 120
# A page has settled when it is whole and its address has stayed the same for this long.
QUIET_SECONDS = 0.2
# What a script finds, or promises, as one string.
SAID = "Promise.resolve({}).then(JSON.stringify)"


class EngineMissing(RuntimeError):
    """A browser, its driver or its screen is not on this machine."""


class Screen(Protocol):
    """What the tests need of a browser."""

    def open(self, address: str) -> None: ...
    def run(self, script: str) -> Any: ...
    def click(self, marked: str) -> None: ...
    def go(self, steps: int) -> None: ...
    def reload(self) -> None: ...
    def cookies(self) -> list[str]: ...
    def close(self) -> None: ...


class DrivenBySelenium:
    def __init__(self, driver: WebDriver, close_after: Callable[[], None] = lambda: None) -> None:
        self._driver = driver
        self._driver.set_page_load_timeout(SECONDS_TO_SETTLE)
        self._close_after = close_after

    def open(self, address: str) -> None:
        self._driver.get(address)

    def run(self, script: str) -> Any:
        return json.loads(self._driver.execute_script(f"return {SAID.format(script)}") or "null")

    def click(self, marked: str) -> None:
        self._driver.find_element("css selector", marked).click()

    def go(self, steps: int) -> None:
        move = self._driver.back if steps < 0 else self._driver.forward
        for _ in range(abs(steps)):
            move()

    def reload(self) -> None:
        self._driver.refresh()

    def cookies(self) -> list[str]:
        return [cookie["name"] for cookie in self._driver.get_cookies()]

    def close(self) -> None:
        self._driver.quit()
        self._close_after()


class DrivenByBiDi:
    def __init__(self, process: "subprocess.Popen[str]", browser: bidi.BiDi) -> None:
        self._process = process
        self._browser = browser
        self._tab = browser("browsingContext.getTree")["contexts"][0]["context"]

    def open(self, address: str) -> None:
        self._browser("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def run(self, script: str) -> Any:
        said = self._evaluate(SAID.format(script))
        return json.loads(said.get("value", "null"))

    def _evaluate(self, script: str) -> dict[str, Any]:
        answer = self._browser(
            "script.evaluate", expression=script, target={"context": self._tab}, awaitPromise=True
        )
        assert answer["type"] == "success", answer
        return dict(answer["result"])

    def click(self, marked: str) -> None:
        element = self._evaluate(f"document.querySelector({json.dumps(marked)})")
        origin = {"type": "element", "element": {"sharedId": element["sharedId"]}}
        steps = [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": origin},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        hand = {"type": "pointer", "id": "hand", "actions": steps}
        self._browser("input.performActions", context=self._tab, actions=[hand])

    def go(self, steps: int) -> None:
        self._browser("browsingContext.traverseHistory", context=self._tab, delta=steps)

    def reload(self) -> None:
        self._browser("browsingContext.reload", context=self._tab, wait="none")

    def cookies(self) -> list[str]:
        partition = {"type": "context", "context": self._tab}
        return [
            cookie["name"] for cookie in self._browser("storage.getCookies", partition=partition)["cookies"]
        ]

    def close(self) -> None:
        self._browser.close()
        self._process.terminate()
        self._process.wait(timeout=120)


def _program(*names: str) -> str:
    """The first of these programs or patterns that is here."""
    for name in names:
        found = shutil.which(name) or next(iter(glob(name)), None)
        if found:
            return found
    raise EngineMissing(f"no {names[0]} here: run scripts/setup-browser as root")


def _chromium(javascript: bool) -> Screen:
    options = webdriver.ChromeOptions()
    for flag in FLAGS:
        options.add_argument(flag)
    options.binary_location = _program("chromium")
    if not javascript:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    options.set_capability("acceptInsecureCerts", True)
    return DrivenBySelenium(webdriver.Chrome(options, webdriver.ChromeService(_program("chromedriver"))))


def _firefox(folder: Path) -> Screen:
    return DrivenByBiDi(*bidi.start(_program("firefox-esr", "firefox"), folder / "profile"))


def _webkitgtk(folder: Path) -> Screen:
    options = webdriver.WebKitGTKOptions()
    options.binary_location = _program("MiniBrowser", "/usr/lib/*/webkit2gtk-4.*/MiniBrowser")
    options.add_argument("--automation")
    options.set_capability("acceptInsecureCerts", True)
    driver = _program("WebKitWebDriver")
    with ExitStack() as closing:
        display = closing.enter_context(_virtual_screen(_program("Xvfb"), folder))
        service = webdriver.WebKitGTKService(driver, env=os.environ | {"DISPLAY": display})
        service.start()
        closing.callback(service.stop)
        # Not Selenium's own class for WebKitGTK: it calls what Selenium has deprecated.
        connection = RemoteConnection(client_config=ClientConfig(service.service_url))
        opened = webdriver.Remote(connection, options=options)
        return DrivenBySelenium(opened, closing.pop_all().close)


@contextmanager
def _virtual_screen(program: str, folder: Path) -> Iterator[str]:
    """The name of a screen that nobody sees."""
    told = folder / "display"
    command = [program, "-screen", "0", "1080x1920x24", "-nolisten", "tcp", "-displayfd", "1"]
    with told.open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
    try:
        for _ in range(2400):
            if number := told.read_text().strip():
                break
            time.sleep(0.05)
        else:
            raise TimeoutError("Xvfb does not say which display it is")
        yield f":{number}"
    finally:
        process.terminate()
        process.wait(timeout=120)


def open_screen(engine: str, folder: Path, javascript: bool = True) -> Screen:
    """Raises EngineMissing. Only Chromium can be had without JavaScript."""
    if engine == "chromium":
        return _chromium(javascript)
    return {"firefox": _firefox, "webkitgtk": _webkitgtk}[engine](folder)


def open_or_skip(engine: str, folder: Path, javascript: bool = True) -> Screen:
    """Skips, with the reason, where the browser is missing; fails on CI, where nothing may go untried."""
    try:
        return open_screen(engine, folder, javascript)
    except EngineMissing as missing:
        if os.environ.get("CI") == "true":
            pytest.fail(str(missing))
        pytest.skip(str(missing))
