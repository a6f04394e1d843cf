"""Offerings out of somebody else's HSDS package: what it says, and silence for the rest."""

import hashlib
from base64 import b32encode
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from resource_finder.catalogue.hsds_tables import Geography, Package, Row
from resource_finder.catalogue.records import STATEWIDE
from resource_finder.domain.offering import Offering, Phone, Source

SOURCE = Source("hsds-import", "Another directory", "HSDS package")
_STATUS = {"active": "open", "inactive": "closed", "defunct": "closed", "temporarily closed": "closed"}


def foreign_parts(package: Package, geography: Geography) -> tuple[tuple[Offering, ...], tuple[Source, ...]]:
    """One offering for each service at each location; a service with no location is one of its own.

    Needs are not guessed: each row is without needs until somebody maps the directory's terms, and its
    status is unconfirmed.
    """
    return tuple(_offerings(package, geography)), (SOURCE,)


def _offerings(package: Package, geography: Geography) -> Iterator[Offering]:
    organizations = {row["id"]: row for row in package["organization"]}
    locations = {row["id"]: row for row in package["location"]}
    of_service: dict[str, dict[str, list[Row]]] = {
        table: _grouped(package[table], "service_id")
        for table in ("phone", "service_area", "required_document", "language", "service_at_location")
    }
    addresses = _grouped(package["address"], "location_id")
    for service in package["service"]:
        found = {table: rows.get(service["id"], []) for table, rows in of_service.items()}
        places: list[Row | None] = [locations.get(row["location_id"]) for row in found["service_at_location"]]
        for place in places or [None]:
            address = next(iter(addresses.get(place["id"], [])), {}) if place else {}
            organization = organizations.get(service["organization_id"], {})
            yield _offering(service, organization, place or {}, address, found, geography)


def _offering(
    service: Row,
    organization: Mapping[str, Any],
    place: Mapping[str, Any],
    address: Mapping[str, Any],
    found: Mapping[str, list[Row]],
    geography: Geography,
) -> Offering:
    areas = [geography.extent_of(area) for area in found["service_area"]]
    has_point = place.get("latitude") is not None and place.get("longitude") is not None
    return Offering(
        id=_id(service["id"], str(place.get("id", ""))),
        organization=str(organization.get("name", "")),
        service=service["name"],
        needs=(),
        summary=service["description"],
        address=str(address.get("address_1", "")),
        city=str(address.get("city", "")),
        zip=str(address.get("postal_code", ""))[:5],
        latitude=place.get("latitude") if has_point else None,
        longitude=place.get("longitude") if has_point else None,
        precision="approximate" if has_point else "none",
        serves=tuple(dict.fromkeys(area for area in areas if area and area != STATEWIDE)),
        statewide=STATEWIDE in areas,
        phones=tuple(Phone(row["number"], str(row["extension"] or "")) for row in found["phone"]),
        website=service["url"],
        email=service["email"],
        cost=service["fees_description"],
        documents=tuple(row["document"] for row in found["required_document"] if row["document"]),
        languages=tuple(row["code"] for row in found["language"] if row["code"]),
        status="closed" if _STATUS.get(service["status"]) == "closed" else "unconfirmed",
        sources=(SOURCE.id,),
        checked_on=service["assured_date"],
        note=service["eligibility_description"],
        sheet="imported",
    )


def _grouped(rows: list[Row], key: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return groups


def _id(*parts: str) -> str:
    return "im-" + b32encode(hashlib.sha256("|".join(parts).encode()).digest()).decode().lower()[:10]
