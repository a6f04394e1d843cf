"""Keeps the last complete catalogue ready to answer: one Finder for each published hash."""

import logging
import threading
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from time import monotonic

from flask import Flask
from sqlalchemy.engine import Engine

from resource_finder.catalogue.clock import clock_fault_by
from resource_finder.catalogue.contents import hash_of
from resource_finder.catalogue.last_good import keep_last_good, kept_hash, read_last_good
from resource_finder.catalogue.store import Newest, NoTables, Store, StoreUnavailable
from resource_finder.catalogue.tables import db
from resource_finder.catalogue.time_limits import SECONDS_OF_A_LOOK, answered_within
from resource_finder.config import Settings
from resource_finder.domain.hours import MISSOURI_TIME
from resource_finder.domain.offering import Catalogue
from resource_finder.domain.rulebook import Rulebook
from resource_finder.finding import Distances, Finder, NoCatalogue, NoWordSearch, WordSearch
from resource_finder.finding.column_shelf import ColumnShelf
from resource_finder.finding.distances import rough_column
from resource_finder.indexing import Called, Opened, amended, build_index_of, open_edition
from resource_finder.places.distance import rough_miles, shown_miles
from resource_finder.places.gazetteer import Gazetteer
from resource_finder.search.engine import IndexBusy, IndexUnusable
from resource_finder.search.names import Names
from resource_finder.search.storage import SECONDS_FOR_ANOTHER, index_hash
from resource_finder.search_server import SearchServer, chosen_by
from resource_finder.stops import StopsFile, stops_of
from resource_finder.whole_files import Stamp, is_there, stamp_of

log = logging.getLogger(__name__)

# A worker looks for a newer catalogue this often, by one small SELECT; at 0 each request looks, and waits.
SECONDS_BETWEEN_LOOKS = 1.0
# An index that could not be built is tried again this often.
SECONDS_BETWEEN_TRIES = 30.0
# The first request waits so long for another program that builds the index, then answers without it.
SECONDS_FOR_A_BUILDER = 1.0


def last_good_file(settings: Settings) -> Path:
    """The last good catalogue, for when the database cannot be read."""
    return settings.instance / "last-good.json"


@dataclass(frozen=True, slots=True)
class Words:
    """The index in memory, under the hash of its catalogue; without a hash it finds nothing.

    `whole` is what was opened, since which a few rows may have changed.
    """

    engine: WordSearch
    hash: str = ""
    stamp: Stamp = ()
    whole: Opened | None = None
    # The rows that may be shown, where they lie on disk.
    shelf: ColumnShelf | None = None

    @property
    def is_amended(self) -> bool:
        return self.whole is not None and self.engine is not self.whole.engine


@dataclass(frozen=True, slots=True)
class Served:
    """What answers now. Replaced as a whole: nobody sees half of a switch."""

    # As it was read; the finder shows what of it can be reached.
    catalogue: Catalogue
    finder: Finder
    stops: tuple[StopsFile, ...]
    words: Words
    names: Names

    @property
    def hash(self) -> str:
        return self.catalogue.hash


