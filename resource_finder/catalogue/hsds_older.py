"""Packages of HSDS 1.1 and 2.0, and of its cousins, in the words of HSDS 3."""

from collections.abc import Iterable, Mapping
from typing import Any

Row = dict[str, Any]
Package = dict[str, list[Row]]

# What older files and JSON are called -> the table of HSDS 3, and what every row of such a file says besides.
OLDER_NAMES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "services_at_location": ("service_at_location", {}),
    "services_at_locations": ("service_at_location", {}),
    "service_at_locations": ("service_at_location", {}),
    "physical_addresses": ("address", {"address_type": "physical"}),
    "physical_address": ("address", {"address_type": "physical"}),
    "postal_addresses": ("address", {"address_type": "postal"}),
    "postal_address": ("address", {"address_type": "postal"}),
    "mail_addresses": ("address", {"address_type": "postal"}),
    "mailing_addresses": ("address", {"address_type": "postal"}),
    "regular_schedules": ("schedule", {}),
    "regular_schedule": ("schedule", {}),
    "services_taxonomy": ("attribute", {"link_entity": "service"}),
    "service_taxonomy": ("attribute", {"link_entity": "service"}),
    "services_taxonomies": ("attribute", {"link_entity": "service"}),
    "service_taxonomies": ("attribute", {"link_entity": "service"}),
    "service_attributes": ("attribute", {"link_entity": "service"}),
    "service_attribute": ("attribute", {"link_entity": "service"}),
    "other_attributes": ("attribute", {}),
    "taxonomy": ("taxonomy_term", {}),
    "taxonomy_terms": ("taxonomy_term", {}),
    "accessibility_for_disabilities": ("accessibility", {}),
    "eligibility": ("eligibility", {}),
    "eligibilities": ("eligibility", {}),
    "service_area": ("service_area", {}),
    "operating_hours": ("schedule", {}),
}
_COLUMNS: Mapping[str, Mapping[str, str]] = {
    "organization": {"url": "website", "organization_name": "name"},
    "service": {
        "website": "url", "fees": "fees_description", "eligibility": "eligibility_description",
        "how_to_apply": "application_process", "short_desc": "description", "last_assured": "assured_date",
        "assured": "assured_date", "emails": "email",
    },
    "location": {"lat": "latitude", "lng": "longitude", "lon": "longitude", "long": "longitude"},
    "phone": {"number_type": "type", "phone_number": "number", "phone_type": "type"},
    "schedule": {"weekday": "byday", "opens": "opens_at", "closes": "closes_at", "day": "byday"},
    "address": {
        "street_1": "address_1", "street_2": "address_2", "street": "address_1", "address": "address_1",
        "state": "state_province", "zip": "postal_code", "zip_code": "postal_code", "postcode": "postal_code",
        "county": "region", "type": "address_type",
    },
    "service_area": {"service_area": "name", "area": "name"},
    "required_document": {"required_document": "document"},
    "language": {"language": "name"},
    "accessibility": {"accessibility": "description"},
    "attribute": {"service_id": "link_id", "taxonomy_id": "taxonomy_term_id", "taxonomy": "taxonomy_term_id"},
    "taxonomy_term": {"vocabulary": "taxonomy", "taxonomy_name": "name"},
    "eligibility": {"eligibility": "description"},
}  # fmt: skip
# Lists inside a cell of a service (HSDS's cousins write them so) -> the table and column of each part.
_LISTS: Mapping[tuple[str, str], tuple[str, str, str]] = {
    ("service", "service_areas"): ("service_area", "service_id", "name"),
    ("service", "languages"): ("language", "service_id", "name"),
    ("service", "required_documents"): ("required_document", "service_id", "document"),
    ("service", "taxonomy_ids"): ("attribute", "link_id", "taxonomy_term_id"),
    ("location", "languages"): ("language", "location_id", "name"),
    ("location", "accessibility"): ("accessibility", "location_id", "description"),
}


def modern(package: Package) -> Package:
    """The same rows under the names of HSDS 3. A package of HSDS 3 comes back as it is."""
    found: Package = {table: [_renamed(table, row) for row in rows] for table, rows in package.items()}
    for (table, column), (child, parent, name) in _LISTS.items():
        for row in found.get(table, ()):
            for number, text in enumerate(_parts(row.pop(column, None))):
                made = {"id": f"{row['id']}:{column}:{number}", parent: row["id"], name: text}
                found.setdefault(child, []).append(made | {"_line": row.get("_line", 0)})
    _join_places(found)
    _join_eligibility(found)
    _name_terms(found)
    return found


def _renamed(table: str, row: Row) -> Row:
    new = dict(row)
    for old, name in _COLUMNS.get(table, {}).items():
        if old in new and not new.get(name):
            new[name] = new.pop(old)
    if table == "phone" and new.get("department"):
        said = [str(new.pop("department")), str(new.get("description") or "")]
        new["description"] = " ".join(dict.fromkeys(filter(None, said)))
    if table == "schedule" and not new.get("freq") and new.get("byday"):
        new["freq"] = "WEEKLY"
    if table == "location" and str(new.pop("virtual", "")).casefold() in ("true", "1", "t", "yes"):
        new["location_type"] = new.get("location_type") or "virtual"
    return new


def _parts(cell: Any) -> Iterable[str]:
    return [part for part in (text.strip() for text in str(cell or "").split(",")) if part]


def _join_places(found: Package) -> None:
    """A service that names its location itself, and its organization only by the location's."""
    owners = {row.get("id"): row.get("organization_id") for row in found.get("location", ())}
    for row in found.get("service", ()):
        location = row.get("location_id")
        if location and not row.get("organization_id"):
            row["organization_id"] = owners.get(location) or ""
        if location:
            made = {"id": f"{row['id']}:{location}", "service_id": row["id"], "location_id": location}
            found.setdefault("service_at_location", []).append(made | {"_line": row.get("_line", 0)})
        row.pop("location_id", None)


def _join_eligibility(found: Package) -> None:
    said: dict[str, list[str]] = {}
    for row in found.pop("eligibility", ()):
        said.setdefault(str(row.get("service_id")), []).append(str(row.get("description") or ""))
    for row in found.get("service", ()):
        if texts := [text for text in said.get(str(row.get("id")), ()) if text]:
            row["eligibility_description"] = "; ".join(
                filter(None, (row.get("eligibility_description"), *texts))
            )


def _name_terms(found: Package) -> None:
    """Terms that a service names and no table describes are their own names; older ids are the codes."""
    terms = found.setdefault("taxonomy_term", [])
    for row in terms:
        row["code"] = row.get("code") or row.get("id")
    known = {row.get("id") for row in terms}
    for row in found.get("attribute", ()):
        if (
            (term := row.get("taxonomy_term_id"))
            and term not in known
            and row.get("link_entity") == "service"
        ):
            known.add(term)
            terms.append({"id": term, "code": term, "name": term, "_line": row.get("_line", 0)})


def read_as(name: str, row: Row) -> tuple[str, Row]:
    """The table that rows of such a file belong to, and the row with what the file's name says of it."""
    table, more = OLDER_NAMES.get(name, (name, {}))
    return table, {**row, **{column: row.get(column) or value for column, value in more.items()}}
