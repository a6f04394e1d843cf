"""Offerings to table rows and back, losing nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha1
from typing import Any

from resource_finder.catalogue import tables
from resource_finder.domain.offering import NAMESPACE, Hiring, Offering, Phone, Transit

Row = dict[str, Any]
Rows = dict[type, list[Row]]

STATUS_IN_HSDS = {"open": "active", "unconfirmed": "active", "closed": "defunct"}
STATEWIDE = "statewide"
_SPACE = NAMESPACE.bytes

# Attribute kinds that hold a list of words, and those that hold one text, by the offering's own field.
_LISTS = ("needs", "how_to_start", "who", "sources")
_TEXTS = ("kind", "supervision", "status", "confidence", "note", "sheet", "precision", "checked_on")
_HIRING = ("industry", "jobs", "incentives", "last_hire_seen")
_TRANSIT = ("booking", "notice", "fare", "days")


def rows_of(offerings: Iterable[Offering]) -> Rows:
    """Every table row of these offerings, in an order that satisfies the foreign keys."""
    rows: Rows = {table: [] for table in TABLES}
    organizations: dict[str, str] = {}
    terms: dict[tuple[str, str], str] = {}
    for offering in offerings:
        service, organization = service_key(offering.id), _key("organization", offering.organization)
        organizations[organization] = offering.organization
        _service_rows(offering, service, organization, rows)
        _place_rows(offering, service, rows)
        for kind, code, position, value in _attributes(offering):
            term = terms.setdefault((kind, code), _key("term", kind, code))
            rows[tables.Attribute].append(
                {
                    "id": _key("attribute", offering.id, kind, position),
                    "link_id": service,
                    "link_entity": "service",
                    "link_type": kind,
                    "taxonomy_term_id": term,
                    "position": position,
                    "value": value,
                }
            )
    rows[tables.Organization] = [{"id": key, "name": name} for key, name in organizations.items()]
    _taxonomy_rows(terms, rows)
    return rows


def offerings_of(rows: Mapping[type, Iterable[Mapping[str, Any]]]) -> Iterator[Offering]:
    """The offerings that these rows were made of, ordered by sheet and id."""
    organizations = {row["id"]: row["name"] for row in rows[tables.Organization]}
    by_service = _grouped_by_service(rows)
    found = [
        _offering(service, organizations[service["organization_id"]], by_service[service["id"]])
        for service in rows[tables.Service]
    ]
    yield from sorted(found, key=lambda offering: (offering.sheet, offering.id))


TABLES: tuple[type, ...] = (
    tables.Organization,
    tables.Service,
    tables.Location,
    tables.ServiceAtLocation,
    tables.Address,
    tables.Phone,
    tables.Schedule,
    tables.ServiceArea,
    tables.RequiredDocument,
    tables.CostOption,
    tables.Language,
    tables.Accessibility,
    tables.Taxonomy,
    tables.TaxonomyTerm,
    tables.Attribute,
)


def service_key(code: str) -> str:
    """The key of the service that is the row of this id: `str(offering.service_id)`."""
    return _key("service", code)


def _key(*parts: object) -> str:
    """A version 5 UUID as text. The library's own takes three times as long; a row has twenty."""
    name = ":".join(map(str, parts))
    digest = bytearray(sha1(_SPACE + name.encode(), usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    text = digest.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _service_rows(offering: Offering, service: str, organization: str, rows: Rows) -> None:
    rows[tables.Service].append(
        {
            "id": service,
            "organization_id": organization,
            "code": offering.id,
            "name": offering.service,
            "description": offering.summary,
            "url": offering.website,
            "email": offering.email,
            "status": STATUS_IN_HSDS[offering.status],
            "fees_description": offering.cost,
            "assured_date": offering.checked_on if len(offering.checked_on) == 10 else "",
        }
    )
    areas = (STATEWIDE,) if offering.statewide else ()
    for table, column, values in (
        (tables.ServiceArea, "extent", (*areas, *offering.serves)),
        (tables.RequiredDocument, "document", offering.documents),
        (tables.CostOption, "option", offering.pays_with),
        (tables.Language, "code", offering.languages),
    ):
        for position, value in enumerate(values):
            key = _key(column, offering.id, position)
            rows[table].append({"id": key, "service_id": service, "position": position, column: value})
    for position, phone in enumerate(offering.phones):
        rows[tables.Phone].append(
            {
                "id": _key("phone", offering.id, position),
                "service_id": service,
                "position": position,
                "number": phone.number,
                "extension": phone.extension,
                "description": phone.remark,
            }
        )


def _place_rows(offering: Offering, service: str, rows: Rows) -> None:
    location, at = _key("location", offering.id), _key("at", offering.id)
    kind = "physical" if offering.point or offering.address or offering.city else "virtual"
    rows[tables.Location].append(
        {
            "id": location,
            "location_type": kind,
            "latitude": offering.latitude,
            "longitude": offering.longitude,
        }
    )
    rows[tables.ServiceAtLocation].append({"id": at, "service_id": service, "location_id": location})
    if any((offering.address, offering.city, offering.zip, offering.county)):
        rows[tables.Address].append(
            {
                "id": _key("address", offering.id),
                "location_id": location,
                "address_1": offering.address,
                "city": offering.city,
                "region": offering.county,
                "state_province": "MO",
                "postal_code": offering.zip,
                "country": "US",
            }
        )
    if offering.hours:
        row = {"id": _key("schedule", offering.id), "service_at_location_id": at}
        rows[tables.Schedule].append(row | {"description": offering.hours})
    if offering.accessible:
        row = {"id": _key("accessibility", offering.id), "location_id": location}
        rows[tables.Accessibility].append(row | {"description": offering.accessible})


def _attributes(offering: Offering) -> Iterator[tuple[str, str, int, str]]:
    """(kind, term, position, value): the term says what, the value says how it stands."""
    for kind in _LISTS:
        for position, word in enumerate(getattr(offering, kind)):
            yield kind, word, position, word
    for position, (conviction, said) in enumerate(offering.record):
        yield "record", conviction, position, said
    for kind in _TEXTS:
        if value := getattr(offering, kind):
            yield kind, kind, 0, value
    if offering.private_address:
        yield "private_address", "private_address", 0, "yes"
    for fields, holder in ((_HIRING, offering.hiring), (_TRANSIT, offering.transit)):
        for kind in fields:
            if value := getattr(holder, kind):
                yield kind, kind, 0, value
    for position, county in enumerate(offering.transit.counties):
        yield "counties", county, position, county


def _taxonomy_rows(terms: Mapping[tuple[str, str], str], rows: Rows) -> None:
    for kind in dict.fromkeys(kind for kind, _code in terms):
        rows[tables.Taxonomy].append(
            {"id": _key("taxonomy", kind), "name": kind, "description": f"This catalogue's own terms: {kind}"}
        )
    for (kind, code), key in terms.items():
        rows[tables.TaxonomyTerm].append(
            {"id": key, "taxonomy_id": _key("taxonomy", kind), "code": code, "name": code}
        )


def _service_id(row: Mapping[str, Any]) -> str:
    return str(row["service_id"])


Group = dict[str, list[Mapping[str, Any]]]


def _grouped_by_service(rows: Mapping[type, Iterable[Mapping[str, Any]]]) -> dict[str, Group]:
    groups: dict[str, Group] = defaultdict(lambda: defaultdict(list))
    service_of: dict[str, str] = {}
    for row in rows[tables.ServiceAtLocation]:
        service_of[row["location_id"]] = service_of[row["id"]] = row["service_id"]
    owner: dict[type, Callable[[Mapping[str, Any]], str]] = {
        tables.Location: lambda row: service_of[row["id"]],
        tables.Address: lambda row: service_of[row["location_id"]],
        tables.Accessibility: lambda row: service_of[row["location_id"]],
        tables.Schedule: lambda row: service_of[row["service_at_location_id"]],
        tables.Attribute: lambda row: row["link_id"],
    }
    of_service: tuple[type, ...] = (
        tables.Phone,
        tables.ServiceArea,
        tables.RequiredDocument,
        tables.CostOption,
        tables.Language,
    )
    for table in of_service:
        owner[table] = _service_id
    for table, service in owner.items():
        for row in rows[table]:
            name = row["link_type"] if table is tables.Attribute else str(table.__tablename__)  # type: ignore[attr-defined]
            groups[service(row)][name].append(row)
    for group in groups.values():
        for listed in group.values():
            listed.sort(key=lambda row: row.get("position", 0))
    return groups


def _offering(service: Mapping[str, Any], organization: str, group: Group) -> Offering:
    areas = _values(group, "service_area", "extent")
    location = group["location"][0]
    address = group["address"][0] if group["address"] else {}
    return Offering(
        id=service["code"],
        organization=organization,
        service=service["name"],
        summary=service["description"],
        address=address.get("address_1", ""),
        city=address.get("city", ""),
        zip=address.get("postal_code", ""),
        county=address.get("region", ""),
        latitude=location["latitude"],
        longitude=location["longitude"],
        precision=_text(group, "precision") or "none",  # type: ignore[arg-type]
        private_address=bool(_text(group, "private_address")),
        serves=tuple(area for area in areas if area != STATEWIDE),
        statewide=STATEWIDE in areas,
        phones=tuple(Phone(row["number"], row["extension"], row["description"]) for row in group["phone"]),
        website=service["url"],
        email=service["email"],
        hours=next(iter(_values(group, "schedule", "description")), ""),
        documents=_values(group, "required_document", "document"),
        cost=service["fees_description"],
        pays_with=_values(group, "cost_option", "option"),
        languages=_values(group, "language", "code"),
        accessible=next(iter(_values(group, "accessibility", "description")), ""),  # type: ignore[arg-type]
        record=tuple((row_term, said) for row_term, said in _record(group)),  # type: ignore[misc]
        hiring=Hiring(**{kind: _text(group, kind) for kind in _HIRING}),
        transit=Transit(
            **{kind: _text(group, kind) for kind in _TRANSIT},
            counties=_values(group, "counties", "value"),
        ),
        **{kind: _values(group, kind, "value") for kind in _LISTS},  # type: ignore[arg-type]
        **{kind: _text(group, kind) for kind in _TEXTS if kind != "precision"},  # type: ignore[arg-type]
    )


def _record(group: Group) -> Iterator[tuple[str, str]]:
    for row in group["record"]:
        yield row["term"], row["value"]


def _values(group: Group, name: str, column: str) -> tuple[str, ...]:
    return tuple(row[column] for row in group[name])


def _text(group: Group, name: str) -> str:
    return next(iter(_values(group, name, "value")), "")
