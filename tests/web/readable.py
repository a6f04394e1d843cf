"""How plainly a page speaks: its sentences without the names and streets that are not ours to simplify."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import textstat
from bs4 import BeautifulSoup, Tag

from resource_finder.domain.offering import Catalogue

MOST_WORDS = 25
HIGHEST_GRADE = 6.0
# "Bastante fácil", sixth grade, by J. Fernández Huerta, "Medidas sencillas de lecturabilidad" (1959):
# https://legible.es/blog/lecturabilidad-fernandez-huerta/
LEAST_EASE = 70.0
# Labels of two words would make any text look easy.
LEAST_WORDS = 4
_BLOCKS = (
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "label",
    "legend",
    "button",
    "summary",
    "dt",
    "dd",
    "a",
    "small",
    "span",
)
_NOT_OURS = "address, .number, .sources, select, option, input, textarea, code, script, svg, title, .letters"
_END = re.compile(r"(?<=[.?!:;])\s+")
_NO_WORD = re.compile(r"[\d$%&+/·✓.,()-]+")


def names_of(catalogue: Catalogue) -> tuple[str, ...]:
    """Names of organizations, publishers and titles, and streets, the longest first."""
    names = {offering.organization for offering in catalogue.offerings}
    names |= {offering.address_line for offering in catalogue.offerings}
    names |= {name for source in catalogue.sources for name in (source.publisher, source.title)}
    return tuple(sorted(names - {""}, key=len, reverse=True))


def sentences_of(html: str, names: Iterable[str]) -> list[str]:
    """Every sentence of four words or more that the page shows, once."""
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.select(_NOT_OURS):
        element.decompose()
    blocks = [_words_of(block, names) for block in soup.find_all(_BLOCKS) if not block.find(_BLOCKS[:9])]
    found = [sentence for block in blocks for sentence in _END.split(block)]
    return [one for one in dict.fromkeys(found) if len(one.split()) >= LEAST_WORDS]


def long_sentences(sentences: Iterable[str]) -> list[str]:
    return [sentence for sentence in sentences if len(sentence.split()) > MOST_WORDS]


def grade(sentences: Iterable[str]) -> float:
    """Flesch and Kincaid's school grade of English sentences."""
    return float(textstat.flesch_kincaid_grade(_together(sentences)))


def ease(sentences: Iterable[str]) -> float:
    """Fernández Huerta's ease of Spanish sentences, 0 to 100."""
    with _spanish():
        return float(textstat.fernandez_huerta(_together(sentences)))


@contextmanager
def _spanish() -> Iterator[None]:
    textstat.set_lang("es")
    try:
        yield
    finally:
        textstat.set_lang("en_US")


def _together(sentences: Iterable[str]) -> str:
    return " ".join(f"{sentence.rstrip('.:?!;')}." for sentence in sentences)


def _words_of(block: Tag, names: Iterable[str]) -> str:
    text = " ".join(block.get_text(" ").split())
    for name in names:
        if name in text:
            text = text.replace(name, " ")
    words = (word for word in text.split() if not _NO_WORD.fullmatch(word))
    return " ".join(words)
