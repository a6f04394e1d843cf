"""A whole site in memory: real places and needs, a small catalogue of plainly invented places."""

from datetime import datetime
from pathlib import Path

from flask import Flask

from resource_finder.catalogue.tables import init_database
from resource_finder.config import Settings
from resource_finder.domain.hours import MISSOURI_TIME
from resource_finder.domain.offering import Catalogue, Offering, Phone, Source
from resource_finder.domain.rulebook import Rulebook
from resource_finder.finding import Distances, Finder, NoWordSearch
from resource_finder.finding.distances import rough_column
from resource_finder.languages import TRANSLATIONS
from resource_finder.places.distance import rough_miles, shown_miles
from resource_finder.places.gazetteer import Gazetteer
from resource_finder.places.geocoder import geocoder_from, locate
from resource_finder.search.crisis import CrisisWords
from resource_finder.search.understand import Understood
from resource_finder.web.language import init_languages
from resource_finder.web.pages import register_pages
from resource_finder.web.paper import register_paper
from resource_finder.web.parts import Parts, Readiness, join

DATA = Path(__file__).resolve().parents[2] / "data"
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=MISSOURI_TIME)
GAZETTEER = Gazetteer.load(DATA)
RULES = Rulebook.load(DATA)
NEEDS = RULES.needs

OFFERINGS = (
    Offering(
        id="mo-bed001",
        organization="Imaginary Harbor",
        service="Shelter for men",
        needs=("housing/tonight",),
        kind="shelter",
        summary="Gives men a bed and a meal tonight.",
        address="1 Nowhere Street",
        city="Columbia",
        zip="65203",
        county="boone",
        latitude=38.95,
        longitude=-92.34,
        precision="exact",
        serves=("boone",),
        phones=(Phone("573-555-0100"), Phone("573-555-0101", "12", "after hours")),
        website="https://harbor.example/",
        hours="24/7",
        how_to_start=("call", "walk-in"),
        documents=("photo_id", "release_papers"),
        cost="free",
        who=("men",),
        record=(("sex_offense", "no"), ("drug", "yes")),
        sources=("invented",),
        checked_on="2026-01",
    ),
    Offering(
        id="mo-bed002",
        organization="House of Nowhere",
        service="Sober house",
        needs=("housing/recovery-housing",),
        kind="recovery-house",
        summary="A sober place to live for a few months.",
        city="Columbia",
        zip="65201",
        county="boone",
        latitude=38.96,
        longitude=-92.3,
        precision="approximate",
        phones=(Phone("573-555-0102"),),
        sources=("invented",),
        checked_on="2020",
    ),
    Offering(
        id="mo-bed003",
        organization="Quiet Door",
        service="Safe place",
        needs=("housing/tonight",),
        kind="shelter",
        summary="A safe place for people who are hurt at home.",
        private_address=True,
        serves=("boone", "callaway"),
        phones=(Phone("573-555-0103"),),
        sources=("invented",),
        checked_on="2026-02-01",
    ),
    Offering(
        id="mo-line01",
        organization="Made-up Help Line",
        service="Help by phone",
        needs=("housing", "food", "treatment"),
        kind="help-line",
        summary="Tells you where to find a bed or food.",
        statewide=True,
        phones=(Phone("800-555-0104"),),
        hours="24/7",
        sources=("invented",),
        checked_on="2026-02-01",
    ),
    *(
        Offering(
            id=f"mo-food{number:02d}",
            organization=f"Pantry Number {number}",
            service="Food to take home",
            needs=("food",),
            kind="pantry",
            summary="Gives you a box of food.",
            city="Springfield",
            county="greene",
            latitude=37.2 + number / 200,
            longitude=-93.29,
            precision="exact",
            serves=("greene",),
            phones=(Phone(f"417-555-01{number:02d}"),),
            hours="Mo-Fr 09:00-16:00",
            sources=("invented",),
            checked_on="2026-02-01",
        )
        for number in range(24)
    ),
    Offering(
        id="mo-bus001",
        organization="Pretend Transit",
        service="Rides by phone",
        needs=("ride",),
        summary="Takes you where you need to go.",
        serves=("boone", "greene"),
        phones=(Phone("573-555-0105"),),
        sources=("invented",),
        checked_on="2026-02-01",
    ),
    Offering(
        id="mo-evil01",
        organization="<script>alert(1)</script> & Sons",
        service='"><img src=x onerror=alert(1)>',
        needs=("job",),
        summary="{{ 7 * 7 }} {% raw %}",
        website="javascript:alert(1)",
        county="cole",
        latitude=38.57,
        longitude=-92.17,
        precision="exact",
        address="<b>1</b> Main",
        city="Jefferson City",
        sources=("invented",),
        checked_on="2026-02-01",
    ),
)
CATALOGUE = Catalogue(OFFERINGS, (Source("invented", "Nobody", "A list that was made up"),), "made-up")


class NoReader:
    """Reads nothing in a typed line but leaves every word to the search."""

    def read(self, text: str, lang: str = "en") -> Understood:
        return Understood(words=tuple(text.split()), lang=lang)


def make_app(
    instance: Path,
    catalogue: Catalogue = CATALOGUE,
    kiosk: bool = False,
    public_url: str = "",
    reader: object = None,
    translations: Path = TRANSLATIONS,
    data: Path = DATA,
) -> Flask:
    """The public site on a fixed day. Its database is empty: no table, so no short codes, unless made."""
    settings = Settings(
        data=data,
        instance=instance,
        kiosk=kiosk,
        public_url=public_url,
        secret_key="for tests",
        translations=translations,
    )
    app = Flask("resource_finder")
    app.config.update(SECRET_KEY=settings.secret_key, TESTING=True, PROPAGATE_EXCEPTIONS=False)
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database
    init_database(app)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(translations)
    init_languages(app)
    rules = RULES if data == DATA else Rulebook.load(data)
    needs = rules.needs
    finder = Finder(catalogue, rules, NoWordSearch(), Distances(rough_miles, shown_miles, rough_column))
    geocoder = geocoder_from("gazetteer", "", GAZETTEER)
    join(
        app,
        Parts(
            settings=settings,
            gazetteer=GAZETTEER,
            needs=needs,
            county_names=GAZETTEER.county_labels,
            finder=lambda: finder,
            ready=lambda: Readiness(catalogue.hash, catalogue.hash),
            reader=reader or NoReader(),
            locate=lambda text: locate(text, geocoder, GAZETTEER),
            paper_rules=(),
            crisis=CrisisWords.load(DATA),
            now=lambda: NOW,
        ),
    )
    register_paper(app)
    register_pages(app)
    return app
