"""`resource-finder catalogue refresh`: fetches a published file, says what it would change, and does it."""

import csv
import hashlib
from dataclasses import dataclass

import click

from resource_finder.cli.download import Door, DownloadFailed, Limits, fetch, public_door
from resource_finder.cli.incoming import KINDS, Asked, bring_in
from resource_finder.config import Settings, settings_from


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
@click.option(
    "--retire",
    is_flag=True,
    help="Go on when more than a tenth of a sheet's rows, or a third of a source's, would be closed.",
)
def refresh(source: str, yes: bool, retire: bool) -> None:
    """Fetch the published file of SOURCE (a line of vocabulary/feeds.csv) and say what it would change."""
    refresh_source(source, settings_from(), yes, retire=retire)


def refresh_source(
    source: str,
    settings: Settings,
    yes: bool,
    door: Door = public_door,
    limits: Limits | None = None,
    retire: bool = False,
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
    asked = Asked(feed.adapter, fetched.file, directory=directory, many_may_go=retire)
    bring_in(asked, settings, do_it=yes)


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
