"""What to do with a place is decided once: the sentence, the button and the ring of a card agree."""

from dataclasses import replace
from pathlib import Path

import pytest

from resource_finder.domain.offering import Offering
from tests.real import real_app
from tests.web.client import Page, Visitor
from tests.web.making import CATALOGUE, make_app

PLACE = replace(CATALOGUE.offerings[0], phones=(), website="", record=())
SITE = "https://harbor.example/"
MAIL = (
    "PO Box 77",
    "P. O. Drawer B",
    "Post Office Box 9",
    "General Delivery",
    "100 Main St, PMB 12",
    "POB 12",
)


def shown(tmp_path: Path, place: Offering, door: str = "") -> Page:
    return Visitor(make_app(tmp_path, replace(CATALOGUE, offerings=(place,)))).visit(f"{door}/boone/housing")


def lead(page: Page) -> str:
    found = page.soup.select_one("section.first .lead b")
    assert found is not None
    return found.get_text()


@pytest.mark.parametrize("street", MAIL)
@pytest.mark.parametrize("website", ["", SITE])
def test_nobody_is_sent_to_where_only_mail_comes(tmp_path: Path, street: str, website: str) -> None:
    page = shown(tmp_path, replace(PLACE, address=street, website=website))
    assert lead(page) == ("Look at the website of" if website else "Ask 211 about") + " Imaginary Harbor."
    assert not [link for link in page.links() if link.startswith("geo:")]
    assert street in page.text, "it is still where a letter goes"


@pytest.mark.parametrize(
    ("place", "words", "href"),
    [
        (replace(PLACE, phones=CATALOGUE.offerings[0].phones, website=SITE), "Call", "tel:+15735550100"),
        (replace(PLACE, website=SITE), "Go to", "geo:38.95000,-92.34000"),
        (replace(PLACE, address="", precision="approximate"), "Ask 211 about", "tel:211"),
        (replace(PLACE, address="", precision="approximate", website=SITE), "Look at the website of", SITE),
        (replace(PLACE, private_address=True), "Ask 211 about", "tel:211"),
    ],
    ids=["phone", "street", "town alone", "website", "private"],
)
def test_the_sentence_and_every_button_lead_to_the_same(
    tmp_path: Path, place: Offering, words: str, href: str
) -> None:
    page = shown(tmp_path, place)
    assert lead(page) == f"{words} Imaginary Harbor."
    buttons = [
        found["href"]
        for found in (page.soup.select_one(".first > ol .call"), page.soup.select_one(".do .call"))
        if found
    ]
    assert len(buttons) == 2
    assert all(str(button).startswith(href) for button in buttons), buttons


def test_a_kiosk_sends_nobody_to_a_website_or_a_map(tmp_path: Path) -> None:
    for place, words in (
        (replace(PLACE, website=SITE), "Go to"),
        (replace(PLACE, website=SITE, address="PO Box 77"), "Ask 211 about"),
    ):
        visitor = Visitor(make_app(tmp_path / words[:2], replace(CATALOGUE, offerings=(place,)), kiosk=True))
        page = visitor.visit("/find?place=boone&need=housing")
        assert lead(page) == f"{words} Imaginary Harbor."
        assert not [link for link in page.links() if link.startswith(("geo:", "http"))]


def test_who_is_told_to_call_211_is_not_told_to_call_211_if_that_fails():
    page = Visitor(real_app()).visit("/texas/housing/tonight").soup.select_one(".first")
    assert page.select_one("a.call")["href"] == "tel:211"
    assert "No luck?" not in page.get_text()
    assert "No luck?" in Visitor(real_app()).visit("/boone/housing").soup.select_one(".first").get_text()
