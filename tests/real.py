"""The real catalogue, loaded once for all tests that look at it."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from shutil import copytree
from tempfile import mkdtemp

from flask import Flask

from resource_finder.app import create_app
from resource_finder.catalogue.sheets import SheetsRead, read_sheets
from resource_finder.cli.catalogue import load_catalogue
from resource_finder.config import Settings
from resource_finder.domain.kinds import Kinds
from resource_finder.domain.needs import Needs
from resource_finder.places.gazetteer import Gazetteer

DATA = Path(__file__).parent.parent / "data"
NOW = datetime(2026, 11, 25, 16, tzinfo=UTC)


@cache
def real_sheets() -> SheetsRead:
    return read_sheets(
        DATA / "catalogue", Gazetteer.load(DATA), Needs.load(DATA).codes, NOW.date(), Kinds.load(DATA)
    )


@cache
def _loaded() -> Path:
    """A folder that holds them and is never used itself: loading takes seconds, a copy none."""
    folder = Path(mkdtemp(prefix="resource-finder-"))
    load_catalogue(real_sheets(), Settings(data=DATA, instance=folder, secret_key="test"))
    return folder


def loaded_folder() -> Path:
    """An instance folder with the real sheets loaded, of one's own."""
    return Path(copytree(_loaded(), mkdtemp(prefix="resource-finder-"), dirs_exist_ok=True))


@cache
def real_app() -> Flask:
    """The whole program over the real sheets, its clock stopped."""
    return create_app(Settings(data=DATA, instance=loaded_folder(), secret_key="test"), now=NOW)
