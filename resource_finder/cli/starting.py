"""A start that something stands in the way of: what is wrong, what works, and the last good catalogue."""

import os
from collections.abc import Callable

import click
from flask import Flask

from resource_finder.app import create_app
from resource_finder.catalogue.faults import SheetsFaulty
from resource_finder.catalogue.last_good import read_last_good
from resource_finder.catalogue.one_publisher import only_publisher
from resource_finder.catalogue.publishing import counted_anew, publish_catalogue
from resource_finder.catalogue.store import Store, StoreUnavailable
from resource_finder.catalogue.tables import db
from resource_finder.cli.database import bring_up_to_date
from resource_finder.config import Settings
from resource_finder.domain.offering import Catalogue
from resource_finder.indexing import Called, build_index_of
from resource_finder.serving import last_good_file
from resource_finder.whole_files import is_there, reason

# Several that start at once on an empty database wait for the one that fills it.
SECONDS_FOR_ANOTHER = 120


def loaded_or_last_good(load: Callable[[Settings], str], settings: Settings) -> str:
    """What was loaded, in a line; where nothing can be, why not, and that the last good catalogue is served.

    Raises what stands in the way when there is no catalogue to serve.
    """
    try:
        restore_lost_tables(settings)
        return load(settings)
    except SheetsFaulty as error:
        good = _last_good(settings)
        if good is None:
            raise
        for fault in error.faults:
            click.echo(fault, err=True)
        return f"catalogue: {error}; {_served(good)}"
    except (StoreUnavailable, OSError) as error:
        good = _last_good(settings)
        if good is None:
            raise
        why = str(error) if isinstance(error, StoreUnavailable) else reason(error)
        if not os.access(settings.instance, os.W_OK):
            why += f" (nothing can be written in {settings.instance})"
        return (
            f"catalogue: {why}; {_served(good)}. Until that is mended loading, reports and short codes fail"
        )


def what_still_works(settings: Settings) -> str:
    """For the end of a line that says why the tables cannot be read or written."""
    if is_there(last_good_file(settings)):
        return "; what was served goes on: serve, find and print use the last good catalogue"
    return "; no last good catalogue is kept here"


def restore_lost_tables(settings: Settings) -> None:
    """A database that is empty though a catalogue was served before gets it back, and that is said.

    The sheets may not hold all of it: imports stand in the tables alone.
    """
    good = read_last_good(last_good_file(settings))
    if good is None:
        return
    app = create_app(settings)
    bring_up_to_date(app)
    with app.app_context():
        store = Store(db.session())
        if store.current_hash():
            return
        with only_publisher(db.engine, settings.instance, SECONDS_FOR_ANOTHER):
            if store.current_hash():
                return
            _publish(good, store, settings)
    click.echo(
        f"the database was empty: the last good catalogue, of {good.published[:10]}, is in it again; "
        "reports and short codes that it held are gone",
        err=True,
    )


def _publish(good: Catalogue, store: Store, settings: Settings) -> None:
    called = Called.load(settings.data)
    publish_catalogue(counted_anew(good), store, lambda made: build_index_of(made, settings, called), 0)


def _last_good(settings: Settings) -> Catalogue | None:
    try:
        found = _of_tables(create_app(settings))
    except StoreUnavailable:
        found = None
    return found or read_last_good(last_good_file(settings))


def _of_tables(app: Flask) -> Catalogue | None:
    with app.app_context():
        return Store(db.session()).load()


def _served(good: Catalogue) -> str:
    return f"the last good one, of {good.published[:10]} ({len(good.offerings)} offerings), is served"
