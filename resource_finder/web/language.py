"""The switch to the other languages, which keeps every answer."""

from dataclasses import dataclass, replace
from functools import cache, cached_property
from urllib.parse import urlencode

from babel import Locale
from babel.support import NullTranslations
from flask import Flask, current_app, request, url_for
from flask_babel import Babel, Domain
from werkzeug.routing import BuildError

from resource_finder.web.asked import Asked
from resource_finder.web.doors import Door, current_language
from resource_finder.web.folded import Templates
from resource_finder.web.parts import parts_of
from resource_finder.wording.glossary import language_now
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
def _locale(lang: str) -> Locale:
    """One for each language: it is looked up by far more often than it is made."""
    return Locale.parse(lang)


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


class _Words(Domain):
    """The words of each language, found by its code alone."""

    def __init__(self, domain: str) -> None:
        super().__init__(domain=domain)
        self._of: dict[str, NullTranslations] = {}

    def get_translations(self) -> NullTranslations:
        language = language_now()
        words = self._of.get(language)
        return words if words is not None else self._of.setdefault(language, super().get_translations())


class _Languages(Babel):
    """Flask-Babel, quicker at what a page asks a hundred times."""

    @cached_property
    def domain_instance(self) -> _Words:
        return _Words(self.domain)


def init_languages(app: Flask) -> None:
    """Must be called before anything asks for templates."""
    app.jinja_environment = Templates
    _Languages(app, locale_selector=lambda: _locale(current_language()))
