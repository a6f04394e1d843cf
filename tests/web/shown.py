"""What a page shows or says aloud, and what of it is still English."""

import re
from collections.abc import Iterator

from babel.messages import Catalog, Message
from bs4 import BeautifulSoup, Doctype
from translating.strings import PLACEHOLDER, ids_of, said_in

# Attributes that a person reads or hears.
SPOKEN = (
    "aria-label",
    "alt",
    "title",
    "placeholder",
    "data-words",
    "data-kept",
    "data-failed",
    "data-bigger",
    "data-normal",
    "data-read",
    "data-stop",
    "data-none",
)


def texts_of(html: str) -> list[str]:
    """Every text of a page but what is marked as English."""
    soup = BeautifulSoup(html, "html.parser")
    for foreign in soup.select("script, code, :not(html)[lang=en]"):
        foreign.decompose()
    shown = [text for text in soup.find_all(string=True) if not isinstance(text, Doctype)]
    shown += [tag[name] for tag in soup.find_all(True) for name in SPOKEN if name in tag.attrs]
    return [part for text in shown for part in " ".join(text.split()).split(" · ") if part]


def english_left(html: str, catalog: Catalog) -> list[str]:
    """Texts of a page that read as one of our English strings."""
    patterns = [pattern for message in catalog if message.id for pattern in _patterns(message)]
    return [text for text in texts_of(html) if any(pattern.search(text) for pattern in patterns)]


def _patterns(message: Message) -> Iterator[re.Pattern[str]]:
    for english, words in zip(ids_of(message), said_in(message), strict=True):
        pieces = PLACEHOLDER.split(english)
        if words == english or (len(pieces) > 1 and "s" in pieces[2::3] and not pieces[0]):
            continue  # The same in both, or begun by a value: a place's own sentence may look like it.
        kinds = {"s": ".+", "d": r"\d+"}
        literal = "".join(
            re.escape(p) if i % 3 == 0 else kinds[p] for i, p in enumerate(pieces) if i % 3 != 1
        )
        is_sentence = len(english.split()) > 3
        yield re.compile(literal if is_sentence else f"^{literal}$")
