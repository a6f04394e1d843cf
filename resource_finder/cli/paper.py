"""`resource-finder print`: the list of a place and its needs, as a PDF."""

import logging
import sys
from dataclasses import replace
from pathlib import Path

import click
from flask_babel import force_locale

from resource_finder.app import create_app
from resource_finder.asking.checks import BadQuestion, checked_needs
from resource_finder.config import Settings, settings_from
from resource_finder.domain.circumstances import CIRCUMSTANCES
from resource_finder.domain.visible import visible
from resource_finder.languages import LANGUAGES
from resource_finder.places.place import AmbiguousPlace, PlaceNotFound
from resource_finder.printing.pdf import PdfUnavailable
from resource_finder.web.asked import Asked
from resource_finder.web.doors import Door
from resource_finder.web.errors import BadParameter
from resource_finder.web.hand_out import Leaving, is_reached_by_phones
from resource_finder.web.paper import How, paper_of, printed_near
from resource_finder.web.parts import Parts, parts_of
from resource_finder.web.take_away import note_of
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
    how = How("large" if large else "normal", pages, grey, lines, said["lang"], note_of(said["note"]))
    app = create_app(_settings())
    # Without a catalogue this raises what is said; the warning of the same would be a second line.
    logging.getLogger("resource_finder.serving").setLevel(logging.ERROR)
    parts = parts_of(app)
    parts.finder()
    if trouble := parts.ready().why:
        click.echo(trouble, err=True)
    with app.app_context(), force_locale(how.lang):
        content = _pdf(
            Asked(Door(how.lang, how.lang, False), place=visible(said["place"]), about=about),
            needs,
            how,
            parts,
        )
    write_whole(output, content)
    click.echo(f"wrote {output}")


def _pdf(asked: Asked, needs: tuple[str, ...], how: How, parts: Parts) -> bytes:
    """Raises UsageError that says which cannot be used, and what may have been meant."""
    try:
        asked = asked.change(needs=checked_needs(needs, parts.needs))
        return paper_of(printed_near(asked, how, parts, Leaving.ON_PAPER), how)
    except BadQuestion as error:
        may_be = f"; it may be {', '.join(error.choices)}" if error.choices else ""
        raise click.UsageError(f"--need {error.why}{may_be}") from error
    except AmbiguousPlace as error:
        names = "; ".join(other.label for other in error.alternatives)
        raise click.UsageError(f"--place {asked.place!r} may be: {names}") from error
    except PlaceNotFound as error:
        names = "; ".join(other.label for other in error.suggestions)
        meant = f"; did you mean {names}?" if names else ""
        raise click.UsageError(
            f"--place {asked.place!r} is no place in Missouri that we know{meant}"
        ) from error
    except BadParameter as error:  # an empty place
        raise click.UsageError("--place names no place") from error
    except PdfUnavailable:
        click.echo("resource-finder print: the PDF cannot be made now", err=True)
        sys.exit(1)


def _settings() -> Settings:
    """As the site's own, but never a kiosk: nobody leaves a command."""
    settings = replace(settings_from(), kiosk=False)
    if not is_reached_by_phones(settings.public_url):
        click.echo(f"no QR code on this paper: {WANTED}", err=True)
    return settings
