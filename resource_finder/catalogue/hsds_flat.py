"""Nested HSDS JSON of any directory, flattened into table rows."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from resource_finder.catalogue.hsds_older import Package, Row, read_as
from resource_finder.domain.offering import Source

# One object inside another: name -> (table, column by which the outer row names it).
_SINGLE: Mapping[str, tuple[str, str]] = {
    "organization": ("organization", "organization_id"),
    "service": ("service", "service_id"),
    "location": ("location", "location_id"),
    "taxonomy_term": ("taxonomy_term", "taxonomy_term_id"),
    "taxonomy_detail": ("taxonomy", "taxonomy_id"),
    "taxonomy": ("taxonomy_term", "taxonomy_term_id"),
}
_LISTS: Mapping[str, str] = {
    "services": "service",
    "locations": "location",
    "phones": "phone",
    "service_areas": "service_area",
    "required_documents": "required_document",
    "cost_options": "cost_option",
    "languages": "language",
    "schedules": "schedule",
    "additional_urls": "url",
    "additional_websites": "url",
    "attributes": "attribute",
    "addresses": "address",
    "accessibility": "accessibility",
}
_MOST_DEEP = 12


class NotHsds(ValueError):
    """JSON of another shape."""


class Flat:
    """Rows of one page, by table; `unused` counts the nested parts that no table holds."""

    def __init__(self) -> None:
        self.package: Package = {}
        self.unused: Counter[str] = Counter()
        self._made = 0

    def add(self, name: str, node: Any, parent: tuple[str, str] = ("", ""), deep: int = 0) -> str:
        """The rows of an object and of all in it; answers its id."""
        if not isinstance(node, Mapping):
            raise NotHsds(f"a {name} is {type(node).__name__}, not an object")
        if deep > _MOST_DEEP:
            raise NotHsds(f"{name} is nested too deep")
        row: Row = {key: value for key, value in node.items() if not isinstance(value, list | dict)}
        table, row = read_as(name, row)
        if row.get("id") in (None, ""):
            self._made += 1
            row["id"] = f"{table}-{self._made}"
        row["id"] = str(row["id"])
        if parent[0]:
            row["link_id" if table == "attribute" else parent[0]] = parent[1]
            row |= {"link_entity": parent[0].removesuffix("_id")} if table == "attribute" else {}
        self._inner(table, row, node, deep)
        self.package.setdefault(table, []).append(row)
        return str(row["id"])

    def _inner(self, table: str, row: Row, node: Mapping[str, Any], deep: int) -> None:
        for name, value in node.items():
            if isinstance(value, dict) and value:
                if name in _SINGLE:
                    inner, column = _SINGLE[name]
                    row[column] = self.add(inner, value, deep=deep + 1)
                else:
                    self.unused[f"{table}.{name}"] += 1
            elif isinstance(value, list) and value:
                self._children(table, row, name, value, deep)

    def _children(self, table: str, row: Row, name: str, listed: list[Any], deep: int) -> None:
        child = _LISTS.get(name) or (name if read_as(name, {})[0] != name else "")
        if not child or name.startswith("x_"):
            self.unused[f"{table}.{name}"] += len(listed)
            return
        for line in listed:
            if isinstance(line, str) and child in (
                "language",
                "service_area",
                "required_document",
                "accessibility",
            ):
                line = {
                    {"required_document": "document", "accessibility": "description"}.get(child, "name"): line
                }
            key = self.add(child, line, (f"{table}_id", row["id"]), deep + 1)
            if (table, child) == ("service", "location"):
                # Older pages put the places straight into the service.
                link = {"id": f"{row['id']}:{key}", "service_id": row["id"], "location_id": key}
                self.package.setdefault("service_at_location", []).append(link)


def flattened(page: Any) -> tuple[Flat, tuple[Source, ...], bool]:
    """Rows of a page, a list of organizations, services or service_at_locations, or one of them.

    Also the sources that our own export adds, and whether the page is the whole list. Raises NotHsds.
    """
    whole = page if isinstance(page, Mapping) else {}
    listed = _listed(page)
    flat = Flat()
    for node in listed:
        flat.add(_kind(node), node)
    flat.package = {table: list(_once(rows)) for table, rows in flat.package.items()}
    sources = whole.get("x_sources") or ()
    try:
        read = tuple(Source(**{"publisher": "", "title": ""} | row) for row in sources)
    except TypeError as error:
        raise NotHsds(f"x_sources: {error}") from error
    pages = whole.get("total_pages")
    return flat, read, pages in (None, 0, 1, "1")


def _listed(page: Any) -> list[Any]:
    if isinstance(page, list):
        return page
    if not isinstance(page, Mapping):
        raise NotHsds(f"{type(page).__name__} is no list and no object")
    for name in (
        "contents",
        "content",
        "items",
        "data",
        "results",
        "services",
        "organizations",
        "service_at_locations",
    ):
        if isinstance(page.get(name), list) and "name" not in page:
            return list(page[name])
    return [page]


def _kind(node: Any) -> str:
    """What an object of a list is: a place of a service names both, a service an organization or a status."""
    if not isinstance(node, Mapping):
        raise NotHsds(f"an entry is {type(node).__name__}, not an object")
    if isinstance(node.get("service"), dict) or ("service_id" in node and "location" in node):
        return "service_at_location"
    is_service = any(
        name in node for name in ("organization", "organization_id", "status", "service_at_locations")
    ) and not isinstance(node.get("services"), list)
    return "service" if is_service else "organization"


def _once(rows: list[Row]) -> Iterator[Row]:
    """One row for each id, with all that its copies say: lists repeat an organization at each service."""
    found: dict[str, Row] = {}
    for row in rows:
        known = found.setdefault(row["id"], row)
        for name, value in row.items():
            if known.get(name) in (None, ""):
                known[name] = value
    yield from found.values()
