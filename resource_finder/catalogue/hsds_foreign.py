"""Offerings out of somebody else's HSDS package: what it says, and silence for the rest."""

from collections.abc import Iterator, Mapping
from typing import Any

from resource_finder.catalogue.adapters.published import offering_id, phones, website
from resource_finder.catalogue.faults import Fault
from resource_finder.catalogue.hsds_back import grouped
from resource_finder.catalogue.hsds_hours import hours_of
from resource_finder.catalogue.hsds_tables import STATEWIDE, Geography, Package, Row
from resource_finder.catalogue.hsds_terms import Terms, shipped_terms
from resource_finder.domain.freshness import earliest_day
from resource_finder.domain.kinds import OTHER_HELP
from resource_finder.domain.offering import Offering, Phone, Source

SOURCE = Source("hsds-import", "Another directory", "HSDS package")
_CLOSED = frozenset({"inactive", "defunct", "temporarily closed"})
_OF_SERVICE = ("phone", "service_area", "required_document", "language", "schedule", "service_at_location")
_OF_PLACE = ("phone", "service_area", "schedule")


def foreign_parts(
    package: Package, geography: Geography, faults: list[Fault] | None = None, terms: Terms | None = None
) -> tuple[tuple[Offering, ...], tuple[Source, ...]]:
    """One offering for each service at each location; a service with no location is one of its own.

    Needs come from Open Eligibility numbers or from terms of the same name, and are not guessed: a service
    with neither has none, which is said. Nothing is called open: staff have not checked it.
    """
    reader = _Reader(package, geography, terms or shipped_terms(), faults if faults is not None else [])
    return tuple(reader.offerings()), (SOURCE,)


