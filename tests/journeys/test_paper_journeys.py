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
A_SOURCE = {"en": "Source:", "es": "Fuente:"}
A_LINE_TO_WRITE_ON = {"en": "Notes:", "es": "Notas:"}
# The year, which ends the date in both languages, stands right before the source.
A_DATE = r"20\d\d · "


class Desk:
    """Staff at a desk, and the folder into which the browser puts a PDF."""

    def __init__(self, browser: webdriver.Chrome, site: str, lang: str, folder: Path) -> None:
        self.traveller = Traveller(browser, site, lang=lang)
        self._folder = folder
        kept = {"behavior": "allow", "downloadPath": str(folder)}
        browser.execute_cdp_cmd("Browser.setDownloadBehavior", kept)

    def paper(self) -> bytes:
        """The file that the last tap brought."""
        late = time.monotonic() + 30
        while not (found := [*self._folder.glob("*.pdf")]):
            assert time.monotonic() < late, "no PDF came"
            time.sleep(0.05)
        return found[0].read_bytes()


def test_s1_two_pages_of_housing_and_treatment_in_greene(watched_browser, site: str, tmp_path: Path) -> None:
    desk = Desk(watched_browser, site, "en", tmp_path)
    began = time.monotonic()
    paper = printed(desk, "2 pages")
    assert time.monotonic() - began < 30
    pages = pages_of(paper, tmp_path)
    assert re.search(r"^Pages: +2$", poppler("pdfinfo", paper, tmp_path), re.M)
    assert desk.traveller.counted.taps <= 5
    no_listing_is_split_and_each_says_when_and_whence(pages, "en")


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
    no_listing_is_split_and_each_says_when_and_whence(pages_of(paper, tmp_path), "es")


def printed(desk: Desk, count: str, *how: str) -> bytes:
    """From the start page: what to print, how, on how many pages."""
    traveller = desk.traveller.opens("/", DESK)
    traveller.tap("Print a list")
    traveller.types("place", "Greene County")
    for words in ("A place to live", "Help with alcohol or drugs", *how, count):
        traveller.tap(words)
    return desk.paper()


def no_listing_is_split_and_each_says_when_and_whence(pages: list[str], lang: str) -> None:
    ids = reached("greene", "housing") | reached("greene", "treatment")
    known = {by_id()[id_]["organization"] for id_ in ids}
    for page in pages:
        listings = page.count(A_LINE_TO_WRITE_ON[lang])
        assert listings
        assert page.count(A_SOURCE[lang]) == listings
        assert len(re.findall(A_DATE + A_SOURCE[lang], " ".join(page.split()))) == listings
    text = " ".join("".join(pages).split())
    assert text.count(A_SOURCE[lang]) <= sum(text.count(name) for name in known)
