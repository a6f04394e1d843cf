"""What is searched, matched and printed: one service at one place, or one service with no place."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal
from uuid import NAMESPACE_URL, UUID, uuid5

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

    industry: str = ""
    jobs: str = ""
    incentives: str = ""
    last_hire_seen: str = ""


@dataclass(frozen=True, slots=True)
class Transit:
    """What a ride provider's row says beyond other rows; `counties` are slugs of where it can take you."""

    booking: str = ""
    notice: str = ""
    fare: str = ""
    days: str = ""
    counties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offering:
    """One row of a sheet, read. An empty value means that the source does not say."""

    id: str
    organization: str
    service: str
    needs: tuple[str, ...]
    kind: str = ""
    summary: str = ""
    address: str = ""
    city: str = ""
    zip: str = ""
    county: str = ""
    latitude: float | None = None
    longitude: float | None = None
    precision: Precision = "none"
    private_address: bool = False
    serves: tuple[str, ...] = ()
    statewide: bool = False
    phones: tuple[Phone, ...] = ()
    website: str = ""
    email: str = ""
    hours: str = ""
    how_to_start: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    cost: str = ""
    pays_with: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    accessible: Said = ""
    who: tuple[str, ...] = ()
    record: tuple[tuple[str, Said], ...] = ()
    supervision: str = ""
    status: Status = "open"
    sources: tuple[str, ...] = ()
    checked_on: str = ""
    confidence: str = ""
    note: str = ""
    sheet: str = ""
    hiring: Hiring = field(default_factory=Hiring)
    transit: Transit = field(default_factory=Transit)

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
