"""`resource-finder catalogue reports`: what people said is wrong, for staff to look after."""

from collections.abc import Sized
from dataclasses import asdict
from datetime import datetime

import click

from resource_finder.app import create_app
from resource_finder.catalogue.reports import OpenReport, Reports
from resource_finder.catalogue.store import Store
from resource_finder.catalogue.tables import db
from resource_finder.cli.county import slug_of_county
from resource_finder.cli.database import bring_up_to_date
from resource_finder.cli.plain_output import json_text
from resource_finder.config import settings_from
from resource_finder.domain.hours import MISSOURI_TIME
from resource_finder.domain.offering import Offering


@click.command()
@click.option("--offering", default="", help="Only those of one listing, by its id.")
@click.option(
    "--county",
    default="",
    help="Only those of listings that stand in this county or serve it, the statewide ones too.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
@click.option("--done", type=int, multiple=True, help="The number of a report that is looked after.")
def reports(offering: str, county: str, as_json: bool, done: tuple[int, ...]) -> None:
    """What people said is wrong: those that most people wrote first, each with its day, row and phone."""
    settings = settings_from()
    slug = slug_of_county(county, settings)
    app = create_app(settings)
    bring_up_to_date(app)
    with app.app_context():
        queue = Reports(db.session())
        if done:
            _settle(queue, done)
            return
        published = Store(db.session()).load()
        rows = {row.id: row for row in published.offerings} if published else {}
        found = [(report, rows.get(report.offering)) for report in queue.open(offering)]
    waiting = [(report, row) for report, row in found if not slug or _is_of(row, slug)]
    if as_json:
        click.echo(json_text([_values(*one) for one in waiting]))
        return
    for report, row in waiting:
        click.echo(_line(report, row))
    click.echo(f"{_counted(waiting)} to look after")


def _counted(found: Sized) -> str:
    return "1 report" if len(found) == 1 else f"{len(found)} reports"


def _is_of(row: Offering | None, county: str) -> bool:
    return row is not None and (row.county == county or row.covers(county))


def _settle(queue: Reports, numbers: tuple[int, ...]) -> None:
    settled = queue.settle(numbers, datetime.now(MISSOURI_TIME).date())
    if unknown := sorted(set(numbers) - set(settled)):
        raise click.UsageError(f"no open report has the number {', '.join(map(str, unknown))}")
    db.session().commit()
    click.echo(f"{_counted(settled)} done")


def _values(report: OpenReport, row: Offering | None) -> dict[str, object]:
    """One report as JSON; what a row would tell is null where the row has left the catalogue."""
    told = {"sheet": None, "organization": None, "service": None, "county": None, "phones": None}
    if row:
        told = {name: getattr(row, name) for name in told} | {"phones": [str(phone) for phone in row.phones]}
    return asdict(report) | told


def _line(report: OpenReport, row: Offering | None) -> str:
    where = "no longer in the catalogue"
    if row:
        county = row.county or ("statewide" if row.statewide else ", ".join(row.serves) or "no county")
        phone = str(row.phones[0]) if row.phones else "no phone"
        where = f"{row.sheet}.csv {row.organization}: {row.service}  {county}  {phone}"
    often = f" ({report.times} times)" if report.times > 1 else ""
    words = " ".join(report.text.split()) or "no words"
    head = f"{report.number}  {report.first_on}  {report.offering}  {where}"
    return f"{head}\n    {report.kind}{often}: {words}"
