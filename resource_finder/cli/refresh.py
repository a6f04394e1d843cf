"""`resource-finder catalogue import` and `refresh`: what a published file would change, and then doing it."""

import csv
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from resource_finder.cli.download import Door, DownloadFailed, Limits, fetch, public_door
from resource_finder.cli.incoming import KINDS, Asked, bring_in
from resource_finder.config import Settings, settings_from


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
def import_(
    kind: str, file: Path, checked_on: datetime | None, terms: Path | None, directory: str, dry_run: bool
) -> None:
    """Add, change and retire rows by a published FILE. Rows that staff checked later are kept."""
    day = checked_on.date() if checked_on else datetime.now(UTC).date()
    bring_in(Asked(kind, file, day, terms, directory.strip()), settings_from(), do_it=not dry_run)


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """One line of `vocabulary/feeds.csv`: a source, who reads it, and where it is published."""

    source: str
    adapter: str
    url: str
    note: str


@click.command()
@click.argument("source")
@click.option("--yes", is_flag=True, help="Do what the plan says; without it nothing is changed.")
def refresh(source: str, yes: bool) -> None:
    """Fetch the published file of SOURCE (a line of vocabulary/feeds.csv) and say what it would change."""
    refresh_source(source, settings_from(), yes)


def refresh_source(
    source: str, settings: Settings, yes: bool, door: Door = public_door, limits: Limits | None = None
) -> None:
    """Fetch, keep the file beside the last one in the instance folder, and show the plan or carry it out."""
    feed = _named(source, settings)
    folder = settings.instance / "feeds"
    before = {hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.glob(f"{feed.source}.*")}
    try:
        fetched = fetch(feed.url, folder, feed.source, limits, door)
    except DownloadFailed as error:
        raise click.ClickException(
            f"{feed.source}: {feed.url} was not fetched: {error}; nothing was changed"
        ) from error
    same = "; the same as last time" if fetched.checksum in before else ""
    click.echo(f"fetched {fetched.file} ({fetched.size:,} bytes, SHA-256 {fetched.checksum}{same})")
    directory = feed.source if feed.adapter == "hsds" else ""
    today = datetime.now(UTC).date()
    bring_in(Asked(feed.adapter, fetched.file, today, None, directory), settings, do_it=yes)


def _named(source: str, settings: Settings) -> PublishedFile:
    path = settings.data / "vocabulary" / "feeds.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        feeds = {row["source"]: PublishedFile(**row) for row in csv.DictReader(lines)}
    if source not in feeds:
        raise click.UsageError(f"“{source}” is no source of {path.name}: {', '.join(feeds)}")
    feed = feeds[source]
    if feed.adapter not in KINDS:
        raise click.UsageError(
            f"{path.name}: {source} has the adapter “{feed.adapter}”; there are {', '.join(KINDS)}"
        )
    if not feed.url:
        raise click.UsageError(f"{path.name} has no address for {source}: set it ({feed.note})")
    return feed
