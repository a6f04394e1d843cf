"""`resource-finder print`: the list of a place and its needs, as a PDF."""

import sys
from pathlib import Path

import click

from resource_finder.app import create_app
from resource_finder.config import settings_from


@click.command("print")
@click.option("--place", required=True, help="A ZIP, town or county of Missouri.")
@click.option("--need", "needs", multiple=True, help="A need; may be repeated.")
@click.option("--large", is_flag=True, help="At least 18 points everywhere.")
@click.option("--lang", default="en", type=click.Choice(["en", "es"]))
@click.option("--pages", type=click.IntRange(1, 200), help="Fit what can be fitted on so many pages.")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path))
def print_(
    place: str, needs: tuple[str, ...], large: bool, lang: str, pages: int | None, output: Path
) -> None:
    """Print a list to a PDF file, the same as the site's `/list.pdf`."""
    query = {"place": place, "need": list(needs), "style": "large" if large else "", "pages": pages or ""}
    path = "/es/list.pdf" if lang == "es" else "/list.pdf"
    with create_app(settings_from()).test_client() as client:
        response = client.get(path, query_string=query)
    if response.status_code == 200:
        output.write_bytes(response.data)
        click.echo(f"wrote {output}")
        return
    if response.status_code in (300, 400, 404):
        raise click.UsageError(
            "the place or a need cannot be used: try resource-finder find with the same words"
        )
    click.echo("resource-finder print: the PDF cannot be made now", err=True)
    sys.exit(1)
