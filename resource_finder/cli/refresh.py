"""`resource-finder catalogue import`: what a published file would change, and then doing it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import click

from resource_finder.app import create_app
from resource_finder.catalogue.adapters import federal
from resource_finder.catalogue.adapters.gtfs import FeedStop, read_feed, write_stops
from resource_finder.catalogue.adapters.published import Ground
from resource_finder.catalogue.adapters.refresh import EVERY_FACT, FACTS, applied, plan
from resource_finder.catalogue.clock import clock_fault
from resource_finder.catalogue.hsds_package import read_package
from resource_finder.catalogue.last_good import keep_last_good
from resource_finder.catalogue.publishing import publish_catalogue
from resource_finder.catalogue.store import Store
from resource_finder.catalogue.tables import db
from resource_finder.cli.catalogue import geography_of, published_catalogue
from resource_finder.config import settings_from
from resource_finder.domain.needs import Needs
from resource_finder.domain.offering import Offering, Source
from resource_finder.places.gazetteer import Gazetteer
from resource_finder.serving import build_index_of, last_good_file, remove_old_indexes, stops_file

Adapter = Callable[[Path, Ground, date], Iterator[Offering]]

_ADAPTERS: dict[str, Adapter] = {
    "hrsa": federal.hrsa,
    "samhsa": federal.samhsa,
    "cms": federal.cms,
    "hud": federal.hud,
    "va": federal.va,
}
# The first sheets name each list by its month: a newer file takes the place of those rows.
_EARLIER = {
    "hrsa": ("hrsa-health-centers-2024-10",),
    "samhsa": ("samhsa-findtreatment-2026-05",),
    "cms": ("cms-opioid-programs-2026-06",),
    "hud": ("hud-pha-contacts",),
    "va": ("va-facilities-2020-05",),
}


@click.command("import")
@click.option("--from", "kind", required=True, type=click.Choice([*_ADAPTERS, "gtfs", "hsds"]))
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--checked-on", type=click.DateTime(["%Y-%m-%d"]), help="The day the file shows; today when left out."
)
@click.option("--dry-run", is_flag=True, help="Say what would be done and do nothing.")
def import_(kind: str, file: Path, checked_on: datetime | None, dry_run: bool) -> None:
    """Add, change and retire rows by a published FILE. Rows that staff checked later are kept."""
    settings = settings_from()
    current = published_catalogue(settings)
    gazetteer = Gazetteer.load(settings.data)
    today = datetime.now(UTC).date()
    if checked_on is None and (clock := clock_fault(current.offerings, today)):
        raise click.UsageError(f"{clock}. Set it, or name the day that the file shows by --checked-on")
    day = checked_on.date() if checked_on else today
    incoming = _read(kind, file, gazetteer, day)
    ids = (*(source.id for source in incoming.sources), *_EARLIER.get(kind, ()))
    facts = EVERY_FACT if incoming.may_change_all else FACTS
    decided = plan(current, incoming.offerings, ids, today, facts)
    for line in decided.lines():
        click.echo(line)
    parts = {
        "added": decided.added,
        "changed": decided.changed,
        "retired": decided.retired,
        "kept": decided.kept,
    }
    counts = ", ".join(f"{len(rows)} {what}" for what, rows in parts.items())
    if dry_run:
        click.echo(f"dry run: {counts}; nothing was changed")
        return
    fresh = applied(current, decided, incoming.sources, datetime.now(UTC))
    needs = Needs.load(settings.data)
    with create_app(settings).app_context():
        publish_catalogue(
            fresh, Store(db.session()), lambda made: build_index_of(made, settings, needs, gazetteer)
        )
    remove_old_indexes(settings.index_folder, (current.hash, fresh.hash))
    keep_last_good(fresh, last_good_file(settings))
    if incoming.stops:
        write_stops(incoming.stops, stops_file(settings), decided.known_as)
    click.echo(counts)
    click.echo(
        "The sheets are not changed: export them (catalogue export --as sheets) before the next load.",
        err=True,
    )


@dataclass(frozen=True)
class Incoming:
    """What a published file says. `may_change_all`: a package that we wrote ourselves."""

    offerings: tuple[Offering, ...]
    sources: tuple[Source, ...]
    stops: list[FeedStop]
    may_change_all: bool = False


def _read(kind: str, file: Path, gazetteer: Gazetteer, day: date) -> Incoming:
    if kind == "gtfs":
        found, stops, source = read_feed(file, gazetteer, day)
        return Incoming(tuple(found), (source,), stops)
    if kind == "hsds":
        read = read_package(file, geography_of(gazetteer))
        for fault in read.faults:
            click.echo(fault, err=True)
        is_foreign = any(source.id.startswith("hsds-import") for source in read.sources)
        return Incoming(read.offerings, read.sources, [], may_change_all=not is_foreign)
    return Incoming(tuple(_ADAPTERS[kind](file, gazetteer, day)), (federal.SOURCES[kind],), [])
