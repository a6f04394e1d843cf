"""Offerings to table rows and back, losing nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from resource_finder.catalogue import tables
from resource_finder.catalogue.columns import FIELDS, STATEWIDE, Field, put_together
from resource_finder.catalogue.hsds_rows import (
    PLACED,
    Row,
    address_row,
    key,
    place_rows,
    said_in,
    service_row,
)
from resource_finder.domain.offering import Offering, Phone, sheet_order

Rows = dict[type, list[Row]]

_YES = "yes"
# What has no place of its own in the tables is an attribute.
_ATTRIBUTES = tuple(field for field in FIELDS if not field.column.table)
_LIST_TABLES = (
    (tables.RequiredDocument, "document"),
    (tables.CostOption, "option"),
    (tables.Language, "code"),
)


def rows_of(offerings: Iterable[Offering]) -> Rows:
    """Every table row of these offerings, in an order that satisfies the foreign keys."""
    rows: Rows = {table: [] for table in TABLES}
    organizations: dict[str, str] = {}
    terms: dict[tuple[str, str], str] = {}
    for offering in offerings:
        service = service_key(offering.id)
        organizations[key("organization", offering.organization)] = offering.organization
        _service_rows(offering, service, rows)
        _place_rows(offering, rows)
        for kind, code, position, value in _attributes(offering):
            term = terms.setdefault((kind, code), key("term", kind, code))
            rows[tables.Attribute].append(
                {
                    "id": key("attribute", offering.id, kind, position),
                    "link_id": service,
                    "link_entity": "service",
                    "link_type": kind,
                    "taxonomy_term_id": term,
                    "position": position,
                    "value": value,
                }
            )
    rows[tables.Organization] = [{"id": code, "name": name} for code, name in organizations.items()]
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
    yield from sorted(found, key=sheet_order)


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
    return key("service", code)


def _service_rows(offering: Offering, service: str, rows: Rows) -> None:
    rows[tables.Service].append(service_row(offering) | said_in("service", offering) | {"code": offering.id})
    areas = (STATEWIDE,) if offering.statewide else ()
    lists = (
        (table, column, PLACED[table.__tablename__][column].of(offering)) for table, column in _LIST_TABLES
    )
    for table, column, values in ((tables.ServiceArea, "extent", (*areas, *offering.serves)), *lists):
        for position, value in enumerate(values):
            row = {"id": key(column, offering.id, position), "service_id": service, "position": position}
            rows[table].append(row | {column: value})
    for position, phone in enumerate(offering.phones):
        rows[tables.Phone].append(
            {
                "id": key("phone", offering.id, position),
                "service_id": service,
                "position": position,
                "number": phone.number,
                "extension": phone.extension,
                "description": phone.remark,
            }
        )


def _place_rows(offering: Offering, rows: Rows) -> None:
    location, at = place_rows(offering)
    rows[tables.Location].append(location | said_in("location", offering))
    rows[tables.ServiceAtLocation].append(at)
    if any(said_in("address", offering).values()):
        rows[tables.Address].append(address_row(offering))
    for table, where in (
        (tables.Schedule, {"service_at_location_id": at["id"]}),
        (tables.Accessibility, {"location_id": location["id"]}),
    ):
        name = table.__tablename__
        if any((said := said_in(name, offering)).values()):
            rows[table].append({"id": key(name, offering.id)} | where | said)


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
            {"id": key("taxonomy", kind), "name": kind, "description": f"This catalogue's own terms: {kind}"}
        )
    for (kind, code), term in terms.items():
        rows[tables.TaxonomyTerm].append(
            {"id": term, "taxonomy_id": key("taxonomy", kind), "code": code, "name": code}
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
    said = [(field, _stored(field, "value", group[field.name])) for field in _ATTRIBUTES]
    for table, columns in PLACED.items():
        rows = [service] if table == "service" else group[table]
        said += [(field, _stored(field, column, rows)) for column, field in columns.items()]
    return put_together(
        said,
        id=service["code"],
        organization=organization,
        serves=tuple(area for area in areas if area != STATEWIDE),
        statewide=STATEWIDE in areas,
        phones=tuple(Phone(row["number"], row["extension"], row["description"]) for row in group["phone"]),
        record=tuple((row["term"], row["value"]) for row in group["record"]),
    )


def _stored(field: Field, column: str, rows: list[Mapping[str, Any]]) -> Any:
    if field.is_list:
        return tuple(row[column] for row in rows)
    value = rows[0][column] if rows else ""
    return value == _YES if field.column.holds == "flag" else value


def _values(group: Group, name: str, column: str) -> tuple[str, ...]:
    return tuple(row[column] for row in group[name])
