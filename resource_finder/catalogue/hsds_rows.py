"""What our tables and an HSDS package say alike, in HSDS names: keys, a service, its place, its address."""

from collections import defaultdict
from collections.abc import Mapping
from hashlib import sha1
from typing import Any

from resource_finder.catalogue.columns import FIELDS, Field
from resource_finder.domain.column import AS_IN_TABLES, BY_HAND
from resource_finder.domain.offering import NAMESPACE, Offering

Row = dict[str, Any]

STATUS: Mapping[str, str] = {"open": "active", "unconfirmed": "active", "closed": "defunct"}
_SPACE = NAMESPACE.bytes


def _placed() -> Mapping[str, Mapping[str, Field]]:
    found: dict[str, dict[str, Field]] = defaultdict(dict)
    for field in FIELDS:
        if field.column.table not in ("", BY_HAND):
            table, _, column = field.column.table.partition(".")
            found[table][column] = field
    return found


# Table -> column -> the field that stands there, as the fields declare it.
PLACED = _placed()
_ALIKE_OF_SERVICE = {
    column: field for column, field in PLACED["service"].items() if field.package == AS_IN_TABLES
}


def key(*parts: object) -> str:
    """A version 5 UUID as text, the same every time for the same thing.

    The library's own takes three times as long, and a row has twenty.
    """
    name = ":".join(map(str, parts))
    digest = bytearray(sha1(_SPACE + name.encode(), usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    text = digest.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def said_in(table: str, offering: Offering) -> Row:
    """The columns of one of our tables that hold one field each."""
    return {column: field.of(offering) for column, field in PLACED[table].items()}


def service_row(offering: Offering) -> Row:
    return {
        "id": key("service", offering.id),
        "organization_id": key("organization", offering.organization),
        "status": STATUS[offering.status],
        # HSDS wants a day; a month or a year is told beside it.
        "assured_date": offering.checked_on if len(offering.checked_on) == 10 else "",
    } | {column: field.of(offering) for column, field in _ALIKE_OF_SERVICE.items()}


def place_rows(offering: Offering) -> tuple[Row, Row]:
    """The location without its point, and the service at it."""
    has_place = bool(offering.point or offering.address or offering.city)
    location = {"id": key("location", offering.id), "location_type": "physical" if has_place else "virtual"}
    at = {
        "id": key("at", offering.id),
        "service_id": key("service", offering.id),
        "location_id": location["id"],
    }
    return location, at


def address_row(offering: Offering) -> Row:
    where = {"id": key("address", offering.id), "location_id": key("location", offering.id)}
    return where | said_in("address", offering) | {"state_province": "MO", "country": "US"}
