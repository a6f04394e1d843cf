"""Which door a page was asked through: the language, and whether it is a kiosk."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from flask import current_app, request, url_for

from resource_finder.languages import ENGLISH
from resource_finder.web.parts import parts_of

_KIOSK = "_kiosk"


@dataclass(frozen=True, slots=True)
class Door:
    """One of the ways in: two for each language. Every page knows its own, so that links stay inside it."""

    name: str
    lang: str
    is_kiosk: bool

    @property
    def prefix(self) -> str:
        """English has none; every other language stands first in its addresses."""
        language = "" if self.lang == ENGLISH else f"/{self.lang}"
        return f"{language}/kiosk" if self.name.endswith(_KIOSK) else language

    def url(self, page: str, **values: Any) -> str:
        return url_for(f"{self.name}.{page}", **values)

    @property
    def home(self) -> "Door":
        """Where the next person begins: a kiosk's own language is the one that its address does not name."""
        return self.in_language(ENGLISH) if self.is_kiosk else self

    def in_language(self, lang: str) -> "Door":
        kiosk = _KIOSK if self.name.endswith(_KIOSK) else ""
        return Door(lang + kiosk, lang, self.is_kiosk)


def doors_of(languages: Collection[str]) -> Iterator[Door]:
    """Every door of a site in these languages."""
    for lang in languages:
        yield Door(lang, lang, False)
        yield Door(lang + _KIOSK, lang, True)


def door_of(path: str, all_kiosk: bool, languages: Collection[str]) -> Door:
    """Read from the address alone, so that it holds for pages that do not exist, too."""
    first, _slash, rest = path.removeprefix("/").partition("/")
    is_prefix = first in languages and first != ENGLISH
    lang = first if is_prefix else ENGLISH
    inside = rest if is_prefix else path.removeprefix("/")
    if inside.partition("/")[0] == "kiosk":
        return Door(lang + _KIOSK, lang, True)
    return Door(lang, lang, all_kiosk)


def current_door() -> Door:
    settings = parts_of(current_app).settings
    return door_of(request.path, settings.kiosk, settings.languages)


def current_language() -> str:
    """It stands in the address, so that a page can be linked, printed and cached."""
    return current_door().lang
