"""What the catalogue says, on a page: in the reader's language, or marked as English for screen readers."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from resource_finder.domain.glossary import is_figures, name_at_end
from resource_finder.languages import ENGLISH
from resource_finder.wording.glossary import language_now, translated


def spoken(text: str) -> Markup:
    """The words in the reader's language; those that the vocabulary lacks are marked as English.

    So are names: one alone stands in the vocabulary with the same words in both languages, one in brackets
    at the end is left as it is.
    """
    words = translated(text)
    if not words or (words == text and not is_figures(text)):
        return named(text)
    name = name_at_end(text)
    if name and words.endswith(name):
        return escape(words.removesuffix(name)) + named(name)
    return escape(words)


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
