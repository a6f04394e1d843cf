"""The last good catalogue as a file of its own: what is served while the database cannot be read.

It holds what the tables hold of providers, and nothing of anybody who asked.
"""

import hashlib
import json
import logging
from pathlib import Path

from resource_finder.catalogue.contents import content_of, offering_saying, source_saying
from resource_finder.catalogue.stored_rows import StoredOfferings
from resource_finder.domain.offering import Catalogue
from resource_finder.whole_files import read_whole, reason, write_whole

log = logging.getLogger(__name__)

_WHAT = "the last good catalogue"
# As the database: the addresses of houses that are kept private stand in it.
_MODE = 0o640


def keep_last_good(catalogue: Catalogue, file: Path) -> None:
    """Write it in one step: where that fails the one before stays, and the log says so."""
    head = json.dumps({"hash": catalogue.hash, "published": catalogue.published})[:-1]
    stored = catalogue.offerings
    texts = stored.texts if isinstance(stored, StoredOfferings) else map(content_of, stored)
    rows, sources = ",".join(texts), ",".join(map(content_of, catalogue.sources))
    text = f'{head}, "offerings": [{rows}], "sources": [{sources}]}}'
    try:
        write_whole(file, f"{_sum_of(text)} {catalogue.hash}\n{text}", _MODE)
    except OSError as error:
        log.warning("%s cannot be kept in %s: %s", _WHAT, file.name, reason(error))


def read_last_good(file: Path) -> Catalogue | None:
    """The catalogue that was kept, if it is as it was written."""
    text = read_whole(file, _WHAT)
    if text is None:
        return None
    head, _line, text = text.partition("\n")
    try:
        if head.split(" ")[0] != _sum_of(text):
            raise ValueError("not what was written")
        content = json.loads(text)
        return Catalogue(
            tuple(map(offering_saying, content["offerings"])),
            tuple(source_saying(row) for row in content["sources"]),
            content["hash"],
            content["published"],
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        log.warning("%s in %s is damaged (%s): passed over", _WHAT, file.name, reason(error))
    return None


def kept_hash(file: Path) -> str:
    """The hash of the catalogue that was kept, without reading it; empty where there is none."""
    try:
        # The lines below it hold names with accents, and a text file is decoded by the chunk.
        with file.open("rb") as kept:
            return kept.readline(200).decode("ascii", "replace").rstrip("\n").partition(" ")[2]
    except OSError:
        return ""


def _sum_of(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
