"""A situation in, lists of matches out."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cached_property
from itertools import count, islice

from resource_finder.domain.contacts import reachable
from resource_finder.domain.hours import MISSOURI_TIME
from resource_finder.domain.kinds import REFUSED
from resource_finder.domain.offering import Catalogue, Offering, without_street
from resource_finder.domain.rulebook import Rulebook
from resource_finder.domain.situation import Situation
from resource_finder.finding.asked import Asked, Hits, NoWordSearch, WordSearch
from resource_finder.finding.candidates import Engine, Ranked
from resource_finder.finding.compiled import CompiledCandidates
from resource_finder.finding.distances import Distances
from resource_finder.finding.matcher import Matcher
from resource_finder.matching.first_things import PaperRule, PaperStep, paper_steps
from resource_finder.matching.match import Match, NeedList, StepList
from resource_finder.matching.rides import Rides, Stop
from resource_finder.matching.trips import Trip, trips

_NUMBERS = count(1)


class NoCatalogue(RuntimeError):
    """Nothing was published here yet, or the database is out of reach and nothing is in memory."""

    code = 503


def shown_rows(catalogue: Catalogue, rules: Rulebook) -> tuple[Offering, ...]:
    """The rows that may be shown, as they may be: closed ones are not, and who hides has no street."""
    return tuple(
        without_street(o) if rules.kinds.of(o.kind).has("hidden") else o
        for o in catalogue.offerings
        if o.status != "closed"
    )


class Finder:
    """Answers situations from one complete catalogue. Immutable: a new catalogue is a new Finder."""

    def __init__(
        self,
        catalogue: Catalogue,
        rules: Rulebook,
        words: WordSearch,
        distances: Distances,
        stops: Iterable[Stop] = (),
        engine: Engine = CompiledCandidates,
    ) -> None:
        # Another for each: two finders of one catalogue may differ in their index or their stops.
        self.number = next(_NUMBERS)
        catalogue = reachable(catalogue)
        self.catalogue = catalogue
        self.rules = rules
        self._words = words
        self._open_rows = shown_rows(catalogue, rules)
        self._by_id = {offering.id: offering for offering in self._open_rows}
        rides = Rides(self._open_rows, stops, distances.rough, rules.kinds)
        self._matcher = Matcher(rules, distances, rides)
        self._candidates = engine(self._open_rows, self._matcher)

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
        needs: tuple[str | None, ...] = situation.needs or ((None,) if situation.words else ())
        if not needs:
            return ()
        asked = self._asked(situation, now, hits)
        return tuple(self._answer(need, self._candidates.ranked(need, asked), asked) for need in needs)

    @property
    def searches_words(self) -> bool:
        """False where no index can be had: then no row says a word, and that tells nothing."""
        return not isinstance(self._words, NoWordSearch)

    def saying(self, word: str) -> frozenset[str]:
        """The ids of all rows that say this word."""
        return frozenset(self._words.hits((word,)))

    def papers(self, rules: Iterable[PaperRule], county: str) -> tuple[PaperStep, ...]:
        """Which paper opens which door: who gets it for you, of this county before the state."""
        here = [o for o in self._open_rows if o.covers(county) or o.county == county]
        near = [o for o in here if self.rules.needs.matches("id", o.needs)]
        near.sort(key=lambda offering: offering.county != county)
        return paper_steps(rules, near, here, self.rules.kinds)

    def trips(self, lists: Iterable[NeedList]) -> tuple[Trip, ...]:
        """Offerings for two or more of the asked needs that stand close together."""
        return trips(lists, self._matcher.distances.rough)

    def match_one(self, offering: Offering, situation: Situation, now: datetime) -> Match:
        """One listing for one person, wherever it lies."""
        asked = self._asked(situation, now, {})
        band, miles = self._matcher.reach(offering, situation)
        ladder = self._matcher.ladder(next(iter(situation.needs), None))
        match = self._matcher.match(offering, (band or "further", miles), asked, ladder)
        return self._matcher.explained([match], asked)[0]

    def explained(self, matches: Iterable[Match], situation: Situation, now: datetime) -> tuple[Match, ...]:
        """The same matches with rides, reasons and cautions: for those that are shown."""
        return self._matcher.explained(matches, self._asked(situation, now, {}))

    def _asked(self, situation: Situation, now: datetime, hits: Hits) -> Asked:
        return Asked(situation, now, now.astimezone(MISSOURI_TIME).date(), hits)

    def _answer(self, need: str | None, ranked: Ranked, asked: Asked) -> NeedList:
        """The one to start with, then all steps; what is shown is explained."""
        limit, start = asked.situation.limit, ranked.start
        taken = islice(_taking(ranked), limit)
        shown = [*taken, *islice(_refusing(ranked), limit)]
        counts = Counter(match.step for match in shown)
        matches = self._matcher.explained(shown, asked)
        return NeedList(
            need,
            ranked.total,
            ranked.refused,
            matches,
            steps=tuple(StepList(step, rows, counts[step.code]) for step, rows in ranked.groups),
            start=matches[0] if start and limit else start,
        )


def _taking(ranked: Ranked) -> Iterator[Match]:
    """The one to start with, then all that take or may take the person, in the order of the steps."""
    start = ranked.start
    if start is not None:
        yield start
    for step, rows in ranked.groups:
        if step.code != REFUSED:
            yield from (match for match in rows if start is None or match.offering.id != start.offering.id)


def _refusing(ranked: Ranked) -> Iterator[Match]:
    for step, rows in ranked.groups:
        if step.code == REFUSED:
            yield from rows
