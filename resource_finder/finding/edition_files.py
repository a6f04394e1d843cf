"""A whole edition as flat files: its rows as texts, its columns, and all that is known of it besides."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

import resource_finder
from resource_finder.catalogue.contents import (
    OFFERING,
    SOURCE,
    content_of,
    hash_of_rows,
    row_hash,
    source_from,
    text_hash,
)
from resource_finder.catalogue.readable import readable, readable_source
from resource_finder.catalogue.stored_rows import StoredOfferings
from resource_finder.domain.kinds import Kinds
from resource_finder.domain.numbered import Numbered
from resource_finder.domain.offering import Catalogue, Offering
from resource_finder.finding.column_files import read_columns, write_columns
from resource_finder.finding.column_shelf import ColumnShelf, Keys
from resource_finder.finding.columns import GAP, Columns, Lists, columns_of
from resource_finder.finding.shown import shown_row
from resource_finder.search.stored import Stored, Strings, array, read_json, save, save_strings

# Rows that stay objects after they were shown: more than the pages of a county show.
ROWS_KEPT = 4096
# What makes columns of rows: files of another program are written anew.
_MADE_BY = (
    "catalogue/contents.py",
    "domain/*.py",
    "finding/*.py",
    "indexing.py",
    "matching/*.py",
    "places/distance.py",
    "search/*.py",
)
_META = "edition.json"
_KEYS = ("services", "owners")


class NotThisCatalogue(ValueError):
    """Its rows are not what its hash says: nothing is written of them."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One catalogue as it lies on disk: its rows as they were published, and those that may be shown."""

    catalogue: Catalogue
    shelf: ColumnShelf


class ShownRows(Numbered[Offering]):
    """By the number of the row in the columns; the last that were asked for are kept."""

    def __init__(
        self, rows: StoredOfferings, places: NDArray[np.int32], changed: frozenset[int], kinds: Kinds
    ) -> None:
        self._rows, self._places, self._changed, self._kinds = rows, places, changed, kinds
        self._of = lru_cache(maxsize=ROWS_KEPT)(self._read)

    def __len__(self) -> int:
        return len(self._places)

    def made(self, at: int) -> Offering:
        return self._of(at)

    def _read(self, row: int) -> Offering:
        offering = self._rows[int(self._places[row])]
        return shown_row(offering, self._kinds) if row in self._changed else offering


def write_edition(catalogue: Catalogue, rules: Lists, folder: Path) -> Sequence[Offering]:
    """Write all of it; gives the rows that may be shown, in the order of the columns.

    Raises NotThisCatalogue where the rows do not add up to the hash.
    """
    folder.mkdir(parents=True, exist_ok=True)
    # Rows that lie on disk are read once, not once for each column.
    catalogue = replace(catalogue, offerings=tuple(catalogue.offerings))
    _write_rows(catalogue, folder)
    # Their texts stay as they were published; who reads them gets what a page can show, as from the tables.
    rows = tuple(map(readable, catalogue.offerings))
    is_open = np.array([row.status != "closed" for row in rows], dtype=np.bool_)
    places = np.flatnonzero(is_open).astype(np.int32)
    columns = columns_of((shown_row(rows[at], rules.kinds) for at in places.tolist()), rules)
    shown_at = places[columns.places // GAP]
    every = sorted((row.id, at) for at, row in enumerate(rows))
    write_columns(columns, [code for code, _at in every], folder)
    save(folder, "place_of_id", np.array([at for _code, at in every], dtype=np.int32))
    save(folder, "shown_at", shown_at)
    pairs = enumerate(zip(columns.offerings, shown_at.tolist(), strict=True))
    changed = [number for number, (row, at) in pairs if row is not rows[at]]
    save(folder, "changed", np.array(changed, dtype=np.int32))
    _write_keys(columns, folder)
    _write_meta(catalogue, folder)
    return columns.offerings


def read_edition(
    stored: Stored, catalogue_hash: str, rules: Lists, indexed: Sequence[str] | None = None
) -> Edition:
    """`indexed` are the ids of the index that was built of what `write_edition` gave.

    Raises KeyError or ValueError for files of another program, or by another vocabulary.
    """
    meta = read_json(stored, _META)
    texts, ids = Strings.read(stored, "rows"), Strings.read(stored, "ids")
    rows = StoredOfferings(texts, ids, array(stored, "place_of_id"))
    changed = frozenset(array(stored, "changed").tolist())
    shown = ShownRows(rows, array(stored, "shown_at"), changed, rules.kinds)
    keys = (Keys(array(stored, name), array(stored, f"{name}_rows")) for name in _KEYS)
    sources = tuple(readable_source(source_from(text)) for text in meta["sources"])
    catalogue = Catalogue(rows, sources, catalogue_hash, meta["published"], days=Counter(meta["days"]))
    return Edition(catalogue, ColumnShelf(read_columns(stored, shown, rules, indexed), *keys))


def made_by(rules: Lists) -> str:
    """Another for another program, and for another vocabulary."""
    kinds = [
        (kind.code, sorted(kind.names.items()), kind.needs, sorted(kind.traits.items()), kind.words)
        for kind in rules.kinds
    ]
    needs = [(need.code, sorted(need.names.items())) for need in rules.needs]
    return text_hash(f"{_program()} {kinds} {needs}")


@lru_cache(maxsize=1)
def _program() -> str:
    home = Path(resource_finder.__file__).parent
    whole = hashlib.blake2b(digest_size=16)
    for file in sorted(file for name in _MADE_BY for file in home.glob(name)):
        whole.update(file.read_bytes())
    return whole.hexdigest()


def _write_rows(catalogue: Catalogue, folder: Path) -> None:
    hashes = [(SOURCE, source.id, row_hash(source)) for source in catalogue.sources]

    def texts() -> Iterator[str]:
        for row in catalogue.offerings:
            text = content_of(row)
            hashes.append((OFFERING, row.id, text_hash(text)))
            yield text

    save_strings(folder, "rows", texts())
    if hash_of_rows(hashes) != catalogue.hash:
        raise NotThisCatalogue("the rows are not those of the hash of the catalogue")


def _write_keys(columns: Columns, folder: Path) -> None:
    owners: dict[str, UUID] = {}
    for row in columns.offerings:
        if row.organization not in owners:
            owners[row.organization] = row.organization_id
    services = Keys.of(row.service_id for row in columns.offerings)
    organizations = Keys.of(owners[row.organization] for row in columns.offerings)
    for name, keys in zip(_KEYS, (services, organizations), strict=True):
        save(folder, name, keys.halves)
        save(folder, f"{name}_rows", keys.rows)


def _write_meta(catalogue: Catalogue, folder: Path) -> None:
    meta = {
        "published": catalogue.published,
        "sources": [content_of(source) for source in catalogue.sources],
        "days": Counter(row.checked_on for row in catalogue.offerings),
    }
    (folder / _META).write_text(json.dumps(meta), "utf-8")
