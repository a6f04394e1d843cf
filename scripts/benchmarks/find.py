"""`scripts/bench find`: the whole finder on the real catalogue, and the share of each step."""

import cProfile
import pstats
import time
from datetime import UTC, datetime
from pathlib import Path

from resource_finder.catalogue.sheets import read_sheets
from resource_finder.domain.offering import Catalogue
from resource_finder.domain.rulebook import Rulebook
from resource_finder.domain.situation import Origin, Situation
from resource_finder.finding import Distances, Finder, NoWordSearch
from resource_finder.finding.distances import rough_column
from resource_finder.matching import eligibility, help, ranking, reach, reasons, rides
from resource_finder.places.distance import rough_miles, shown_miles
from resource_finder.places.gazetteer import Gazetteer

DATA = Path(__file__).resolve().parent.parent.parent / "data"
NOW = datetime(2026, 11, 25, 16, tzinfo=UTC)
_STEPS = {
    "reach and distance": (reach.reach,),
    "eligibility": (eligibility.eligibility,),
    "expected help": (help.factors_of,),
    "order": (ranking.Ladder.in_order, ranking.to_start_with),
    "rides": (rides.Rides.to,),
    "reasons and cautions": (reasons.reasons, reasons.cautions),
}


def run(_arguments: list[str]) -> None:
    """Every county with four needs and two circumstances, once to warm up and once on the clock."""
    gazetteer, rules = Gazetteer.load(DATA), Rulebook.load(DATA)
    read = read_sheets(DATA / "catalogue", gazetteer, rules.needs.codes, NOW.date(), rules.kinds)
    finder = Finder(
        Catalogue(read.offerings, read.sources, ""),
        rules,
        NoWordSearch(),
        Distances(rough_miles, shown_miles, rough_column),
    )
    situations = [
        Situation(
            Origin(c.slug, c.latitude, c.longitude), (need,), about=frozenset({"supervision", "no_car"})
        )
        for c in gazetteer.counties.values()
        for need in ("housing", "job", "treatment", "medical")
    ]
    for label in ("first time (distances measured)", "again (distances remembered)"):
        times = []
        for situation in situations:
            started = time.perf_counter()
            finder.find(situation, NOW)
            times.append((time.perf_counter() - started) * 1000)
        times.sort()
        rate = 1000 * len(times) / sum(times)
        middle, slow = times[len(times) // 2], times[int(len(times) * 0.99)]
        print(f"{label:34}{rate:8.0f} lists/s   p50 {middle:.1f} ms   p99 {slow:.1f} ms")
    _shares(finder, situations)


def _shares(finder: Finder, situations: list[Situation]) -> None:
    profile = cProfile.Profile()
    profile.enable()
    for situation in situations:
        finder.find(situation, NOW)
    profile.disable()
    stats = pstats.Stats(profile)
    total = stats.total_tt  # type: ignore[attr-defined]
    print(f"{'step':24}{'share':>8}   (by profile: calls cost more than on the clock)")
    for step, functions in _STEPS.items():
        codes = {(f.__code__.co_filename, f.__code__.co_firstlineno, f.__code__.co_name) for f in functions}
        spent = sum(values[3] for key, values in stats.stats.items() if key in codes)  # type: ignore[attr-defined]
        print(f"{step:24}{spent / total:8.0%}")
