"""Short pages on what the law says: what each tells, and from where they are reached."""

import re

import pytest

from resource_finder.domain.law import Rules
from resource_finder.domain.needs import Needs
from tests.real import DATA
from tests.web.client import Visitor

RULES = Rules.load(DATA)
SLUGS = [rule.slug for rule in RULES]
TELLING = re.compile(r"sex|drug|record|felon|treat|parol|prison|hiv", re.IGNORECASE)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("lang", ["", "/es"])
def test_a_law_page_says_what_it_is_not_whom_to_ask_and_where_it_is_from(
    visitor: Visitor, slug: str, lang: str
):
    text = visitor.visit(f"{lang}/rules/{slug}").soup.get_text()
    assert ("Esto no es asesoría legal" if lang else "This is not legal advice") in text
    rule = RULES.get(slug)
    assert rule
    assert rule.sources
    assert all(name in text and phone.number in text for name, phone in rule.ask)
    assert all(paragraph in text for paragraph in rule.body("es" if lang else "en"))


def test_each_law_page_names_legal_aid():
    assert [rule.slug for rule in RULES if not any("Legal" in name for name, _ in rule.ask)] == []


def test_both_languages_say_as_much_with_the_same_figures():
    for rule in RULES:
        assert len(rule.body("en")) == len(rule.body("es")), rule.slug
        figures = [sorted(re.findall(r"\d{3,}", " ".join(rule.body(lang)))) for lang in ("en", "es")]
        assert figures[0] == figures[1], rule.slug


def test_a_law_page_has_an_address_and_a_title_that_tell_nothing():
    titles = [rule.title("en") for rule in RULES]
    assert [text for text in (*SLUGS, *titles) if TELLING.search(text)] == []


def test_each_law_page_is_reached_from_a_need_there_is():
    codes = set(Needs.load(DATA).codes)
    assert {need for rule in RULES for need in rule.needs} <= codes


def links(visitor: Visitor, path: str) -> set[str]:
    return {a["href"] for a in visitor.visit(path).soup.select("a[href*='/rules/']")}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/boone/money", "/rules/food-benefits"),
        ("/boone/legal", "/rules/clear-old-cases"),
        ("/es/boone/medical", "/es/rules/health-card"),
        ("/boone/supervision", "/rules/supervision-fee"),
        ("/start?place=boone", "/rules/health-card"),
    ],
)
def test_a_need_and_the_first_hours_lead_to_what_the_law_says(visitor: Visitor, path: str, found: str):
    assert found in links(visitor, path)


def test_a_need_without_law_shows_no_heading_for_it(visitor: Visitor):
    assert links(visitor, "/boone/ride") <= {"/rules/license-back"}
    assert links(visitor, "/boone/housing") == set()


def test_a_law_page_that_is_not_there_is_not_found(visitor: Visitor):
    assert visitor.client.get("/rules/no-such-law").status_code == 404
