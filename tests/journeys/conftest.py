"""A real browser on the real program, over loopback."""

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from flask import Flask
from selenium import webdriver
from werkzeug.serving import make_server

from resource_finder.app import create_app
from resource_finder.config import Settings
from tests.journeys.outage import Outage
from tests.journeys.phone import Phone
from tests.journeys.traveller import Traveller
from tests.real import DATA, loaded_folder, real_app

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Long, for a busy machine: axe on the longest page takes a second.
SECONDS_FOR_A_SCRIPT = 180


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, real_app(), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def open_browser(javascript: bool = True, watched: bool = False) -> webdriver.Chrome:
    """With `watched`, what goes over the wire can be read back."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        pytest.skip("no chromium and chromedriver here: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    for flag in FLAGS:
        options.add_argument(flag)
    options.binary_location = chromium
    if not javascript:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    if watched:
        # A PDF is a file to keep, and no page of the browser's own.
        options.add_experimental_option("prefs", {"plugins.always_open_pdf_externally": True})
        options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
    opened = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    opened.set_script_timeout(SECONDS_FOR_A_SCRIPT)
    return opened


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    opened = open_browser()
    yield opened
    opened.quit()


@pytest.fixture(scope="module")
def plain_browser() -> Iterator[webdriver.Chrome]:
    """The same without JavaScript."""
    opened = open_browser(javascript=False)
    yield opened
    opened.quit()


@pytest.fixture(scope="session")
def watched_browser() -> Iterator[webdriver.Chrome]:
    """One browser for all journeys; each begins with nothing kept."""
    opened = open_browser(watched=True)
    yield opened
    opened.quit()


@pytest.fixture
def outage() -> Iterator[Outage]:
    """A program that can be cut off."""
    outage = Outage(real_app())
    yield outage
    outage.closes()


@pytest.fixture
def phone(outage: Outage) -> Iterator[Phone]:
    """A browser of its own on that program."""
    browser = open_browser()
    yield Phone(browser, outage)
    browser.quit()


@pytest.fixture(params=["en", "en without scripts", "es", "es without scripts"])
def traveller(request: pytest.FixtureRequest, watched_browser: webdriver.Chrome, site: str) -> Traveller:
    """Somebody who reads one of the two languages, with and without JavaScript."""
    lang, _space, without = request.param.partition(" ")
    return Traveller(watched_browser, site, script=not without, lang=lang)


@pytest.fixture
def scripted(watched_browser: webdriver.Chrome, site: str) -> Traveller:
    """Where the browser's own doings are the matter: English, with JavaScript."""
    return Traveller(watched_browser, site)


# Noon of a Wednesday in Missouri.
NOON = datetime(2026, 11, 25, 18, tzinfo=UTC)


@dataclass(frozen=True)
class Kiosk:
    """Somebody before a screen that knows where it stands and which address the public reaches."""

    traveller: Traveller
    site: str


@pytest.fixture(scope="session")
def kiosk_site() -> Iterator[str]:
    """A program of its own: at noon, in Boone County, known to the public by its own address."""
    # The server has its port before the program is made, which must know it.
    server = make_server("127.0.0.1", 0, Flask("unasked"), threaded=True)
    settings = Settings(
        data=DATA,
        instance=loaded_folder(),
        secret_key="test",
        public_url=f"http://127.0.0.1:{server.server_port}",
        kiosk_place="Boone County",
    )
    server.app = create_app(settings, now=NOON)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield settings.public_url
    server.shutdown()
    server.server_close()


@pytest.fixture(params=["en", "en without scripts", "es", "es without scripts"])
def kiosk(request: pytest.FixtureRequest, watched_browser: webdriver.Chrome, kiosk_site: str) -> Kiosk:
    lang, _space, without = request.param.partition(" ")
    return Kiosk(Traveller(watched_browser, kiosk_site, script=not without, lang=lang), kiosk_site)
