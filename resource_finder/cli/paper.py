"""`resource-finder print`: the list of a place and its needs, as a PDF."""

import logging
import sys
from dataclasses import replace
from pathlib import Path

import click

from resource_finder.app import create_app
from resource_finder.config import Settings, settings_from
from resource_finder.domain.circumstances import CIRCUMSTANCES
from resource_finder.languages import LANGUAGES
from resource_finder.places.gazetteer import AmbiguousPlace, PlaceNotFound
from resource_finder.web.hand_out import is_reached_by_phones
from resource_finder.web.parts import Parts, parts_of
from resource_finder.whole_files import write_whole

WANTED = "set PUBLIC_URL to the address that phones reach"


@click.command("print")
@click.option("--place", required=True, help="A ZIP, town or county of Missouri.")
@click.option("--need", "needs", multiple=True, help="A need; may be repeated.")
@click.option(
    "--about", multiple=True, type=click.Choice(CIRCUMSTANCES), help="A circumstance; never printed."
)
@click.option("--large", is_flag=True, help="At least 18 points everywhere.")
@click.option("--grey", is_flag=True, help="Black ink only.")
@click.option("--lines", is_flag=True, help="With a line to write on below each place.")
@click.option("--lang", default="en", type=click.Choice(LANGUAGES))
@click.option("--pages", type=click.IntRange(1, 200), help="Fit what can be fitted on so many pages.")
@click.option("--note", default="", help="Printed on top and kept nowhere.")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path))
def print_(
    output: Path,
    needs: tuple[str, ...],
    about: tuple[str, ...],
    large: bool,
    grey: bool,
    lines: bool,
    pages: int | None,
    **said: str,
) -> None:
    """Print a list to a PDF file, the same as the site's `/list.pdf`."""
    asked = {
        "place": said["place"],
        "need": list(needs),
        "about": list(about),
        "note": said["note"],
        "lang": said["lang"],
        "style": "large" if large else "normal",
        "grey": "1" if grey else "",
        "lines": "1" if lines else "",
        "pages": str(pages or ""),
    }
    app = create_app(_settings())
    # Without a catalogue this raises what is said; the warning of the same would be a second line.
    logging.getLogger("resource_finder.serving").setLevel(logging.ERROR)
    parts_of(app).finder()
    if trouble := parts_of(app).ready().why:
        click.echo(trouble, err=True)
    _check(said["place"], needs, parts_of(app))
    with app.test_client() as client:
        response = client.post("/list.pdf", data=asked)
    if response.status_code == 200 and response.mimetype == "application/pdf":
        write_whole(output, response.data)
        click.echo(f"wrote {output}")
        return
    if response.status_code in (300, 400, 404):
        raise click.UsageError("this list cannot be printed: try resource-finder find with the same words")
    click.echo("resource-finder print: the PDF cannot be made now", err=True)
    sys.exit(1)


def _check(place: str, needs: tuple[str, ...], parts: Parts) -> None:
    """Raises UsageError that says which cannot be used, and what may have been meant."""
    if unknown := [need for need in needs if need not in parts.needs.codes]:
        raise click.UsageError(
            f"--need {unknown[0]!r} is not a need; it may be {', '.join(parts.needs.codes)}"
        )
    try:
        parts.locate(place)
    except AmbiguousPlace as error:
        names = "; ".join(other.label for other in error.alternatives)
        raise click.UsageError(f"--place {place!r} may be: {names}") from error
    except PlaceNotFound as error:
        names = "; ".join(other.label for other in error.suggestions)
        meant = f"; did you mean {names}?" if names else ""
        raise click.UsageError(f"--place {place!r} is no place in Missouri that we know{meant}") from error


def _settings() -> Settings:
    """As the site's own, but never a kiosk: nobody leaves a command."""
    settings = replace(settings_from(), kiosk=False)
    if not is_reached_by_phones(settings.public_url):
        click.echo(f"no QR code on this paper: {WANTED}", err=True)
    return settings
