"""The only place that chooses parts and joins them."""

import csv
import os
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask

from resource_finder.catalogue.tables import init_database
from resource_finder.catalogue.time_limits import as_a_page
from resource_finder.config import BadSetting, Settings, settings_from
from resource_finder.domain.rulebook import Rulebook
from resource_finder.matching.first_things import PaperRule, paper_rules
from resource_finder.places.gazetteer import AmbiguousPlace, Gazetteer, PlaceNotFound
from resource_finder.places.geocoder import geocoder_from, locate
from resource_finder.places.spotting import Spotter
from resource_finder.search.crisis import CrisisWords
from resource_finder.search.understand import Reader, read_phrases
from resource_finder.serving import CurrentFinder
from resource_finder.web.api import register_api
from resource_finder.web.health import register_health
from resource_finder.web.language import init_languages
from resource_finder.web.limits import MOST_BYTES
from resource_finder.web.pages import register_pages
from resource_finder.web.paper import register_paper
from resource_finder.web.parts import Parts, Readiness, join

OF_THE_DATABASE = 0o640


def create_app(settings: Settings | None = None, now: datetime | None = None) -> Flask:
    """A ready application. `now` fixes the clock, for tests and for printing a past day."""
    settings = settings or settings_from()
    app = Flask("resource_finder")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database,
        # A connection that died with its server is replaced before it is used.
        SQLALCHEMY_ENGINE_OPTIONS={"pool_pre_ping": settings.is_on_postgres, "hide_parameters": True},
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_BYTES,
        JSON_SORT_KEYS=False,
        BABEL_DEFAULT_LOCALE="en",
        BABEL_TRANSLATION_DIRECTORIES=str(settings.translations),
        BABEL_DEFAULT_TIMEZONE="America/Chicago",
    )
    settings.instance.mkdir(parents=True, exist_ok=True)
    _close_to_strangers(settings)
    init_database(app)
    init_languages(app)
    join(app, _checked(_parts(app, settings, now)))
    register_health(app)
    register_api(app)
    register_paper(app)
    register_pages(app)
    app.wsgi_app = as_a_page(app.wsgi_app)  # type: ignore[method-assign]
    return app


def _close_to_strangers(settings: Settings) -> None:
    """The database is for its owner and group; SQLite gives the files beside it the same rights."""
    if settings.database_url:
        return
    file = settings.instance / "catalogue.sqlite"
    # A folder that cannot be written is said where something is to be written.
    with suppress(OSError):
        # What is there is not opened: to close it again would end all locks of SQLite in this process.
        if not file.exists():
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, OF_THE_DATABASE))
        if file.stat().st_mode & ~OF_THE_DATABASE & 0o777:
            file.chmod(file.stat().st_mode & OF_THE_DATABASE)


def _parts(app: Flask, settings: Settings, fixed_now: datetime | None) -> Parts:
    gazetteer = Gazetteer.load(settings.data)
    rules = Rulebook.load(settings.data)
    needs = rules.needs
    geocoder = geocoder_from(settings.geocoder, settings.geocoder_url, gazetteer)
    vocabulary = read_phrases(settings.data)
    current = CurrentFinder(app, settings, rules, gazetteer, vocabulary.protected_words)
    return Parts(
        settings=settings,
        gazetteer=gazetteer,
        needs=needs,
        county_names=gazetteer.county_labels,
        finder=current.finder,
        ready=lambda: Readiness(*current.hashes(), current.trouble),
        reader=Reader(vocabulary, needs, Spotter(gazetteer), current.names),
        locate=lambda text: locate(text, geocoder, gazetteer),
        paper_rules=_paper_rules(settings.data),
        crisis=CrisisWords.load(settings.data),
        now=(lambda: fixed_now) if fixed_now else (lambda: datetime.now(UTC)),
    )


def _checked(parts: Parts) -> Parts:
    """A screen that stands nowhere is named at the start, not to the first person before it."""
    screen = parts.settings.kiosk_place
    try:
        return replace(parts, screen=parts.locate(screen).label) if screen else parts
    except (AmbiguousPlace, PlaceNotFound) as error:
        raise BadSetting(f"KIOSK_PLACE {screen!r} is not one place in Missouri") from error


def _paper_rules(data: Path) -> tuple[PaperRule, ...]:
    with (data / "vocabulary" / "papers.csv").open(encoding="utf-8", newline="") as file:
        return paper_rules(csv.DictReader(file))
