"""The finder over the real sheets, without a database, and the people and places that it is asked for."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache, cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from resource_finder.catalogue.sheets import read_sheets
from resource_finder.domain.offering import Catalogue, Offering
from resource_finder.domain.rulebook import Rulebook
from resource_finder.domain.situation import Origin, Situation
from resource_finder.finding import Distances, Finder, WordSearch
from resource_finder.finding.distances import rough_column
from resource_finder.indexing import Called, searchable
from resource_finder.matching.match import Match, NeedList
from resource_finder.places.distance import rough_miles, shown_miles
from resource_finder.places.gazetteer import Gazetteer
from resource_finder.places.place import Place
from resource_finder.places.spotting import Spotter
from resource_finder.search.storage import build_index, open_index
from resource_finder.search.understand import Reader, read_phrases

DATA = Path(__file__).resolve().parents[2] / "data"
NOW = datetime(2026, 11, 25, 16, tzinfo=UTC)


@cache
def rules() -> Rulebook:
    return Rulebook.load(DATA)


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.load(DATA)


@cache
def called() -> Called:
    return Called(rules().needs, rules().kinds, gazetteer())


@cache
def finder() -> Finder:
    read = read_sheets(DATA / "catalogue", gazetteer(), rules().needs.codes, NOW.date(), rules().kinds)
    distances = Distances(rough_miles, shown_miles, rough_column)
    words = _WordsWhenAsked(read.offerings)
    return Finder(Catalogue(read.offerings, read.sources, ""), rules(), words, distances)


class _WordsWhenAsked:
    """The index, built at the first line that leaves words to search."""

    def __init__(self, offerings: Sequence[Offering]) -> None:
        self._offerings = offerings

    @cached_property
    def _engine(self) -> WordSearch:
        rows = [searchable(o, called()) for o in self._offerings if o.status != "closed"]
        with TemporaryDirectory() as folder:
            build_index(rows, "asked", Path(folder))
            return open_index(Path(folder), "asked")

    def hits(self, words: Sequence[str]) -> Mapping[str, tuple[int, float]]:
        return self._engine.hits(words)


@cache
def reader() -> Reader:
    return Reader(read_phrases(DATA), rules().needs, Spotter(gazetteer()))


def asked(place: str, need: str, about: str, line: str) -> tuple[str, NeedList]:
    """The county and the list of one judged situation; a typed line says what its columns leave empty."""
    facts = {fact.strip() for fact in about.split(";") if fact.strip()}
    if not line:
        origin = origin_named(place)
        return origin.county, answer(origin, need, frozenset(facts))
    read = reader().read(line)
    origin = origin_of(read.place) if read.place and not place else origin_named(place)
    situation = Situation(
        origin, (need or read.needs[0],), words=read.words, about=frozenset({*facts, *read.about}), limit=0
    )
    (found,) = finder().find(situation, NOW)
    return origin.county, found


def origin_named(place: str) -> Origin:
    """The point of a place as typed; of a county no more than its name is known."""
    return origin_of(gazetteer().find(place))


def origin_of(found: Place) -> Origin:
    return Origin(found.county, found.latitude, found.longitude, found.kind == "county")


def answer(origin: Origin, need: str, about: frozenset[str], limit: int = 0) -> NeedList:
    """One list; with `limit` 0 nothing of it is explained, which is quick."""
    (found,) = finder().find(Situation(origin, (need,), about=about, limit=limit), NOW)
    return found


def in_order(found: NeedList) -> list[Match]:
    """All that take or may take the person, in the order in which a page shows them."""
    start = [found.start] if found.start else []
    first = found.start.offering.id if found.start else ""
    return [
        *start,
        *(match for step in found.steps for match in step.matches if match.offering.id != first),
    ]
