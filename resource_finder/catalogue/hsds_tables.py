"""Our table rows as rows of an HSDS 3.2.3 package, and back; what HSDS cannot hold is an attribute."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid5

from resource_finder.catalogue import tables
from resource_finder.catalogue.records import STATEWIDE, offerings_of, rows_of
from resource_finder.domain.offering import NAMESPACE, Catalogue, Offering, Source

Row = dict[str, Any]
Package = dict[str, list[Row]]

# Facts of a row or a place that HSDS cannot hold as they are: attributes under these names.
_PLACE = ("address", "city", "zip", "county")
_SOURCE_FACTS = ("published_on", "licence", "note")
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SIMPLE_HOURS = re.compile(
    r"(?P<days>[A-Z][a-z](?:[-,][A-Z][a-z])*) (?P<open>\d\d:\d\d)-(?P<close>\d\d:\d\d)\Z"
)
# Winter time of Missouri. HSDS times carry an offset and no zone; the OpenStreetMap text is the exact one.
_OFFSET = "-06:00"


@dataclass(frozen=True)
class Geography:
    """County slug to its label and FIPS code."""

    labels: Mapping[str, str]
    fips: Mapping[str, str]

    def area(self, extent: str) -> Row:
        if extent == STATEWIDE:
            return {"name": "Missouri", "uri": "https://data.census.gov/profile?g=040XX00US29"}
        code = self.fips[extent]
        return {"name": self.labels[extent], "uri": f"https://data.census.gov/profile?g=050XX00US{code}"}

    def extent_of(self, area: Mapping[str, Any]) -> str:
        """The slug that an area speaks of, by its GEOID or its name; empty for an area we do not know."""
        code = str(area.get("uri") or "")[-5:]
        by_fips = {fips: slug for slug, fips in self.fips.items()}
        if code in by_fips:
            return by_fips[code]
        name = str(area.get("name") or "").strip().casefold()
        if name in ("missouri", STATEWIDE):
            return STATEWIDE
        return next((slug for slug, label in self.labels.items() if label.casefold() == name), "")


def package_of(catalogue: Catalogue, geography: Geography) -> Package:
    """Every row of the package, by HSDS table name."""
    rows = rows_of(catalogue.offerings)
    by_service = {str(offering.service_id): offering for offering in catalogue.offerings}
    package: Package = {
        "organization": [_organization(row) for row in rows[tables.Organization]],
        "service": [_service(row, by_service[row["id"]]) for row in rows[tables.Service]],
        "location": rows[tables.Location],
        "service_at_location": rows[tables.ServiceAtLocation],
        "address": [row for row in map(_address, rows[tables.Address]) if row],
        "phone": [_phone(row) for row in rows[tables.Phone]],
        "schedule": [line for offering in catalogue.offerings for line in _schedules(offering)],
        "service_area": [row | geography.area(row["extent"]) for row in rows[tables.ServiceArea]],
        "required_document": rows[tables.RequiredDocument],
        "cost_option": rows[tables.CostOption],
        "language": rows[tables.Language],
        "accessibility": rows[tables.Accessibility],
        "taxonomy": rows[tables.Taxonomy],
        "taxonomy_term": [_term(row, rows[tables.Taxonomy]) for row in rows[tables.TaxonomyTerm]],
        "attribute": rows[tables.Attribute],
    }
    _add_attributes(package, _place_facts(catalogue.offerings))
    _add_sources(package, catalogue.sources)
    return package


def catalogue_parts(
    package: Package, geography: Geography
) -> tuple[tuple[Offering, ...], tuple[Source, ...]]:
    """The offerings and sources of a package that this program wrote."""
    terms = {row["id"]: row for row in package["taxonomy_term"]}
    facts: dict[tuple[str, str], str] = {}
    attributes = []
    for row in package["attribute"]:
        kind = terms[row["taxonomy_term_id"]]["taxonomy"]
        facts.setdefault((row["link_id"], kind), row["value"])
        code = str(terms[row["taxonomy_term_id"]]["code"]).partition(":")[2]
        attributes.append(row | {"term": code})
    rows: dict[type, list[Row]] = {
        tables.Organization: package["organization"],
        tables.Service: [row | _service_facts(row, facts) for row in package["service"]],
        tables.Location: package["location"],
        tables.ServiceAtLocation: package["service_at_location"],
        tables.Address: _addresses(package, facts),
        tables.Phone: [_our_phone(row) for row in package["phone"]],
        tables.Schedule: _our_schedules(package, facts),
        tables.ServiceArea: [row | {"extent": geography.extent_of(row)} for row in package["service_area"]],
        tables.RequiredDocument: package["required_document"],
        tables.CostOption: package["cost_option"],
        tables.Language: package["language"],
        tables.Accessibility: package["accessibility"],
        tables.Attribute: [row for row in attributes if row["link_entity"] == "service"],
    }
    return tuple(offerings_of(rows)), tuple(_sources(package, facts))


def _organization(row: Row) -> Row:
    # HSDS demands a description; the sources describe services, so this says only where it is from.
    return row | {"description": "Listed in the Missouri Reentry Resource Finder."}


def _service(row: Row, offering: Offering) -> Row:
    who = "; ".join((*offering.who, *(f"{kind}: {said}" for kind, said in offering.record)))
    call_first = offering.status == "unconfirmed"
    return row | {
        "application_process": "; ".join(offering.how_to_start),
        "eligibility_description": who,
        "alert": "Call first: not sure that this is still right." if call_first else "",
    }


def _address(row: Row) -> Row | None:
    complete = row["address_1"] and row["city"] and row["postal_code"]
    return row | {"address_type": "physical"} if complete else None


def _phone(row: Row) -> Row:
    # The standard wants a number here; an extension such as 012 would lose its nought.
    exact = (
        row["extension"] if str(row["extension"]).isdigit() and not row["extension"].startswith("0") else ""
    )
    rest = "" if exact == row["extension"] else f"x{row['extension']} "
    return row | {"extension": exact, "description": f"{rest}{row['description']}", "type": "voice"}


def _our_phone(row: Row) -> Row:
    found = re.match(r"x(\S*) (.*)\Z", row["description"], re.DOTALL)
    if row["extension"] or not found:
        return row
    return row | {"extension": found[1], "description": found[2]}


def _term(row: Row, taxonomies: Iterable[Row]) -> Row:
    name = next(taxonomy["name"] for taxonomy in taxonomies if taxonomy["id"] == row["taxonomy_id"])
    return row | {"code": f"{name}:{row['code']}", "description": row["code"], "taxonomy": name}


def _schedules(offering: Offering) -> Iterator[Row]:
    """One row a simple weekly rule, for other programs; the whole text stands in an attribute."""
    for number, rule in enumerate(offering.hours.split(";")):
        found = _SIMPLE_HOURS.match(rule.strip())
        if found:
            yield {
                "id": _key("schedule", offering.id, number),
                "service_at_location_id": _key("at", offering.id),
                "freq": "WEEKLY",
                "byday": ",".join(_days(found["days"])),
                "opens_at": f"{found['open']}:00{_OFFSET}",
                "closes_at": f"{found['close'].replace('24:00', '23:59')}:00{_OFFSET}",
                "description": offering.hours,
            }


def _days(text: str) -> list[str]:
    days: list[str] = []
    for part in text.upper().split(","):
        first, _, last = part.partition("-")
        if first in _DAYS and (last or first) in _DAYS:
            start, end = _DAYS.index(first), _DAYS.index(last or first)
            days += _DAYS[start : end + 1] if start <= end else (*_DAYS[start:], *_DAYS[: end + 1])
    return days


def _place_facts(offerings: Iterable[Offering]) -> Iterator[tuple[str, str, str]]:
    for offering in offerings:
        service = str(offering.service_id)
        yield service, "offering_id", offering.id
        if offering.hours:
            yield service, "opening_hours", offering.hours
        complete = offering.address and offering.city and offering.zip
        for kind in () if complete else _PLACE:
            if value := getattr(offering, kind):
                yield service, kind, value


def _add_attributes(package: Package, facts: Iterable[tuple[str, str, str]], entity: str = "service") -> None:
    for link, kind, value in facts:
        taxonomy, term = _key("taxonomy", kind), _key("term", kind, kind)
        if not any(row["id"] == taxonomy for row in package["taxonomy"]):
            package["taxonomy"].append(
                {"id": taxonomy, "name": kind, "description": f"This catalogue's own terms: {kind}"}
            )
        if not any(row["id"] == term for row in package["taxonomy_term"]):
            package["taxonomy_term"].append(
                {
                    "id": term,
                    "code": f"{kind}:{kind}",
                    "name": kind,
                    "description": kind,
                    "taxonomy": kind,
                    "taxonomy_id": taxonomy,
                }
            )
        package["attribute"].append(
            {
                "id": _key("attribute", link, kind),
                "link_id": link,
                "link_entity": entity,
                "link_type": kind,
                "taxonomy_term_id": term,
                "value": value,
            }
        )


def _add_sources(package: Package, sources: Iterable[Source]) -> None:
    """A source is a term of its own taxonomy; rows point to it by its code."""
    taxonomy = _key("taxonomy", "sources")
    if not any(row["id"] == taxonomy for row in package["taxonomy"]):
        description = "Where the facts of this catalogue were read."
        package["taxonomy"].append({"id": taxonomy, "name": "sources", "description": description})
    terms = {row["id"]: row for row in package["taxonomy_term"]}
    for position, source in enumerate(sources):
        term = _key("term", "sources", source.id)
        named = {"name": source.publisher, "description": source.title or source.publisher}
        if term in terms:
            terms[term].update(named)
        else:
            row = {"id": term, "code": f"sources:{source.id}", "taxonomy": "sources", "taxonomy_id": taxonomy}
            package["taxonomy_term"].append(row | named)
        facts = [("position", str(position)), ("address", source.address), ("title", source.title)]
        facts += [(kind, getattr(source, kind)) for kind in _SOURCE_FACTS]
        said = [(term, f"source_{kind}", value) for kind, value in facts if value]
        _add_attributes(package, said, "taxonomy_term")


def _sources(package: Package, facts: Mapping[tuple[str, str], str]) -> list[Source]:
    found = []
    for row in package["taxonomy_term"]:
        if row["taxonomy"] == "sources" and (row["id"], "source_position") in facts:
            kinds = ("title", "address", *_SOURCE_FACTS)
            said = {kind: facts.get((row["id"], f"source_{kind}"), "") for kind in kinds}
            source = Source(str(row["code"]).partition(":")[2], row["name"], **said)
            found.append((int(facts[row["id"], "source_position"]), source))
    return [source for _position, source in sorted(found, key=lambda pair: pair[0])]


def _service_facts(row: Row, facts: Mapping[tuple[str, str], str]) -> Row:
    return {"code": facts[row["id"], "offering_id"]}


def _addresses(package: Package, facts: Mapping[tuple[str, str], str]) -> list[Row]:
    service_of = {row["location_id"]: row["service_id"] for row in package["service_at_location"]}
    found = {row["location_id"]: row for row in package["address"]}
    rows = []
    for location, service in service_of.items():
        said = {kind: facts.get((service, kind), "") for kind in _PLACE}
        if location in found:
            rows.append(found[location])
        elif any(said.values()):
            rows.append(
                {
                    "location_id": location,
                    "address_1": said["address"],
                    "city": said["city"],
                    "postal_code": said["zip"],
                    "region": said["county"],
                }
            )
    return rows


def _our_schedules(package: Package, facts: Mapping[tuple[str, str], str]) -> list[Row]:
    rows = []
    for row in package["service_at_location"]:
        if hours := facts.get((row["service_id"], "opening_hours")):
            rows.append({"service_at_location_id": row["id"], "description": hours})
    return rows


def _key(*parts: object) -> str:
    return str(uuid5(NAMESPACE, ":".join(map(str, parts))))
