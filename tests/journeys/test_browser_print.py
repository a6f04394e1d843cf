"""Printing the page itself: whole listings on every page, under a head that says where and when."""

import re
from base64 import b64decode
from pathlib import Path

import pytest
from selenium import webdriver

from tests.printing.making import pages_of
from tests.printing.squares import picture, squares_on

pytestmark = pytest.mark.browser
LETTER = {"paperWidth": 8.5, "paperHeight": 11, "preferCSSPageSize": True}


def paper(browser: webdriver.Chrome, address: str) -> bytes:
    browser.get(address)
    return b64decode(browser.execute_cdp_cmd("Page.printToPDF", LETTER)["data"])


def listings_on(page: str) -> tuple[int, int]:
    """How many sources stand on this page, and how many lines to write on: one of each ends a listing."""
    sources = len(re.findall(r"Source: |Fuente: ", page))
    return sources, len(re.findall(r"^ *(?:Notes|Notas):", page, re.MULTILINE))


@pytest.mark.parametrize(
    ("prefix", "head"),
    [("", "Greene County · November 25, 2026"), ("/es", "Condado de Greene · 25 de noviembre de 2026")],
)
def test_every_page_has_its_head_and_no_listing_is_split(
    prefix: str, head: str, browser: webdriver.Chrome, site: str, tmp_path: Path
) -> None:
    file = paper(browser, f"{site}{prefix}/list?place=greene+county&need=housing&lines=1")
    names = [link.text for link in browser.find_elements("css selector", ".paper h3 a, .paper h4 a")]
    pages = pages_of(file, tmp_path)
    assert len(pages) > 5
    for page in pages:
        assert head in page
        assert "988" in page
    bodies = [page.partition(head)[2] for page in pages]
    for body in bodies[:-1]:
        begun, ended = listings_on(body)
        assert begun == ended > 0
    assert sum(listings_on(body)[1] for body in bodies) == len(names)
    assert "Print a list" not in "".join(pages)


def test_a_list_of_ones_own_says_so_on_every_page(
    browser: webdriver.Chrome, site: str, tmp_path: Path
) -> None:
    browser.get(f"{site}/greene/housing")
    ids = [card.get_attribute("data-offering") for card in browser.find_elements("css selector", ".card")][:8]
    pages = pages_of(paper(browser, f"{site}/list?" + "&".join(f"id={one}" for one in ids)), tmp_path)
    assert len(pages) > 1
    assert all("My list · November 25, 2026" in page for page in pages)
    assert "In Greene County: " in "".join(pages)


def test_the_browser_prints_black_on_white_and_a_square_that_reads(
    browser: webdriver.Chrome, kiosk_site: str, tmp_path: Path
) -> None:
    file = paper(browser, f"{kiosk_site}/list?place=boone&need=food")
    (square,) = squares_on(file, tmp_path)
    assert square.mm >= 20
    assert square.text.startswith(f"{kiosk_site}/list?id=")
    dots = picture(file, tmp_path, 1, 60)
    assert int((dots.max(axis=2).astype(int) - dots.min(axis=2)).max()) == 0
