"""Keeps the last complete catalogue ready to answer: one Finder for each published hash."""

import logging
import shutil
import threading
from collections.abc import Iterable
from pathlib import Path
from time import monotonic

from flask import Flask

from resource_finder.catalogue.adapters.gtfs import read_stops
from resource_finder.catalogue.store import Store, StoreUnavailable
from resource_finder.catalogue.tables import db
from resource_finder.config import Settings
from resource_finder.domain.needs import Needs
from resource_finder.domain.offering import Catalogue, Offering
from resource_finder.domain.rulebook import Rulebook
from resource_finder.finding import Distances, Finder, NoCatalogue, NoWordSearch, WordSearch
from resource_finder.matching.rides import Stop
from resource_finder.places.distance import miles_between, rough_miles
from resource_finder.places.gazetteer import Gazetteer
from resource_finder.search.engine import IndexUnusable, Searchable
from resource_finder.search.storage import build_index, index_hash, open_index

log = logging.getLogger(__name__)

# A worker looks for a newer catalogue this often, by one small SELECT.
SECONDS_BETWEEN_LOOKS = 1.0
# An index that could not be built is tried again this often.
SECONDS_BETWEEN_TRIES = 30.0


def searchable(offering: Offering, needs: Needs, gazetteer: Gazetteer) -> Searchable:
    """An offering as the index sees it: its own words, its needs in both languages, its places."""
    names = [needs[code].name(lang) for code in offering.needs if code in needs for lang in needs[code].names]
    places = [offering.city, *(gazetteer.county_labels[slug] for slug in _counties(offering))]
    return Searchable(
        id=offering.id,
        name=offering.service,
        organization=offering.organization,
        summary=" ".join((offering.summary, offering.hiring.industry, offering.hiring.jobs)).strip(),
        needs=offering.needs,
        need_words=" ".join(dict.fromkeys(names)),
        place_words=" ".join(place for place in places if place),
        covers=frozenset(offering.serves),
        statewide=offering.statewide,
        latitude=offering.latitude,
        longitude=offering.longitude,
    )


def _counties(offering: Offering) -> Iterable[str]:
    return (offering.county,) if offering.county else ()


def build_index_of(catalogue: Catalogue, settings: Settings, needs: Needs, gazetteer: Gazetteer) -> None:
    """Build the index of this catalogue in the folder of its hash, unless it lies there whole."""
    folder = settings.index_folder / catalogue.hash
    if folder.is_dir() and index_hash(folder) == catalogue.hash:
        try:
            open_index(folder, catalogue.hash)
        except IndexUnusable:
            shutil.rmtree(folder, ignore_errors=True)
        else:
            return
    shown = (offering for offering in catalogue.offerings if offering.status != "closed")
    build_index((searchable(o, needs, gazetteer) for o in shown), catalogue.hash, folder)


def remove_old_indexes(index_folder: Path, keep: Iterable[str]) -> None:
    """Readers of the last catalogue may still hold its files open, so the caller keeps that one too."""
    kept = set(keep)
    for folder in index_folder.glob("*"):
        if folder.is_dir() and folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)


def stops_file(settings: Settings) -> Path:
    """The published transit stops that were imported into this installation."""
    return settings.instance / "stops.csv"


def transit_stops(settings: Settings) -> list[Stop]:
    """The stops that ship with the data, and those of imported feeds."""
    files = (settings.data / "places" / "stops.csv", stops_file(settings))
    return [Stop(s.name, (s.latitude, s.longitude), s.provider) for file in files for s in read_stops(file)]


class CurrentFinder:
    """The finder of the last complete catalogue; looks for a newer one now and then.

    When the database is gone, the catalogue in memory goes on being served. A damaged or missing index is
    rebuilt from the tables; while that fails, words find nothing and everything else still works.
    """

    def __init__(
        self,
        app: Flask,
        settings: Settings,
        rules: Rulebook,
        gazetteer: Gazetteer,
        protected: frozenset[str] = frozenset(),
    ) -> None:
        self._app = app
        # Drug names are never taken for a misspelling of another word.
        self._protected = protected
        self._settings = settings
        self._rules = rules
        self._gazetteer = gazetteer
        self._lock = threading.Lock()
        self._finder: Finder | None = None
        self._index = ""
        self._looked_at = 0.0
        self._tried_at = 0.0

    def finder(self) -> Finder:
        """Raises NoCatalogue when there is nothing to answer from."""
        if self._finder is None or monotonic() - self._looked_at > SECONDS_BETWEEN_LOOKS:
            with self._lock:
                self._look()
        if self._finder is None:
            raise NoCatalogue("no catalogue was published yet: run resource-finder catalogue load")
        return self._finder

    def hashes(self) -> tuple[str, str]:
        """The hash of the catalogue that serves now, and that of the index; empty where there is none."""
        try:
            return self.finder().catalogue.hash, self._index
        except NoCatalogue:
            return "", ""

    def _look(self) -> None:
        self._looked_at = monotonic()
        try:
            with self._app.app_context():
                store = Store(db.session())
                published = store.current_hash()
                if not published or self._is_served(published):
                    return
                catalogue = store.load()
        except StoreUnavailable as error:
            log.warning("the catalogue cannot be read: %s", error)
            return
        if catalogue is not None:
            words = self._words(catalogue)
            distances = Distances(rough_miles, miles_between)
            self._finder = Finder(catalogue, self._rules, words, distances, transit_stops(self._settings))

    def _is_served(self, published: str) -> bool:
        """Whether this catalogue is in memory, with its index or with one that failed a moment ago."""
        if self._finder is None or self._finder.catalogue.hash != published:
            return False
        return self._index == published or monotonic() - self._tried_at < SECONDS_BETWEEN_TRIES

    def _words(self, catalogue: Catalogue) -> WordSearch:
        self._tried_at = monotonic()
        try:
            build_index_of(catalogue, self._settings, self._rules.needs, self._gazetteer)
            folder = self._settings.index_folder / catalogue.hash
            engine = open_index(folder, catalogue.hash, self._protected)
        except (IndexUnusable, OSError) as error:
            log.error("no index, so typed words find nothing: %s", type(error).__name__)
            self._index = ""
            return NoWordSearch()
        self._index = engine.hash
        return engine
