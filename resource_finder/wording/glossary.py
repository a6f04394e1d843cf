"""What the catalogue says, in the reader's language as far as the vocabulary reaches."""

from functools import cache

from babel import Locale
from flask import Flask, current_app
from flask_babel import get_locale

from resource_finder.domain.glossary import Glossary
from resource_finder.languages import ENGLISH

_KEY = "glossary"


def join_glossary(app: Flask, glossary: Glossary) -> None:
    app.extensions[_KEY] = glossary


def language_now() -> str:
    """The language of the page, the paper or the answer that is being worded."""
    return _code_of(get_locale())


@cache
def _code_of(locale: Locale | None) -> str:
    """A locale puts its code together anew each time; a page asks a hundred times."""
    return str(locale or ENGLISH)


def translated(text: str) -> str:
    """The catalogue's words in the reader's language; empty where the vocabulary lacks them."""
    glossary: Glossary | None = current_app.extensions.get(_KEY)
    if glossary is None:
        return text if language_now() == ENGLISH else ""
    return glossary.say(text, language_now())


def said_text(text: str) -> str:
    """The same; where the vocabulary lacks them they stay as the catalogue has them."""
    return translated(text) or text
