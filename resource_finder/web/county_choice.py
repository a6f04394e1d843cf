"""The counties to tap, by letter and on a map: rendered once for each address, never for a person."""

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import Any

from flask import current_app
from markupsafe import Markup

from resource_finder.web.asked import Asked
from resource_finder.web.county_map import whole_state
from resource_finder.web.parts import parts_of


@dataclass(frozen=True, slots=True)
class CountyChoice:
    """Links, or buttons of a form where the next page may have no address; then there is no map to link from.

    `tap_map` is for shared screens: with a script, a tap on it taps the button.
    """

    letters: Markup
    map_url: str = ""
    tap_map: Markup | None = None

    @property
    def is_form(self) -> bool:
        return not self.map_url


def county_choice(asked: Asked, next_path: str = "") -> CountyChoice:
    """What leads on from here. A `next_path` is asked for by a form."""
    if asked.door.is_kiosk:
        return replace(_buttons(asked.door.lang), tap_map=_to_tap())
    if asked.is_private or next_path:
        return _buttons(asked.door.lang)
    return _links(_without_place(asked))


def county_drawing(asked: Asked) -> Markup:
    """The map of links as an SVG file, asked for on wide screens alone: it would be most of the page."""
    return _drawing(_without_place(asked))


def _without_place(asked: Asked) -> Asked:
    return replace(asked, place="", county="", q="", page=1)


@lru_cache(maxsize=8)
def _buttons(lang: str) -> CountyChoice:
    """`lang` is that of the page, and keeps the languages apart."""
    return CountyChoice(_macros().letters(_by_letter(), None))


@lru_cache(maxsize=1)
def _to_tap() -> Markup:
    drawing: Markup = _macros().to_tap(whole_state())
    return drawing


@lru_cache(maxsize=128)
def _links(asked: Asked) -> CountyChoice:
    """Only for what may stand in an address: nothing of a person is remembered here."""
    query = asked.url.partition("?")[2]
    map_url = f"{asked.door.prefix}/map.svg{'?' * bool(query)}{query}"
    return CountyChoice(_macros().letters(_by_letter(), asked), map_url)


@lru_cache(maxsize=128)
def _drawing(asked: Asked) -> Markup:
    drawing: Markup = _macros().drawing(whole_state(), asked)
    return drawing


def _by_letter() -> list[tuple[str, list[Any]]]:
    counties = sorted(parts_of(current_app).gazetteer.counties.values(), key=lambda county: county.label)
    return [(letter, list(found)) for letter, found in groupby(counties, lambda county: county.label[0])]


def _macros() -> Any:
    return current_app.jinja_env.get_template("_counties.html").module
