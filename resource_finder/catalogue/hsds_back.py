"""The catalogue out of a package that this program wrote, the same as it was."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from resource_finder.catalogue.columns import BY_HEADER, FIELDS, Field, put_together
from resource_finder.catalogue.faults import Fault
from resource_finder.catalogue.hsds_rows import PLACED, key
from resource_finder.catalogue.hsds_tables import (
    PARTS_OF_ADDRESS,
    PLAIN,
    POLICY,
    SOURCE_FACTS,
    STATEWIDE,
    Geography,
    Package,
    Row,
)
from resource_finder.domain.column import AS_IN_TABLES, LISTING
from resource_finder.domain.offering import Offering, Phone, Source, sheet_order

_SAID = {value: said for said, value in POLICY.items()}
_COUNTIES = BY_HEADER["counties"]
_MARK = key("term", "listing", "offering_id")


def is_ours(package: Package) -> bool:
    """Whether this program wrote the package."""
    return any(row["taxonomy_term_id"] == _MARK for row in package["attribute"])


def catalogue_parts(
    package: Package, geography: Geography, faults: list[Fault] | None = None
) -> tuple[tuple[Offering, ...], tuple[Source, ...]]:
    """The offerings, ordered by sheet and id, and the sources. A row that was broken since is reported."""
    reader = _Reader(package, geography, faults if faults is not None else [])
    offerings = sorted(reader.offerings(), key=sheet_order)
    return tuple(offerings), tuple(reader.sources())


class _Reader:
    """Every row of one package, by what it belongs to."""

    def __init__(self, package: Package, geography: Geography, faults: list[Fault]) -> None:
        self._package, self._geography, self._faults = package, geography, faults
        self._codes = {row["id"]: _split(row["code"]) for row in package["taxonomy_term"]}
        self._organizations = {row["id"]: row["name"] for row in package["organization"]}
        self._by_service = {
            table: grouped(package[table], "service_id")
            for table in ("phone", "service_area", "required_document", "language", "service_at_location")
        }
        self._locations = {row["id"]: row for row in package["location"]}
        self._addresses = grouped(package["address"], "location_id")
        self._slugs = {fips: slug for slug, fips in geography.fips.items()}
        self._facts = self._grouped_facts()

    def offerings(self) -> Iterator[Offering]:
        for row in self._package["service"]:
            facts = self._facts[row["id"]]
            organization = self._organizations.get(row["organization_id"])
            if not facts[("listing", "offering_id")]:
                self._report(row, "id", "has no offering_id attribute: it is not of this catalogue")
            elif organization is None:
                self._report(row, "organization_id", f"“{row['organization_id']}” is no organization")
            elif unknown := next(_unknown_values(_Facts(facts)), ""):
                self._report(row, "id", unknown)
            else:
                yield self._offering(row, organization, _Facts(facts))

    def sources(self) -> Iterator[Source]:
        for row in self._package["taxonomy_term"]:
            taxonomy, code = self._codes[row["id"]]
            facts = _Facts(self._facts[row["id"]])
            if taxonomy == "source" and facts.has("source_fact", "publisher"):
                yield Source(code, **{name: facts.text("source_fact", name) for name in SOURCE_FACTS})

    def _grouped_facts(self) -> dict[str, "Grouped"]:
        found: dict[str, Grouped] = defaultdict(lambda: defaultdict(list))
        for row in self._package["attribute"]:
            term = self._codes.get(row["taxonomy_term_id"])
            if term is None:
                self._report(row, "taxonomy_term_id", "is no term of taxonomy_terms.csv", "attributes.csv")
            else:
                found[row["link_id"]][term].append(row["value"])
                found[row["link_id"]][term[0], ""].append((term[1], row["value"]))
        return found

    def _report(self, row: Row, column: str, message: str, file: str = "services.csv") -> None:
        self._faults.append(Fault(file, row.get("_line", 0), column, message))

    def _offering(self, row: Row, organization: str, facts: "_Facts") -> Offering:
        children = {table: rows.get(row["id"], []) for table, rows in self._by_service.items()}
        areas = [self._geography.extent_of(area) for area in children["service_area"]]
        location = self._location(children["service_at_location"])
        counties = tuple(self._slugs.get(code, code) for code in facts.codes("ride_county"))
        return put_together(
            [*_plain(row, facts), (_COUNTIES, counties)],
            id=facts.text("listing", "offering_id"),
            organization=organization,
            needs=facts.codes("need"),
            **self._address(location, facts),
            latitude=location.get("latitude"),
            longitude=location.get("longitude"),
            precision=facts.text(LISTING, "precision") or "none",
            serves=tuple(area for area in areas if area and area != STATEWIDE),
            statewide=STATEWIDE in areas,
            phones=tuple(self._phone(phone) for phone in children["phone"]),
            documents=tuple(self._document(document) for document in children["required_document"]),
            languages=tuple(language["code"] for language in children["language"]),
            who=tuple(
                value if value.startswith("ages ") else code for code, value in facts.pairs("population")
            ),
            record=tuple((code, _SAID[value]) for code, value in facts.pairs("conviction_policy")),
            supervision=next((_SAID.get(v, v) for _code, v in facts.pairs("supervision")), ""),
        )

    def _location(self, places: list[Row]) -> Row:
        return next((self._locations.get(place["location_id"], {}) for place in places), {})

    def _address(self, location: Row, facts: "_Facts") -> dict[str, Any]:
        for row in self._addresses.get(location.get("id", ""), []):
            county = self._geography.slug(row["region"])
            return {
                "address": row["address_1"],
                "city": row["city"],
                "zip": row["postal_code"],
                "county": county,
            }
        return {part: facts.text("listing", part) for part in PARTS_OF_ADDRESS}

    def _phone(self, row: Row) -> Phone:
        other = _Facts(self._facts[row["id"]]).text("listing", "phone_extension")
        return Phone(row["number"], other or row["extension"], row["description"])

    def _document(self, row: Row) -> str:
        return next(iter(_Facts(self._facts[row["id"]]).codes("document")), row["document"])


Grouped = dict[tuple[str, str], list[Any]]


class _Facts:
    """The attributes of one row, by taxonomy and code."""

    def __init__(self, found: Grouped) -> None:
        self._found = found

    def has(self, taxonomy: str, code: str) -> bool:
        return bool(self._found.get((taxonomy, code)))

    def text(self, taxonomy: str, code: str) -> str:
        return next(iter(self._found.get((taxonomy, code), ())), "")

    def pairs(self, taxonomy: str) -> list[tuple[str, str]]:
        return self._found.get((taxonomy, ""), [])

    def codes(self, taxonomy: str) -> tuple[str, ...]:
        return tuple(code for code, _value in self.pairs(taxonomy))


# Values that rules rely on; one that is unknown keeps the row out. All but the status may be left untold.
_ALLOWED = {
    field.name: field.column.allowed if field.name == "status" else (*field.column.allowed, "")
    for field in FIELDS
    if field.name in ("status", "precision", "accessible")
}


def _unknown_values(facts: _Facts) -> Iterator[str]:
    """What is wrong with values that only this catalogue's own words may have."""
    for code, allowed in _ALLOWED.items():
        if facts.text("listing", code) not in allowed:
            yield f"its {code} is “{facts.text('listing', code)[:30]}”"
    for code, value in facts.pairs("conviction_policy"):
        if value not in _SAID:
            yield f"its policy on {code[:30]} is “{value[:30]}”"


def grouped(rows: list[Row], column: str) -> dict[str, list[Row]]:
    """Rows by the value of a column, in their order."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return groups


def _plain(service: Row, facts: _Facts) -> Iterator[tuple[Field, Any]]:
    """The fields that stand in the service itself, or in attributes as they are."""
    for column, field in PLACED["service"].items():
        if field.package == AS_IN_TABLES:
            yield field, service[column]
    for field in PLAIN:
        text = facts.text(field.package, field.name)
        value = text == "yes" if field.column.holds == "flag" else text
        yield field, facts.codes(field.package) if field.is_list else value


def _split(code: str) -> tuple[str, str]:
    taxonomy, _, rest = str(code).partition(":")
    return taxonomy, rest
