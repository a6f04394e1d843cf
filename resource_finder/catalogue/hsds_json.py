"""HSDS rows as the standard's nested JSON, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from resource_finder.catalogue.hsds_back import grouped
from resource_finder.catalogue.hsds_tables import Geography, Package, Row, package_of
from resource_finder.catalogue.hsds_terms import Terms
from resource_finder.domain.offering import Catalogue, Offering, Source

_WHOLE = frozenset({"extension", "minimum_age", "maximum_age"})
_DECIMAL = frozenset({"latitude", "longitude", "amount"})
_ZONE = "America/Chicago"
# Parent table -> (name in JSON, child table, column that names the parent).
CHILDREN: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "organization": (("services", "service", "organization_id"),),
    "service": (
        ("phones", "phone", "service_id"),
        ("service_areas", "service_area", "service_id"),
        ("required_documents", "required_document", "service_id"),
        ("cost_options", "cost_option", "service_id"),
        ("languages", "language", "service_id"),
        ("schedules", "schedule", "service_id"),
        ("additional_urls", "url", "service_id"),
        ("attributes", "attribute", "link_id"),
        ("service_at_locations", "service_at_location", "service_id"),
    ),
    "service_at_location": (
        ("schedules", "schedule", "service_at_location_id"),
        ("phones", "phone", "service_at_location_id"),
        ("service_areas", "service_area", "service_at_location_id"),
    ),
    "location": (
        ("addresses", "address", "location_id"),
        ("accessibility", "accessibility", "location_id"),
        ("phones", "phone", "location_id"),
    ),
    "phone": (("attributes", "attribute", "link_id"),),
    "required_document": (("attributes", "attribute", "link_id"),),
}


class Documents:
    """Every object of the HSDS API, made when it is asked for. Each method answers None for an unknown id."""

    def __init__(self, package: Package) -> None:
        self._rows = {table: {row["id"]: row for row in rows} for table, rows in package.items()}
        wanted = {(table, column) for children in CHILDREN.values() for _name, table, column in children}
        self._index = {
            (table, column): grouped([row for row in package.get(table, ()) if row.get(column)], column)
            for table, column in wanted
        }

    def ids(self, table: str) -> tuple[str, ...]:
        """Ids of `organization`, `service`, `service_at_location`, `taxonomy`, `taxonomy_term`, in order."""
        return tuple(self._rows.get(table, ()))

    def organization(self, key: str, short: bool = False) -> Row | None:
        """An organization with its services, or in short as lists have it."""
        return self._found("organization", key, short)

    def service(self, key: str, short: bool = False) -> Row | None:
        """A service with its places, or in short as lists have it; and its organization in short."""
        node = self._found("service", key, short)
        if node is not None:
            node["organization"] = self.organization(node.pop("organization_id"), short=True)
        return node

    def service_at_location(self, key: str) -> Row | None:
        """A place of a service, with the service in it."""
        node = self._found("service_at_location", key)
        if node is not None:
            service = self._rows["service"][node.pop("service_id")]
            node["service"] = self._build("service", service, ("service_at_locations",))
            organization = node["service"].pop("organization_id")
            node["service"]["organization"] = self.organization(organization, short=True)
        return node

    def taxonomy(self, key: str) -> Row | None:
        return self._found("taxonomy", key)

    def taxonomy_term(self, key: str) -> Row | None:
        row = self._rows.get("taxonomy_term", {}).get(key)
        return self._term(row) if row else None

    def _found(self, table: str, key: str, short: bool = False) -> Row | None:
        row = self._rows.get(table, {}).get(key)
        without = tuple(name for name, _child, _column in CHILDREN.get(table, ())) if short else ()
        return None if row is None else self._build(table, row, without)

    def _build(self, table: str, row: Row, without: tuple[str, ...] = (), parent: str = "") -> Row:
        node = {
            name: _number(name, value)
            for name, value in row.items()
            if value not in ("", None) and name != parent and not name.startswith("_")
        }
        for name, child, column in CHILDREN.get(table, ()):
            rows = () if name in without else self._index[child, column].get(row["id"], ())
            if rows:
                node[name] = [self._build(child, line, parent=column) for line in rows]
        if table == "service_at_location":
            node["location"] = self._build("location", self._rows["location"][node.pop("location_id")])
        if table == "attribute":
            node["taxonomy_term"] = self._term(self._rows["taxonomy_term"][node.pop("taxonomy_term_id")])
        if table == "schedule":
            node["x_timezone"] = _ZONE
        if table == "service":
            self._add_own_words(node, row)
        return node

    def _term(self, row: Row) -> Row:
        node = self._build("taxonomy_term", row)
        if scheme := self._rows["taxonomy"].get(node.pop("taxonomy_id", "")):
            node["taxonomy_detail"] = self._build("taxonomy", scheme)
        return node

    def _add_own_words(self, node: Row, row: Row) -> None:
        """Where a fact was read has no place in HSDS (specification issue 558): it stands under `x_`."""
        terms = self._rows["taxonomy_term"]
        attributes = self._index["attribute", "link_id"].get(row["id"], ())
        by_code = [(str(terms[line["taxonomy_term_id"]]["code"]), line) for line in attributes]
        checked = next((line["value"] for code, line in by_code if code == "listing:checked_on"), "")
        node["x_sources"] = [
            _without_empty(
                {
                    "id": code.partition(":")[2],
                    "publisher": term["name"],
                    "title": term["description"],
                    "url": term.get("term_uri", ""),
                    "checked_on": checked if number == 0 else "",
                }
            )
            for number, (code, term) in enumerate(
                (code, terms[line["taxonomy_term_id"]])
                for code, line in by_code
                if code.startswith("source:")
            )
        ]


def service_json(
    offering: Offering, geography: Geography, terms: Terms, sources: tuple[Source, ...] = ()
) -> Row:
    """One offering as the public reads it: a service with its organization and its place."""
    found = _documents_of(offering, geography, terms, sources).service(str(offering.service_id))
    assert found is not None
    return found


def organization_json(
    offerings: tuple[Offering, ...],
    geography: Geography,
    terms: Terms,
    sources: tuple[Source, ...] = (),
) -> Row:
    """The organization of these offerings, with each of them as a service."""
    package = package_of(Catalogue(offerings, sources, ""), geography, terms, public=True)
    found = Documents(package).organization(str(offerings[0].organization_id))
    assert found is not None
    return found


def service_at_location_json(
    offering: Offering, geography: Geography, terms: Terms, sources: tuple[Source, ...] = ()
) -> Row:
    """The place of an offering, with the service in it."""
    documents = _documents_of(offering, geography, terms, sources)
    found = documents.service_at_location(documents.ids("service_at_location")[0])
    assert found is not None
    return found


def pages_of_organizations(catalogue: Catalogue, package: Package) -> Row:
    """One page, as the API pages, with every organization; sources that HSDS cannot hold stand beside it."""
    documents = Documents(package)
    contents = [documents.organization(key) for key in documents.ids("organization")]
    return {
        "total_items": len(contents),
        "total_pages": 1,
        "page_number": 1,
        "size": len(contents),
        "first_page": True,
        "last_page": True,
        "empty": not contents,
        "contents": contents,
        "x_sources": [_without_empty(asdict(source)) for source in catalogue.sources],
    }


def _documents_of(
    offering: Offering, geography: Geography, terms: Terms, sources: tuple[Source, ...]
) -> Documents:
    return Documents(package_of(Catalogue((offering,), sources, ""), geography, terms, public=True))


def _without_empty(row: Row) -> Row:
    return {name: value for name, value in row.items() if value != ""}


def _number(column: str, value: Any) -> Any:
    if isinstance(value, str) and column in _WHOLE:
        return int(value)
    if isinstance(value, str) and column in _DECIMAL:
        return float(value)
    return value
