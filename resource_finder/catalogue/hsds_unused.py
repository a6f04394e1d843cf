"""What a package says and this program has no use for: every file and column of it is named."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from resource_finder.catalogue.faults import Fault
from resource_finder.catalogue.hsds_older import Package

_USED: Mapping[str, frozenset[str]] = {
    table: frozenset(columns.split())
    for table, columns in {
        "organization": "name website email",
        "service": "organization_id name description url email status application_process fees_description"
        " eligibility_description minimum_age maximum_age assured_date alert",
        "service_at_location": "service_id location_id",
        "location": "location_type latitude longitude organization_id",
        "phone": "location_id service_id organization_id service_at_location_id number extension type"
        " description",
        "address": "location_id address_1 address_2 city region state_province postal_code country"
        " address_type",
        "schedule": "service_id location_id service_at_location_id valid_from valid_to dtstart until count"
        " freq interval byday byweekno bymonthday byyearday opens_at closes_at description notes"
        " timezone wkst",
        "service_area": "service_id service_at_location_id name uri extent description",
        "required_document": "service_id document",
        "language": "service_id location_id name code",
        "accessibility": "location_id description details",
        "cost_option": "service_id option amount currency",
        "attribute": "link_id link_entity link_type taxonomy_term_id",
        "taxonomy_term": "code name taxonomy taxonomy_id parent_id description",
        "taxonomy": "name",
    }.items()
}
_ALWAYS = frozenset({"id", "last_modified", "created_at", "updated_at", "_line"})


def unused(package: Package, paths: Mapping[str, str], files: Mapping[str, int]) -> Iterator[Fault]:
    """One remark for each file and for the columns of each file that are read past.

    `paths` is what each table is called in words; `files` are those that belong to no table, with their rows.
    """
    for name, count in sorted(files.items()):
        yield Fault(name, 0, "", f"is not used ({count} rows)", "accepted")
    for table, rows in package.items():
        name = paths.get(table, f"{table}.csv")
        if rows and table not in _USED:
            yield Fault(name, 0, "", f"is not used ({len(rows)} rows)", "accepted")
        elif columns := _columns(rows, _USED.get(table, frozenset())):
            said = ", ".join(f"{column} ({count})" for column, count in columns.items())
            yield Fault(name, 0, "", f"columns that are not used: {said}", "accepted")


def _columns(rows: Iterable[Mapping[str, Any]], used: frozenset[str]) -> Counter[str]:
    """The columns with something in them that nothing reads, and in how many rows."""
    return Counter(
        name
        for row in rows
        for name, value in row.items()
        if name not in used and name not in _ALWAYS and value not in (None, "")
    )
