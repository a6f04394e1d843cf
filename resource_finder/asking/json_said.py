"""What a program said, as an object of the JSON door; the command line says the same."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from resource_finder.asking.checks import (
    MOST_LETTERS,
    BadQuestion,
    checked_about,
    checked_limit,
    checked_needs,
    checked_open,
)
from resource_finder.asking.said import DEFAULT_MATCHES, Said
from resource_finder.domain.needs import Needs
from resource_finder.domain.visible import visible
from resource_finder.languages import ENGLISH

KEYS = frozenset({"place", "need", "needs", "q", "words", "about", "open", "limit", "lang", "refused"})


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Request(Said):
    """What was said, how many matches are wanted, and in which language."""

    limit: int = DEFAULT_MATCHES
    lang: str = ENGLISH


def request_in(asked: Mapping[str, Any], needs: Needs, languages: Collection[str]) -> Request:
    """The object, checked key by key. Raises BadQuestion for the first that cannot be used."""
    unknown = sorted(str(key) for key in asked if key not in KEYS)
    if unknown:
        raise BadQuestion(unknown[0][:40], "is not a key of this request", sorted(KEYS))
    lang = checked_language(_text(asked, "lang") or ENGLISH, languages)
    wanted = [*_texts(asked, "needs"), *_texts(asked, "need")]
    refused = asked.get("refused", False)
    if not isinstance(refused, bool):
        raise BadQuestion("refused", "must be true or false")
    return Request(
        place=_text(asked, "place"),
        needs=checked_needs(wanted, needs),
        q=_text(asked, "q") or _text(asked, "words"),
        about=checked_about(_texts(asked, "about")),
        open=checked_open(_text(asked, "open")),
        limit=checked_limit(asked.get("limit", DEFAULT_MATCHES)),
        refused=refused,
        lang=lang,
    )


def checked_language(lang: str, languages: Collection[str]) -> str:
    """Raises BadQuestion where the site does not speak it."""
    if lang not in languages:
        raise BadQuestion("lang", "is not a language we have", languages)
    return lang


def _text(asked: Mapping[str, Any], key: str) -> str:
    value = asked.get(key, "")
    if value is None:
        return ""
    if key == "words" and isinstance(value, list):
        return " ".join(_texts(asked, key))
    if not isinstance(value, str):
        raise BadQuestion(key, "must be text")
    return visible(value[:MOST_LETTERS])


def _texts(asked: Mapping[str, Any], key: str) -> list[str]:
    value = asked.get(key, [])
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(word, str) for word in values):
        raise BadQuestion(key, "must be a list of words")
    return [word[:MOST_LETTERS] for word in values]
