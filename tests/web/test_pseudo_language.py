"""A third language is one file and two columns away, and its pages turn round where it reads so."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from translating.pseudo import LANG

from tests.web.addresses import KIOSK, PAGES, REFUSED, within
from tests.web.client import Visitor
from tests.web.making import GAZETTEER, OFFERINGS
from tests.web.pseudo import pseudo_app
from tests.web.shown import texts_of

LATIN = re.compile(r"[A-Za-z]{2,}")
# A website or the id of a row, as they stand in addresses.
ADDRESS = re.compile(r"https?://\S+|\bmo-\w+")
# Names of places and people stay; so do what a number is dialed by and the form of a file.
NAMES = {
    word
    for name in (
        *(county.label for county in GAZETTEER.counties.values()),
        *(offering.organization for offering in OFFERINGS),
        *("Columbia", "Jackson", "Laddonia", "English", "Español", "MO"),
    )
    for word in LATIN.findall(name)
} - {"County"}


@pytest.fixture(scope="module")
def pseudo(tmp_path_factory) -> Iterator[Visitor]:
    return Visitor(pseudo_app(tmp_path_factory.mktemp("pseudo")))


def untranslated(html: str) -> list[str]:
    """Texts with a word in Latin letters that is no name."""
    return [text for text in texts_of(html) if set(LATIN.findall(ADDRESS.sub("", text))) - NAMES]


@pytest.mark.parametrize(("path", "status"), [*((path, 200) for path in PAGES), *REFUSED])
def test_a_page_turns_round_and_holds_no_string_that_was_not_translated(pseudo, path, status):
    page = pseudo.visit(within(LANG, path), status)
    assert page.soup.html["lang"] == LANG
    assert page.soup.html["dir"] == "rtl"
    assert untranslated(str(page.soup)) == []


def test_the_questions_too(pseudo):
    page = pseudo.visit(f"/{LANG}/boone/housing")
    while unsure := page.soup.select_one("button.unsure"):
        assert untranslated(str(page.soup)) == []
        page = pseudo.send(str(unsure.find_parent("form")["action"]), page.fields(unsure))


def test_a_kiosk_too(tmp_path: Path):
    kiosk = Visitor(pseudo_app(tmp_path, kiosk=True))
    for path in KIOSK:
        assert untranslated(str(kiosk.visit(within(LANG, path)).soup)) == []


def test_every_page_offers_each_other_language_in_its_own_words(pseudo):
    links = {a["lang"]: (a["href"], a.get_text()) for a in pseudo.visit("/boone").soup.select("nav a[lang]")}
    assert links == {LANG: (f"/{LANG}/boone", "العربية")}
    assert pseudo.visit(f"/{LANG}/boone").soup.select_one("nav a[lang=en]")["href"] == "/boone"


def test_a_language_that_has_no_file_is_no_page(visitor):
    assert visitor.client.get(f"/{LANG}/boone").status_code == 404


def test_the_guard_sees_a_string_that_was_not_translated(pseudo):
    html = str(pseudo.visit(f"/{LANG}/privacy").soup)
    assert untranslated(html.replace("</main>", "<p>My list</p></main>")) == ["My list"]
