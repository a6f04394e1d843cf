"""`resource-finder`: every command. Exit 0 good, 1 the work found faults, 2 wrong use."""

import logging
import sys

import click

from resource_finder.catalogue.faults import SheetsFaulty
from resource_finder.catalogue.one_publisher import PublisherBusy
from resource_finder.catalogue.publishing import SheetsDiffer
from resource_finder.catalogue.retiring import WouldRetire
from resource_finder.catalogue.store import EditionConflict, StoreUnavailable
from resource_finder.cli.care import coverage, due
from resource_finder.cli.catalogue import catalogue
from resource_finder.cli.feeds import refresh
from resource_finder.cli.find import find, understand
from resource_finder.cli.index import index
from resource_finder.cli.paper import print_
from resource_finder.cli.plain_output import plain_output
from resource_finder.cli.refresh import import_
from resource_finder.cli.reports import reports
from resource_finder.cli.serve import serve
from resource_finder.cli.starting import what_still_works
from resource_finder.config import BadSetting, settings_from
from resource_finder.finding import NoCatalogue

FAULTS, WRONG_USE = 1, 2


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def commands(context: click.Context) -> None:
    """Missouri Reentry Resource Finder."""
    context.with_resource(plain_output())
    logging.basicConfig(level=logging.WARNING, format="%(message)s")


for command in (serve, find, understand, catalogue, index, print_):
    commands.add_command(command)
for command in (due, coverage, import_, refresh, reports):
    catalogue.add_command(command)


def main() -> None:
    """Run a command; every error is one line on stderr, never a trace, and no output steers a terminal."""
    with plain_output():
        _run()


def _run() -> None:
    try:
        commands(standalone_mode=False)
    except click.ClickException as error:
        where = getattr(getattr(error, "ctx", None), "command_path", "resource-finder")
        _fail(f"{where}: {error.format_message()}", WRONG_USE)
    except click.Abort:
        _fail("resource-finder: stopped", FAULTS)
    except BadSetting as error:
        _fail(f"resource-finder: setting {error}", WRONG_USE)
    except SheetsFaulty as error:
        for fault in error.faults:
            print(fault, file=sys.stderr)
        _fail(f"resource-finder: {error}; nothing was loaded; what was published before is unchanged", FAULTS)
    except WouldRetire as error:
        for loss in error.losses:
            print(f"{loss} would be retired", file=sys.stderr)
        _fail("resource-finder: nothing was changed; if these rows are to go, go on with --retire", FAULTS)
    except (NoCatalogue, SheetsDiffer, EditionConflict, PublisherBusy, OSError) as error:
        _fail(f"resource-finder: {error}", FAULTS)
    except StoreUnavailable as error:
        _fail(f"resource-finder: {error}{what_still_works(settings_from())}", FAULTS)
    except Exception as error:
        # The promise of one line holds for our own faults too; the log keeps the trace for who mends them.
        logging.getLogger(__name__).debug("unexpected", exc_info=True)
        first_line = (str(error).splitlines() or [""])[0]
        _fail(f"resource-finder: unexpected {type(error).__name__}: {first_line}", FAULTS)


def _fail(message: str, code: int) -> None:
    print(" ".join(message.split()), file=sys.stderr)
    sys.exit(code)
