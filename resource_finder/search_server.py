"""Where SEARCH_ENGINE says so, the rows of what is served in PostgreSQL: written once for all machines."""

import logging
import threading
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from functools import partial
from time import monotonic

from sqlalchemy.engine import Engine

from resource_finder.catalogue.time_limits import SECONDS_OF_A_LOAD, answered_within
from resource_finder.config import Settings
from resource_finder.domain.offering import Catalogue
from resource_finder.domain.rulebook import Rulebook
from resource_finder.finding import WordSearch
from resource_finder.finding.candidates import Engine as MakesCandidates
from resource_finder.finding.compiled import CompiledCandidates
from resource_finder.finding.edition_files import made_by
from resource_finder.finding.postgres import PostgresCandidates
from resource_finder.finding.postgres_rows import SearchRow, search_row
from resource_finder.finding.postgres_tables import AWAY, SearchEdition, SearchTables, why_away
from resource_finder.finding.postgres_words import PostgresWords
from resource_finder.finding.shown import shown
from resource_finder.indexing import MOST_AMENDED, Called, build_index_of, changed_rows, searchable
from resource_finder.search.engine import IndexUnusable
from resource_finder.search.storage import open_index

log = logging.getLogger(__name__)

# A catalogue, and what searched its words.
Searched = tuple[Catalogue, WordSearch]
_SECONDS_FOR_A_STAND_IN = 0.3


class SearchServer:
    """Finds the edition of a catalogue there, or writes it. What fails is tried by and by, and said."""

    def __init__(
        self,
        engine: Callable[[], Engine],
        settings: Settings,
        rules: Rulebook,
        called: Called,
        protected: Collection[str] = (),
    ) -> None:
        self._engine = engine
        self._settings = settings
        self._rules = rules
        self._called = called
        self._protected = protected
        self._tables: SearchTables | None = None
        self._tried_at: float | None = None
        # Why the server cannot be asked, in one line; empty when it can.
        self.trouble = ""

    def answers(self) -> None:
        """It was heard just now: whoever has waited for it in vain may ask it again."""
        if self._tables is not None:
            self._tables.absence.end()

    def holds(self, words: WordSearch) -> bool:
        """Whether these ask an edition that it still has, as far as can be known."""
        if not isinstance(words, PostgresWords):
            return False
        try:
            return words.edition.is_kept()
        except AWAY:
            return True

    def words_of(
        self,
        catalogue: Catalogue,
        before: Searched | None,
        seconds_between_tries: float,
        may_write: bool = True,
    ) -> PostgresWords | None:
        """None where it can be neither found nor written now; nobody waits for it but who looks.

        While another writes it that is no trouble: the next look finds it.
        """
        is_tried = self._tried_at is not None and monotonic() - self._tried_at < seconds_between_tries
        if self.trouble and is_tried:
            return None
        self._tried_at = monotonic()
        try:
            edition = self._found(catalogue) or (self._written(catalogue, before) if may_write else None)
        except AWAY as error:
            self.trouble = f"SEARCH_ENGINE postgres cannot be used, memory answers: {why_away(error)}"
            log.debug("search tables", exc_info=True)
            return None
        self.trouble = ""
        if edition is None:
            return None
        stand_in = StandIn(catalogue, self._settings, self._called, self._protected, seconds_between_tries)
        return PostgresWords(edition, self._protected, stand_in.words)

    def _found(self, catalogue: Catalogue) -> SearchEdition | None:
        return self._made_tables().found(self._key(catalogue))

    def _written(self, catalogue: Catalogue, before: Searched | None) -> SearchEdition | None:
        tables = self._made_tables()
        with answered_within(SECONDS_OF_A_LOAD):
            followed = self._followed(tables, *before, catalogue) if before else None
            return followed or tables.written(self._key(catalogue), self._rows(catalogue))

    def _made_tables(self) -> SearchTables:
        if self._tables is None:
            self._tables = SearchTables(self._engine())
        return self._tables

    def _key(self, catalogue: Catalogue) -> str:
        """Another program, or another vocabulary, makes other rows of the same catalogue."""
        return f"{catalogue.hash} {made_by(self._called)}"

    def _followed(
        self, tables: SearchTables, old: Catalogue, words: WordSearch, fresh: Catalogue
    ) -> SearchEdition | None:
        if not isinstance(words, PostgresWords):
            return None
        changed, gone = changed_rows(old, fresh)
        if len(changed) + len(gone) > MOST_AMENDED:
            return None
        rows = list(self._rows(replace(fresh, offerings=tuple(changed))))
        hidden = {row.id for row in changed} - {row.id for row in rows}
        return tables.followed(words.edition, self._key(fresh), rows, gone | hidden)

    def _rows(self, catalogue: Catalogue) -> Iterable[SearchRow]:
        for row in shown(catalogue.offerings, self._rules):
            yield search_row(row, searchable(row, self._called), self._rules)


def chosen_by(words: WordSearch) -> MakesCandidates:
    """The engine that chooses rows, where these search words."""
    if isinstance(words, PostgresWords):
        return partial(PostgresCandidates, edition=words.edition)
    return CompiledCandidates


class StandIn:
    """The index of this machine, for while the server is away: opened where it lies, else built beside."""

    def __init__(
        self,
        catalogue: Catalogue,
        settings: Settings,
        called: Called,
        protected: Collection[str],
        seconds_between_tries: float = 0.0,
    ) -> None:
        self._catalogue, self._settings, self._called = catalogue, settings, called
        self._protected = protected
        self._pause = seconds_between_tries
        self._tried_at: float | None = None
        self._engine: WordSearch | None = None
        self._building = threading.Lock()

    def words(self) -> WordSearch | None:
        """None until there is one: a whole index takes seconds, for which nobody waits."""
        if self._engine is None and self._is_due() and self._building.acquire(blocking=False):
            self._tried_at = monotonic()
            self._make_beside()
        return self._engine

    def _is_due(self) -> bool:
        return self._tried_at is None or monotonic() - self._tried_at >= self._pause

    def _make_beside(self) -> None:
        making = threading.Thread(target=self._make, name="stand-in", daemon=True)
        try:
            making.start()
        except RuntimeError:
            self._building.release()
            log.warning("no thread can be had to build an index: typed words find nothing")
            return
        # One that lies there is open by then.
        making.join(_SECONDS_FOR_A_STAND_IN)

    def _make(self) -> None:
        folder, catalogue = self._settings.index_folder / self._catalogue.hash, self._catalogue
        try:
            build_index_of(catalogue, self._settings, self._called, wait=0.0, beside=False)
            self._engine = open_index(folder, catalogue.hash, self._protected)
        except (IndexUnusable, OSError) as error:
            log.error("the server is away and no index can be had: typed words find nothing: %s", error)
        finally:
            self._building.release()
