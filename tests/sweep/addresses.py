"""One address or more for every page of the site, at each of its doors."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask
from werkzeug.routing import Map

from resource_finder.domain.offering import Offering
from resource_finder.web.parts import parts_of
from resource_finder.web.short_codes import hand_out_under_code

PREFIXES = {"en": "", "es": "/es", "en_kiosk": "/kiosk", "es_kiosk": "/es/kiosk"}
# An address with `?post&` is sent as a form (site.py), since some pages have no address of their own.
ANSWERED = "/find?post&place=Boone+County&need=housing&about=sex_offense&answered=record&visit={visit}"
# Looked at from an answer on a kiosk; elsewhere such a form is refused, which is a page, too.
LOOKED_AT = (
    "?post&place=Boone+County&need=housing&about=sex_offense&answered=record&visit={visit}&back=find&look=1"
)
CRISIS = "/find?post&place=Boone+County&need=mental-health&q=i+want+to+die+he+hits+me&visit={visit}"
SAMPLES: dict[str, tuple[str, ...]] = {
    "start": ("/", "/?for=other"),
    "find": (
        "/find?place=63901&need=housing/tonight",
        "/find?place=65203&need=housing&need=food&for=other",
        ANSWERED,
        CRISIS,
        "/find?need=housing",
        "/find?place=65203",
        "/find?place=st+louis",
        "/find?place=colombia",
        "/find?place=90210",
        "/find?place=Missouri",
        "/find?place=Missouri&need=phone",
        "/find?about=arson",
    ),
    "first": (
        "/start",
        "/start?place=boone",
        "/start?place=st+louis",
        "/start?place=colombia",
        "/start?place=mo",
    ),
    "list": ("/list", "/list?id={full}&id={private}&id={webonly}&id=gone"),
    "typed_code": ("/c", "/c?code=BCDF-GHJK"),
    "code": ("/c/{code}", "/c/BCDFGHJK"),
    "compare": ("/compare", "/compare?id={full}&id={private}&id={webonly}"),
    "service": ("/service/{full}", "/service/{private}", "/service/{webonly}", "/service/{full}" + LOOKED_AT),
    "organization": ("/organization/{organization}",),
    "rule": ("/rules/food-benefits",),
    "wrong": ("/wrong?id={full}", "/wrong?post&id={full}"),
    "leave": ("/leave",),
    "about": ("/about",),
    "privacy": ("/privacy",),
    "crisis": ("/crisis",),
    "print": ("/print?place=Boone+County&need=housing", "/print"),
    "county": ("/boone", "/boon", "/housing"),
    "county_need": ("/greene/treatment",),
    # Not routes, but pages that people may see: site.py renders them.
    "~": ("/~broken", "/~closed", "/~thanks", "/~forgets-nothing"),
}
# Routes that answer no page: JSON, PDF, files.
NO_PAGES = (
    "api",
    "county_map",
    "health",
    "paper_en",
    "paper_es",
    "paper_en_kiosk",
    "paper_es_kiosk",
    "static",
    "service_worker",
)
# Kiosk addresses name neither county nor need.
NO_KIOSK = ("county", "county_need", "print")


@dataclass(frozen=True, slots=True)
class Address:
    """A page at one door."""

    door: str
    page: str
    tail: str

    @property
    def path(self) -> str:
        return PREFIXES[self.door] + self.tail

    @property
    def lang(self) -> str:
        return self.door.partition("_")[0]

    @property
    def is_kiosk(self) -> bool:
        return self.door.endswith("kiosk")

    def __str__(self) -> str:
        return self.path


def all_addresses() -> Iterator[Address]:
    for door in PREFIXES:
        for page, tails in SAMPLES.items():
            if not (door.endswith("kiosk") and page in NO_KIOSK):
                yield from (Address(door, page, tail) for tail in tails)


def pages_without_a_sample(routes: Map, addresses: list[Address]) -> set[str]:
    """Endpoints of the site that no address looks at."""
    seen = {f"{address.door}.{address.page}" for address in addresses}
    pages = {rule.endpoint for rule in routes.iter_rules() if rule.endpoint.split(".")[0] not in NO_PAGES}
    return pages - seen


def names_in(app: Flask) -> dict[str, str]:
    """The listings that stand for all: the one that says most, a private one, one without a telephone."""
    offerings = parts_of(app).finder().offerings

    def says(offering: Offering) -> tuple[int, str]:
        return (
            sum(bool(getattr(offering, name)) for name in offering.__dataclass_fields__) * 1000
            + len(repr(offering)),
            offering.id,
        )

    full = max(offerings, key=says)
    private = max((one for one in offerings if one.private_address), key=says)
    webonly = max((one for one in offerings if one.website and not one.phones), key=says)
    with app.app_context():
        handed_out = hand_out_under_code([full.id, private.id])
    assert handed_out
    return {
        "code": handed_out.code,
        "full": full.id,
        "private": private.id,
        "webonly": webonly.id,
        "organization": str(full.organization_id),
    }
