"""Journeys S1 and S2: staff print a list for one county, in two languages and two sizes."""

import re
import time
from pathlib import Path

import pytest
from selenium import webdriver

from tests.journeys.oracle import by_id, reached
from tests.journeys.traveller import DESK, Traveller
from tests.printing.making import pages_of, poppler

pytestmark = pytest.mark.browser
LARGE_PRINT_POINTS = 18
# How far to trust it stands right before the number of the source.
# Two columns: what ends one line may begin the next, beside words of the other column.
A_NUMBERED_SOURCE = {"en": r"\bsource \d+", "es": r"\bfuente \d+"}
PLACES_ON_TWO_PAGES = {"normal": 24, "large": 10}


class Desk:
    """Staff at a desk, and the folder into which the browser puts a PDF."""

    def __init__(self, browser: webdriver.Chrome, site: str, lang: str, folder: Path) -> None:
        self.traveller = Traveller(browser, site, lang=lang)
        self._folder = folder
        kept = {"behavior": "allow", "downloadPath": str(folder)}
        browser.execute_cdp_cmd("Browser.setDownloadBehavior", kept)

    def paper(self) -> bytes:
        """The file that the last tap brought."""
        late = time.monotonic() + 60
        while not (found := [*self._folder.glob("*.pdf")]):
            assert time.monotonic() < late, "no PDF came"
            time.sleep(0.05)
        return found[0].read_bytes()


def test_s1_two_pages_of_housing_and_treatment_in_greene(watched_browser, site: str, tmp_path: Path) -> None:
    desk = Desk(watched_browser, site, "en", tmp_path)
    paper = printed(desk, "2 pages")
    assert desk.traveller.counted.seconds < 30
    pages = pages_of(paper, tmp_path)
    assert re.search(r"^Pages: +2$", poppler("pdfinfo", paper, tmp_path), re.M)
    assert desk.traveller.counted.taps <= 5
    no_listing_is_split_and_each_says_when_and_whence(pages, "en", PLACES_ON_TWO_PAGES["normal"])


def test_s2_the_same_in_spanish_and_large_print(watched_browser, site: str, tmp_path: Path) -> None:
    desk = Desk(watched_browser, site, "es", tmp_path)
    paper = printed(desk, "2 páginas", "Large print")
    assert desk.traveller.counted.taps <= 5
    facts = poppler("pdfinfo", paper, tmp_path)
    assert re.search(r"^Pages: +2$", facts, re.M)
    assert re.search(r"^Tagged: +yes$", facts, re.M)
    drawn = poppler("pdftohtml", paper, tmp_path, "-xml", "-stdout", "-zoom", "1", "-i")
    sizes = [int(size) for size in re.findall(r'<fontspec [^>]*size="(\d+)"', drawn)]
    assert min(sizes) >= LARGE_PRINT_POINTS
    pages = pages_of(paper, tmp_path)
    no_listing_is_split_and_each_says_when_and_whence(pages, "es", PLACES_ON_TWO_PAGES["large"])


def printed(desk: Desk, count: str, *how: str) -> bytes:
    """From the start page: what to print, how, on how many pages."""
    traveller = desk.traveller.opens("/", DESK)
    traveller.tap("Print a list")
    traveller.types("place", "Greene County")
    for words in ("A place to live", "Help with alcohol or drugs", *how, count):
        traveller.tap(words)
    return desk.paper()


def no_listing_is_split_and_each_says_when_and_whence(pages: list[str], lang: str, least: int) -> None:
    """Journey S6 with it: a directory, with a number to call for each place."""
    ids = reached("greene", "housing") | reached("greene", "treatment")
    numbers = {phone for id_ in ids for phone in re.findall(r"\d{3}-\d{3}-\d{4}", by_id()[id_]["phones"])}
    count = 0
    for page in pages:
        text = " ".join(page.replace("\u00a0", " ").split())
        listings = len(re.findall(A_NUMBERED_SOURCE[lang], text))
        assert listings
        assert len(numbers & set(re.findall(r"\d{3}-\d{3}-\d{4}", text))) >= listings * 2 // 3
        count += listings
    assert count >= least
