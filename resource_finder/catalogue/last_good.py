"""The last good catalogue as a file of its own: what is served while the database cannot be read.

It holds what the tables hold of providers, and nothing of anybody who asked.
"""

import hashlib
import json
import logging
from dataclasses import asdict
from pathlib import Path
from typing import Any

from resource_finder.domain.offering import Catalogue, Hiring, Offering, Phone, Source, Transit
from resource_finder.whole_files import read_whole, reason, write_whole

log = logging.getLogger(__name__)

_WHAT = "the last good catalogue"
# As the database: the addresses of houses that are kept private stand in it.
_MODE = 0o640


def keep_last_good(catalogue: Catalogue, file: Path) -> None:
    """Write it in one step: where that fails the one before stays, and the log says so."""
    content = {
        "hash": catalogue.hash,
        "published": catalogue.published,
        "offerings": [asdict(offering) for offering in catalogue.offerings],
        "sources": [asdict(source) for source in catalogue.sources],
    }
    text = json.dumps(content, ensure_ascii=False)
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
            tuple(_offering(row) for row in content["offerings"]),
            tuple(Source(**row) for row in content["sources"]),
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


def _offering(row: dict[str, Any]) -> Offering:
    """JSON has lists where a row has tuples."""
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
    }
    values["phones"] = tuple(Phone(**phone) for phone in row["phones"])
    values["record"] = tuple((kind, said) for kind, said in row["record"])
    values["hiring"] = Hiring(**row["hiring"])
    values["transit"] = Transit(**(row["transit"] | {"counties": tuple(row["transit"]["counties"])}))
    return Offering(**values)
