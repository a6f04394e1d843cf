"""The one door to everything that finds: a situation in, lists of matches out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from itertools import count
from typing import Protocol

from resource_finder.domain.contacts import reachable
from resource_finder.domain.freshness import freshness
from resource_finder.domain.hours import MISSOURI_TIME, open_state
from resource_finder.domain.kinds import OTHER_HELP, REFUSED, UNREACHABLE, Step
from resource_finder.domain.offering import Catalogue, Offering, without_street
from resource_finder.domain.rulebook import Rulebook
from resource_finder.domain.situation import Situation
from resource_finder.domain.verdicts import BAND_MILES, Band, Verdict
from resource_finder.matching.eligibility import eligibility
from resource_finder.matching.first_things import PaperRule, PaperStep, paper_steps
from resource_finder.matching.help import Trying, expected_help, factors_of, has_a_way_in
from resource_finder.matching.match import Match, NeedList, RideKind, StepList
from resource_finder.matching.ranking import Ladder, rank, to_start_with
from resource_finder.matching.reach import Measure, reach
from resource_finder.matching.reasons import cautions, reasons
from resource_finder.matching.rides import Rides, Stop
from resource_finder.matching.trips import Trip, trips
from resource_finder.search.names import is_named, name_keys

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
        rules: Rulebook,
        words: WordSearch,
        distances: Distances,
        stops: Iterable[Stop] = (),
    ) -> None:
        # Another for each: two finders of one catalogue may differ in their index or their stops.
        self.number = next(_NUMBERS)
        catalogue = reachable(catalogue)
        self.catalogue = catalogue
        self.rules = rules
        self._words = words
        self._distances = distances
        self._open_rows = tuple(
            without_street(o) if rules.kinds.of(o.kind).has("hidden") else o
            for o in catalogue.offerings
            if o.status != "closed"
        )
        self._by_id = {offering.id: offering for offering in self._open_rows}
        self._rides = Rides(self._open_rows, stops, distances.rough, rules.kinds)
        self._by_need = {
            code: tuple(o for o in self._open_rows if rules.needs.matches(code, o.needs))
            for code in rules.needs.codes
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
        asked = self._asked(situation, now, hits)
        if situation.needs:
            return tuple(self._list(need, self._by_need[need], asked) for need in situation.needs)
        if situation.words:
            matching = [self._by_id[offering_id] for offering_id in hits if offering_id in self._by_id]
            return (self._list(None, matching, asked),)
        return ()

    @property
    def searches_words(self) -> bool:
        """False where no index could be had: then that no row says a word means nothing."""
        return not isinstance(self._words, NoWordSearch)

    def saying(self, word: str) -> frozenset[str]:
        """The ids of all rows that say this word."""
        return frozenset(self._words.hits((word,)))

    def papers(self, rules: Iterable[PaperRule], county: str) -> tuple[PaperStep, ...]:
        """Which paper opens which door: who gets it for you, of this county before the state."""
        near = [o for o in self._by_need["id"] if o.covers(county) or o.county == county]
        near.sort(key=lambda offering: offering.county != county)
        here = [o for o in self._open_rows if o.covers(county) or o.county == county]
        return paper_steps(rules, near, here, self.rules.kinds)

    def trips(self, lists: Iterable[NeedList]) -> tuple[Trip, ...]:
        """Offerings for two or more of the asked needs that stand close together."""
        return trips(lists, self._distances.rough)

    def match_one(self, offering: Offering, situation: Situation, now: datetime) -> Match:
        """One listing for one person, wherever it lies."""
        asked = self._asked(situation, now, {})
        band, miles = self._reach(offering, situation)
        ladder = self._ladder(next(iter(situation.needs), None))
        match = self._match(offering, band or "further", miles, asked, ladder)
        return self.explained([match], situation, now)[0]

    def explained(self, matches: Iterable[Match], situation: Situation, now: datetime) -> tuple[Match, ...]:
        """The same matches with rides, reasons and cautions: for those that are shown."""
        measured = [self._measured(match, situation) for match in matches]
        rides = self._rides.to_each(
            [(m.offering, m.miles) for m in measured], situation.origin, situation.about
        )
        today = now.astimezone(MISSOURI_TIME).date()
        return tuple(
            self._explained(replace(match, rides=rides[match.offering.id]), situation, today)
            for match in measured
        )

    def _asked(self, situation: Situation, now: datetime, hits: Mapping[str, tuple[int, float]]) -> "_Asked":
        starts = self._rides.starts(situation.origin, situation.about) if _rides(situation) else ()
        keys = name_keys(situation.words)
        return _Asked(situation, now, now.astimezone(MISSOURI_TIME).date(), hits, starts, keys)

    def _ladder(self, need: str | None) -> Ladder:
        return Ladder(need, self.rules.steps, OTHER_HELP)

    def _reach(self, offering: Offering, situation: Situation) -> tuple[Band | None, float | None]:
        return reach(offering, situation.origin, self._distances.rough, self._distances.exact)

    def _list(self, need: str | None, offerings: Iterable[Offering], asked: "_Asked") -> NeedList:
        situation, ladder = asked.situation, self._ladder(need)
        reached: list[Match] = []
        beyond: list[tuple[Offering, float]] = []
        for offering in offerings:
            band, miles = self._reach(offering, situation)
            if band is not None:
                reached.append(self._match(offering, band, miles, asked, ladder))
            elif miles is not None:
                beyond.append((offering, miles))
        reached = [match for match in reached if _is_wanted(match, situation)]
        taken = [match for match in reached if match.verdict is not Verdict.NO]
        refusing = sorted((m for m in reached if m.verdict is Verdict.NO), key=rank)
        doors = (match for match in taken if match.band in PLACED and match.step != UNREACHABLE)
        if len(taken) < AT_LEAST or not any(doors):
            taken += self._nearest(beyond, asked, ladder)
        groups = ladder.in_order([*taken, *refusing] if situation.refused else taken)
        return self._answer(need, groups, (len(taken), len(refusing)), asked)

    def _answer(
        self,
        need: str | None,
        groups: list[tuple[Step, list[Match]]],
        totals: tuple[int, int],
        asked: "_Asked",
    ) -> NeedList:
        """The one to start with first, then all steps; what is shown is explained."""
        situation = asked.situation
        start = to_start_with(groups, self.rules.help, self.rules.kinds)
        taken = [m for step, matches in groups if step.code != REFUSED for m in matches if m is not start]
        refusing = [m for step, matches in groups if step.code == REFUSED for m in matches]
        shown = [*([start] if start else []), *taken][: situation.limit] + refusing[: situation.limit]
        counts = Counter(match.step for match in shown)
        matches = self.explained(shown, situation, asked.now)
        return NeedList(
            need,
            *totals,
            matches,
            steps=tuple(StepList(step, tuple(found), counts[step.code]) for step, found in groups),
            start=matches[0] if start and situation.limit else start,
        )

    def _match(
        self, offering: Offering, band: Band, miles: float | None, asked: "_Asked", ladder: Ladder
    ) -> Match:
        kind = self.rules.kinds.of(offering.kind)
        verdict, findings = eligibility(offering, asked.situation, kind)
        words_matched, score = asked.hits.get(offering.id, (0, 0.0))
        ride = self._rides.best(offering, miles, asked.situation.origin, asked.starts)
        is_its_name = ladder.need is None and is_named(offering.organization, asked.keys)
        trying = Trying(offering, kind, verdict, findings, miles, ride, words_matched)
        factors = factors_of(trying, asked.situation, asked.today, self.rules.help)
        return Match(
            offering=offering,
            verdict=verdict,
            findings=findings,
            band=band,
            miles=miles,
            open=open_state(offering.hours, asked.now),
            fresh=freshness(offering.checked_on, asked.today),
            words_matched=words_matched,
            word_score=score,
            kind=offering.kind,
            step=ladder.step_of(offering, kind, verdict, has_a_way_in(factors) or is_its_name).code,
            help=expected_help(factors),
            factors=factors,
        )

    def _nearest(self, beyond: list[tuple[Offering, float]], asked: "_Asked", ladder: Ladder) -> list[Match]:
        """Nobody gets an empty page: the three nearest further away that take the person, so labelled.

        Of what nobody can call or find only where there is nothing else.
        """
        beyond.sort(key=lambda pair: (-asked.hits.get(pair[0].id, (0, 0.0))[0], pair[1], pair[0].id))
        found: list[Match] = []
        ghosts: list[Match] = []
        for offering, miles in beyond:
            match = self._match(offering, "further", miles, asked, ladder)
            if match.verdict is not Verdict.NO and _is_wanted(match, asked.situation):
                kept = ghosts if match.step == UNREACHABLE else found
                kept.append(self._measured(match, asked.situation))
                if len(found) == AT_LEAST:
                    break
        return [*found, *ghosts[: AT_LEAST - len(found)]]

    def _measured(self, match: Match, situation: Situation) -> Match:
        if match.offering.point is None or situation.origin.is_whole_state:
            return match
        return replace(match, miles=self._distances.exact(situation.origin.point, match.offering.point))

    def _explained(self, match: Match, situation: Situation, today: date) -> Match:
        kind = self.rules.kinds.of(match.kind)
        return replace(
            match,
            reasons=tuple(reasons(match, situation)),
            cautions=tuple(cautions(match, situation, kind, today)),
        )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is the same for every row of one answer."""

    situation: Situation
    now: datetime
    today: date
    hits: Mapping[str, tuple[int, float]]
    starts: tuple[tuple[RideKind, Offering], ...]
    keys: frozenset[str]


def _rides(situation: Situation) -> bool:
    """Rides weigh only for who told that they have no car."""
    return "no_car" in situation.about


def _is_wanted(match: Match, situation: Situation) -> bool:
    return situation.open == "any" or bool(match.open.now)
