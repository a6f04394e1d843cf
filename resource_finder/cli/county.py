"""A county as a command's option names it."""

import click

from resource_finder.config import Settings
from resource_finder.places.gazetteer import Gazetteer


def slug_of_county(county: str, settings: Settings) -> str:
    """Its slug; empty where none was named. Raises click.UsageError for a name that is no county's."""
    if not county:
        return ""
    found = Gazetteer.load(settings.data).county_named(county)
    if found is None:
        raise click.UsageError(f"“{county}” is no county of Missouri")
    return found.slug
