"""The switch to the other language, which keeps every answer."""

from dataclasses import dataclass, replace

from flask import request
from werkzeug.routing import BuildError

from resource_finder.web.asked import Asked
from resource_finder.web.doors import Door

NAMES = {"en": "English", "es": "Español"}


@dataclass(frozen=True, slots=True)
class Switch:
    """To the same page in another language: by address, or by form where the page holds answers."""

    lang: str
    name: str
    url: str
    fields: list[tuple[str, str]]


def language_switch(door: Door, asked: Asked) -> Switch:
    lang = "es" if door.lang == "en" else "en"
    other = door.in_language(lang)
    if asked.is_private and request.method == "POST":
        return Switch(lang, NAMES[lang], f"{other.prefix}/find", replace(asked, door=other).fields)
    return Switch(lang, NAMES[lang], _same_page(other), [])


def _same_page(other: Door) -> str:
    page = (request.endpoint or "").rpartition(".")[2]
    if request.method in ("GET", "HEAD") and page:
        try:
            values = {**request.args.to_dict(flat=False), **(request.view_args or {})}
            return other.url(page, **values)
        except (BuildError, TypeError):
            pass
    return other.url("start")
