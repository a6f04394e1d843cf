"""Sixth-grade words in short sentences, in both languages: every page, every string, the catalogue."""

import csv
from functools import cache

import pytest
from translating.strings import PLACEHOLDER, extracted, read, said_in

from resource_finder.web.parts import parts_of
from tests.real import DATA, real_app, real_sheets
from tests.web.addresses import within
from tests.web.readable import HIGHEST_GRADE, LEAST_EASE, ease, grade, long_sentences, names_of, sentences_of

PAGES = (
    "/",
    "/?for=other",
    "/boone",
    "/boone/housing",
    "/greene/treatment",
    "/cole/job",
    "/butler/ride",
    "/worth/food",
    "/housing",
    "/find?place=65203&need=housing&need=food",
    "/start?place=boone",
    "/list",
    "/list?place=boone",
    "/print?place=boone",
    "/service/{id}",
    "/wrong?id={id}",
    "/compare?id={id}",
    "/about",
    "/privacy",
    "/crisis",
    "/nowhere",
    "/find?place=colombia",
    "/find?place=st+louis",
    "/find?place=chicago",
    "/kiosk",
    "/kiosk/find?place=boone",
    "/kiosk/find?place=boone&need=housing",
    "/kiosk/list?place=boone",
)


@cache
def names() -> tuple[str, ...]:
    return names_of(parts_of(real_app()).finder().catalogue)


def read_page(lang: str, path: str) -> list[str]:
    offering = next(one for one in real_sheets().offerings if "housing/tonight" in one.needs)
    address = within(lang, path.format(id=offering.id))
    return sentences_of(real_app().test_client().get(address).get_data(as_text=True), names())


@pytest.mark.parametrize("path", PAGES)
def test_a_page_reads_at_sixth_grade_in_short_sentences(path):
    sentences = read_page("en", path)
    assert len(sentences) >= 4
    assert grade(sentences) <= HIGHEST_GRADE
    assert long_sentences(sentences) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_spanish_page_is_fairly_easy_in_short_sentences(path):
    sentences = read_page("es", path)
    assert len(sentences) >= 4
    assert ease(sentences) >= LEAST_EASE
    assert long_sentences(sentences) == []


def test_every_string_is_plain_also_those_that_few_pages_show():
    english = sentences_of_all(text for _context, ids in extracted() for text in ids)
    spanish = sentences_of_all(text for one in read("es") if one.id for text in said_in(one))
    assert min(len(english), len(spanish)) > 100
    assert grade(english) <= HIGHEST_GRADE
    assert ease(spanish) >= LEAST_EASE
    assert long_sentences(english) + long_sentences(spanish) == []


def test_what_the_catalogue_says_is_plain_too():
    summaries = sentences_of_all(offering.summary for offering in real_sheets().offerings)
    assert grade(summaries) <= HIGHEST_GRADE
    with (DATA / "vocabulary" / "spoken.csv").open(encoding="utf-8", newline="") as file:
        spanish = sentences_of_all(row["es"] for row in csv.DictReader(file))
    assert ease(spanish) >= LEAST_EASE
    assert long_sentences(summaries) + long_sentences(spanish) == []


def sentences_of_all(texts) -> list[str]:
    """A value of a string counts as a plain word."""
    plain = (PLACEHOLDER.sub("ten", text) for text in sorted(set(texts)))
    return sentences_of("".join(f"<p>{text.replace('<', ' ')}</p>" for text in plain), ())


def test_the_measure_sees_hard_words_and_long_sentences():
    hard = "Eligibility determinations necessitate comprehensive documentation of institutional supervision."
    assert grade([hard]) > HIGHEST_GRADE
    arduous = "Las determinaciones de elegibilidad requieren documentación institucional pormenorizada."
    assert ease([arduous]) < LEAST_EASE
    assert long_sentences(["word " * 26])
    assert grade(sentences_of(f"<p>Call the place first.</p><li>{hard}</li>", ())) > HIGHEST_GRADE


def test_names_and_streets_are_taken_out():
    page = (
        "<p>Ask at Consolidated Municipal Rehabilitation Authority, 1 Main Street, before you go there.</p>"
    )
    assert sentences_of(page, ("Consolidated Municipal Rehabilitation Authority",)) == [
        "Ask at Main Street, before you go there."
    ]