class CurrentFinder:
    """The finder of the last complete catalogue; looks for a newer one now and then, beside the answers.

    Whatever is gone or damaged, the catalogue in memory goes on being served; at a start without a database
    it is the last good one that was kept as a file. A damaged or missing index is rebuilt from the tables;
    while that fails, words find nothing and everything else still works.
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
        self._called = Called(rules.needs, rules.kinds, gazetteer)
        self._lock = threading.Lock()
        self._served: Served | None = None
        self._looked_at = 0.0
        self._tried_at = 0.0
        self._server = (
            SearchServer(self._database, settings, rules, self._called, protected)
            if settings.search_engine == "postgres"
            else None
        )
        # The hash of the index that another program builds, and since when.
        self._busy: tuple[str, float] | None = None
        self._kept_at: dict[str, float] = {}
        # What is wrong with the tables of a hash, and until when they are not read again.
        self._doubts: dict[str, tuple[str, float]] = {}
        # What is not as it should be, in one line; empty when all is well.
        self.trouble = ""

    def finder(self) -> Finder:
        """Raises NoCatalogue when there is nothing to answer from. Only who finds none waits for a load."""
        if self._served is None or SECONDS_BETWEEN_LOOKS <= 0:
            self._look_now()
        elif monotonic() - self._looked_at > SECONDS_BETWEEN_LOOKS:
            self._look_beside()
        if self._served is None:
            raise NoCatalogue(
                self.trouble or "no catalogue was published yet: run resource-finder catalogue load"
            )
        return self._served.finder

    def names(self) -> Names:
        """Those of the organizations that are served now; none where nothing is."""
        try:
            self.finder()
        except NoCatalogue:
            return Names()
        served = self._served
        return served.names if served else Names()

    def hashes(self) -> tuple[str, str]:
        """The hash of the catalogue that serves now, and that of the index; empty where there is none."""
        try:
            self.finder()
        except NoCatalogue:
            return "", ""
        served = self._served
        return (served.hash, served.words.hash) if served else ("", "")

    def _look_now(self) -> None:
        asked_at = monotonic()
        with self._lock:
            # Who waited for another's look, begun after the question, needs none of its own.
            if self._looked_at < asked_at:
                self._look()

    def _look_beside(self) -> None:
        if not self._lock.acquire(blocking=False):
            return
        try:
            threading.Thread(target=self._look_and_release, name="look", daemon=True).start()
        except RuntimeError:
            self._lock.release()
            log.warning("no thread can be had to look for a newer catalogue")

    def _look_and_release(self) -> None:
        try:
            self._look()
        finally:
            self._lock.release()

    def _look(self) -> None:
        """Whatever fails, what answers now goes on answering."""
        self._looked_at = monotonic()
        try:
            with answered_within(SECONDS_OF_A_LOOK):
                trouble = self._take_newest() or self._server_fault() or self._clock_fault()
        except StoreUnavailable as error:
            trouble = self._fall_back(f"the catalogue cannot be read: {error}")
        except Exception as error:
            log.debug("unexpected", exc_info=True)
            trouble = self._fall_back(f"the catalogue cannot be loaded: unexpected {type(error).__name__}")
        if trouble != self.trouble:
            log.warning(trouble or "the catalogue is as it should be again")
            self.trouble = trouble

    def _server_fault(self) -> str:
        return self._server.trouble if self._server else ""

    def _clock_fault(self) -> str:
        days = self._served.catalogue.checked if self._served else {}
        return clock_fault_by(days, datetime.now(MISSOURI_TIME).date())

    def _take_newest(self) -> str:
        """Serve what is published now; says what is wrong with it."""
        with self._app.app_context():
            store = Store(db.session())
            try:
                published = store.current_hash()
            except NoTables:
                published = ""
            if self._server:
                self._server.answers()
            if not published:
                return self._fall_back("the database holds no catalogue") if self._has_last_good() else ""
            doubt, until = self._doubts.get(published, ("", 0.0))
            is_served = self._served is not None and self._served.hash == published
            if not is_served and self._served and (newer := store.since(self._served.catalogue)):
                self._doubts.clear()
                self._serve(newer)
                return ""
            # Tables in doubt are asked again by and by: somebody may have mended them.
            is_asked = (not is_served or bool(doubt)) and monotonic() >= until
            # Where a server searches, what lies beside an index here is not asked; nor does it end a doubt.
            if is_asked and not doubt and not self._server and self._serve_from_disk(store.newest()):
                return ""
            catalogue = store.load() if is_asked else None
        if catalogue is not None:
            return self._serve_checked(catalogue)
        if self._served is not None:
            self._serve(self._served.catalogue)
        if self._served is not None and is_served and not doubt:
            self._keep(self._served.catalogue)
        return doubt

    def _serve_from_disk(self, newest: Newest) -> bool:
        """Whether the newest edition lies beside its index: then no row need be read from the tables."""
        folder = self._settings.index_folder / newest.hash
        try:
            engine, edition = open_edition(folder, newest.hash, self._called, self._protected)
        except (IndexUnusable, OSError):
            return False
        if edition is None:
            return False
        catalogue = replace(edition.catalogue, published=newest.published, edition=newest.number)
        whole = Opened(engine, catalogue, edition.shelf)
        self._doubts.clear()
        self._serve(catalogue, Words(engine, engine.hash, stamp_of(folder), whole, edition.shelf))
        return True

    def _serve_checked(self, catalogue: Catalogue) -> str:
        """Rows that are not of the published hash were damaged, or an older program counted them."""
        if hash_of(catalogue.offerings, catalogue.sources) == catalogue.hash:
            self._doubts.clear()
            self._serve(catalogue)
            return ""
        doubt = self._serve_doubtful(catalogue)
        self._doubts = {catalogue.hash: (doubt, monotonic() + SECONDS_BETWEEN_TRIES)}
        return doubt

    def _serve_doubtful(self, catalogue: Catalogue) -> str:
        """What is surer than these rows, if there is anything; says what it is."""
        kept = read_last_good(last_good_file(self._settings))
        if kept is not None and kept.hash == catalogue.hash:
            self._serve(kept)
            return "the tables are not what was published: the catalogue that was kept is served"
        if self._served is not None:
            return "the tables are not what was published: the catalogue in memory is served"
        self._serve(catalogue)
        return "the tables are not what was published; there is no better: load the catalogue anew"

    def _has_last_good(self) -> bool:
        return self._served is not None or is_there(last_good_file(self._settings))

    def _fall_back(self, why: str) -> str:
        """Serve the catalogue in memory, or the last good one; says so."""
        if self._served is None:
            try:
                kept = read_last_good(last_good_file(self._settings))
                if kept is not None:
                    self._serve(kept)
            except Exception as error:
                log.warning("the last good catalogue cannot be served: %s", type(error).__name__)
        if self._served is None:
            return why
        return f"{why}; the last good one, of {self._served.finder.catalogue.published[:10]}, is served"

    def _keep(self, catalogue: Catalogue) -> None:
        """Where it cannot be written it is tried by and by: the whole catalogue is made a text for it."""
        file, tried_at = last_good_file(self._settings), self._kept_at.get(catalogue.hash)
        is_tried = tried_at is not None and monotonic() - tried_at < SECONDS_BETWEEN_TRIES
        if not is_tried and kept_hash(file) != catalogue.hash:
            self._kept_at = {catalogue.hash: monotonic()}
            keep_last_good(catalogue, file)

    def _serve(self, catalogue: Catalogue, opened: Words | None = None) -> None:
        """A new finder when the catalogue, a file of stops or the index is another than that served."""
        before = self._served
        stops = stops_of(self._settings, before.stops if before else ())
        words = opened or self._words(catalogue, before)
        is_same = before and (before.hash, before.stops) == (catalogue.hash, stops)
        if before and is_same and before.words is words and before.catalogue.offerings is catalogue.offerings:
            return
        every = [stop for file in stops for stop in file.stops]
        distances = Distances(rough_miles, shown_miles, rough_column)
        if words.whole and words.whole.shelf is words.shelf is not None:
            # What lies on disk need not stay in memory.
            catalogue = replace(
                words.whole.catalogue, published=catalogue.published, edition=catalogue.edition
            )
        chosen = chosen_by(words.engine)
        finder = Finder(catalogue, self._rules, words.engine, distances, every, chosen, words.shelf)
        names = _names_of(finder, before, catalogue, words)
        self._served = Served(catalogue, finder, stops, words, names)

    def _database(self) -> Engine:
        with self._app.app_context():
            return db.engine

    def _by_server(self, catalogue: Catalogue, before: Served | None) -> Words | None:
        """None where no database server searches, or it cannot now."""
        if self._server is None:
            return None
        words = before.words if before and before.hash == catalogue.hash else None
        if words and self._server.holds(words.engine):
            return words
        old = (before.catalogue, before.words.engine) if before else None
        # At a start nobody waits for the writing, where an index lies here: the next look writes.
        may_write = before is not None or not self._is_built(catalogue)
        engine = self._server.words_of(catalogue, old, SECONDS_BETWEEN_TRIES, may_write)
        return Words(engine, catalogue.hash) if engine else None

    def _words(self, catalogue: Catalogue, before: Served | None) -> Words:
        if found := self._by_server(catalogue, before):
            return found
        folder = self._settings.index_folder / catalogue.hash
        is_same, is_built = before is not None and before.hash == catalogue.hash, self._is_built(catalogue)
        old = before.words if before and is_same else self._amended(catalogue, None if is_built else before)
        if old.is_amended and not is_same:
            self._tried_at = monotonic()
            return old
        if old.hash and not old.is_amended and stamp_of(folder) == old.stamp:
            return old
        is_to_wait = self._busy is None and monotonic() - self._tried_at < SECONDS_BETWEEN_TRIES
        if is_same and is_to_wait and not (old.is_amended and is_built):
            return old
        self._tried_at = monotonic()
        try:
            self._build(catalogue, wait=0.0 if before else SECONDS_FOR_A_BUILDER)
            engine, edition = open_edition(folder, catalogue.hash, self._called, self._protected)
        except IndexBusy:
            self._busy = (catalogue.hash, self._since_when_busy(catalogue))
            log.warning("another program is building the index; until then typed words find nothing")
            return old
        except (IndexUnusable, OSError) as error:
            self._busy = None
            told = "the one in memory goes on" if old.hash else "typed words find nothing"
            log.error("no index can be had (%s): %s", type(error).__name__, told)
            return old
        shelf = edition.shelf if edition else None
        whole = Opened(engine, edition.catalogue if edition else catalogue, shelf)
        return Words(engine, engine.hash, stamp_of(folder), whole, shelf)

    def _is_built(self, catalogue: Catalogue) -> bool:
        return index_hash(self._settings.index_folder / catalogue.hash) == catalogue.hash

    def _amended(self, catalogue: Catalogue, before: Served | None) -> Words:
        """The index from before, where little was changed since it was built; else one that finds nothing."""
        whole = before.words.whole if before else None
        if whole is None:
            return Words(NoWordSearch())
        found = amended(whole, catalogue, self._called, self._protected)
        return Words(found[0], found[0].hash, (), whole, found[1]) if found else Words(NoWordSearch())

    def _build(self, catalogue: Catalogue, wait: float) -> None:
        """Who holds the lock for too long hangs, and is not waited for any more."""
        hangs = monotonic() - self._since_when_busy(catalogue) > SECONDS_FOR_ANOTHER
        build_index_of(catalogue, self._settings, self._called, wait=wait, beside=hangs)
        self._busy = None

    def _since_when_busy(self, catalogue: Catalogue) -> float:
        """Each index has a lock of its own: who builds another one is not who was waited for."""
        return self._busy[1] if self._busy and self._busy[0] == catalogue.hash else monotonic()


def _names_of(finder: Finder, before: Served | None, catalogue: Catalogue, words: Words) -> Names:
    """Of a large catalogue it takes seconds to list them: until a whole index is built, a few are added."""
    is_whole = before is not None and not before.words.is_amended
    if before and is_whole and before.hash == catalogue.hash:
        return before.names
    if before and words.is_amended and words.shelf:
        columns = words.shelf.columns
        rows = (columns.offerings[row] for row in columns.came.tolist())
        return before.names.also((row.organization, row.county) for row in rows)
    return Names.of(finder.offerings.names())
