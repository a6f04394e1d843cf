"""The joined parts of a running program, handed to every page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask

from resource_finder.config import Settings
from resource_finder.domain.glossary import Glossary
from resource_finder.domain.needs import Needs
from resource_finder.finding import Finder
from resource_finder.matching.first_things import PaperRule
from resource_finder.places.gazetteer import Gazetteer, Place
from resource_finder.search.crisis import CrisisWords
from resource_finder.wording_data import join_glossary

_KEY = "resource_finder"


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
    """What `create_app` chose and joined. `finder()` is always that of the last complete catalogue."""

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
    app.extensions[_KEY] = parts
    join_glossary(app, Glossary.load(parts.settings.data))


def parts_of(app: Flask) -> Parts:
    parts: Parts = app.extensions[_KEY]
    return parts
