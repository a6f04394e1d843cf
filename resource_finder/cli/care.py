"""`resource-finder catalogue due` and `coverage`: what to check next, and where nothing is."""

from datetime import datetime

import click

from resource_finder.catalogue.coverage import Cell
from resource_finder.catalogue.coverage import coverage as coverage_of
from resource_finder.catalogue.due import due as due_of
from resource_finder.cli.catalogue import published_catalogue
from resource_finder.cli.county import slug_of_county
from resource_finder.config import settings_from
from resource_finder.domain.hours import MISSOURI_TIME
from resource_finder.domain.needs import Needs
from resource_finder.places.gazetteer import Gazetteer


@click.command()
@click.option("--county", default="", help="A county of Missouri; all when left out.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1))
def due(county: str, limit: int) -> None:
    """What to check next: the oldest first, with the phone to call."""
    settings = settings_from()
    slug = slug_of_county(county, settings)
    today = datetime.now(MISSOURI_TIME).date()
    rows = due_of(published_catalogue(settings).offerings, today, county=slug)
    for row in rows[:limit]:
        offering = row.offering
        phone = str(offering.phones[0]) if offering.phones else "no phone"
        checked = offering.checked_on or "no date"
        click.echo(f"{offering.id}  {checked:10}  {offering.organization}: {offering.service}  {phone}")
    click.echo(f"{len(rows)} rows to look after")


@click.command()
@click.option("--by-county", is_flag=True, help="One line for each county too.")
def coverage(by_county: bool) -> None:
    """Needs by counties: with a local row, only a regional one, only statewide, fresh, nothing.

    `reached`: counties with a row of their own that says how to reach it; `sure`: checked within two years.
    """
    settings = settings_from()
    gazetteer, needs = Gazetteer.load(settings.data), Needs.load(settings.data)
    codes = [need.code for need in needs.top]
    today = datetime.now(MISSOURI_TIME).date()
    cells = coverage_of(published_catalogue(settings).offerings, codes, gazetteer.counties, today)
    header = f"{'need':15}{'local':>7}{'regional':>10}{'statewide':>11}{'fresh':>7}{'nothing':>9}"
    header += f"{'reached':>9}{'sure':>6}"
    click.echo(f"{header}   (counties of {len(gazetteer.counties)})")
    for need in codes:
        column = [cells[need, slug] for slug in gazetteer.counties]
        click.echo(f"{need:15}{_totals(column)}")
    if by_county:
        for slug, label in gazetteer.county_labels.items():
            counts = ", ".join(f"{need} {_short(cells[need, slug])}" for need in codes)
            click.echo(f"{label}: {counts}")


def _totals(column: list[Cell]) -> str:
    local = sum(1 for cell in column if cell.local)
    regional = sum(1 for cell in column if not cell.local and cell.regional)
    statewide = sum(1 for cell in column if not cell.local and not cell.regional and cell.statewide)
    fresh = sum(1 for cell in column if cell.fresh)
    holes = sum(1 for cell in column if cell.is_hole)
    reached = sum(1 for cell in column if cell.reached)
    sure = sum(1 for cell in column if cell.sure)
    return f"{local:7}{regional:10}{statewide:11}{fresh:7}{holes:9}{reached:9}{sure:6}"


def _short(cell: Cell) -> str:
    return f"{cell.local}+{cell.regional}+{cell.statewide}"
