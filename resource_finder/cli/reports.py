"""`resource-finder catalogue reports`: what people said is wrong, for staff to look after."""

from datetime import datetime

import click

from resource_finder.app import create_app
from resource_finder.catalogue.reports import OpenReport, Reports
from resource_finder.catalogue.store import Store
from resource_finder.catalogue.tables import db
from resource_finder.cli.database import bring_up_to_date
from resource_finder.config import settings_from
from resource_finder.domain.hours import MISSOURI_TIME
from resource_finder.domain.offering import Offering


@click.command()
@click.option("--offering", default="", help="Only those of one listing, by its id.")
@click.option("--done", type=int, multiple=True, help="The number of a report that is looked after.")
def reports(offering: str, done: tuple[int, ...]) -> None:
    """What people said is wrong: those that most people wrote first, each with the row and its phone."""
    app = create_app(settings_from())
    bring_up_to_date(app)
    with app.app_context():
        queue = Reports(db.session())
        if done:
            _settle(queue, done)
            return
        published = Store(db.session()).load()
        rows = {row.id: row for row in published.offerings} if published else {}
        waiting = queue.open(offering)
    for report in waiting:
        click.echo(_line(report, rows.get(report.offering)))
    click.echo(f"{len(waiting)} reports to look after")


def _settle(queue: Reports, numbers: tuple[int, ...]) -> None:
    settled = queue.settle(numbers, datetime.now(MISSOURI_TIME).date())
    if unknown := sorted(set(numbers) - set(settled)):
        raise click.UsageError(f"no open report has the number {', '.join(map(str, unknown))}")
    db.session().commit()
    click.echo(f"{len(settled)} reports are done")


def _line(report: OpenReport, row: Offering | None) -> str:
    where = f"{row.sheet}.csv {row.organization}: {row.service}" if row else "no longer in the catalogue"
    phone = f"  {row.phones[0]}" if row and row.phones else ""
    often = f" ({report.times} times)" if report.times > 1 else ""
    words = " ".join(report.text.split())
    head = f"{report.number}  {report.first_on}  {report.offering}  {where}{phone}"
    return f"{head}\n    {report.kind}{often}: {words}"
