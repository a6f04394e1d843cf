"""The switch to the other languages, which keeps every answer."""

from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import urlencode

from babel import Locale
from babel.support import NullTranslations
from flask import Flask, current_app, g, request, url_for
from flask_babel import get_translations
from werkzeug.routing import BuildError

from resource_finder.web.asked import Asked
from resource_finder.web.doors import Door
from resource_finder.web.parts import parts_of
from resource_finder.wording.places import capital


@dataclass(frozen=True, slots=True)
class Switch:
    """To the same page in another language: by address, or by form where the page holds answers."""

    lang: str
    name: str
    url: str
    fields: list[tuple[str, str]]


@cache
def own_name(lang: str) -> str:
    """English, Español: what a language calls itself."""
    name = str(Locale.parse(lang).get_display_name(lang))
    return capital(name)


@cache
def direction(lang: str) -> str:
    """ "ltr" or "rtl", as HTML says it."""
    return str(Locale.parse(lang).text_direction)


def language_switches(door: Door, asked: Asked) -> list[Switch]:
    """One for each language that the page is not in."""
    languages = parts_of(current_app).settings.languages
    return [_switch(door, asked, lang) for lang in languages if lang != door.lang]


def _switch(door: Door, asked: Asked, lang: str) -> Switch:
    other = door.in_language(lang)
    if asked.is_private and request.method == "POST":
        return Switch(lang, own_name(lang), f"{other.prefix}/find", replace(asked, door=other).fields)
    return Switch(lang, own_name(lang), _same_page(other), [])


def _same_page(other: Door) -> str:
    page = (request.endpoint or "").rpartition(".")[2]
    if request.method in ("GET", "HEAD") and page:
        try:
            address = url_for(f"{other.name}.{page}", **(request.view_args or {}))
        except BuildError:
            return other.url("start")
        # What was asked is written behind the address: as arguments, words like _external would steer it.
        query = urlencode(list(request.args.items(multi=True)))
        return f"{address}?{query}" if query else address
    return other.url("start")


def init_words(app: Flask) -> None:
    """Templates look their language up once a page, and not once for each of its words."""
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: _words().ugettext(text),
        ngettext=lambda one, many, number: _words().ungettext(one, many, number),
        newstyle=True,
    )


def _words() -> NullTranslations:
    if "words" not in g:
        g.words = get_translations()
    words: NullTranslations = g.words
    return words
