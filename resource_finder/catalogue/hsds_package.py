"""An HSDS 3.2.3 tabular data package and its JSON, written and read."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from resource_finder.catalogue.faults import Fault, SheetsFaulty
from resource_finder.catalogue.hsds_foreign import foreign_parts
from resource_finder.catalogue.hsds_tables import Geography, Package, Row, catalogue_parts, package_of
from resource_finder.domain.offering import Catalogue, Offering, Source

STANDARD = Path(__file__).parent / "hsds_standard" / "datapackage.json"
MOST_BYTES = 256 * 1024 * 1024
_NUMBERS = ("latitude", "longitude", "extension", "minimum_age", "maximum_age")
csv.field_size_limit(MOST_BYTES)


def export_package(catalogue: Catalogue, geography: Geography, folder: Path) -> None:
    """Write `datapackage.json` and all 24 tables, every column of each, header-only where empty."""
    folder.mkdir(parents=True, exist_ok=True)
    package = package_of(catalogue, geography)
    (folder / "datapackage.json").write_text(STANDARD.read_text(encoding="utf-8"), encoding="utf-8")
    for table, path, columns in _described():
        with (folder / path).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore", lineterminator="\n")
            writer.writeheader()
            writer.writerows(package.get(table, []))


def import_package(source: Path, geography: Geography) -> tuple[tuple[Offering, ...], tuple[Source, ...]]:
    """The offerings and sources of a package: a folder, a zip, or one JSON file of organizations.

    A package that this program wrote comes back as it was; any other becomes offerings as far as its own
    fields say, and what it does not say stays unsaid. Raises SheetsFaulty with file, line and column.
    """
    if source.suffix == ".json" and source.name != "datapackage.json":
        package = _flattened(_json_of(source))
    else:
        package = _tables(source)
    if any(row.get("link_type") == "offering_id" for row in package["attribute"]):
        return catalogue_parts(package, geography)
    return foreign_parts(package, geography)


def export_json(catalogue: Catalogue, geography: Geography) -> list[Row]:
    """Every organization with its services nested, as the standard's JSON has them."""
    return _nested(package_of(catalogue, geography))


def _described() -> Iterator[tuple[str, str, list[str]]]:
    for resource in json.loads(STANDARD.read_text(encoding="utf-8"))["resources"]:
        yield resource["name"], resource["path"], [field["name"] for field in resource["schema"]["fields"]]


def _tables(source: Path) -> Package:
    package: Package = {}
    faults: list[Fault] = []
    for table, path, columns in _described():
        text = _text_of(source, path)
        package[table] = list(_rows(text, path, columns, faults)) if text is not None else []
    if not package["service"] and not faults:
        faults.append(
            Fault(source.name, 0, "", "holds no services.csv with rows: not an HSDS package", "refused")
        )
    if faults:
        raise SheetsFaulty(faults)
    return package


def _text_of(source: Path, path: str) -> str | None:
    if source.is_dir():
        file = source / path
        return file.read_text(encoding="utf-8-sig") if file.is_file() else None
    try:
        with zipfile.ZipFile(source) as archive:
            name = next((n for n in archive.namelist() if n.rsplit("/", 1)[-1] == path), None)
            if name is None:
                return None
            # The size that the archive states is not believed: at most this much is unpacked.
            with archive.open(name) as member:
                content = member.read(MOST_BYTES + 1)
    except zipfile.BadZipFile:
        raise SheetsFaulty(
            [Fault(source.name, 0, "", "is neither a folder nor a zip file", "refused")]
        ) from None
    if len(content) > MOST_BYTES:
        raise SheetsFaulty([Fault(path, 0, "", f"unpacks to more than {MOST_BYTES // 2**20} MB", "refused")])
    return content.decode("utf-8-sig")


def _rows(text: str, path: str, columns: list[str], faults: list[Fault]) -> Iterator[Row]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in reader:
            if None in row or None in row.values():
                faults.append(Fault(path, reader.line_num, "", "has another number of cells than the header"))
                continue
            yield {
                column: _value(column, row.get(column, ""), path, reader.line_num, faults)
                for column in columns
            }
    except csv.Error as error:
        faults.append(Fault(path, reader.line_num, "", f"cannot be read: {error}", "refused"))


def _value(column: str, text: str, path: str, line: int, faults: list[Fault]) -> Any:
    if column not in ("latitude", "longitude"):
        return text
    if not text:
        return None
    try:
        return float(text)
    except ValueError:
        faults.append(Fault(path, line, column, f"“{text[:30]}” is not a number"))
        return None


