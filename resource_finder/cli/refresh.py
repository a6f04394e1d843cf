"""`resource-finder catalogue import`: what a published file would change, and then doing it."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import click

from resource_finder.app import create_app
from resource_finder.catalogue.adapters import federal
from resource_finder.catalogue.adapters.gtfs import FeedStop, read_feed, write_stops
from resource_finder.catalogue.adapters.intake_checks import IntakeChecks, plain_name
from resource_finder.catalogue.adapters.packages import (
    changed_sources,
    plan_ours,
    plan_theirs,
    sources_of_theirs,
)
from resource_finder.catalogue.adapters.published import Ground
from resource_finder.catalogue.adapters.refresh import Plan, applied, plan
from resource_finder.catalogue.faults import Fault
from resource_finder.catalogue.hsds_package import read_package
from resource_finder.catalogue.one_publisher import only_publisher
from resource_finder.catalogue.publishing import publish_catalogue
from resource_finder.catalogue.retiring import Loss, closed, refuse_too_many
from resource_finder.catalogue.store import Store
from resource_finder.catalogue.tables import db
from resource_finder.cli.catalogue import geography_of, published_catalogue
from resource_finder.cli.database import bring_up_to_date
from resource_finder.config import Settings, settings_from
from resource_finder.domain.hours import MISSOURI_TIME
from resource_finder.domain.kinds import Kinds
from resource_finder.domain.needs import Needs
from resource_finder.domain.offering import Catalogue, Offering, Source
from resource_finder.places.gazetteer import Gazetteer
from resource_finder.serving import build_index_of, remove_old_indexes, stops_file

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
@click.option(
    "--retire", is_flag=True, help="Go on when more than a tenth of a sheet's rows would be closed."
)
@click.option(
    "--ours", is_flag=True, help="Staff wrote this HSDS package: it may change every fact of our rows."
)
def import_(
    kind: str, file: Path, checked_on: datetime | None, dry_run: bool, retire: bool, ours: bool
) -> None:
    """Add, change and retire rows by a published FILE. Rows that staff checked later are kept."""
    if ours and kind != "hsds":
        raise click.UsageError("--ours is for HSDS packages: a published list is never ours")
    settings = settings_from()
    gazetteer, needs = Gazetteer.load(settings.data), Needs.load(settings.data)
    day = (checked_on or datetime.now(UTC)).date()
    app = create_app(settings)
    bring_up_to_date(app)
    with app.app_context():
        only_one = nullcontext() if dry_run else only_publisher(db.engine, settings.instance)
        with only_one:
            current = published_catalogue(settings)
            incoming = _read(kind, file, gazetteer, day)
            decided = _decided(current, incoming, settings, gazetteer, ours)
            fresh = applied(current, decided.plan, decided.sources, datetime.now(UTC))
            losses = closed(current, fresh.offerings)
            _say(decided, losses)
            if dry_run:
                click.echo(f"dry run: {_counts(decided.plan)}; nothing was changed")
                return
            refuse_too_many(losses, retire)
            publish_catalogue(
                fresh,
                Store(db.session()),
                lambda made: build_index_of(made, settings, needs, gazetteer),
                current.hash,
            )
            remove_old_indexes(settings.index_folder, (current.hash, fresh.hash))
            if incoming.stops:
                write_stops(incoming.stops, stops_file(settings), decided.plan.known_as)
    click.echo(_counts(decided.plan))
    click.echo(
        "The sheets are not changed: export them (catalogue export --as sheets) before the next load.",
        err=True,
    )
    if decided.is_partly_left_out:
        sys.exit(1)


@dataclass(frozen=True)
class Incoming:
    """What a published file says, as it stands in it."""

    kind: str
    file: str
    offerings: tuple[Offering, ...]
    sources: tuple[Source, ...]
    stops: list[FeedStop]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Decided:
    """What is done with it: the plan, the sources, and what is said of facts that were left out."""

    plan: Plan
    sources: tuple[Source, ...]
    faults: tuple[Fault, ...]
    lines: tuple[str, ...] = ()

    @property
    def is_partly_left_out(self) -> bool:
        """Whether something of the file was not done that somebody may want done."""
        return bool(self.plan.refused) or any(fault.outcome == "reported" for fault in self.faults)


def _decided(
    current: Catalogue, incoming: Incoming, settings: Settings, gazetteer: Gazetteer, ours: bool
) -> Decided:
    """The plan for a file, whose every fact has passed the checks of the sheets."""
    today = datetime.now(MISSOURI_TIME).date()
    needs, kinds = Needs.load(settings.data), Kinds.load(settings.data)
    known = {source.id for source in (*current.sources, *incoming.sources)}
    checks = IntakeChecks(incoming.file, gazetteer, needs.codes, known, today, kinds)
    sources, rows = checks.sources(incoming.sources), checks.rows(incoming.offerings)
    faults = (*incoming.faults, *checks.faults)
    if ours:
        lines = tuple(changed_sources(current, sources))
        return Decided(plan_ours(current, rows), sources, faults, lines)
    if incoming.kind == "hsds":
        theirs = sources_of_theirs(sources)
        ids = [source.id for source in theirs]
        return Decided(plan_theirs(current, rows, ids, today), theirs, faults)
    ids = [*(source.id for source in sources), *_EARLIER.get(incoming.kind, ())]
    return Decided(plan(current, [row.offering for row in rows], ids, today), sources, faults)


def _say(decided: Decided, losses: Iterable[Loss]) -> None:
    for fault in decided.faults:
        click.echo(fault, err=True)
    for line in (*decided.plan.lines(), *decided.lines):
        click.echo(line)
    for loss in losses:
        if loss.is_too_much:
            click.echo(f"look    {loss} would be closed: only --retire does that")


def _counts(decided: Plan) -> str:
    parts = {
        "added": decided.added,
        "changed": decided.changed,
        "retired": decided.retired,
        "kept": decided.kept,
    }
    counts = ", ".join(f"{len(rows)} {what}" for what, rows in parts.items())
    differing = {refusal.old.id for refusal in decided.refused}
    return f"{counts}, {len(differing)} differ and were not changed" if differing else counts


def _read(kind: str, file: Path, gazetteer: Gazetteer, day: date) -> Incoming:
    if kind == "gtfs":
        found, stops, source = read_feed(file, gazetteer, day)
        named = [replace(stop, name=plain_name(stop.name)) for stop in stops]
        return Incoming(kind, file.name, tuple(found), (source,), named)
    if kind == "hsds":
        read = read_package(file, geography_of(gazetteer))
        return Incoming(kind, file.name, read.offerings, read.sources, [], read.faults)
    offerings = tuple(_ADAPTERS[kind](file, gazetteer, day))
    return Incoming(kind, file.name, offerings, (federal.SOURCES[kind],), [])
