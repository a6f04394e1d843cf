"""A shared screen without a keyboard: letters and a map to tap."""

import pytest
from selenium import webdriver

from tests.journeys.screens import resize

pytestmark = pytest.mark.browser


def test_letters_come_up_under_the_field_and_the_map_leads_to_its_county(
    browser: webdriver.Chrome, kiosk_site: str
) -> None:
    resize(browser, 1080, 1920)
    browser.get(f"{kiosk_site}/kiosk/")
    top = browser.execute_script("return document.querySelector('.tap-map').getBoundingClientRect().top")
    assert 1920 / 2 <= top < 1920 * 0.6, "the map is the lower half"
    field = browser.find_element("id", "place")
    assert not browser.find_elements("css selector", ".keys")
    field.click()
    for letter in "ROLLA":
        keys = browser.find_elements("css selector", ".keys button")
        next(key for key in keys if key.text == letter).click()
    assert field.get_attribute("value") == "rolla"
    browser.find_element("css selector", ".tap-map [data-place='Boone County']").click()
    assert browser.find_element("tag name", "h1").text == "What do you need?"
