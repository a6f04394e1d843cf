"""`resource-finder catalogue …`: check, load and export the catalogue."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import Flask

from resource_finder.app import create_app
from resource_finder.catalogue.clock import read_by_a_likely_day
from resource_finder.catalogue.hsds_package import export_package
from resource_finder.catalogue.hsds_tables import Geography
from resource_finder.catalogue.last_good import keep_last_good
from resource_finder.catalogue.licences import without_licence
from resource_finder.catalogue.one_publisher import PublisherBusy, only_publisher
from resource_finder.catalogue.publishing import catalogue_of, publish
from resource_finder.catalogue.retiring import WouldRetire, left_out
from resource_finder.catalogue.sheets import SheetsRead, read_sheets
from resource_finder.catalogue.store import Store
from resource_finder.catalogue.tables import db
from resource_finder.catalogue.writing import write_sheets
from resource_finder.cli.database import bring_up_to_date
from resource_finder.config import Settings, settings_from
from resource_finder.domain.hours import MISSOURI_TIME
from resource_finder.domain.kinds import Kinds
from resource_finder.domain.needs import Needs
from resource_finder.domain.offering import Catalogue
from resource_finder.places.gazetteer import Gazetteer
from resource_finder.serving import build_index_of, last_good_file, remove_old_indexes
from resource_finder.whole_files import read_whole, reason, whole_folder, write_whole

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
def load(path: Path | None, keep_good_rows: bool, retire: bool) -> None:
    """Validate the sheets of the folder PATH, save them, build the index and switch to them."""
    settings = settings_from()
    if path is not None and not path.is_dir():
        # One sheet would become the whole catalogue.
        raise click.UsageError(f"{path} is one sheet: load takes the folder of all sheets (check takes one)")
    read = _read(path or settings.data / "catalogue", settings)
    for remark in (*read.repairs, *(read.faults if keep_good_rows else ())):
        click.echo(remark, err=True)
    loaded = load_catalogue(read, settings, keep_good_rows, retire=retire)
    click.echo(
        f"loaded {len(loaded.offerings)} offerings from {len(loaded.sources)} sources ({loaded.hash[:12]})"
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
            export_package(published, Geography.of(gazetteer), draft)
        else:
            write_sheets(published, draft, {slug: county.name for slug, county in gazetteer.counties.items()})
    click.echo(f"wrote {len(published.offerings)} offerings to {out}")


def load_catalogue(
    read: SheetsRead, settings: Settings, keep_good_rows: bool = False, retire: bool = False
) -> Catalogue:
    """Publish what was read; the last catalogue's index is kept for those who still read it.

    Rows that the sheets no longer hold are named; many of them stop it unless `retire` is true.
    """
    app = _app_with_tables(settings)
    with app.app_context(), only_publisher(db.engine, settings.instance):
        return _publish(read, settings, keep_good_rows, retire)


def _app_with_tables(settings: Settings) -> Flask:
    app = create_app(settings)
    bring_up_to_date(app)
    return app


def _publish(read: SheetsRead, settings: Settings, keep_good_rows: bool, retire: bool) -> Catalogue:
    gazetteer, needs = Gazetteer.load(settings.data), Needs.load(settings.data)
    store = Store(db.session())
    before = store.load()
    loaded = publish(
        read,
        store,
        lambda fresh: build_index_of(fresh, settings, needs, gazetteer),
        datetime.now(UTC),
        keep_good_rows,
        retire,
    )
    for loss in left_out(before, loaded.offerings):
        click.echo(f"{loss} are in no sheet any more: {', '.join(loss.gone)}", err=True)
    remove_old_indexes(settings.index_folder, (before.hash if before else "", loaded.hash))
    keep_last_good(loaded, last_good_file(settings))
    _keep_mark(settings, loaded.hash)
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

    Faulty sheets, and sheets that lost too many rows, leave the last good catalogue being served. What an
    import changed stays until the sheets change.
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
        except PublisherBusy as error:
            return f"catalogue: the published one is served: {error}"


def _load_if_changed(settings: Settings) -> str:
    read = _read(settings.data / "catalogue", settings)
    current = Store(db.session()).current_hash()
    if current and read.faults:
        for fault in read.faults:
            click.echo(fault, err=True)
        return f"catalogue: the last good one is served; the sheets have {len(read.faults)} faults"
    fresh = catalogue_of(read, datetime.now(UTC))
    last = read_whole(_mark(settings), "the mark of the sheets loaded last") or ""
    if current and fresh.hash in (current, last):
        return f"catalogue: the sheets ({len(fresh.offerings)} offerings) have not changed"
    loaded = _publish(read, settings, keep_good_rows=False, retire=False)
    return f"catalogue: loaded {len(loaded.offerings)} offerings"


def _mark(settings: Settings) -> Path:
    """Holds the hash of the sheets that were last loaded."""
    return settings.instance / "sheets.hash"


def _keep_mark(settings: Settings, loaded: str) -> None:
    """The catalogue is published by now: a mark that cannot be kept is said, and undoes nothing."""
    try:
        write_whole(_mark(settings), loaded)
    except OSError as error:
        click.echo(f"the next start loads the sheets again: no mark can be kept ({reason(error)})", err=True)


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
