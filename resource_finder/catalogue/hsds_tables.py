"""The catalogue as rows of the HSDS 3.2.3 tables; what the standard cannot hold is an attribute of ours."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from resource_finder.catalogue.columns import FIELDS, SOURCE_COLUMNS
from resource_finder.catalogue.hsds_geography import STATEWIDE, Geography
from resource_finder.catalogue.hsds_hours import OFFSET, weekly
from resource_finder.catalogue.hsds_rows import PLACED, Row, address_row, key, place_rows, service_row
from resource_finder.catalogue.hsds_terms import OPEN_ELIGIBILITY, Terms
from resource_finder.domain.column import AS_IN_TABLES, BY_HAND, LISTING
from resource_finder.domain.offering import Catalogue, Offering, Source

Package = dict[str, list[Row]]

POLICY = {"yes": "accepted", "no": "not_accepted", "ask": "case_by_case", "only": "required"}
SOURCE_FACTS = tuple(column for column in SOURCE_COLUMNS if column != "id")
PARTS_OF_ADDRESS = tuple(field.name for field in PLACED["address"].values())
# Fields that stand in attributes as they are: a text as the value of its term, of a list each word as a term.
PLAIN = tuple(field for field in FIELDS if field.package not in (BY_HAND, AS_IN_TABLES))
# For staff only: left out of what the public reads.
STAFF_ONLY = frozenset(
    {("source_fact", "note"), *((field.package, field.name) for field in FIELDS if field.column.is_for_staff)}
)
_AGES = re.compile(r"ages (\d{1,3})?-(\d{1,3})?\Z")
_WEB = re.compile(r"https?://[^\s<>\"{}|\\^`]+\Z")


def package_of(catalogue: Catalogue, geography: Geography, terms: Terms, public: bool = False) -> Package:
    """Every row of the package, by HSDS table name. `public` leaves out what is for staff only."""
    maker = _Maker(geography, terms, public, catalogue.sources)
    for source in catalogue.sources:
        maker.add_source(source)
    for offering in catalogue.offerings:
        maker.add(offering)
    return maker.package


def address_is_whole(offering: Offering) -> bool:
    """Whether HSDS can hold the address: it wants street, town and ZIP code. A private one is never given."""
    return bool(not offering.private_address and offering.address and offering.city and offering.zip)


class _Maker:
    """Collects rows; every attribute brings its term and taxonomy with it."""

    def __init__(self, geography: Geography, terms: Terms, public: bool, sources: Iterable[Source]) -> None:
        self.package: Package = {}
        self._geography, self._terms, self._public = geography, terms, public
        self._sources = {source.id: source for source in sources}
        self._seen: set[str] = set()

    def add(self, offering: Offering) -> None:
        service = str(offering.service_id)
        self._organization(offering)
        self._row("service", self._service(offering))
        self._place(offering)
        self._children(offering, service)
        again: Counter[tuple[str, str]] = Counter()
        for taxonomy, code, value, label in self._facts(offering):
            self._attribute(service, "service", taxonomy, code, value, label, again[taxonomy, code])
            again[taxonomy, code] += 1

    def add_source(self, source: Source) -> None:
        """A source is a term of its own; rows point to it by its id."""
        term = self._term("source", source.id)
        for fact in SOURCE_FACTS:
            value = getattr(source, fact)
            if value or fact == "publisher":
                self._attribute(term, "taxonomy_term", "source_fact", fact, value)

    def _row(self, table: str, row: Row) -> None:
        self.package.setdefault(table, []).append(row)

    def _once(self, table: str, row: Row) -> str:
        if row["id"] not in self._seen:
            self._seen.add(row["id"])
            self._row(table, row)
        return str(row["id"])

    def _organization(self, offering: Offering) -> None:
        # HSDS demands a description; sources describe services, so this only says where it is listed.
        words = "Listed in the Missouri Reentry Resource Finder."
        row = {"id": str(offering.organization_id), "name": offering.organization, "description": words}
        self._once("organization", row)

    def _service(self, offering: Offering) -> Row:
        start = [self._terms.name("intake", word) for word in offering.how_to_start]
        call_first = offering.status == "unconfirmed"
        youngest, oldest = _ages(offering.who)
        return service_row(offering) | {
            "application_process": "; ".join([*start, *filter(None, [offering.transit.booking])]),
            "fees_description": "Free" if offering.cost == "free" else offering.cost.replace("_", " "),
            "eligibility_description": "; ".join(self._eligibility(offering)),
            "minimum_age": youngest,
            "maximum_age": oldest,
            "alert": "Call first: not sure that this is still right." if call_first else "",
        }

    def _eligibility(self, offering: Offering) -> Iterator[str]:
        for word in offering.who:
            yield "Ages " + word[5:] if _AGES.match(word) else self._terms.name("population", word)
        for conviction, said in offering.record:
            yield self._policy_label("conviction_policy", conviction, said)
        if offering.supervision:
            yield self._policy_label("supervision", "parole_or_probation", offering.supervision)

    def _policy_label(self, taxonomy: str, code: str, said: str) -> str:
        words = POLICY.get(said, said).replace("_", " ")
        return f"{self._terms.name(taxonomy, code)}: {words}"

    def _place(self, offering: Offering) -> None:
        location, at = place_rows(offering)
        if not offering.private_address:
            location |= {"latitude": offering.latitude, "longitude": offering.longitude}
        self._row("location", location)
        self._row("service_at_location", at)
        if address_is_whole(offering):
            county = self._geography.label(offering.county)
            self._row("address", address_row(offering) | {"region": county, "address_type": "physical"})
        if offering.accessible:
            row = {"id": key("accessibility", offering.id), "location_id": location["id"]}
            self._row("accessibility", row | {"description": f"Wheelchair access: {offering.accessible}"})
        for row in _schedules(offering, at["id"]):
            self._row("schedule", row)

    def _children(self, offering: Offering, service: str) -> None:
        for number, phone in enumerate(offering.phones):
            row = {"id": key("phone", offering.id, number), "service_id": service, "type": "voice"}
            # The standard wants a number: an extension such as 012 would lose its nought.
            is_number = re.fullmatch(r"[1-9][0-9]*", phone.extension) is not None
            said = {"number": phone.number, "extension": phone.extension if is_number else ""}
            self._row("phone", row | said | {"description": phone.remark})
            if phone.extension and not is_number:
                self._attribute(row["id"], "phone", "listing", "phone_extension", phone.extension)
        for extent in (*((STATEWIDE,) if offering.statewide else ()), *offering.serves):
            row = {"id": key("service_area", offering.id, extent), "service_id": service}
            self._row("service_area", row | self._geography.area(extent))
        for number, document in enumerate(offering.documents):
            name = self._terms.name("document", document)
            row = {"id": key("document", offering.id, number), "service_id": service, "document": name}
            self._row("required_document", row)
            if name != document:
                self._attribute(row["id"], "required_document", "document", document)
        for number, code in enumerate(offering.languages):
            name = self._terms.name("language", code)
            row = {"id": key("language", offering.id, number), "service_id": service}
            self._row("language", row | {"name": name, "code": code})
        if offering.cost == "free":
            row = {"id": key("cost", offering.id), "service_id": service, "option": "Free"}
            self._row("cost_option", row | {"currency": "USD", "amount": "0"})
        for number, source in enumerate(offering.sources):
            self._source_link(offering, service, source, number)

    def _source_link(self, offering: Offering, service: str, source_id: str, number: int) -> None:
        source = self._sources.get(source_id)
        if source and _WEB.match(source.address):
            label = f"Source: {source.title or source.publisher}"
            row = {"id": key("url", offering.id, number), "label": label, "url": source.address}
            self._row("url", row | {"service_id": service})

    def _facts(self, offering: Offering) -> Iterator[tuple[str, str, str, str]]:
        """(taxonomy, code, value, label) of every attribute of a service, lists in their order."""
        yield "listing", "offering_id", offering.id, ""
        for need in offering.needs:
            yield "need", need, "", self._terms.name("need", need)
            for tag in self._terms.open_eligibility.get(need, ()):
                yield OPEN_ELIGIBILITY, tag, "", ""
        for conviction, said in offering.record:
            label = self._policy_label("conviction_policy", conviction, said)
            yield "conviction_policy", conviction, POLICY[said], label
        if allowed := offering.supervision:
            label = self._policy_label("supervision", "parole_or_probation", allowed)
            yield "supervision", "parole_or_probation", POLICY.get(allowed, allowed), label
        for word in offering.who:
            is_age = word.startswith("ages ")
            yield "population", "ages" if is_age else word, word if is_age else "only", ""
        for county in offering.transit.counties:
            yield "ride_county", self._geography.fips.get(county, county), "", self._geography.label(county)
        yield from self._where(offering)
        for field in PLAIN:
            value = field.of(offering)
            if field.is_list:
                for word in value:
                    yield field.package, word, "", self._label(field.package, word)
            elif value:
                yield field.package, field.name, "yes" if value is True else value, ""

    def _label(self, taxonomy: str, word: str) -> str:
        """What a word is called, where it has words of its own."""
        name = self._terms.name(taxonomy, word)
        return "" if name == word else name

    def _where(self, offering: Offering) -> Iterator[tuple[str, str, str, str]]:
        """What tells of the place and has no whole address to stand in."""
        names = ("city", "county") if offering.private_address else PARTS_OF_ADDRESS
        for name in () if address_is_whole(offering) else names:
            if value := getattr(offering, name):
                yield LISTING, name, value, ""
        if offering.precision != "none":
            yield LISTING, "precision", offering.precision, ""

    def _attribute(
        self,
        link: str,
        entity: str,
        taxonomy: str,
        code: str,
        value: str = "",
        label: str = "",
        number: int = 0,
    ) -> None:
        if self._public and (taxonomy, code) in STAFF_ONLY:
            return
        row = {"id": key("attribute", link, taxonomy, code, number), "link_id": link, "link_entity": entity}
        term = {"taxonomy_term_id": self._term(taxonomy, code), "link_type": taxonomy}
        self._row("attribute", row | term | {"value": value, "label": label})

    def _term(self, taxonomy: str, code: str) -> str:
        term, whole = self._terms.term(taxonomy, code), self._terms.term(taxonomy, "")
        scheme = self._once(
            "taxonomy",
            {"id": key("taxonomy", taxonomy), "name": whole.name, "description": whole.description},
        )
        row = {"id": key("term", taxonomy, code), "code": f"{taxonomy}:{code}", "name": term.name}
        row |= {"description": term.description, "taxonomy": whole.name, "taxonomy_id": scheme}
        if source := self._sources.get(code) if taxonomy == "source" else None:
            row |= {"name": source.publisher, "description": source.title or source.publisher}
            row |= {"term_uri": source.address if _WEB.match(source.address) else ""}
        if term.parent:
            row["parent_id"] = self._term(taxonomy, term.parent)
        return self._once("taxonomy_term", row)


def _ages(who: tuple[str, ...]) -> tuple[str, str]:
    """Youngest and oldest age, where the row names one range, or one group alone that is an age."""
    ranges = [match for match in map(_AGES.match, who) if match]
    if len(ranges) == 1:
        return ranges[0][1] or "", ranges[0][2] or ""
    if who == ("youth",):
        return "", "17"
    return ("60", "") if who == ("seniors",) else ("", "")


def _schedules(offering: Offering, at: str) -> Iterator[Row]:
    """A row for each span of a simple week; otherwise one row that holds the text alone."""
    if not offering.hours:
        return
    common = {"service_at_location_id": at, "description": offering.hours}
    week = weekly(offering.hours)
    if not week:
        yield {"id": key("schedule", offering.id, 0)} | common
    for number, rule in enumerate(week):
        yield common | {
            "id": key("schedule", offering.id, number),
            "freq": "WEEKLY",
            "wkst": "MO",
            "byday": ",".join(rule.days),
            "opens_at": f"{rule.opens}:00{OFFSET}",
            "closes_at": f"{rule.closes}:00{OFFSET}",
        }
