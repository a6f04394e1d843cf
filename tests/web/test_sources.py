"""Where a fact was read, in words that people know; nobody is named who only put a file up."""

from dataclasses import replace
from pathlib import Path

import pytest

from resource_finder.domain.offering import Catalogue, Source
from tests.web.client import Visitor
from tests.web.making import OFFERINGS, make_app

CASES = [
    (Source("invented", "Office of Nowhere", "Annual list"), "Office of Nowhere, Jan 2026", "Annual list"),
    (
        Source("invented", "SomeUser", "A guide", "https://github.com/SomeUser/guide"),
        "A list on the internet, “A guide”, Jan 2026",
        "A guide",
    ),
    (
        Source(
            "invented",
            "A Library",
            "Its guide",
            "https://github.com/x/y",
            note="Read in a public repository: x/y.",
        ),
        "A Library, Jan 2026",
        "Its guide",
    ),
    (
        Source("invented", "Unknown", "Shelter list: beds in Nowhere"),
        "A list on the internet, “Shelter list”, Jan 2026",
        "A list on the internet, “Shelter list”",
    ),
    (
        Source(
            "invented",
            "news.example",
            "Words of an address 42",
            "https://www.news.example/words-of-an-address-42",
        ),
        "news.example, Jan 2026",
        "news.example",
    ),
    (
        Source("invented", "Some Clinic", "Its own web page", "https://www.clinic.example/hours"),
        "Their own web page, clinic.example, Jan 2026",
        "clinic.example",
    ),
    (
        Source("invented", "Some Clinic", "News of it on a web page", "https://news.example/story"),
        "news.example, Jan 2026",
        "news.example",
    ),
]


@pytest.mark.parametrize(("source", "said", "about"), CASES)
def test_a_source_is_named_by_who_stands_behind_it_or_where_it_was_found(
    tmp_path: Path, source: Source, said: str, about: str
) -> None:
    row = replace(OFFERINGS[0], checked_on="2026-01")
    site = Visitor(make_app(tmp_path, Catalogue((row,), (source,), "sources")))
    facts = site.visit("/service/mo-bed001").soup.select(".facts dd")
    assert said in [" ".join(fact.get_text().split()) for fact in facts]
    page = site.visit("/about").text
    assert about in page
    assert "SomeUser" not in page
    assert "Unknown" not in page
    assert "Words of an address" not in page


def test_where_a_source_was_found_stands_after_one_colon_on_paper(tmp_path: Path) -> None:
    found = Source("invented", "SomeUser", "help4all: help for all", "https://github.com/SomeUser/help")
    site = Visitor(make_app(tmp_path, Catalogue((OFFERINGS[0],), (found,), "paper")))
    for path, said in (
        ("/list", "Source: a list on the internet, “help4all”"),
        ("/es/list", "Fuente: una lista de internet, “help4all”"),
    ):
        assert said in " ".join(site.visit(f"{path}?id=mo-bed001").text.split())
    assert "help for all" not in site.visit("/about").text


def test_pages_of_one_site_are_named_once(tmp_path: Path) -> None:
    sources = tuple(
        Source(f"page-{number}", "news.example", f"Story {number}", f"https://news.example/{number}")
        for number in range(3)
    )
    site = Visitor(make_app(tmp_path, Catalogue(OFFERINGS, sources, "pages")))
    page = site.visit("/about").text
    assert page.count("news.example") == 1
    assert "And 1 web page" in page