class _Reader:
    """Every row of one package, by what it belongs to."""

    def __init__(self, package: Package, geography: Geography, terms: Terms, faults: list[Fault]) -> None:
        self._services = package["service"]
        self._geography, self._terms, self._faults = geography, terms, faults
        self._organizations = {row["id"]: row for row in package["organization"]}
        self._locations = {row["id"]: row for row in package["location"]}
        self._addresses = grouped(package["address"], "location_id")
        self._accessibility = grouped(package["accessibility"], "location_id")
        self._service = {table: grouped(package[table], "service_id") for table in _OF_SERVICE}
        self._at = {table: grouped(package[table], "service_at_location_id") for table in _OF_PLACE}
        self._location_phones = grouped(package["phone"], "location_id")
        self._organization_phones = grouped(package["phone"], "organization_id")
        self._attributes = grouped(package["attribute"], "link_id")
        self._term_rows = {row["id"]: row for row in package["taxonomy_term"]}

    def offerings(self) -> Iterator[Offering]:
        for service in self._services:
            organization = self._organizations.get(service["organization_id"])
            if not service["name"]:
                self._say(service, "name", "must not be empty", "reported")
            elif organization is None or not organization["name"]:
                self._say(service, "organization_id", "names no organization", "reported")
            else:
                yield from self._of_service(service, organization)

    def _of_service(self, service: Row, organization: Row) -> Iterator[Offering]:
        needs = self._needs(service)
        if not needs:
            self._say(service, "id", f"“{service['name'][:40]}” has no need that we know", "accepted")
        places: list[Row] = self._service["service_at_location"].get(service["id"], [])
        for at in places or [{"id": "", "location_id": ""}]:
            location = self._locations.get(at["location_id"], {})
            offering = self._offering(service, organization, at, location, needs)
            if self._is_elsewhere(offering, location):
                self._say(
                    service, "id", f"“{service['name'][:40]}” is outside Missouri: left out", "accepted"
                )
            else:
                yield offering

    def _say(self, row: Row, column: str, message: str, outcome: Any) -> None:
        self._faults.append(Fault("services.csv", row["_line"], column, message, outcome))

    def _needs(self, service: Row) -> tuple[str, ...]:
        words: list[str] = []
        for attribute in self._attributes.get(service["id"], ()):
            if term := self._term_rows.get(attribute["taxonomy_term_id"]):
                words += [term["name"]]
                if "eligibility" in term["taxonomy"].casefold():
                    words.append(term["code"].rpartition(":")[2])
        return self._terms.needs_named(words)

    def _offering(
        self, service: Row, organization: Row, at: Row, location: Row, needs: tuple[str, ...]
    ) -> Offering:
        address = next(iter(self._addresses.get(location.get("id", ""), ())), {})
        areas = [self._geography.extent_of(area) for area in self._rows("service_area", service, at)]
        has_point = location.get("latitude") is not None
        closed = service["status"] in _CLOSED
        day = service["assured_date"] if earliest_day(service["assured_date"]) else ""
        street = " ".join(filter(None, (address.get("address_1", ""), address.get("address_2", ""))))
        return Offering(
            id=offering_id("hsds", service["id"], location.get("id", "")),
            organization=organization["name"],
            service=service["name"],
            needs=needs,
            kind=OTHER_HELP,
            summary=service["description"],
            address=street,
            city=address.get("city", ""),
            zip=address.get("postal_code", "")[:5],
            county=self._county(location, address),
            latitude=location.get("latitude"),
            longitude=location.get("longitude"),
            precision="approximate" if has_point else "none",
            serves=tuple(dict.fromkeys(area for area in areas if area and area != STATEWIDE)),
            statewide=STATEWIDE in areas,
            phones=self._phones(service, at, location, organization),
            website=website(service["url"] or organization["website"]),
            email=service["email"] or organization["email"],
            hours=hours_of(self._rows("schedule", service, at)),
            cost=service["fees_description"],
            documents=_texts(self._service["required_document"].get(service["id"], ()), "document"),
            languages=_texts(self._service["language"].get(service["id"], ()), "code"),
            who=_ages(service),
            status="closed" if closed else "unconfirmed",
            sources=(SOURCE.id,),
            checked_on=day,
            confidence="C",
            note=" ".join(filter(None, (service["eligibility_description"], service["alert"]))),
            sheet="imported",
        )

    def _rows(self, table: str, service: Row, at: Row) -> list[Row]:
        """What is said of this place of the service; else what is said of the service everywhere."""
        here = self._at[table].get(at["id"], []) if at["id"] else []
        return here or self._service[table].get(service["id"], [])

    def _phones(self, service: Row, at: Row, location: Row, organization: Row) -> tuple[Phone, ...]:
        """The nearest number to the place; those that cannot be dialed are left out."""
        rows = self._rows("phone", service, at)
        rows = rows or self._location_phones.get(location.get("id", "-"), [])
        rows = rows or self._organization_phones.get(organization["id"], [])
        found = []
        for row in rows:
            for phone in phones(row["number"]):
                extension = row["extension"].removesuffix(".0") or phone.extension
                found.append(Phone(phone.number, extension))
        return tuple(dict.fromkeys(found))

    def _county(self, location: Mapping[str, Any], address: Mapping[str, Any]) -> str:
        named = self._geography.slug(address.get("region", ""))
        if named in self._geography.labels:
            return named
        if self._geography.county_at and location.get("latitude") is not None:
            return self._geography.county_at(location["latitude"], location["longitude"])
        if self._geography.county_of_zip and address.get("postal_code"):
            return self._geography.county_of_zip(address["postal_code"][:5])
        return ""

    def _is_elsewhere(self, offering: Offering, location: Row) -> bool:
        """A point outside the state, where the counties are known; never a service without a place."""
        is_known = self._geography.county_at is not None and bool(location)
        return is_known and offering.point is not None and not offering.county and not offering.serves


def _texts(rows: list[Row] | tuple[()], column: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row[column] for row in rows if row[column]))


def _ages(service: Row) -> tuple[str, ...]:
    """An age range as sheets write it; nothing where an age is missing or no whole number."""
    ages = [service[column].removesuffix(".0") for column in ("minimum_age", "maximum_age")]
    if not any(ages) or any(age and not age.isdigit() for age in ages):
        return ()
    return (f"ages {ages[0]}-{ages[1]}",)
