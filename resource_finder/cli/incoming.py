"""A published file: the plan of what it would change, and doing it."""

import sys
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import click

from resource_finder.app import create_app
from resource_finder.catalogue.adapters.gtfs import write_stops
from resource_finder.catalogue.adapters.intake_checks import CheckedRow, IntakeChecks
from resource_finder.catalogue.adapters.packages import (
    changed_sources,
    plan_ours,
    plan_theirs,
    sources_of_theirs,
)
from resource_finder.catalogue.adapters.published import refused
from resource_finder.catalogue.adapters.refresh import FACTS, Plan, applied, plan
from resource_finder.catalogue.clock import clock_fault
from resource_finder.catalogue.faults import Fault
from resource_finder.catalogue.last_good import keep_last_good
from resource_finder.catalogue.limits import MOST_OFFERINGS
from resource_finder.catalogue.no_place import placed
from resource_finder.catalogue.one_publisher import only_publisher
from resource_finder.catalogue.publishing import publish_catalogue
from resource_finder.catalogue.retiring import Loss, closed, refuse_too_many
from resource_finder.catalogue.store import Store
from resource_finder.catalogue.tables import db
from resource_finder.cli.catalogue import published_catalogue
from resource_finder.cli.database import bring_up_to_date, refuse_another_schema
from resource_finder.cli.published_files import KINDS, Asked, Incoming, read_file
from resource_finder.config import Settings
from resource_finder.domain.hours import MISSOURI_TIME
from resource_finder.domain.kinds import Kinds
from resource_finder.domain.needs import Needs
from resource_finder.domain.offering import Catalogue, Offering, Source
from resource_finder.indexing import Called, Indexing, build_index_of, changed_rows, remove_old_indexes
from resource_finder.places.gazetteer import Gazetteer
from resource_finder.serving import last_good_file
from resource_finder.stops import stops_file

__all__ = ["KINDS", "Asked", "bring_in"]


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


def bring_in(asked: Asked, settings: Settings, do_it: bool) -> None:
    """Say row by row what the file would add, change and retire; then do it, or nothing.

    Exits with 1 when it was done and something of the file was left out.
    """
    gazetteer = Gazetteer.load(settings.data)
    app = create_app(settings)
    if do_it:
        bring_up_to_date(app)
    else:
        refuse_another_schema(app)
    with app.app_context():
        only_one = only_publisher(db.engine, settings.instance) if do_it else nullcontext()
        with only_one:
            current = published_catalogue(settings)
            day = asked.checked_on or _today(current)
            incoming = read_file(asked, day, gazetteer, settings, {row.id for row in current.offerings})
            decided = _decided(current, incoming, asked, settings, gazetteer)
            fresh = applied(current, decided.plan, decided.sources, datetime.now(UTC))
            losses = closed(current, fresh.offerings)
            _say(decided, losses)
            if not do_it:
                click.echo(f"dry run: {_counts(decided.plan)}; nothing was changed")
                return
            refuse_too_many(losses, asked.many_may_go)
            _publish(current, fresh, settings, gazetteer)
            if incoming.stops:
                write_stops(incoming.stops, stops_file(settings), decided.plan.known_as)
    click.echo(_counts(decided.plan))
    click.echo(
        "The sheets are not changed, and the next load keeps what was changed here; "
        "catalogue export --as sheets writes it into sheets.",
        err=True,
    )
    if decided.is_partly_left_out:
        sys.exit(1)


def _today(current: Catalogue) -> date:
    """Of Missouri, as the rows are checked: in its evening the day of UTC is tomorrow."""
    today = datetime.now(MISSOURI_TIME).date()
    if clock := clock_fault(current.offerings, today):
        raise click.UsageError(f"{clock}. Set it, or name the day that the file shows by --checked-on")
    return today


def _publish(current: Catalogue, fresh: Catalogue, settings: Settings, gazetteer: Gazetteer) -> None:
    called = Called(Needs.load(settings.data), Kinds.load(settings.data), gazetteer)
    changed, gone = changed_rows(current, fresh)
    indexing = Indexing(lambda made: build_index_of(made, settings, called), len(changed) + len(gone))
    made = publish_catalogue(fresh, Store(db.session()), indexing.before_switch, current.edition)
    indexing.after_switch(made)
    remove_old_indexes(settings.index_folder, (current.hash, fresh.hash))
    keep_last_good(fresh, last_good_file(settings))


def _decided(
    current: Catalogue, incoming: Incoming, asked: Asked, settings: Settings, gazetteer: Gazetteer
) -> Decided:
    """The plan for a file, whose every fact has passed the checks of the sheets."""
    if len(incoming.offerings) > MOST_OFFERINGS:
        raise refused(Path(incoming.file), f"brings more than {MOST_OFFERINGS:,} rows into the catalogue")
    today = datetime.now(MISSOURI_TIME).date()
    needs, kinds = Needs.load(settings.data), Kinds.load(settings.data)
    known = {source.id for source in (*current.sources, *incoming.sources)}
    checks = IntakeChecks(incoming.file, gazetteer, needs.codes, known, today, kinds)
    there, moved = _places_to_go(incoming, gazetteer)
    sources, rows = checks.sources(incoming.sources), checks.rows(there)
    faults = (*incoming.faults, *moved, *checks.faults)
    if asked.is_ours:
        lines = tuple(changed_sources(current, sources))
        return Decided(plan_ours(current, rows), sources, faults, lines)
    # A row that could not be read is not a row that is gone.
    may_retire = incoming.may_retire if len(rows) == len(there) else ()
    if asked.kind == "hsds":
        return _of_theirs(current, rows, sources, faults, may_retire, today, asked.many_may_go)
    found = [row.offering for row in rows]
    return Decided(plan(current, found, may_retire, today, FACTS, asked.many_may_go), sources, faults)


def _of_theirs(
    current: Catalogue,
    rows: list[CheckedRow],
    sources: tuple[Source, ...],
    faults: tuple[Fault, ...],
    may_retire: tuple[str, ...],
    today: date,
    many_may_go: bool,
) -> Decided:
    """The plan for another directory, and those of its sources that rows name."""
    theirs = sources_of_theirs(sources)
    ids = [source.id for source in theirs]
    mine = [source for source in ids if source in may_retire]
    decided = plan_theirs(current, rows, ids, today, mine, many_may_go)
    new = (*decided.added, *(change.new for change in decided.changed))
    named = {source for row in new for source in row.sources}
    return Decided(decided, tuple(source for source in theirs if source.id in named), faults)


def _places_to_go(incoming: Incoming, gazetteer: Gazetteer) -> tuple[list[Offering], list[Fault]]:
    """The rows with only such streets as people may go to, as sheets are read; and what was done to them."""
    rows, faults = [], []
    for offering in incoming.offerings:
        row, remarks = placed(offering, gazetteer)
        rows.append(row)
        whose = f"{offering.id} {offering.organization}"[:80]
        faults += [
            Fault(incoming.file, 0, "", f"{whose} address: {remark}", "repaired") for remark in remarks
        ]
    return rows, faults


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
