"""The one door to everything that finds: a situation in, lists of matches out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import count
from typing import Protocol

from resource_finder.domain.freshness import freshness
from resource_finder.domain.hours import MISSOURI_TIME, open_state
from resource_finder.domain.needs import Needs
from resource_finder.domain.offering import Catalogue, Offering
from resource_finder.domain.situation import Situation
from resource_finder.domain.verdicts import BAND_MILES, Band, Verdict
from resource_finder.matching.eligibility import eligibility
from resource_finder.matching.first_things import PaperRule, PaperStep, paper_steps
from resource_finder.matching.match import Match, NeedList
from resource_finder.matching.ranking import rank
from resource_finder.matching.reach import Measure, reach
from resource_finder.matching.reasons import cautions, reasons
from resource_finder.matching.rides import Rides, Stop
from resource_finder.matching.trips import Trip, trips

AT_LEAST = 3
_NUMBERS = count(1)
# A list of phone lines alone gets the nearest places too: somebody may need a door to knock on.
PLACED = frozenset(band for band, _miles in BAND_MILES)


class NoCatalogue(RuntimeError):
    """Nothing was published here yet, or the database is out of reach and nothing is in memory."""

    code = 503


class WordSearch(Protocol):
    """Says how well each offering matches typed words; ids that match none are left out."""

    def hits(self, words: Sequence[str]) -> Mapping[str, tuple[int, float]]:
        """Offering id -> how many of the words it matches, and its score."""
        ...


class NoWordSearch:
    """Stands in where no index can be had: words find nothing, places and needs still do."""

    def hits(self, words: Sequence[str]) -> Mapping[str, tuple[int, float]]:
        return {}


@dataclass(frozen=True, slots=True)
class Distances:
    """`rough` for choosing, `exact` for what is shown and ordered; both in miles."""

    rough: Measure
    exact: Measure


class Finder:
    """Answers situations from one complete catalogue. Immutable: a new catalogue is a new Finder."""

    def __init__(
        self,
        catalogue: Catalogue,
        needs: Needs,
        words: WordSearch,
        distances: Distances,
        stops: Iterable[Stop] = (),
    ) -> None:
        # Another for each: two finders of one catalogue may differ in their index or their stops.
        self.number = next(_NUMBERS)
        self.catalogue = catalogue
        self.needs = needs
        self._words = words
        self._distances = distances
        self._open_rows = tuple(o for o in catalogue.offerings if o.status != "closed")
        self._by_id = {offering.id: offering for offering in self._open_rows}
        self._rides = Rides(self._open_rows, stops, distances.rough)
        self._by_need = {
            code: tuple(o for o in self._open_rows if needs.matches(code, o.needs)) for code in needs.codes
        }

    @cached_property
    def _by_service(self) -> dict[str, Offering]:
        return {str(offering.service_id): offering for offering in self.offerings}

    def service(self, service_id: str) -> Offering | None:
        """The row that is this HSDS service."""
        return self._by_service.get(service_id)

    def offering(self, offering_id: str) -> Offering | None:
        return self._by_id.get(offering_id)

    @property
    def offerings(self) -> tuple[Offering, ...]:
        """All that may be shown, in the order of the sheets."""
        return self._open_rows

    def find(self, situation: Situation, now: datetime) -> tuple[NeedList, ...]:
        """One list for each need asked; typed words alone give one list of what matches them.

        The same situation at the same moment gives the same lists through every door.
        """
        hits = self._words.hits(situation.words) if situation.words else {}
        if situation.needs:
            return tuple(
                self._list(need, self._by_need[need], hits, situation, now) for need in situation.needs
            )
        if situation.words:
            matching = [self._by_id[offering_id] for offering_id in hits if offering_id in self._by_id]
            return (self._list(None, matching, hits, situation, now),)
        return ()

    def papers(self, rules: Iterable[PaperRule], county: str) -> tuple[PaperStep, ...]:
        """Which paper opens which door: who gets it for you in this county or the state."""
        near = [o for o in self._by_need["id"] if o.covers(county) or o.county == county]
        here = [o for o in self._open_rows if o.covers(county) or o.county == county]
        return paper_steps(rules, near, here)

    def trips(self, lists: Iterable[NeedList]) -> tuple[Trip, ...]:
        """Offerings for two or more of the asked needs that stand close together."""
        return trips(lists, self._distances.rough)

    def match_one(self, offering: Offering, situation: Situation, now: datetime) -> Match:
        """One listing for one person, wherever it lies."""
        band, miles = reach(offering, situation.origin, self._distances.rough, self._distances.exact)
        match = self._match(offering, band or "further", miles, {}, situation, now)
        return self._finished([match], situation, now)[0]

    def _list(
        self,
        need: str | None,
        offerings: Iterable[Offering],
        hits: Mapping[str, tuple[int, float]],
        situation: Situation,
        now: datetime,
    ) -> NeedList:
        reached: list[Match] = []
        beyond: list[tuple[Offering, float]] = []
        for offering in offerings:
            band, miles = reach(offering, situation.origin, self._distances.rough, self._distances.exact)
            if band is not None:
                reached.append(self._match(offering, band, miles, hits, situation, now))
            elif miles is not None:
                beyond.append((offering, miles))
        reached = [match for match in reached if _is_wanted(match, situation)]
        taken = sorted((m for m in reached if m.verdict is not Verdict.NO), key=rank)
        refusing = sorted((m for m in reached if m.verdict is Verdict.NO), key=rank)
        if len(taken) < AT_LEAST or not any(match.band in PLACED for match in taken):
            taken += self._nearest(beyond, hits, situation, now)
        shown = taken[: situation.limit] + (refusing[: situation.limit] if situation.refused else [])
        return NeedList(need, len(taken), len(refusing), self._finished(shown, situation, now))

    def _match(
        self,
        offering: Offering,
        band: Band,
        miles: float | None,
        hits: Mapping[str, tuple[int, float]],
        situation: Situation,
        now: datetime,
    ) -> Match:
        verdict, findings = eligibility(offering, situation)
        words_matched, score = hits.get(offering.id, (0, 0.0))
        return Match(
            offering=offering,
            verdict=verdict,
            findings=findings,
            band=band,
            miles=miles,
            open=open_state(offering.hours, now),
            fresh=freshness(offering.checked_on, now.astimezone(MISSOURI_TIME).date()),
            words_matched=words_matched,
            word_score=score,
        )

    def _nearest(
        self,
        beyond: list[tuple[Offering, float]],
        hits: Mapping[str, tuple[int, float]],
        situation: Situation,
        now: datetime,
    ) -> list[Match]:
        """Nobody gets an empty page: the three nearest further away, labelled as such."""
        beyond.sort(key=lambda pair: (-hits.get(pair[0].id, (0, 0.0))[0], pair[1], pair[0].id))
        found: list[Match] = []
        for offering, miles in beyond:
            match = self._match(offering, "further", miles, hits, situation, now)
            if match.verdict is not Verdict.NO and _is_wanted(match, situation):
                found.append(self._measured(match, situation))
                if len(found) == AT_LEAST:
                    break
        return found

    def _measured(self, match: Match, situation: Situation) -> Match:
        if match.offering.point is None or situation.origin.is_whole_state:
            return match
        return replace(match, miles=self._distances.exact(situation.origin.point, match.offering.point))

    def _finished(self, shown: list[Match], situation: Situation, now: datetime) -> tuple[Match, ...]:
        """Rides for the whole list at once, then reasons and cautions."""
        measured = [self._measured(match, situation) for match in shown]
        rides = self._rides.to_each(
            [(m.offering, m.miles) for m in measured], situation.origin, situation.about
        )
        return tuple(
            self._explained(replace(match, rides=rides[match.offering.id]), situation, now)
            for match in measured
        )

    def _explained(self, match: Match, situation: Situation, now: datetime) -> Match:
        today = now.astimezone(MISSOURI_TIME).date()
        return replace(
            match,
            reasons=tuple(reasons(match, situation)),
            cautions=tuple(cautions(match, situation, today)),
        )


def _is_wanted(match: Match, situation: Situation) -> bool:
    return situation.open == "any" or bool(match.open.now)
