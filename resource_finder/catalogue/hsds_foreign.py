"""Offerings out of somebody else's HSDS package: what it says, and silence for the rest."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from resource_finder.catalogue.adapters.published import offering_id
from resource_finder.catalogue.faults import CellFault, Fault
from resource_finder.catalogue.hsds_back import grouped
from resource_finder.catalogue.hsds_facts import Facts
from resource_finder.catalogue.hsds_geography import STATEWIDE, Geography
from resource_finder.catalogue.hsds_numbers import callable_phones, kind_of, written_numbers
from resource_finder.catalogue.hsds_place import Spot, areas_in, spot_of
from resource_finder.catalogue.hsds_schedules import hours_in
from resource_finder.catalogue.hsds_tables import Package, Row
from resource_finder.catalogue.hsds_terms import Terms, TermUse
from resource_finder.catalogue.hsds_words import plain_text, summary_of, usable, usable_line
from resource_finder.domain.hours import MISSOURI_TIME
from resource_finder.domain.kinds import OTHER_HELP
from resource_finder.domain.offering import Offering, Source

SOURCE = Source("hsds-import", "Another directory", "HSDS package")
_OF_SERVICE = (
    "phone",
    "service_area",
    "required_document",
    "language",
    "schedule",
    "service_at_location",
    "cost_option",
)
_OF_AT = ("phone", "service_area", "schedule")
_OF_LOCATION = ("phone", "schedule", "address", "accessibility", "language")
_NAMED = 3


def foreign_parts(
    package: Package,
    geography: Geography,
    terms: Terms,
    faults: list[Fault] | None = None,
    today: date | None = None,
    source: Source = SOURCE,
) -> tuple[tuple[Offering, ...], tuple[Source, ...]]:
    """One offering for each service at each location; a service with no location is one of its own.

    Needs come from Open Eligibility numbers or from terms of the same name, and are not guessed: a service
    with neither has none, and its terms are named. Nothing is called open: staff have not checked it.
    """
    day = today or datetime.now(MISSOURI_TIME).date()
    reader = _Reader(package, geography, terms, faults if faults is not None else [], day, source)
    return tuple(reader.offerings()), (source,)


class _Reader:
    """Every row of one package, by what it belongs to."""

    def __init__(
        self,
        package: Package,
        geography: Geography,
        terms: Terms,
        faults: list[Fault],
        today: date,
        source: Source,
    ) -> None:
        self._services, self._geography, self._faults = package["service"], geography, faults
        self._today, self._source = today, source
        self._organizations = {row["id"]: row for row in package["organization"]}
        self._locations = {row["id"]: row for row in package["location"]}
        self._service = {table: grouped(package[table], "service_id") for table in _OF_SERVICE}
        self._at = {table: grouped(package[table], "service_at_location_id") for table in _OF_AT}
        self._location = {table: grouped(package[table], "location_id") for table in _OF_LOCATION}
        self._organization_phones = grouped(package["phone"], "organization_id")
        self._terms = TermUse(package, terms)
        self._elsewhere: list[str] = []
        self._areas: Counter[str] = Counter()
        self._said: set[Fault] = set()

    def offerings(self) -> Iterator[Offering]:
        for service in self._services:
            organization = self._organizations.get(service["organization_id"])
            if not self._text(service, service, "name"):
                self._say(service, "name", "must not be empty", "reported")
            elif organization is None or not self._text(organization, service, "name"):
                self._say(service, "organization_id", "names no organization", "reported")
            else:
                yield from self._of_service(service, organization)
        self._count()

    def _count(self) -> None:
        """What was left out and what was not understood, each named once and counted."""
        if self._elsewhere:
            names = ", ".join(f"“{name}”" for name in self._elsewhere[:_NAMED])
            more = f" and {len(self._elsewhere) - _NAMED} more" if len(self._elsewhere) > _NAMED else ""
            what = "place is" if len(self._elsewhere) == 1 else "places are"
            message = f"{len(self._elsewhere)} {what} outside Missouri: left out ({names}{more})"
            self._faults.append(Fault("locations.csv", 0, "", message, "accepted"))
        for area, count in self._areas.most_common():
            message = (
                f"“{area}” is no Missouri county that we know ({count} services): nothing is taken from it"
            )
            self._faults.append(Fault("service_areas.csv", 0, "name", message, "accepted"))
        self._faults += self._terms.unknown()

    def _of_service(self, service: Row, organization: Row) -> Iterator[Offering]:
        needs = self._terms.needs_of(service["id"])
        if not needs:
            self._say(service, "id", f"“{_title(service)}” has no need that we know")
        places: list[Row] = self._service["service_at_location"].get(service["id"], [])
        made = set()
        for at in places or [{"id": "", "location_id": ""}]:
            location = self._locations.get(at["location_id"], {})
            spot = spot_of(
                location, self._location["address"].get(location.get("id", "-"), ()), self._geography
            )
            serves, unknown = areas_in(
                self._rows("service_area", service, at, {}), self._geography, spot.is_elsewhere
            )
            self._areas.update(unknown if at is (places or [at])[0] else ())
            if spot.is_elsewhere and not serves:
                self._elsewhere.append(_title(service))
                continue
            for remark in spot.remarks:
                self._say(location, "", f"“{_title(service)}”: {remark}", file="locations.csv")
            key = "" if spot.is_elsewhere else str(location.get("id", ""))
            if key not in made:
                made.add(key)
                offering = self._offering(service, organization, at, location, spot, serves, needs)
                yield replace(offering, id=self._id(service, key, organization))

    def _id(self, service: Row, location: str, organization: Row) -> str:
        """Directories number from 1: the same number in another directory is another service."""
        whose = organization["name"] if self._source.id == SOURCE.id else self._source.id
        return offering_id("hsds", str(service["id"]), location, whose)

    def _say(
        self,
        row: Mapping[str, Any],
        column: str,
        message: str,
        outcome: Any = "accepted",
        file: str = "services.csv",
    ) -> None:
        fault = Fault(file, row.get("_line") or 0, column, message, outcome)
        if fault not in self._said:
            self._said.add(fault)
            self._faults.append(fault)

    def _text(self, row: Row, service: Row, column: str) -> str:
        """The cell as a sheet may hold it; damage is said and the cell is empty."""
        try:
            return (usable_line if column == "name" else usable)(str(row[column]))
        except CellFault as fault:
            self._say(service, column, str(fault))
            return ""

    def _offering(
        self,
        service: Row,
        organization: Row,
        at: Row,
        location: Row,
        spot: Spot,
        serves: tuple[str, ...],
        needs: tuple[str, ...],
    ) -> Offering:
        facts = Facts(service, organization, self._say_of(service))
        phones = self._callable(service, at, location, organization)
        hours = hours_in(self._rows("schedule", service, at, location), self._today)
        for left_out in dict.fromkeys(hours.left_out):
            self._say(service, "", f"“{_title(service)}” has {left_out}", file="schedules.csv")
        serves = serves or ((spot.county,) if spot.is_private and spot.county else ())
        return Offering(
            id="mo-imported",
            organization=self._text(organization, service, "name"),
            service=self._text(service, service, "name"),
            needs=needs,
            kind=OTHER_HELP,
            summary=self._summary(service, at, location, organization),
            **_placed(spot),
            serves=tuple(area for area in serves if area != STATEWIDE) if STATEWIDE not in serves else (),
            statewide=STATEWIDE in serves,
            phones=phones,
            website=facts.website(),
            email=facts.email(),
            hours=hours.text,
            how_to_start=facts.how_to_start(),
            cost=facts.cost(self._service["cost_option"].get(service["id"], ())),
            documents=facts.documents(self._service["required_document"].get(service["id"], ())),
            languages=facts.languages(self._rows("language", service, {"id": ""}, location)),
            accessible=facts.accessible(self._location["accessibility"].get(location.get("id", "-"), ())),
            who=facts.who(),
            status="closed" if facts.is_closed() else "unconfirmed",
            sources=(self._source.id,),
            checked_on=facts.checked_on(self._today),
            confidence="C",
            sheet="imported",
        )

    def _say_of(self, service: Row) -> Any:
        return lambda column, message: self._say(service, column, message)

    def _rows(self, table: str, service: Row, at: Row, location: Row) -> list[Row]:
        """What is said of this place of the service; else of the service everywhere; else of the place."""
        here = self._at[table].get(at["id"], []) if at.get("id") and table in self._at else []
        here = here or self._service[table].get(service["id"], [])
        if here or table not in self._location:
            return here
        return self._location[table].get(location.get("id", "-"), [])

    def _callable(self, service: Row, at: Row, location: Row, organization: Row) -> Any:
        """The nearest number to the place on which somebody speaks."""
        say = lambda row, message: self._say(row, "number", message, file="phones.csv")  # noqa: E731
        for rows in (
            self._at["phone"].get(at["id"] or "-", []),
            self._service["phone"].get(service["id"], []),
            self._location["phone"].get(location.get("id", "-"), []),
            self._organization_phones.get(organization["id"], []),
        ):
            for row in rows:
                if (kind := kind_of(row)) in ("fax", "pager"):
                    say(row, f"“{row['number'][:20]}” is a {kind}: left out")
            if found := callable_phones(rows, say):
                return found
        return ()

    def _summary(self, service: Row, at: Row, location: Row, organization: Row) -> str:
        """What the service is, with who may come, an alert, and how people who cannot hear reach it."""
        rows = [*self._at["phone"].get(at["id"] or "-", []), *self._rows("phone", service, at, location)]
        numbers = written_numbers(
            rows, lambda row, message: self._say(row, "number", message, file="phones.csv")
        )
        access = "; ".join(
            dict.fromkeys(
                text
                for row in self._location["accessibility"].get(location.get("id", "-"), ())
                for name in ("description", "details")
                if (text := self._text(row, service, name))
            )
        )
        whole = self._text(service, service, "description")
        alert = self._text(service, service, "alert")
        after = (
            ("For", self._text(service, service, "eligibility_description")),
            *numbers,
            ("Access", access),
            ("How to start", self._text(service, service, "application_process")),
        )
        said = summary_of(whole, alert, after)
        if len(f"{whole} {alert} {' '.join(text for _label, text in after)}".split()) > len(said.split()):
            self._say(service, "description", "is longer than a summary may be: shortened")
        return said


def _title(service: Row) -> str:
    """What a remark calls a service."""
    return plain_text(service["name"])[:40]


def _placed(spot: Spot) -> dict[str, Any]:
    if spot.is_elsewhere:
        return {}
    where = {"address": spot.address, "city": spot.city, "zip": spot.zip, "county": spot.county}
    precision = "none" if spot.latitude is None else "approximate"
    point = {"latitude": spot.latitude, "longitude": spot.longitude, "precision": precision}
    return where | point | {"private_address": spot.is_private}
