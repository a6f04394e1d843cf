"""`resource-finder index …`: the index can always be built anew from the tables."""

import sys

import click

from resource_finder.cli.catalogue import published_catalogue
from resource_finder.config import settings_from
from resource_finder.indexing import Called, build_index_of, open_edition
from resource_finder.search.engine import IndexUnusable


@click.group()
def index() -> None:
    """Build or check the search index."""


@index.command()
def build() -> None:
    """Build the index of the published catalogue anew."""
    settings = settings_from()
    published = published_catalogue(settings)
    build_index_of(published, settings, Called.load(settings.data), anew=True)
    click.echo(f"index built for {len(published.offerings)} offerings ({published.hash[:12]})")


@index.command()
def check() -> None:
    """Say whether the index is whole and of the published catalogue."""
    settings = settings_from()
    published = published_catalogue(settings)
    try:
        called = Called.load(settings.data)
        open_edition(settings.index_folder / published.hash, published.hash, called)
    except IndexUnusable as error:
        click.echo(f"the index cannot be used: {error}", err=True)
        sys.exit(1)
    click.echo(f"the index is whole and of the published catalogue ({published.hash[:12]})")
