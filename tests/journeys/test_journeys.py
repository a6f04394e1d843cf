"""What people come to do, tap by tap."""

from urllib.parse import unquote

import pytest
from selenium.webdriver.common.by import By

from tests.real import real_app

SENSITIVE = ("sex", "arson", "violent", "felony", "offense", "about=")

pytestmark = pytest.mark.browser


class Person:
    """Taps what is on the screen, counts, and watches the address bar."""

    def __init__(self, browser, site: str) -> None:
        self.browser = browser
        self.taps = 0
        browser.set_window_size(360, 800)
        browser.get(f"{site}/crisis")
        browser.delete_all_cookies()
        browser.get(f"{site}/")

    def tap(self, words: str) -> None:
        path = f"//*[self::a or self::button or self::summary][normalize-space(.)={words!r}]"
        found = [element for element in self.browser.find_elements(By.XPATH, path) if element.is_displayed()]
        assert found, f"nothing says {words!r} on {self.browser.current_url}"
        self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", found[0])
        found[0].click()
        self.taps += 1
        address = unquote(self.browser.current_url).casefold()
        assert not [word for word in SENSITIVE if word in address]
        assert not [word for word in SENSITIVE if word in self.browser.title.casefold()]

    @property
    def text(self) -> str:
        return self.browser.find_element(By.TAG_NAME, "body").text

    def listed(self) -> set[str]:
        links = self.browser.find_elements(By.CSS_SELECTOR, ".cards h2 a, .cards h3 a, .cards h4 a")
        return {link.get_attribute("href").rpartition("/")[2].partition("?")[0] for link in links}


@pytest.fixture
def person(browser, site) -> Person:
    return Person(browser, site)


def test_a_bed_in_boone_with_a_record_takes_four_taps_and_no_key(person):
    for words in ("B", "Boone County", "A place to live", "A sex offense"):
        person.tap(words)
    assert person.taps <= 4
    asked = {"place": "Boone County", "needs": ["housing"], "about": ["sex_offense"]}
    answer = real_app().test_client().post("/api/v1/match", json=asked).get_json()
    assert person.listed() == {match["offering"] for match in answer["lists"][0]["matches"]}
    assert "Ask first" in person.text
    assert person.browser.find_elements(By.CSS_SELECTOR, "a[href^='tel:']")


def test_saint_louis_city_is_not_mixed_up_with_the_county(person):
    for words in ("S", "St. Louis City", "Help with alcohol or drugs"):
        person.tap(words)
    assert person.taps <= 4
    assert "near St. Louis City" in person.browser.title


def test_not_sure_shows_the_first_72_hours(person):
    person.tap("B")
    person.tap("Boone County")
    before = person.taps
    person.tap("Not sure: show the first 72 hours")
    assert person.taps - before <= 2
    for words in ("A bed for tonight", "Food", "Phone and internet", "ID and papers", "parole"):
        assert words.casefold() in person.text.casefold()


def test_for_somebody_else_is_one_tap_and_speaks_of_them(person):
    person.tap("It is for somebody else")
    assert person.taps == 1
    assert "they" in person.text.casefold() or "the person" in person.text.casefold()


def test_changing_one_answer_keeps_the_others(person):
    for words in ("B", "Boone County", "A place to live", "A drug crime"):
        person.tap(words)
    person.tap("Change need")
    person.tap("Food")
    assert "Boone County" in person.text
    assert "drug" in person.text.casefold()


def test_a_misspelt_place_is_one_tap_from_the_right_one(person, site):
    person.browser.get(f"{site}/find?place=colombia&need=food")
    person.tap("Columbia, Boone County")
    assert "Food near Columbia" in person.browser.title


def test_a_shelter_is_called_without_a_script(plain_browser, site):
    person = Person(plain_browser, site)
    plain_browser.find_element(By.NAME, "place").send_keys("63901")
    person.tap("Next")
    person.tap("A place to live")
    assert plain_browser.find_elements(By.CSS_SELECTOR, "a[href^='tel:']")
    assert person.taps <= 4


def test_after_leaving_a_kiosk_back_and_reload_show_nothing(browser, site):
    browser.set_window_size(1080, 1900)
    person = Person(browser, site)
    browser.get(f"{site}/kiosk")
    for words in ("B", "Boone County", "A place to live", "A sex offense"):
        person.tap(words)
    assert "Boone" in person.text
    person.tap("Leave")
    for move in (*[browser.back] * 5, browser.forward, browser.refresh):
        move()
        assert "Boone County" not in person.text.replace("Boone County Circuit", "")
        assert "sex" not in person.text.casefold()
