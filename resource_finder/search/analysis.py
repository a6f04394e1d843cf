"""From text to the stems that are indexed and searched: one way for every engine."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from whoosh.analysis.filters import STOP_WORDS
from whoosh.lang.porter import stem as porter_stem

from resource_finder.search.engine import MOST_LETTERS, MOST_WORDS, Searchable

_WORD = re.compile(r"[^\W_]+")
_SPANISH_STOP_WORDS = frozenset(
    {
        *("al", "con", "de", "del", "el", "en", "es", "la", "las", "lo", "los", "mi", "mis", "para", "por"),
        *("que", "se", "su", "un", "una", "y"),
    }
)
_STOP_WORDS = frozenset(STOP_WORDS) | _SPANISH_STOP_WORDS
# A name says more than a sentence about it: Whoosh's BM25F counts it this often.
_NAME_COUNTS = 3
_ORGANIZATION_COUNTS = 2
# No word of any language we serve is longer; longer runs of letters are noise or an attack.
_MOST_WORD_LETTERS = 40


def fold(text: str) -> str:
    """Small letters without accents: "Salud Física" and "salud fisica" are the same."""
    plain = text.lower()
    if plain.isascii():
        return plain
    parts = unicodedata.normalize("NFKD", plain)
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def tokens(text: str) -> list[str]:
    """The folded words of a text that say something, in order."""
    found: list[str] = _WORD.findall(fold(text).replace("'", "").replace("’", ""))
    return [word for word in found if word not in _STOP_WORDS and len(word) <= _MOST_WORD_LETTERS]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Whoosh's Porter stem of one folded word."""
    return str(porter_stem(word))


def typed_tokens(words: Iterable[str]) -> list[str]:
    """The distinct words of what was typed, within the limits of the public box."""
    line = " ".join(word[:MOST_LETTERS] for _count, word in zip(range(MOST_WORDS), words, strict=False))
    return list(dict.fromkeys(tokens(line[:MOST_LETTERS])))[:MOST_WORDS]


def indexed_tokens(offering: Searchable) -> list[str]:
    """All words of one offering, its names as often as they count."""
    name, organization = tokens(offering.name), tokens(offering.organization)
    rest = tokens(f"{offering.summary} {offering.need_words} {offering.place_words}")
    return name * _NAME_COUNTS + organization * _ORGANIZATION_COUNTS + rest


def stems(words: Sequence[str]) -> list[str]:
    return [stem(word) for word in words]
