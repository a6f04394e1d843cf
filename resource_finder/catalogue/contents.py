"""A row as one text, the hash of that text, and the hash of a whole catalogue, which is made of them.

What a row does not say stands in no text, so that a column that is new changes the hash of no row without it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from resource_finder.catalogue.columns import PARTS
from resource_finder.domain.offering import Offering, Phone, Source

OFFERING, SOURCE = "offering", "source"
_SILENCE = ("", (), None, False)
_NESTED = ("phones", *PARTS)


def _reader(kind: type, besides: Iterable[str] = ()) -> tuple[tuple[str, ...], "attrgetter[Any]"]:
    names = tuple(f.name for f in fields(kind) if f.name not in besides)
    return names, attrgetter(*names)


_OF_OFFERING, _OF_SOURCE = _reader(Offering, _NESTED), _reader(Source)
_OF_PARTS = {name: _reader(kind) for name, kind in PARTS.items()}
# What a row is made with where its content is silent, be it otherwise than the class has it.
_UNSAID: Mapping[str, Any] = {"organization": "", "service": "", "needs": (), "precision": "", "status": ""}
_AS_TEXT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def content_of(row: Offering | Source) -> str:
    """All that a row says, always in the same order."""
    if isinstance(row, Source):
        return _AS_TEXT(_said(_OF_SOURCE, row))
    content = _said(_OF_OFFERING, row)
    if row.phones:
        content["phones"] = [[phone.number, phone.extension, phone.remark] for phone in row.phones]
    for name, reader in _OF_PARTS.items():
        if said := _said(reader, getattr(row, name)):
            content[name] = said
    return _AS_TEXT(content)


def _said(reader: tuple[tuple[str, ...], "attrgetter[Any]"], holder: object) -> dict[str, Any]:
    names, values_of = reader
    # A point on the equator is no silence, though 0.0 == False.
    return {
        name: value
        for name, value in zip(names, values_of(holder), strict=True)
        if type(value) is float or value not in _SILENCE
    }


def offering_from(content: str) -> Offering:
    """The row that this text was made of. Raises ValueError, KeyError or TypeError for any other text."""
    return offering_saying(json.loads(content))


def offering_saying(said: Mapping[str, Any]) -> Offering:
    """The row of a content that was read already. Older files name the parts of a phone."""
    values: dict[str, Any] = {
        name: tuple(value) if type(value) is list else value for name, value in said.items()
    }
    if record := values.get("record"):
        values["record"] = tuple(map(tuple, record))
    if phones := values.get("phones"):
        values["phones"] = tuple(Phone(**one) if isinstance(one, dict) else Phone(*one) for one in phones)
    for name, kind in PARTS.items():
        if part := values.get(name):
            values[name] = kind(**{fact: _value(value) for fact, value in part.items()})
    return Offering(**{**_UNSAID, **values})


def source_from(content: str) -> Source:
    """As `offering_from`."""
    return source_saying(json.loads(content))


def source_saying(said: Mapping[str, str]) -> Source:
    return Source(**{"publisher": "", "title": "", **said})


def _value(value: Any) -> Any:
    """JSON has lists where a row has tuples."""
    return tuple(_value(part) for part in value) if isinstance(value, list) else value


def row_hash(row: Offering | Source) -> str:
    """A fingerprint of all that the row says."""
    return text_hash(content_of(row))


def text_hash(content: str) -> str:
    return hashlib.blake2b(content.encode(), digest_size=16).hexdigest()


def hash_of(
    offerings: Iterable[Offering], sources: Iterable[Source], known: Mapping[str, str] = MappingProxyType({})
) -> str:
    """A fingerprint of the whole content: the same whatever the order of rows.

    `known` are the hashes of offerings, by id, that were taken already.
    """
    rows = ((OFFERING, row.id, known.get(row.id) or row_hash(row)) for row in offerings)
    return hash_of_rows((*rows, *((SOURCE, source.id, row_hash(source)) for source in sources)))


def hash_of_rows(rows: Iterable[tuple[str, str, str]]) -> str:
    """The same from the kind, the id and the hash of each row."""
    whole = hashlib.sha256()
    for row in sorted(rows):
        whole.update("\x1f".join((*row, "\n")).encode())
    return whole.hexdigest()
