"""The index of a catalogue: what of each row it holds, where it lies, and how it takes over a few changes."""

import logging
import shutil
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from resource_finder.catalogue.stored_rows import AmendedOfferings
from resource_finder.config import Settings
from resource_finder.domain.kinds import Kinds
from resource_finder.domain.needs import Needs
from resource_finder.domain.offering import Catalogue, Offering
from resource_finder.finding.amended_columns import amended_shelf
from resource_finder.finding.column_shelf import ColumnShelf
from resource_finder.finding.edition_files import (
    Edition,
    NotThisCatalogue,
    made_by,
    read_edition,
    write_edition,
)
from resource_finder.finding.shown import shown
from resource_finder.places.gazetteer import Gazetteer
from resource_finder.search.amended import AmendedEngine
from resource_finder.search.compiled import CompiledEngine
from resource_finder.search.engine import IndexDamaged, IndexUnusable, Searchable
from resource_finder.search.storage import SECONDS_FOR_ANOTHER, build_index, is_whole, open_with_besides

log = logging.getLogger(__name__)

# The index of a smaller catalogue takes a few seconds, for which the switch can wait.
LARGE = 20_000
# More changed rows than this are worth a whole index; it costs a typed word a look at each of them.
MOST_AMENDED = 200


@dataclass(frozen=True, slots=True)
class Called:
    """What needs, kinds and places are called: people type it, and the rows do not say all of it."""

    needs: Needs
    kinds: Kinds
    gazetteer: Gazetteer

    @classmethod
    def load(cls, data_dir: Path) -> "Called":
        return cls(Needs.load(data_dir), Kinds.load(data_dir), Gazetteer.load(data_dir))


def searchable(offering: Offering, called: Called) -> Searchable:
    """An offering as the index sees it: its own words, what its needs and its kind are called, its places."""
    needs, kind = called.needs, called.kinds.of(offering.kind)
    names = [needs[code].name(lang) for code in offering.needs if code in needs for lang in needs[code].names]
    names += [*kind.names.values(), *kind.words]
    places = [offering.city, *(called.gazetteer.county_labels[slug] for slug in _counties(offering))]
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


def build_index_of(
    catalogue: Catalogue,
    settings: Settings,
    called: Called,
    anew: bool = False,
    wait: float = SECONDS_FOR_ANOTHER,
    beside: bool = True,
) -> None:
    """Build the index of this catalogue in the folder of its hash, unless it lies there whole.

    Its rows and their columns lie beside it. The last three are those of `build_index`.
    """
    folder, maker = settings.index_folder / catalogue.hash, made_by(called)
    if not anew and is_whole(folder, catalogue.hash, maker):
        return

    def besides(home: Path) -> Iterable[Searchable]:
        rows: Iterable[Offering]
        try:
            rows = write_edition(catalogue, called, home)
        except NotThisCatalogue as error:
            log.warning("the index is built, and nothing beside it: %s", error)
            shutil.rmtree(home)
            rows = shown(catalogue.offerings, called)
        return (searchable(row, called) for row in rows)

    build_index(besides, catalogue.hash, folder, anew, wait, beside, maker)


@dataclass(frozen=True, slots=True)
class Opened:
    """An index, and the catalogue that it was built from; as it lies on disk where there is a shelf."""

    engine: CompiledEngine
    catalogue: Catalogue
    shelf: ColumnShelf | None = None


def open_edition(
    folder: Path, catalogue_hash: str, called: Called, protected: Collection[str] = ()
) -> tuple[CompiledEngine, Edition | None]:
    """What `build_index_of` wrote; no edition where none could be written. Raises IndexUnusable."""
    engine, stored = open_with_besides(folder, catalogue_hash, protected, made_by(called))
    if not stored:
        return engine, None
    try:
        return engine, read_edition(stored, catalogue_hash, called, engine.ids)
    except (KeyError, ValueError) as error:
        raise IndexDamaged(f"what lies beside the index in {folder} cannot be read") from error


def remove_old_indexes(index_folder: Path, keep: Iterable[str]) -> None:
    """Readers of the last catalogue may still hold its files open, so the caller keeps that one too."""
    kept = set(keep)
    for folder in index_folder.glob("*"):
        if folder.is_dir() and folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)


class Indexing:
    """Builds the index before the switch or, where few rows of a large catalogue changed, after it.

    Who serves takes over those rows at once: nobody waits for an index of a hundred thousand to see one.
    """

    def __init__(self, build: Callable[[Catalogue], None], changed: int) -> None:
        self._build, self._changed = build, changed

    def before_switch(self, fresh: Catalogue) -> None:
        if not self._may_follow(fresh):
            self._build(fresh)

    def after_switch(self, fresh: Catalogue) -> None:
        """What fails here is said and undoes nothing: who serves builds an index that is missing."""
        try:
            if self._may_follow(fresh):
                self._build(fresh)
        except (OSError, IndexUnusable) as error:
            log.warning("published; the index is left to who serves: %s", error)

    def _may_follow(self, fresh: Catalogue) -> bool:
        return len(fresh.offerings) > LARGE and self._changed <= MOST_AMENDED


def changed_rows(old: Catalogue, fresh: Catalogue) -> tuple[list[Offering], set[str]]:
    """The rows of `fresh` that are not the very ones of `old`, and the ids of those that went."""
    rows = fresh.offerings
    if isinstance(rows, AmendedOfferings) and rows.whole is old.offerings:
        return list(rows.changed.values()), set(rows.gone)
    before = {offering.id: offering for offering in old.offerings}
    changed = [row for row in rows if before.get(row.id) is not row]
    return changed, before.keys() - {row.id for row in rows}


def amended(
    whole: Opened, fresh: Catalogue, called: Called, protected: Collection[str] = ()
) -> tuple[AmendedEngine, ColumnShelf | None] | None:
    """What was opened with the rows that `fresh` has otherwise; None where they are many."""
    if len(whole.catalogue.offerings) + MOST_AMENDED < len(fresh.offerings):
        return None
    changed, gone = changed_rows(whole.catalogue, fresh)
    ids = {*gone, *(row.id for row in changed)}
    if len(ids) > MOST_AMENDED:
        return None
    rows: Sequence[Offering] = list(shown(changed, called))
    if whole.shelf is None:
        found = [searchable(row, called) for row in rows]
        return AmendedEngine(whole.engine, ids, found, fresh.hash, protected), None
    shelf = amended_shelf(whole.shelf, rows, ids - {row.id for row in rows}, called)
    columns = shelf.columns
    found = [searchable(columns.offerings[row], called) for row in columns.came.tolist()]
    indexed = columns.ids.indexed
    numbered = None if indexed is None else (indexed, columns.gone)
    return AmendedEngine(whole.engine, ids, found, fresh.hash, protected, numbered), shelf
