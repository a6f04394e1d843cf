"""The joined parts of a running program, handed to every page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import Flask, has_request_context, request

from resource_finder.config import Settings
from resource_finder.domain.glossary import Glossary
from resource_finder.domain.needs import Needs
from resource_finder.finding import Finder
from resource_finder.matching.first_things import PaperRule
from resource_finder.places.gazetteer import Gazetteer, Place
from resource_finder.search.crisis import CrisisWords
from resource_finder.wording.glossary import join_glossary

_KEY = "resource_finder"
# Where the finder of a request stands, so that what stands before the program hands its own on.
FINDER = "resource_finder.finder"


@dataclass(frozen=True, slots=True)
class Readiness:
    """The hashes of the catalogue and of the index that serve now, and what is missing."""

    catalogue: str
    index: str
    why: str = ""

    @property
    def is_ready(self) -> bool:
        return bool(self.catalogue) and self.catalogue == self.index


@dataclass(frozen=True, slots=True)
class Parts:
    """What `create_app` chose and joined.

    `finder()` is that of the last complete catalogue, and within one request always the same.
    """

    settings: Settings
    gazetteer: Gazetteer
    needs: Needs
    county_names: Mapping[str, str]
    finder: Callable[[], Finder]
    ready: Callable[[], Readiness]
    reader: Any
    locate: Callable[[str], Place]
    paper_rules: tuple[PaperRule, ...]
    crisis: CrisisWords
    now: Callable[[], datetime]
    # The label of the place where the kiosk stands, where the settings say so.
    screen: str = ""


def join(app: Flask, parts: Parts) -> None:
    app.extensions[_KEY] = replace(parts, finder=one_for_a_request(parts.finder))
    join_glossary(app, Glossary.load(parts.settings.data))


def one_for_a_request(finder: Callable[[], Finder]) -> Callable[[], Finder]:
    """The same, taken once for each request: names, rides and stops of one answer are of one catalogue."""
    return finder if isinstance(finder, OneForARequest) else OneForARequest(finder)


class OneForARequest:
    """Outside of a request it is the newest at each call."""

    def __init__(self, newest: Callable[[], Finder]) -> None:
        self._newest = newest

    def __call__(self) -> Finder:
        if not has_request_context():
            return self._newest()
        found: Finder | None = request.environ.get(FINDER)
        if found is None:
            found = request.environ[FINDER] = self._newest()
        return found


def parts_of(app: Flask) -> Parts:
    parts: Parts = app.extensions[_KEY]
    return parts
