"""Sixth-grade words: pages and the catalogue's own sentences, names and addresses left out."""

import re

import pytest
import textstat
from bs4 import BeautifulSoup

from tests.real import real_app, real_sheets

HIGHEST_GRADE = 6.0
MOST_WORDS = 25
PAGES = [
    "/",
    "/boone",
    "/privacy",
    "/crisis",
    "/wrong",
    "/nowhere",
    "/find?place=colombia",
    "/find?place=st+louis",
]
# Names, streets and figures are not ours to simplify.
NOT_OURS = "address, .cards h2, .cards h3, .cards h4, .where, .sources, select, option, input, textarea"


def words_of(page: str) -> str:
    main = BeautifulSoup(page, "html.parser").find("main")
    for element in main.select(NOT_OURS):
        element.decompose()
    blocks = [
        e.get_text(" ", strip=True)
        for e in main.find_all(["p", "li", "h1", "h2", "label", "button", "summary"])
    ]
    return " ".join(
        block if re.search(r"[.?!:]$", block) else f"{block}." for block in blocks if " " in block
    )


def long_sentences(text: str) -> list[str]:
    return [found for found in re.split(r"(?<=[.?!:])\s+", text) if len(found.split()) > MOST_WORDS]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_reads_at_sixth_grade_in_short_sentences(path):
    text = words_of(real_app().test_client().get(path).get_data(as_text=True))
    assert text
    assert textstat.flesch_kincaid_grade(text) <= HIGHEST_GRADE
    assert long_sentences(text) == []


def test_what_the_catalogue_says_reads_at_sixth_grade():
    summaries = sorted({offering.summary for offering in real_sheets().offerings if offering.summary})
    assert textstat.flesch_kincaid_grade(" ".join(summaries)) <= HIGHEST_GRADE
    assert [summary for summary in summaries if long_sentences(summary)] == []


def test_the_measure_sees_hard_words_and_long_sentences():
    hard = "Eligibility determinations necessitate comprehensive documentation of institutional supervision."
    assert textstat.flesch_kincaid_grade(hard) > HIGHEST_GRADE
    assert long_sentences("word " * 30)
