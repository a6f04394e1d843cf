"""`resource-finder catalogue import`: what a published file would change, and then doing it."""

from datetime import datetime
from pathlib import Path

import click

from resource_finder.cli.incoming import KINDS, Asked, bring_in
from resource_finder.config import settings_from


@click.command("import")
@click.option("--from", "kind", required=True, type=click.Choice(KINDS))
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--checked-on", type=click.DateTime(["%Y-%m-%d"]), help="The day the file shows; today when left out."
)
@click.option(
    "--terms",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="hsds: a CSV with term,need that says what the directory's own terms mean here.",
)
@click.option(
    "--directory", default="", help="hsds: whose package it is; needed to retire what it no longer has."
)
@click.option("--dry-run", is_flag=True, help="Say what would be done and do nothing.")
@click.option(
    "--retire",
    is_flag=True,
    help="Go on when more than a tenth of a sheet's rows, or a third of a source's, would be closed.",
)
@click.option(
    "--ours", is_flag=True, help="Staff wrote this HSDS package: it may change every fact of our rows."
)
def import_(
    kind: str,
    file: Path,
    checked_on: datetime | None,
    terms: Path | None,
    directory: str,
    dry_run: bool,
    retire: bool,
    ours: bool,
) -> None:
    """Add, change and retire rows by a published FILE. Rows that staff checked later are kept."""
    if ours and kind != "hsds":
        raise click.UsageError("--ours is for HSDS packages: a published list is never ours")
    day = checked_on.date() if checked_on else None
    asked = Asked(kind, file, day, terms, directory.strip(), retire, ours)
    bring_in(asked, settings_from(), do_it=not dry_run)
