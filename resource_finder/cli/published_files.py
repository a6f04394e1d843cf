"""A published file of any kind as offerings, and what of it was read past."""

import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

from resource_finder.catalogue.adapters import federal
from resource_finder.catalogue.adapters.gtfs import FeedStop
from resource_finder.catalogue.adapters.gtfs_feed import read_feed
from resource_finder.catalogue.adapters.intake_checks import plain_name
from resource_finder.catalogue.adapters.left_out import LeftOut
from resource_finder.catalogue.adapters.published import Ground
from resource_finder.catalogue.faults import Fault
from resource_finder.catalogue.hsds_foreign import SOURCE
from resource_finder.catalogue.hsds_package import read_package
from resource_finder.catalogue.hsds_tables import Geography
from resource_finder.catalogue.hsds_terms import Terms
from resource_finder.catalogue.limits import MOST_OFFERINGS
from resource_finder.config import Settings
from resource_finder.domain.needs import Needs
from resource_finder.domain.offering import Offering, Source
from resource_finder.places.gazetteer import Gazetteer

Adapter = Callable[[Path, Ground, date, LeftOut], Iterator[Offering]]

ADAPTERS: dict[str, Adapter] = {
    "hrsa": federal.hrsa,
    "samhsa": federal.samhsa,
    "cms": federal.cms,
    "hud": federal.hud,
    "va": federal.va,
}
KINDS = (*ADAPTERS, "gtfs", "hsds")
# The first sheets name each list by its month: a newer file takes the place of those rows.
_EARLIER = {
    "hrsa": ("hrsa-health-centers-2024-10",),
    "samhsa": ("samhsa-findtreatment-2026-05",),
    "cms": ("cms-opioid-programs-2026-06",),
    "hud": ("hud-pha-contacts",),
    "va": ("va-facilities-2020-05",),
}


@dataclass(frozen=True)
class Incoming:
    """What a published file says, as it stands in it.

    `may_retire`: the sources of which this file is all there is, so that what it no longer names is gone.
    """

    file: str
    offerings: tuple[Offering, ...]
    sources: tuple[Source, ...]
    may_retire: tuple[str, ...]
    stops: tuple[FeedStop, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What a person asked to be read, and how."""

    kind: str
    file: Path
    # The day that the file shows; today where it is not said.
    checked_on: date | None = None
    terms: Path | None = None
    directory: str = ""
    # Whether more than a tenth of a sheet, or a third of what its source gave, may be retired.
    many_may_go: bool = False
    # Whether staff wrote this package: it may change all.
    is_ours: bool = False


def read_file(
    asked: Asked, day: date, gazetteer: Gazetteer, settings: Settings, known: Container[str]
) -> Incoming:
    """Raises SheetsFaulty for what is not the file that it should be. `known` are the ids of our rows."""
    if asked.kind == "hsds":
        return _package(asked, gazetteer, settings)
    left_out = LeftOut()
    read = _feed if asked.kind == "gtfs" else _federal_list
    incoming = read(asked, day, gazetteer, left_out, known)
    told = tuple(Fault(asked.file.name, 0, "", line, "accepted") for line in left_out.lines())
    return replace(incoming, faults=told)


def _feed(
    asked: Asked, day: date, gazetteer: Gazetteer, left_out: LeftOut, known: Container[str]
) -> Incoming:
    feed = read_feed(asked.file, gazetteer, day, left_out)
    ids = tuple(source.id for source in feed.sources)
    # A feed that ended closes what it gave before, and speaks of nothing else.
    offerings = tuple(row for row in feed.offerings if row.status != "closed" or row.id in known)
    named = (replace(stop, name=plain_name(stop.name)) for stop in feed.stops)
    stops = tuple(stop for stop in named if stop.name)
    return Incoming(asked.file.name, offerings, feed.sources, ids, stops)


def _federal_list(
    asked: Asked, day: date, gazetteer: Gazetteer, left_out: LeftOut, _known: Container[str]
) -> Incoming:
    rows = ADAPTERS[asked.kind](asked.file, gazetteer, day, left_out)
    source = federal.SOURCES[asked.kind]
    ids = (source.id, *_EARLIER[asked.kind])
    return Incoming(asked.file.name, tuple(islice(rows, MOST_OFFERINGS + 1)), (source,), ids)


def _package(asked: Asked, gazetteer: Gazetteer, settings: Settings) -> Incoming:
    terms = Terms.load(settings.data)
    if asked.terms:
        terms = terms.with_map(asked.terms, Needs.load(settings.data).codes)
    read = read_package(asked.file, Geography.of(gazetteer), terms, directory_named(asked.directory))
    faults = read.faults
    may_retire = tuple(source.id for source in read.sources)
    if not asked.is_ours and (why := _why_none_goes(asked, read.is_whole)):
        faults = (*faults, Fault(asked.file.name, 0, "", f"no row is retired: {why}", "accepted"))
        may_retire = ()
    return Incoming(asked.file.name, read.offerings, read.sources, may_retire, faults=faults)


def _why_none_goes(asked: Asked, is_whole: bool) -> str:
    if not asked.directory:
        return "say whose package it is (--directory NAME)"
    return "" if is_whole else "this is not all of the directory, or not all of it could be read"


def directory_named(name: str) -> Source:
    """The source of a directory of this name; of no name, what is said of any other directory."""
    if not name:
        return SOURCE
    slug = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:40]
    return Source(f"{SOURCE.id}-{slug}", name, SOURCE.title)
