"""Offerings to table rows and back, losing nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha1
from typing import Any

from resource_finder.catalogue import tables
from resource_finder.catalogue.columns import FIELDS, STATEWIDE, Field
from resource_finder.domain.column import BY_HAND
from resource_finder.domain.offering import NAMESPACE, Hiring, Offering, Phone, Transit

Row = dict[str, Any]
Rows = dict[type, list[Row]]

STATUS_IN_HSDS = {"open": "active", "unconfirmed": "active", "closed": "defunct"}
_SPACE = NAMESPACE.bytes
_YES = "yes"

# What has no place of its own in the tables is an attribute.
_ATTRIBUTES = tuple(field for field in FIELDS if not field.column.table)
# Table -> column -> the field that stands there, as the registry says.
_PLACED: dict[str, dict[str, Field]] = defaultdict(dict)
for _field in FIELDS:
    if _field.column.table not in ("", BY_HAND):
        _table, _, _column = _field.column.table.partition(".")
        _PLACED[_table][_column] = _field
_LIST_TABLES = (
    (tables.RequiredDocument, "document"),
    (tables.CostOption, "option"),
    (tables.Language, "code"),
)


def _said_in(table: str, offering: Offering) -> Row:
    """The columns of this table that hold one field each."""
    return {column: field.of(offering) for column, field in _PLACED[table].items()}


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
            "status": STATUS_IN_HSDS[offering.status],
            "assured_date": offering.checked_on if len(offering.checked_on) == 10 else "",
        }
        | _said_in("service", offering)
    )
    areas = (STATEWIDE,) if offering.statewide else ()
    lists = (
        (table, column, _said_in(table.__tablename__, offering)[column]) for table, column in _LIST_TABLES
    )
    for table, column, values in ((tables.ServiceArea, "extent", (*areas, *offering.serves)), *lists):
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
    rows[tables.Location].append({"id": location, "location_type": kind} | _said_in("location", offering))
    rows[tables.ServiceAtLocation].append({"id": at, "service_id": service, "location_id": location})
    for table, row in (
        (tables.Address, {"location_id": location, "state_province": "MO", "country": "US"}),
        (tables.Schedule, {"service_at_location_id": at}),
        (tables.Accessibility, {"location_id": location}),
    ):
        name = table.__tablename__
        if any((said := _said_in(name, offering)).values()):
            rows[table].append({"id": _key(name, offering.id)} | row | said)


def _attributes(offering: Offering) -> Iterator[tuple[str, str, int, str]]:
    """(kind, term, position, value): the term says what, the value says how it stands."""
    for position, (conviction, said) in enumerate(offering.record):
        yield "record", conviction, position, said
    for field in _ATTRIBUTES:
        value = field.of(offering)
        if field.is_list:
            for position, word in enumerate(value):
                yield field.name, word, position, word
        elif value:
            yield field.name, field.name, 0, _YES if value is True else value


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
    said: dict[str, dict[str, Any]] = {"": {}, "hiring": {}, "transit": {}}
    for table, columns in _PLACED.items():
        rows = [service] if table == "service" else group[table]
        for column, field in columns.items():
            said[field.holder][field.name] = _stored(field, column, rows)
    for field in _ATTRIBUTES:
        said[field.holder][field.name] = _stored(field, "value", group[field.name])
    return Offering(
        id=service["code"],
        organization=organization,
        serves=tuple(area for area in areas if area != STATEWIDE),
        statewide=STATEWIDE in areas,
        phones=tuple(Phone(row["number"], row["extension"], row["description"]) for row in group["phone"]),
        record=tuple((row["term"], row["value"]) for row in group["record"]),
        hiring=Hiring(**said["hiring"]),
        transit=Transit(**said["transit"]),
        **said[""],
    )


def _stored(field: Field, column: str, rows: list[Mapping[str, Any]]) -> Any:
    if field.is_list:
        return tuple(row[column] for row in rows)
    value = rows[0][column] if rows else ""
    return value == _YES if field.column.holds == "flag" else value


def _values(group: Group, name: str, column: str) -> tuple[str, ...]:
    return tuple(row[column] for row in group[name])
