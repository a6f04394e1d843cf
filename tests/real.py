"""The real catalogue, loaded once for all tests that look at it."""

import fcntl
import os
import pickle
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from shutil import copytree
from tempfile import gettempdir, mkdtemp

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
def _shared() -> Path:
    """A folder of all processes of this run: what one of them made, the others take."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    if not run:
        return Path(mkdtemp(prefix="resource-finder-"))
    folder = Path(gettempdir()) / f"resource-finder-{run}"
    folder.mkdir(exist_ok=True)
    return folder


def _made_once(name: str, make: Callable[[Path], None]) -> Path:
    """The path of this name, made by whichever process comes first; the others wait for it."""
    made = _shared() / name
    with (_shared() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            unfinished = made.with_suffix(".unfinished")
            make(unfinished)
            unfinished.rename(made)
    return made


def _read_into(file: Path) -> None:
    read = read_sheets(
        DATA / "catalogue", Gazetteer.load(DATA), Needs.load(DATA).codes, NOW.date(), Kinds.load(DATA)
    )
    file.write_bytes(pickle.dumps(read))


@cache
def real_sheets() -> SheetsRead:
    read = pickle.loads(_made_once("sheets", _read_into).read_bytes())
    assert isinstance(read, SheetsRead)
    return read


def _load_into(folder: Path) -> None:
    load_catalogue(real_sheets(), Settings(data=DATA, instance=folder, secret_key="test"))


@cache
def _loaded() -> Path:
    """A folder that holds them and is never used itself: loading takes seconds, a copy none."""
    return _made_once("loaded", _load_into)


def loaded_folder() -> Path:
    """An instance folder with the real sheets loaded, of one's own."""
    return Path(copytree(_loaded(), mkdtemp(prefix="resource-finder-"), dirs_exist_ok=True))


@cache
def real_app() -> Flask:
    """The whole program over the real sheets, its clock stopped."""
    return create_app(Settings(data=DATA, instance=loaded_folder(), secret_key="test"), now=NOW)
