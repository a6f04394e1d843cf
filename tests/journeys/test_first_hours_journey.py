"""Journey K14: the first 72 hours are one screen of headings and one printed page."""

from base64 import b64decode
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from tests.journeys.screens import resize
from tests.printing.making import pages_of

pytestmark = pytest.mark.browser
LETTER = {"paperWidth": 8.5, "paperHeight": 11, "preferCSSPageSize": True}
LINES = 7


@pytest.mark.parametrize("prefix", ["", "/es"])
@pytest.mark.parametrize("place", ["greene", "boone", "shannon"])
def test_k14_one_screen_of_headings_and_one_printed_page(
    prefix: str, place: str, browser: webdriver.Chrome, site: str, tmp_path: Path
) -> None:
    resize(browser, 360, 740)
    browser.get(f"{site}{prefix}/start?place={place}+county")
    headings = browser.find_elements("css selector", ".checklist summary h2")
    assert len(headings) == LINES
    lowest = browser.execute_script("return arguments[0].getBoundingClientRect().bottom", headings[-1])
    assert lowest <= 740
    for box in browser.find_elements("css selector", ".checklist > li > input"):
        box.click()
        assert box.is_selected()
    (page,) = pages_of(b64decode(browser.execute_cdp_cmd("Page.printToPDF", LETTER)["data"]), tmp_path)
    assert all(heading.text in page for heading in headings)
    assert "211" in page


@pytest.mark.parametrize("path", ["/start?place=greene+county", "/kiosk/start?place=greene+county"])
def test_enter_on_a_tick_leads_nowhere(path: str, browser: webdriver.Chrome, site: str) -> None:
    browser.get(f"{site}{path}")
    address = browser.current_url
    (first, *_others) = browser.find_elements("css selector", ".checklist > li > input")
    first.send_keys(Keys.SPACE, Keys.ENTER)
    assert browser.find_element("css selector", ".checklist > li > input").is_selected()
    assert browser.current_url == address
