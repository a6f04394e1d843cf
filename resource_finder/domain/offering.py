"""What is searched, matched and printed: one service at one place, or one service with no place."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Annotated, Literal
from uuid import NAMESPACE_URL, UUID, uuid5

from resource_finder.domain.column import AS_IN_TABLES, BY_HAND, Column, Part, Spoken, Text
from resource_finder.domain.streets import takes_mail_only

Precision = Literal["exact", "approximate", "none"]
Status = Literal["open", "unconfirmed", "closed"]
Said = Literal["yes", "no", "ask", ""]

NAMESPACE = uuid5(NAMESPACE_URL, "https://missouri-reentry-resource-finder.example/")

WHO_GROUPS = ("men", "women", "families", "youth", "seniors", "veterans", "pregnant")
RECORD_KINDS = ("sex_offense", "violent", "arson", "drug", "any")
HOW_TO_START = ("walk-in", "call", "appointment", "referral", "online", "mail")
DOCUMENTS = (
    "photo_id",
    "birth_certificate",
    "social_security_card",
    "proof_of_address",
    "proof_of_income",
    "release_papers",
    "dd214",
    "insurance_card",
)
PAYS_WITH = (
    "medicaid",
    "medicare",
    "private_insurance",
    "military_insurance",
    "cash",
    "state_funds",
    "voucher",
)


@dataclass(frozen=True, slots=True)
class Phone:
    """One number as it is dialed (`573-555-0100`), with its extension and a remark."""

    number: str
    extension: str = ""
    remark: str = ""

    def __str__(self) -> str:
        words = [self.number]
        if self.extension:
            words.append(f"x{self.extension}")
        if self.remark:
            words.append(f"({self.remark})")
        return " ".join(words)


@dataclass(frozen=True, slots=True)
class Hiring:
    """What an employer's row says beyond other rows."""

    industry: Text = ""
    jobs: Text = ""
    incentives: Text = ""
    last_hire_seen: Annotated[str, Column("date")] = ""


@dataclass(frozen=True, slots=True)
class Transit:
    """What a ride provider's row says beyond other rows; `counties` are slugs of where it can take you."""

    booking: Spoken = ""
    notice: Spoken = ""
    fare: Spoken = ""
    days: Spoken = ""
    counties: Annotated[tuple[str, ...], Column("counties", package=BY_HAND)] = ()


