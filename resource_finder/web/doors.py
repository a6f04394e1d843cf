"""Which door a page was asked through: the language, and whether it is a kiosk."""

from dataclasses import dataclass
from typing import Any

from flask import current_app, request, url_for

from resource_finder.web.parts import parts_of

LANGUAGES = ("en", "es")
_PREFIXES = {"en": "", "es": "/es", "en_kiosk": "/kiosk", "es_kiosk": "/es/kiosk"}


@dataclass(frozen=True, slots=True)
class Door:
    """One of the four ways in. Every page knows its own, so that links stay inside it."""

    name: str
    lang: str
    is_kiosk: bool

    @property
    def prefix(self) -> str:
        return _PREFIXES[self.name]

    def url(self, page: str, **values: Any) -> str:
        return url_for(f"{self.name}.{page}", **values)

    def in_language(self, lang: str) -> "Door":
        return Door(lang + self.name[2:], lang, self.is_kiosk)


def door_of(path: str, all_kiosk: bool) -> Door:
    """Read from the address alone, so that it holds for pages that do not exist, too."""
    lang = "es" if path == "/es" or path.startswith("/es/") else "en"
    rest = path[3:] if lang == "es" else path
    if rest == "/kiosk" or rest.startswith("/kiosk/"):
        return Door(f"{lang}_kiosk", lang, True)
    return Door(lang, lang, all_kiosk)


def current_door() -> Door:
    return door_of(request.path, parts_of(current_app).settings.kiosk)
