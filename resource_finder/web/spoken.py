"""What the catalogue says, on a page: in the reader's language, or marked as English for screen readers."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from resource_finder.domain.glossary import is_figures
from resource_finder.languages import ENGLISH
from resource_finder.wording_data import language_now, translated


def spoken(text: str) -> Markup:
    """The words in the reader's language; those that the vocabulary lacks are marked as English.

    So are names: they stand in the vocabulary with the same words in both languages.
    """
    words = translated(text)
    return escape(words) if words and (words != text or is_figures(text)) else named(text)


def named(text: str) -> Markup:
    """A name or a street: never translated, and said as English."""
    if not text or language_now() == ENGLISH:
        return escape(text)
    return Markup('<span lang="en">{}</span>').format(text)


def worded(text: str, words: str) -> Markup:
    """Words made from `text` by a closed list: marked as English where the list left the text as it was."""
    return spoken(text) if words == text else escape(words)


def listed(parts: Iterable[Markup], between: str = ", ") -> Markup:
    return Markup(between).join(parts)
