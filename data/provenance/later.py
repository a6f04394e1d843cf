"""The third and fourth surveys put beside what stands: rows brought up to date, added, old ones sorted."""

import csv
from collections import Counter, defaultdict
from pathlib import Path

from . import community4, later_food, later_health, later_offices, later_public
from .community_places import Middles, middles
from .later_meeting import Pair, settle
from .later_old import fold_twins, sort_out
from .later_sources import named
from .mends import mend
from .present import Present


def apply(sources: Path, catalogue: Path) -> Counter[str]:
    """Bring the sheets in `catalogue` up to date; gives the number of new rows by sheet."""
    present = Present(catalogue)
    known = middles(sources / "geo")
    overlaps = _overlaps(sources)
    added: Counter[str] = Counter()
    for pairs in _lists(sources, known):
        for survey, _ in pairs:
            present.cite(named(survey["source"], survey["source_date"]))
        new = settle(present, pairs, overlaps)
        present.add(new)
        added.update(row["sheet"] for row in new)
    added["community4"] = community4.put_in(present, sources, known)
    sort_out(present)
    mend(present)
    fold_twins(present)
    present.write()
    return added


def _lists(sources: Path, known: Middles) -> list[list[Pair]]:
    return [
        list(later_health.treatment(sources, known)),
        list(later_health.mental_health(sources, known)),
        list(later_health.clinics(sources, known)),
        list(later_health.health_departments(sources, known)),
        list(later_food.rows(sources, known)),
        list(later_offices.rows(sources, known)),
        list(later_public.rows(sources, known)),
    ]


def _overlaps(sources: Path) -> dict[tuple[str, ...], list[str]]:
    """The present rows that a person found to be alike, by the survey row's own words."""
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    with (sources / "community3" / "overlaps.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            key = tuple(row[c] for c in ("organisation", "service", "city", "address"))
            found[key].append(row["catalogue_id"])
    return found
