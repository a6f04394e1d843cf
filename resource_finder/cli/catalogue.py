"""`resource-finder catalogue …`: check, load and export the catalogue."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import Flask

from resource_finder.app import create_app
from resource_finder.catalogue.clock import read_by_a_likely_day
from resource_finder.catalogue.contents import hash_of
from resource_finder.catalogue.hsds_package import export_package
from resource_finder.catalogue.hsds_tables import Geography
from resource_finder.catalogue.hsds_terms import Terms
from resource_finder.catalogue.last_good import keep_last_good
from resource_finder.catalogue.licences import without_licence
from resource_finder.catalogue.loading import Load, planned
from resource_finder.catalogue.merging import NOTHING_CHOSEN, Choices
from resource_finder.catalogue.one_publisher import PublisherBusy, only_publisher
from resource_finder.catalogue.publishing import SheetsDiffer, publish_load, refuse_faulty
from resource_finder.catalogue.retiring import WouldRetire
from resource_finder.catalogue.rules import kind_faults, row_faults
from resource_finder.catalogue.sheets import SheetsRead, read_sheets
from resource_finder.catalogue.store import EditionConflict, Store
from resource_finder.catalogue.tables import db
from resource_finder.catalogue.writing import cells_of, write_sheets
from resource_finder.cli.choosing import Told, choices_from, refuse_unknown, told_at_a_start
from resource_finder.cli.database import bring_up_to_date, last_loaded, refuse_another_schema, sheets_mark
from resource_finder.config import Settings, settings_from
from resource_finder.domain.hours import MISSOURI_TIME
from resource_finder.domain.kinds import Kinds
from resource_finder.domain.needs import Needs
from resource_finder.domain.offering import Catalogue, Offering
from resource_finder.indexing import Called, Indexing, build_index_of, remove_old_indexes
from resource_finder.places.gazetteer import Gazetteer
from resource_finder.serving import last_good_file
from resource_finder.whole_files import reason, whole_folder, write_whole

# Several that start at once on an empty database wait for the one that loads it.
SECONDS_FOR_THE_FIRST_LOAD = 120
SHEETS = click.Path(exists=True, path_type=Path)


@click.group()
def catalogue() -> None:
    """Check, load, export and look after the catalogue."""


@catalogue.command()
@click.argument("path", required=False, type=SHEETS)
def check(path: Path | None) -> None:
    """Read the sheets of PATH (a folder or one sheet) and name every fault. Loads nothing."""
    settings = settings_from()
    read = _read(path or settings.data / "catalogue", settings)
    _print_remarks(read)
    click.echo(f"{len(read.offerings)} rows are good, {len(read.faults)} faults, {len(read.repairs)} mended")
    if read.faults:
        sys.exit(1)


@catalogue.command()
@click.argument("path", required=False, type=SHEETS)
@click.option("--keep-good-rows", is_flag=True, help="Load the good rows and report the bad ones.")
@click.option("--retire", is_flag=True, help="Go on when more than a tenth of a sheet's rows would go.")
@click.option(
    "--take",
    "taken",
    multiple=True,
    metavar="[ID[.FACT]=]sheets|tables",
    help="Whom to believe where both were changed: for all, for a row, for one fact. May be repeated.",
)
@click.option("--based-on", type=int, metavar="EDITION", help="Stop when another edition is the newest.")
@click.option("--dry-run", is_flag=True, help="Say what stays and what both changed, and do nothing.")
def load(
    path: Path | None,
    keep_good_rows: bool,
    retire: bool,
    taken: tuple[str, ...],
    based_on: int | None,
    dry_run: bool,
) -> None:
    """Validate the sheets of the folder PATH, merge them with what was changed since, and publish that."""
    asked = Asked(keep_good_rows, retire, choices_from(taken), based_on)
    settings = settings_from()
    if path is not None and not path.is_dir():
        # One sheet would become the whole catalogue.
        raise click.UsageError(f"{path} is one sheet: load takes the folder of all sheets (check takes one)")
    read = _read(path or settings.data / "catalogue", settings)
    for remark in (*read.repairs, *(read.faults if keep_good_rows else ())):
        click.echo(remark, err=True)
    if dry_run:
        _say_plan(read, settings, asked)
        return
    loaded = _load(read, settings, asked)
    click.echo(
        f"loaded {len(loaded.offerings)} offerings from {len(loaded.sources)} sources "
        f"({loaded.hash[:12]}), edition {loaded.edition}"
    )
    if read.faults:
        sys.exit(1)


@catalogue.command()
@click.option("--as", "form", type=click.Choice(["hsds", "sheets"]), required=True, help="What to write.")
@click.option("--without-licence", "barred", metavar="TEXT", help="Leave out what rests on such a licence.")
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
def export(form: str, barred: str | None, out: Path) -> None:
    """Write the published catalogue to the folder OUT, as sheets or as an HSDS 3.2.3 data package."""
    settings = settings_from()
    if out.exists() and any(out.iterdir()):
        raise click.UsageError(f"{out} is not empty")
    published = published_catalogue(settings)
    if barred is not None and not barred.strip():
        raise click.UsageError("--without-licence wants a part of a licence's name, such as CC BY-NC")
    if barred:
        published = without_licence(published, barred)
    gazetteer = Gazetteer.load(settings.data)
    with whole_folder(out) as draft:
        if form == "hsds":
            export_package(published, Geography.of(gazetteer), Terms.load(settings.data), draft)
        else:
            write_sheets(published, draft, {slug: county.name for slug, county in gazetteer.counties.items()})
    click.echo(f"wrote {len(published.offerings)} offerings of edition {published.edition} to {out}")


@dataclass(frozen=True, slots=True)
class Asked:
    """How a load was asked for."""

    keep_good_rows: bool = False
    retire: bool = False
    choices: Choices = NOTHING_CHOSEN
    based_on: int | None = None
    # The database does not know which sheets it was loaded from, and these were the last.
    is_loaded: bool = False


def load_catalogue(
    read: SheetsRead, settings: Settings, keep_good_rows: bool = False, retire: bool = False
) -> Catalogue:
    """Publish what was read; the last catalogue's index is kept for those who still read it.

    What was changed since the last load stays and is named, as are rows that the sheets no longer hold; many
    of them stop it unless `retire` is true.
    """
    return _load(read, settings, Asked(keep_good_rows, retire))


def _load(read: SheetsRead, settings: Settings, asked: Asked) -> Catalogue:
    app = _app_with_tables(settings)
    with app.app_context(), only_publisher(db.engine, settings.instance):
        return _publish(read, settings, asked)


def _say_plan(read: SheetsRead, settings: Settings, asked: Asked) -> None:
    refuse_another_schema(create_app(settings))
    with _app_with_tables(settings).app_context():
        refuse_faulty(read, asked.keep_good_rows)
        plan, told = _planned(read, Store(db.session()), Called.load(settings.data), asked)
    for found in plan.stays:
        click.echo(told.staying(found))
    for found in plan.conflicts:
        click.echo(told.conflict(found))
    for loss in plan.losses:
        click.echo(f"{loss} would be retired: {', '.join(loss.gone)}")
    counts = f"{len(plan.stays)} stay as they are, {len(plan.conflicts)} were changed on both sides"
    click.echo(f"dry run over edition {plan.based_on.number}: {counts}; nothing was changed")


def _app_with_tables(settings: Settings) -> Flask:
    app = create_app(settings)
    bring_up_to_date(app)
    return app


def _planned(read: SheetsRead, store: Store, called: Called, asked: Asked) -> tuple[Load, Told]:
    gazetteer, kinds = called.gazetteer, called.kinds
    names = {slug: county.name for slug, county in gazetteer.counties.items()}

    def check(row: Offering) -> Iterator[tuple[str, str]]:
        yield from row_faults(row, cells_of(row, names), gazetteer, kinds)
        yield from kind_faults(row, kinds)

    plan = planned(read, store, datetime.now(UTC), asked.choices, check, asked.based_on, asked.is_loaded)
    refuse_unknown(asked.choices, plan, read)
    return plan, Told(read, plan.sheet_of)


def _publish(read: SheetsRead, settings: Settings, asked: Asked, is_start: bool = False) -> Catalogue:
    called = Called.load(settings.data)
    refuse_faulty(read, asked.keep_good_rows)
    store = Store(db.session())
    plan, told = _planned(read, store, called, asked)
    lines = [*map(told.conflict, plan.conflicts)] or [*map(told.staying, plan.stays)]
    for line in told_at_a_start(lines) if is_start else lines:
        click.echo(line, err=True)
    indexing = Indexing(lambda fresh: build_index_of(fresh, settings, called), plan.changed)
    loaded = publish_load(plan, store, indexing.before_switch, asked.retire)
    indexing.after_switch(loaded)
    for loss in plan.losses:
        click.echo(f"{loss} are in no sheet any more: {', '.join(loss.gone)}", err=True)
    remove_old_indexes(settings.index_folder, (plan.based_on.hash, loaded.hash))
    keep_last_good(loaded, last_good_file(settings))
    _keep_mark(settings, plan.sheets.hash)
    return loaded


def published_catalogue(settings: Settings) -> Catalogue:
    """What is published now. Raises StoreUnavailable or a usage error when there is nothing."""
    app = create_app(settings)
    with app.app_context():
        found = Store(db.session()).load()
    if found is None:
        raise click.UsageError("no catalogue was published yet: run resource-finder catalogue load")
    return found


def load_if_changed(settings: Settings) -> str:
    """Load the sheets when they have changed since they were last loaded; says what was done.

    Faulty sheets, sheets that lost too many rows, and sheets that say of a fact something else than what it
    was changed to since, leave the newest edition being served. A machine whose sheets are not those that
    were loaded last writes nothing: it joins.
    """
    app = _app_with_tables(settings)
    with app.app_context():
        current = Store(db.session()).current_hash()
        try:
            with only_publisher(db.engine, settings.instance, 0 if current else SECONDS_FOR_THE_FIRST_LOAD):
                return _load_if_changed(settings)
        except WouldRetire as error:
            return (
                f"catalogue: the old one is served: {error} by the sheets; "
                "if these rows are to go, go on with resource-finder catalogue load --retire"
            )
        except SheetsDiffer as error:
            return f"catalogue: the old one is served: {error}"
        except (PublisherBusy, EditionConflict) as error:
            return f"catalogue: the published one is served: {error}"


def _load_if_changed(settings: Settings) -> str:
    read = _read(settings.data / "catalogue", settings)
    newest = Store(db.session()).newest()
    if newest.number and read.faults:
        for fault in read.faults:
            click.echo(fault, err=True)
        return f"catalogue: the last good one is served; the sheets have {len(read.faults)} faults"
    fresh = hash_of(read.offerings, read.sources)
    last = last_loaded(settings)
    if newest.number and fresh == newest.sheets:
        if last != fresh:
            _keep_mark(settings, fresh)
        return f"catalogue: the sheets ({len(read.offerings)} offerings) have not changed"
    # A database that was lost, and got back what was served, does not know its sheets.
    is_loaded = not newest.sheets and last == fresh
    if newest.number and last != newest.sheets and not is_loaded:
        return (
            f"catalogue: edition {newest.number} is served; the sheets here are not those that were loaded "
            "last, and nothing was written: resource-finder catalogue load merges them"
        )
    loaded = _publish(read, settings, Asked(is_loaded=is_loaded), is_start=True)
    return f"catalogue: loaded {len(loaded.offerings)} offerings, edition {loaded.edition}"


def _keep_mark(settings: Settings, loaded: str) -> None:
    """The catalogue is published by now: a mark that cannot be kept is said, and undoes nothing."""
    try:
        write_whole(sheets_mark(settings), loaded)
    except OSError as error:
        click.echo(
            f"the next start loads no changed sheets by itself: no mark can be kept ({reason(error)})",
            err=True,
        )


def _read(path: Path, settings: Settings) -> SheetsRead:
    gazetteer, needs = Gazetteer.load(settings.data), Needs.load(settings.data)
    today, kinds = datetime.now(MISSOURI_TIME).date(), Kinds.load(settings.data)
    read, clock = read_by_a_likely_day(
        lambda day: read_sheets(path, gazetteer, needs.codes, day, kinds), today
    )
    if clock:
        click.echo(clock, err=True)
    return read


def _print_remarks(read: SheetsRead) -> None:
    for remark in read.remarks:
        mark = "mended " if remark.outcome == "repaired" else ""
        click.echo(f"{mark}{remark}", err=remark.outcome != "repaired")
