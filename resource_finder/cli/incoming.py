"""A published file as offerings, the plan of what it would change, and doing it."""

import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import click

from resource_finder.app import create_app
from resource_finder.catalogue.adapters import federal
from resource_finder.catalogue.adapters.gtfs import FeedStop, write_stops
from resource_finder.catalogue.adapters.gtfs_feed import read_feed
from resource_finder.catalogue.adapters.left_out import LeftOut
from resource_finder.catalogue.adapters.published import Ground
from resource_finder.catalogue.adapters.refresh import EVERY_FACT, FACTS, Plan, applied, plan
from resource_finder.catalogue.hsds_foreign import SOURCE
from resource_finder.catalogue.hsds_package import read_package
from resource_finder.catalogue.hsds_terms import shipped_terms
from resource_finder.catalogue.publishing import publish_catalogue
from resource_finder.catalogue.rules import row_faults
from resource_finder.catalogue.store import Store
from resource_finder.catalogue.tables import db
from resource_finder.cli.catalogue import geography_of, published_catalogue
from resource_finder.config import Settings
from resource_finder.domain.needs import Needs
from resource_finder.domain.offering import Catalogue, Offering, Source
from resource_finder.places.gazetteer import Gazetteer
from resource_finder.serving import build_index_of, remove_old_indexes, stops_file

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
    """What a published file says. `may_change_all`: a package that we wrote ourselves.

    `may_retire`: the sources of which this file is all there is, so that what it no longer names is gone.
    """

    offerings: tuple[Offering, ...]
    sources: tuple[Source, ...]
    stops: list[FeedStop]
    may_retire: tuple[str, ...]
    may_change_all: bool = False


@dataclass(frozen=True)
class Asked:
    """What a person asked to be read, and how."""

    kind: str
    file: Path
    checked_on: date
    terms: Path | None = None
    directory: str = ""
    # Whether more than a third of what its source gave may be retired.
    many_may_go: bool = False


def bring_in(asked: Asked, settings: Settings, do_it: bool) -> None:
    """Say row by row what the file would add, change and retire; then do it, or nothing."""
    current = published_catalogue(settings)
    gazetteer = Gazetteer.load(settings.data)
    incoming = _read(asked, gazetteer, settings, {offering.id for offering in current.offerings})
    facts = EVERY_FACT if incoming.may_change_all else FACTS
    today = datetime.now(UTC).date()
    decided = plan(current, incoming.offerings, incoming.may_retire, today, facts, asked.many_may_go)
    for line in decided.lines():
        click.echo(line)
    parts = {
        "added": decided.added,
        "changed": decided.changed,
        "retired": decided.retired,
        "kept": decided.kept,
    }
    counts = ", ".join(f"{len(rows)} {what}" for what, rows in parts.items())
    if not do_it:
        click.echo(f"dry run: {counts}; nothing was changed")
        return
    _publish(current, decided, incoming, settings, gazetteer)
    click.echo(counts)
    click.echo(
        "The sheets are not changed: export them (catalogue export --as sheets) before the next load.",
        err=True,
    )


def _publish(
    current: Catalogue, decided: Plan, incoming: Incoming, settings: Settings, gazetteer: Gazetteer
) -> None:
    fresh = applied(current, decided, incoming.sources, datetime.now(UTC))
    needs = Needs.load(settings.data)
    with create_app(settings).app_context():
        publish_catalogue(
            fresh, Store(db.session()), lambda made: build_index_of(made, settings, needs, gazetteer)
        )
    remove_old_indexes(settings.index_folder, (current.hash, fresh.hash))
    if incoming.stops:
        write_stops(incoming.stops, stops_file(settings), decided.known_as)


def _read(asked: Asked, gazetteer: Gazetteer, settings: Settings, known: Container[str]) -> Incoming:
    if asked.kind == "hsds":
        return _package(asked, gazetteer, settings)
    left_out = LeftOut()
    if asked.kind == "gtfs":
        feed = read_feed(asked.file, gazetteer, asked.checked_on, left_out)
        ids = tuple(source.id for source in feed.sources)
        # A feed that ended closes what it gave before, and speaks of nothing else.
        offerings = tuple(o for o in feed.offerings if o.status != "closed" or o.id in known)
        incoming = Incoming(offerings, feed.sources, feed.stops, ids)
    else:
        offerings = tuple(ADAPTERS[asked.kind](asked.file, gazetteer, asked.checked_on, left_out))
        source = federal.SOURCES[asked.kind]
        incoming = Incoming(offerings, (source,), [], (source.id, *_EARLIER[asked.kind]))
    sound = tuple(_sound(incoming.offerings, gazetteer, left_out))
    for line in left_out.lines():
        click.echo(f"{asked.file.name}: {line}", err=True)
    return replace(incoming, offerings=sound)


def _sound(offerings: Iterable[Offering], gazetteer: Gazetteer, left_out: LeftOut) -> Iterator[Offering]:
    """The rows that our own sheets would take; what nobody can find is left to the plan to say."""
    for offering in offerings:
        faults = [
            f"{column}: {told}" for column, told in row_faults(offering, {}, gazetteer) if column != "serves"
        ]
        if faults:
            left_out.say(f"{offering.organization}: {faults[0]}; left out")
        else:
            yield offering


def _package(asked: Asked, gazetteer: Gazetteer, settings: Settings) -> Incoming:
    terms = shipped_terms()
    if asked.terms:
        terms = terms.with_map(asked.terms, Needs.load(settings.data).codes)
    directory = directory_named(asked.directory)
    read = read_package(asked.file, geography_of(gazetteer), terms, directory)
    for fault in read.faults:
        click.echo(fault, err=True)
    ids = tuple(source.id for source in read.sources)
    if read.is_ours:
        return Incoming(read.offerings, read.sources, [], ids, may_change_all=True)
    if not asked.directory:
        click.echo("No row is retired: say whose package it is (--directory NAME).", err=True)
    elif not read.is_whole:
        click.echo(
            "No row is retired: this is not all of the directory, or not all of it could be read.", err=True
        )
    may_retire = ids if asked.directory and read.is_whole else ()
    return Incoming(read.offerings, read.sources, [], may_retire)


def directory_named(name: str) -> Source:
    """The source of a directory of this name; of no name, what is said of any other directory."""
    if not name:
        return SOURCE
    slug = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:40]
    return Source(f"{SOURCE.id}-{slug}", name, SOURCE.title)