_CHILDREN: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "service": (
        ("phones", "phone", "service_id"),
        ("service_areas", "service_area", "service_id"),
        ("required_documents", "required_document", "service_id"),
        ("cost_options", "cost_option", "service_id"),
        ("languages", "language", "service_id"),
        ("attributes", "attribute", "link_id"),
        ("service_at_locations", "service_at_location", "service_id"),
    ),
    "service_at_location": (("schedules", "schedule", "service_at_location_id"),),
    "location": (("addresses", "address", "location_id"), ("accessibility", "accessibility", "location_id")),
    "organization": (("services", "service", "organization_id"),),
    "taxonomy_term": (("attributes", "attribute", "link_id"),),
}


def _nested(package: Package) -> list[Row]:
    """Children inside their parents; null and empty values left out, as the standard asks."""
    columns = {table: set(names) for table, _path, names in _described()}
    index: dict[tuple[str, str], dict[str, list[Row]]] = {}
    by_id = {table: {row["id"]: row for row in rows} for table, rows in package.items()}
    for children in _CHILDREN.values():
        for _name, table, key in children:
            groups = index.setdefault((table, key), {})
            if not groups:
                for row in package.get(table, []):
                    groups.setdefault(row.get(key, ""), []).append(row)

    def build(table: str, row: Row, parent_key: str = "") -> Row:
        kept = {k: _json_value(k, v) for k, v in row.items() if k in columns[table] and k != parent_key}
        node = {key: value for key, value in kept.items() if value not in ("", None)}
        for name, child, key in _CHILDREN.get(table, ()):
            found = [build(child, line, key) for line in index[child, key].get(row["id"], [])]
            if found:
                node[name] = found
        if table == "service_at_location":
            node["location"] = build("location", by_id["location"][node.pop("location_id")])
        if table == "attribute":
            node["taxonomy_term"] = _term_json(by_id["taxonomy_term"][node.pop("taxonomy_term_id")], by_id)
        return node

    organizations = [build("organization", row) for row in package["organization"]]
    sources = [row for row in package["taxonomy_term"] if row["taxonomy"] == "sources"]
    if organizations and sources:
        # HSDS has no place for sources (openreferral #558): they ride along under our own name.
        organizations[0]["x_sources"] = [build("taxonomy_term", row) for row in sources]
    return organizations


def _term_json(term: Row, by_id: Mapping[str, Mapping[str, Row]]) -> Row:
    taxonomy = by_id["taxonomy"][term["taxonomy_id"]]
    names = ("id", "code", "name", "description", "taxonomy")
    detail = {key: taxonomy[key] for key in ("id", "name", "description")}
    return {key: term[key] for key in names} | {"taxonomy_detail": detail}


def _json_value(column: str, value: Any) -> Any:
    if column in _NUMBERS and isinstance(value, str) and value:
        return float(value) if "." in value else int(value)
    return value


def _json_of(source: Path) -> Any:
    try:
        return json.loads(source.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        line = getattr(error, "lineno", 0)
        raise SheetsFaulty([Fault(source.name, line, "", "is not JSON", "refused")]) from error


def _flattened(organizations: Any) -> Package:
    """Nested JSON back to table rows, each child with the key of its parent."""
    package: Package = {table: [] for table, _path, _columns in _described()}
    seen: set[str] = set()

    def flatten(table: str, node: Row, key: str = "", parent: str = "") -> None:
        row = {name: value for name, value in node.items() if not isinstance(value, list | dict)}
        if key:
            row[key] = parent
        if table == "service_at_location":
            row["location_id"] = node["location"]["id"]
            flatten("location", node["location"])
        if table == "attribute":
            term = node["taxonomy_term"]
            row["taxonomy_term_id"] = term["id"]
            if term["id"] not in seen:
                seen.add(term["id"])
                package["taxonomy_term"].append({k: v for k, v in term.items() if not isinstance(v, dict)})
        if table != "taxonomy_term" or node["id"] not in seen:
            package[table].append(_filled(table, row))
            seen.add(node["id"])
        for name, child, child_key in _CHILDREN.get(table, ()):
            for line in node.get(name, []):
                flatten(child, line, child_key, node["id"])

    for organization in organizations if isinstance(organizations, list) else [organizations]:
        flatten("organization", organization)
        for term in organization.get("x_sources", []):
            flatten("taxonomy_term", term)
    return package


def _filled(table: str, row: Row) -> Row:
    """Every column that a package has, absent ones empty; points as numbers or nothing."""
    columns = next(names for name, _path, names in _described() if name == table)
    full: Row = {}
    for column in columns:
        value = row.get(column)
        is_point = column in ("latitude", "longitude")
        full[column] = value if is_point else "" if value is None else str(value)
    return full
