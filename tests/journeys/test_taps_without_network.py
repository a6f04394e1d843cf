"""What a tap does without a network, with a slow one, and where a browser is wrong about having one."""

import threading
import time

import pytest
from flask import request
from selenium.webdriver.common.by import By

from resource_finder.app import create_app
from resource_finder.web.parts import parts_of
from tests.journeys.phone import LONGEST_WAIT, Phone
from tests.journeys.traveller import FAST, GONE
from tests.real import NOW, real_app

pytestmark = pytest.mark.browser


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
    phone.network(GONE)
    phone.waits_until(phone.has_script_for_outage)
    phone.outage.begins()
    phone.taps(".answers button", stays=True)
    phone.waits_until(lambda: "Nothing is lost" in said_at_the_button(phone))
    assert phone.heading == before
    phone.outage.ends()
    phone.network(FAST)
    phone.waits_until(lambda: not said_at_the_button(phone))
    phone.taps(".answers button")
    assert phone.browser.find_elements(By.CSS_SELECTOR, ".card[data-offering]")


def said_at_the_button(phone: Phone) -> str:
    return "".join(one.text for one in phone.browser.find_elements(By.ID, "no-network-here"))


def test_a_second_tap_on_the_same_button_goes_through(phone: Phone) -> None:
    phone.comes("/boone/housing")
    phone.outage.begins()
    phone.says_it_is_offline()
    phone.waits_until(phone.has_script_for_outage)
    phone.taps("button[value='record:sex_offense']", stays=True)
    phone.waits_until(lambda: said_at_the_button(phone))
    phone.taps("button[value='record:sex_offense']")
    assert phone.heading == "No network"
    assert phone.browser.find_element(By.ID, "lost").is_displayed()


def test_who_reaches_the_program_taps_whatever_the_browser_thinks_of_its_network(phone: Phone) -> None:
    phone.comes("/boone/housing")
    phone.says_it_is_offline()
    phone.waits_until(phone.has_script_for_outage)
    phone.waits_until(lambda: not phone.browser.find_element(By.ID, "offline").is_displayed())
    phone.taps("button[value='record:sex_offense']")
    assert phone.heading == "A place to live near Boone County"
    sent = [one.get_attribute("value") for one in phone.browser.find_elements(By.NAME, "about")]
    assert "sex_offense" in sent


def test_a_kiosk_stops_no_tap_and_speaks_of_no_phone(phone: Phone) -> None:
    phone.opens("/kiosk")
    phone.says_it_is_offline()
    assert not phone.browser.find_element(By.ID, "offline").is_displayed()
    assert not phone.browser.find_elements(By.CSS_SELECTOR, "[src*='offline.js']")
    phone.browser.execute_script("document.getElementById('place').value = 'Boone'")
    phone.taps(".ask-where .go")
    assert phone.heading == "What do you need?"


def test_what_a_form_sent_is_sent_again_by_a_tap_alone(phone: Phone) -> None:
    asked: list[str] = []
    app = create_app(parts_of(real_app()).settings, now=NOW)
    app.before_request(lambda: asked.append(f"{request.method} {request.path}"))
    phone.comes("/boone/housing")
    phone.outage.begins()
    phone.taps("button[value='record:sex_offense']")
    phone.outage.ends(app)
    phone.browser.execute_script("window.dispatchEvent(new Event('online'))")
    time.sleep(1)
    assert (phone.heading, asked) == ("No network", [])
    phone.taps("#again button")
    assert asked[0] == "POST /find"


def test_on_a_dead_slow_network_a_kept_page_is_shown_and_who_leaves_then_keeps_nothing(phone: Phone) -> None:
    comes = threading.Event()
    app = create_app(parts_of(real_app()).settings, now=NOW)

    @app.before_request
    def bring_nothing_for_long() -> None:
        if request.path == "/boone/food":
            comes.wait(LONGEST_WAIT)

    phone.comes("/boone/food")
    phone.waits_until_kept("/boone/food")
    phone.forgets_what_the_browser_itself_keeps()
    phone.outage.begins()
    phone.outage.ends(app)
    begun = time.monotonic()
    phone.opens("/boone/food")
    assert time.monotonic() - begun < LONGEST_WAIT / 2
    assert phone.heading.startswith("Food near")
    assert phone.browser.find_element(By.ID, "offline").is_displayed()
    phone.taps(".leave button")
    comes.set()
    time.sleep(1)
    assert "/boone/food" not in str(phone.keeps())