@dataclass(frozen=True, slots=True)
class Offering:
    """One row of a sheet, read. An empty value means that the source does not say.

    The order of the fields is that of the columns. What is said of each is all that sheets, tables and
    packages need: a new text is one line here, and its name in the headers of the sheets.
    """

    id: Annotated[str, Column("id", is_required=True, table=BY_HAND, package=BY_HAND)]
    organization: Annotated[str, Column(is_required=True, is_line=True, table=BY_HAND, package=BY_HAND)]
    service: Annotated[
        str,
        Column(is_required=True, is_line=True, is_spoken=True, table="service.name", package=AS_IN_TABLES),
    ]
    needs: Annotated[tuple[str, ...], Column("needs", is_required=True, package=BY_HAND)]
    kind: Annotated[str, Column("kind", is_required=True)] = ""
    summary: Annotated[str, Column(is_spoken=True, table="service.description", package=AS_IN_TABLES)] = ""
    address: Annotated[str, Column(is_line=True, table="address.address_1", package=BY_HAND)] = ""
    city: Annotated[str, Column(is_line=True, table="address.city", package=BY_HAND)] = ""
    zip: Annotated[str, Column("zip", table="address.postal_code", package=BY_HAND)] = ""
    county: Annotated[str, Column("county", table="address.region", package=BY_HAND)] = ""
    latitude: Annotated[float | None, Column("latitude", table="location.latitude", package=BY_HAND)] = None
    longitude: Annotated[float | None, Column("longitude", table="location.longitude", package=BY_HAND)] = (
        None
    )
    precision: Annotated[Precision, Column("choice", ("exact", "approximate", "none"), package=BY_HAND)] = (
        "none"
    )
    private_address: Annotated[bool, Column("flag")] = False
    serves: Annotated[tuple[str, ...], Column("counties", table=BY_HAND, package=BY_HAND)] = ()
    statewide: Annotated[bool, Column(is_cell=False, table=BY_HAND, package=BY_HAND)] = False
    phones: Annotated[
        tuple[Phone, ...], Column("phones", is_spoken=True, table=BY_HAND, package=BY_HAND)
    ] = ()
    website: Annotated[str, Column("website", table="service.url", package=AS_IN_TABLES)] = ""
    email: Annotated[str, Column("email", is_line=True, table="service.email", package=AS_IN_TABLES)] = ""
    hours: Annotated[str, Column("hours", is_line=True, table="schedule.description")] = ""
    how_to_start: Annotated[tuple[str, ...], Column("ways to start", HOW_TO_START, package="intake")] = ()
    documents: Annotated[
        tuple[str, ...],
        Column("documents", is_spoken=True, table="required_document.document", package=BY_HAND),
    ] = ()
    cost: Annotated[str, Column("cost", is_spoken=True, table="service.fees_description")] = ""
    pays_with: Annotated[
        tuple[str, ...], Column("ways to pay", PAYS_WITH, table="cost_option.option", package="pays_with")
    ] = ()
    languages: Annotated[tuple[str, ...], Column("languages", table="language.code", package=BY_HAND)] = ()
    accessible: Annotated[Said, Column("choice", ("yes", "no"), table="accessibility.description")] = ""
    who: Annotated[tuple[str, ...], Column("who", package=BY_HAND)] = ()
    record: Annotated[tuple[tuple[str, Said], ...], Column("record", table=BY_HAND, package=BY_HAND)] = ()
    supervision: Annotated[str, Column("choice", ("yes", "no", "ask", "only"), package=BY_HAND)] = ""
    status: Annotated[Status, Column("choice", ("open", "unconfirmed", "closed"))] = "open"
    sources: Annotated[
        tuple[str, ...], Column("sources", name="source", is_required=True, package="source")
    ] = ()
    checked_on: Annotated[str, Column("date")] = ""
    confidence: Annotated[str, Column("choice", ("A", "B", "C"))] = ""
    note: Annotated[str, Column(is_for_staff=True)] = ""
    sheet: Annotated[str, Column(is_cell=False)] = ""
    hiring: Annotated[Hiring, Part("employers", "hiring")] = field(default_factory=Hiring)
    transit: Annotated[Transit, Part("transit", "ride")] = field(default_factory=Transit)

    @property
    def organization_id(self) -> UUID:
        """Stable for a name: every row of one organization shares it."""
        return uuid5(NAMESPACE, f"organization:{self.organization}")

    @property
    def service_id(self) -> UUID:
        """Stable for a row: each row is a service of its own, since who is taken may differ by place."""
        return uuid5(NAMESPACE, f"service:{self.id}")

    @property
    def point(self) -> tuple[float, float] | None:
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude

    @property
    def address_line(self) -> str:
        """Street, town, state and ZIP in one line; empty where none is known or the place is private."""
        if self.private_address or not (self.address or self.city):
            return ""
        town = f"{self.city}, MO {self.zip}".strip(", ").strip() if self.city else self.zip
        return ", ".join(part for part in (self.address, town) if part)

    @property
    def takes_mail_only(self) -> bool:
        """A post office box: nobody is sent there."""
        return takes_mail_only(self.address)

    def covers(self, county: str) -> bool:
        return self.statewide or county in self.serves

    def said_of(self, conviction: str) -> Said:
        """What the source says of people with this conviction; empty when it says nothing."""
        return dict(self.record).get(conviction, "")


def sheet_order(offering: Offering) -> tuple[str, str]:
    """By this all rows of a catalogue stand in one order: that of the sheets, and of the ids in each."""
    return offering.sheet, offering.id


def without_street(offering: Offering) -> Offering:
    """The same place as whoever flees may be told of it: by telephone, with no street and no point.

    What lists no county is found in its own, since no distance can find it any more.
    """
    return replace(
        offering,
        address="",
        zip="",
        latitude=None,
        longitude=None,
        precision="none",
        private_address=True,
        serves=offering.serves or ((offering.county,) if offering.county else ()),
    )


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row's facts were read."""

    id: str
    publisher: str
    title: str
    address: str = ""
    published_on: str = ""
    licence: str = ""
    note: str = ""


@dataclass(frozen=True)
class Catalogue:
    """All that is known of providers at one moment, under the hash of its content."""

    offerings: Sequence[Offering]
    sources: tuple[Source, ...]
    hash: str
    published: str = ""
    # Its number in the tables it was read from or written to; what it holds is the same without it.
    edition: int = field(default=0, compare=False)
    # How many rows were checked on each day, where they were counted when they were written down.
    days: Mapping[str, int] | None = field(default=None, compare=False)

    @cached_property
    def _source_by_id(self) -> Mapping[str, Source]:
        return {source.id: source for source in self.sources}

    @cached_property
    def checked(self) -> Mapping[str, int]:
        """How many rows were checked on each day."""
        return Counter(row.checked_on for row in self.offerings) if self.days is None else self.days

    def source(self, source_id: str) -> Source | None:
        return self._source_by_id.get(source_id)

    def source_of(self, offering: Offering) -> Source | None:
        """The deciding source of a row; None for a row that names none, or one that is not listed."""
        return self.source(offering.sources[0]) if offering.sources else None
