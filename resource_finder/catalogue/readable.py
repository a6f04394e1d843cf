"""Rows that stand in the tables as any page can show them, whoever wrote them there.

Loads and imports let nothing odd in; an older program, or a hand in the database, may have. A value outside
its list is as good as silence: it is left out, and no page breaks over it.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from resource_finder.catalogue.columns import FIELDS
from resource_finder.catalogue.rules import MOST_LETTERS_IN_LINE
from resource_finder.domain.offering import (
    RECORD_KINDS,
    WHO_GROUPS,
    Offering,
    Source,
)

# Field -> what it may say, and what stands for anything else: silence, or of a status that nobody knows it.
# How exact a point is depends on the point.
_ONE_OF = {
    field.name: (field.column.allowed, "unconfirmed" if field.name == "status" else "")
    for field in FIELDS
    if field.column.holds == "choice" and field.name != "precision"
}
_EACH_OF = {field.name: field.column.allowed for field in FIELDS if field.is_list and field.column.allowed}
_TEXTS = tuple(field for field in FIELDS if field.is_text and not field.column.is_for_staff)
_SAID = ("yes", "no", "ask")
_WHO = re.compile(rf"(?:{'|'.join(WHO_GROUPS)}|ages \d{{0,3}}-\d{{0,3}})\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}\Z")


def readable(row: Offering) -> Offering:
    """The row without what no page could show; the row itself where nothing is odd."""
    odd: dict[str, Any] = {}
    for name, (allowed, otherwise) in _ONE_OF.items():
        if getattr(row, name) not in (*allowed, otherwise):
            odd[name] = otherwise
    for name, each in _EACH_OF.items():
        _keep(odd, row, name, [code for code in getattr(row, name) if code in each])
    _keep(odd, row, "who", [word for word in row.who if _WHO.match(word)])
    _keep(odd, row, "languages", [code for code in row.languages if _LANGUAGE.match(code)])
    _keep(odd, row, "record", [one for one in row.record if one[0] in RECORD_KINDS and one[1] in _SAID])
    if not is_web_address(row.website):
        odd["website"] = ""
    if len(row.hours) > MOST_LETTERS_IN_LINE:
        odd["hours"] = ""
    for field in _TEXTS:
        if not (text := field.of(row)).isprintable():
            if field.holder:
                part = odd.get(field.holder) or getattr(row, field.holder)
                odd[field.holder] = replace(part, **{field.name: _in_letters(text)})
            else:
                odd.setdefault(field.name, _in_letters(text))
    odd |= _odd_point(row)
    return replace(row, **odd) if odd else row


def readable_source(source: Source) -> Source:
    """A source whose address, where it cannot be opened, is left out; plain words stay."""
    try:
        scheme = urlsplit(source.address).scheme
    except ValueError:
        return replace(source, address="")
    return replace(source, address="") if scheme and not is_web_address(source.address) else source


def is_web_address(text: str) -> bool:
    """Whether this is empty, or an address that can be opened: http or https, and a host."""
    try:
        parts = urlsplit(text)
        return not text or (parts.scheme in ("http", "https") and bool(parts.hostname))
    except ValueError:
        return False


def _keep(odd: dict[str, Any], row: Offering, name: str, good: Collection[Any]) -> None:
    if len(good) != len(getattr(row, name)):
        odd[name] = tuple(good)


def _odd_point(row: Offering) -> dict[str, Any]:
    """A point is somewhere on the earth, and as sure as it says."""
    point = row.point
    if point is None or not (abs(point[0]) <= 90 and abs(point[1]) <= 180):
        nowhere = {"latitude": None, "longitude": None, "precision": "none"}
        return nowhere if point is not None or row.precision not in ("none", "exact", "approximate") else {}
    return {} if row.precision in ("exact", "approximate", "none") else {"precision": "approximate"}


def _in_letters(text: str) -> str:
    return "".join(sign for sign in text if unicodedata.category(sign) not in ("Cc", "Cf", "Cs"))
