"""What the service worker keeps on a phone, what it never keeps, and what it shows without a network."""

import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask, Response, request
from selenium import webdriver
from selenium.webdriver.common.by import By

from resource_finder.app import create_app
from resource_finder.web.parts import parts_of
from tests.journeys.conftest import open_browser
from tests.journeys.outage import Outage
from tests.journeys.traveller import FAST, GONE
from tests.real import NOW, real_app

pytestmark = pytest.mark.browser
LONGEST_WAIT = 20.0
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
_REGISTERED = "navigator.serviceWorker.getRegistrations().then(all => arguments[0](all.length))"
_NO_LISTENERS = "const one = document.querySelector('.leave'); one.replaceWith(one.cloneNode(true))"
_IS_NEXT = "return window.taps !== arguments[0] && document.readyState === 'complete'"
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
        while not holds():
            assert time.monotonic() < late, self.keeps()
            time.sleep(0.05)

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

    @property
    def heading(self) -> str:
        return str(self.browser.execute_script("return document.querySelector('h1').textContent"))

    @property
    def is_styled(self) -> bool:
        """Whether the page's own stylesheet is there: without it a call is a line of text."""
        return self.browser.execute_script(_STYLED) == "flex"


@pytest.fixture
def outage() -> Iterator[Outage]:
    outage = Outage(real_app())
    yield outage
    outage.begins()


@pytest.fixture
def phone(outage: Outage) -> Iterator[Phone]:
    browser = open_browser()
    yield Phone(browser, outage)
    browser.quit()


def counties(number: int) -> list[str]:
    return [f"/{slug}" for slug in sorted(parts_of(real_app()).county_names)[:number]]


def test_thirty_pages_are_kept_and_the_help_page_in_both_languages(phone: Phone) -> None:
    phone.comes("/")
    visited = counties(32)
    for path in visited:
        phone.opens(path)
        phone.waits_until_kept(path)
    kept = phone.keeps()
    assert kept["pages"] == visited[-30:]
    assert {"/crisis", "/es/crisis"} <= set(kept["shell"])
    phone.opens("/crisis")
    assert "/crisis" not in phone.keeps()["pages"]


def test_the_first_page_is_kept_without_asking_for_it_again(phone: Phone) -> None:
    asked: list[str] = []
    app = create_app(parts_of(real_app()).settings, now=NOW)
    app.before_request(lambda: asked.append(request.path))
    phone.outage.begins()
    phone.outage.ends(app)
    phone.comes("/boone/housing")
    phone.waits_until_kept("/boone/housing")
    assert asked.count("/boone/housing") <= 1


def test_what_was_sent_by_form_or_is_not_to_be_kept_is_in_no_cache(phone: Phone) -> None:
    phone.comes("/boone/housing")
    phone.waits_until_kept("/boone/housing")
    phone.taps("button[value='record:sex_offense']")
    phone.opens("/find?q=rehab+in+Columbia")
    phone.opens("/wrong?id=" + real_app_offering())
    phone.opens("/boone/food")
    phone.waits_until_kept("/boone/food")
    kept = phone.keeps()
    assert [path for paths in kept.values() for path in paths if re.match("/(find|wrong|list)", path)] == []
    for path in kept["pages"]:
        assert 'sex_offense"' not in re.sub(r"<button[^>]*>", "", phone.text_of(path))


def real_app_offering() -> str:
    return parts_of(real_app()).finder().offerings[0].id


def test_leaving_empties_what_was_kept_with_and_without_a_network(phone: Phone) -> None:
    for is_cut in (False, True):
        phone.comes("/boone/food")
        phone.waits_until_kept("/boone/food")
        if is_cut:
            phone.outage.begins()
        # The page's own script empties it as well: this is the worker alone.
        phone.browser.execute_script(_NO_LISTENERS)
        phone.taps(".leave button")
        phone.waits_until(lambda: set(phone.keeps().get("pages", ())) <= {"/"})
        assert "/boone/food" not in str(phone.keeps())
    assert phone.heading == "No network"


def test_a_kiosk_has_no_worker_and_removes_one_that_was_there(phone: Phone) -> None:
    phone.comes("/boone/food")
    phone.waits_until_kept("/boone/food")
    phone.opens("/kiosk")
    phone.waits_until(lambda: not phone.keeps())
    assert phone.browser.execute_async_script(_REGISTERED) == 0
    phone.opens("/kiosk/crisis")
    assert (phone.keeps(), phone.browser.execute_async_script(_REGISTERED)) == ({}, 0)


def program(folder: Path, old: str = "", new: str = "", told: str = "") -> Flask:
    """The program with another style, as after a deploy; `told` goes before the worker's own script."""
    app = create_app(parts_of(real_app()).settings, now=NOW)
    assert app.static_folder
    shutil.copytree(app.static_folder, folder)
    app.static_folder = str(folder)
    sheet = folder / "site.css"
    assert old in sheet.read_text(encoding="utf-8")
    sheet.write_text(sheet.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    @app.after_request
    def tell(response: Response) -> Response:
        if told and request.path == "/sw.js":
            response.set_data(told + response.get_data(as_text=True))
        return response

    return app


def test_a_phone_that_saves_data_is_given_the_help_page_and_its_style_alone(
    phone: Phone, tmp_path: Path
) -> None:
    saving = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}});\n"
    phone.outage.begins()
    phone.outage.ends(program(tmp_path / "static", told=saving))
    phone.comes("/boone/food")
    kept = [path.partition("?")[0] for path in phone.keeps()["shell"]]
    assert sorted(kept) == ["/crisis", "/es/crisis", "/static/site.css"]
    phone.outage.begins()
    phone.opens("/greene/food")
    assert (phone.heading, phone.is_styled) == ("No network", True)
    phone.outage.ends()
    phone.taps("#again button")
    assert phone.heading == "Food near Greene County"


def test_after_a_deploy_a_kept_page_has_the_style_it_was_written_for(phone: Phone, tmp_path: Path) -> None:
    phone.comes("/boone/food")
    phone.waits_until_kept("/boone/food")
    (old_sheet,) = styles(phone)
    phone.outage.begins()
    phone.outage.ends(program(tmp_path / "static", ".cards {", ".cards { --deployed: 1;"))
    shell = phone.keeps()["shell"]
    phone.opens("/greene/food")
    phone.waits_until_kept("/greene/food")
    phone.waits_until(lambda: phone.keeps()["shell"] != shell and len(styles(phone)) == 2)
    assert old_sheet in styles(phone)
    forget_what_the_browser_itself_keeps(phone)
    phone.outage.begins()
    for path in ("/boone/food", "/greene/food"):
        phone.opens(path)
        assert phone.heading.startswith("Food near")
        assert phone.is_styled, path
    phone.outage.ends()
    # No kept page is written for the old style any more: it goes.
    phone.opens("/boone/food")
    phone.waits_until(lambda: len(styles(phone)) == 1)
    assert old_sheet not in str(phone.keeps())


def styles(phone: Phone) -> list[str]:
    return [path for path in phone.keeps().get("files", ()) if "site.css" in path]


def forget_what_the_browser_itself_keeps(phone: Phone) -> None:
    phone.browser.execute_cdp_cmd("Network.enable", {})
    phone.browser.execute_cdp_cmd("Network.clearBrowserCache", {})


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_a_tap_without_a_network_gives_a_page_that_sends_it_again(phone: Phone, prefix: str) -> None:
    phone.comes(f"{prefix}/boone/housing")
    asked = phone.heading
    phone.taps("button[value='record:sex_offense']")
    first = phone.heading
    assert first == asked
    phone.outage.begins()
    phone.taps(".answers button")
    assert phone.heading == {"": "No network", "/es": "No hay internet"}[prefix]
    assert phone.is_styled
    assert phone.browser.find_elements(By.CSS_SELECTOR, "main a[href='tel:988']")
    assert phone.browser.title.startswith(phone.heading)
    assert phone.browser.find_element(By.ID, "lost").is_displayed()
    phone.outage.ends()
    phone.taps("#again button")
    assert phone.heading == first
    sent = [one.get_attribute("value") for one in phone.browser.find_elements(By.NAME, "about")]
    assert "sex_offense" in sent
    assert "sex_offense" not in str(phone.keeps())


def test_back_from_a_tap_without_a_network_shows_the_answer_again(phone: Phone) -> None:
    phone.comes("/boone/housing")
    phone.outage.begins()
    phone.taps("button[value='record:sex_offense']")
    assert phone.heading == "No network"
    phone.taps("#back")
    assert phone.heading == "A place to live near Boone County"
    assert phone.browser.find_elements(By.CSS_SELECTOR, ".card[data-offering]")


def test_a_phone_that_knows_it_has_no_network_keeps_the_answer_on_the_screen(phone: Phone) -> None:
    phone.comes("/boone/housing")
    phone.taps("button[value='record:sex_offense']")
    before = phone.heading
    phone.browser.execute_script(
        "document.head.append(Object.assign(document.createElement('script'), {src: '/static/offline.js'}))"
    )
    phone.waits_until(lambda: phone.browser.execute_script("return window.offlineReady"))
    phone.outage.begins()
    phone.network(GONE)
    phone.taps(".answers button", stays=True)
    said = phone.browser.find_element(By.ID, "no-network-here")
    phone.waits_until(lambda: "Nothing is lost" in said.text)
    assert phone.heading == before
    phone.outage.ends()
    phone.network(FAST)
    phone.waits_until(lambda: not phone.browser.find_elements(By.ID, "no-network-here"))
    phone.taps(".answers button")
    assert phone.browser.find_elements(By.CSS_SELECTOR, ".card[data-offering]")


def test_the_help_page_names_the_kept_pages_newest_first(phone: Phone) -> None:
    phone.comes("/boone")
    for path in ("/boone/food", "/es/boone/food"):
        phone.opens(path)
        phone.waits_until_kept(path)
    phone.outage.begins()
    phone.opens("/greene/job")
    phone.waits_until(lambda: phone.browser.find_elements(By.CSS_SELECTOR, "#kept-pages a"))
    links = phone.browser.find_elements(By.CSS_SELECTOR, "#kept-pages a")
    assert [one.get_attribute("href").removeprefix(phone.outage.site) for one in links] == [
        "/es/boone/food",
        "/boone/food",
        "/boone",
    ]
    assert links[0].get_attribute("lang") == "es"
    assert [one.text for one in links][1:] == ["Food near Boone County", "What do you need? Boone County"]
    forget_what_the_browser_itself_keeps(phone)
    phone.taps("#kept-pages li:nth-child(2) a")
    assert phone.heading.startswith("Food near")
    assert phone.browser.find_element(By.ID, "offline").is_displayed()
