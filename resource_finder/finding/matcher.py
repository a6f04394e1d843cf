"""One offering for one person, whole: what every engine makes of the rows that are shown."""

from collections.abc import Iterable
from datetime import date

from resource_finder.domain.freshness import freshness
from resource_finder.domain.hours import MISSOURI_TIME, open_state
from resource_finder.domain.kinds import OTHER_HELP
from resource_finder.domain.offering import Offering
from resource_finder.domain.rulebook import Rulebook
from resource_finder.domain.situation import Situation
from resource_finder.domain.verdicts import Band
from resource_finder.finding.asked import Asked
from resource_finder.finding.distances import Distances
from resource_finder.matching.eligibility import eligibility
from resource_finder.matching.help import Trying, expected_help, factors_of, has_a_way_in
from resource_finder.matching.match import Match
from resource_finder.matching.ranking import Ladder
from resource_finder.matching.reach import reach
from resource_finder.matching.reasons import cautions, reasons
from resource_finder.matching.rides import Rides


class Matcher:
    """Judges, measures and explains by the rules; it chooses and orders nothing."""

    def __init__(self, rules: Rulebook, distances: Distances, rides: Rides) -> None:
        self.rules = rules
        self.distances = distances
        self.rides = rides

    def ladder(self, need: str | None) -> Ladder:
        return Ladder(need, self.rules.steps, OTHER_HELP)

    def reach(self, offering: Offering, situation: Situation) -> tuple[Band | None, float | None]:
        return reach(offering, situation.origin, self.distances.rough)

    def match(
        self,
        offering: Offering,
        reached: tuple[Band, float | None],
        asked: Asked,
        ladder: Ladder,
    ) -> Match:
        """Not yet explained."""
        band, miles = reached
        kind = self.rules.kinds.of(offering.kind)
        verdict, findings = eligibility(offering, asked.situation, kind)
        words_matched, score = asked.hits.get(offering.id, (0, 0.0))
        ride = None
        if asked.has_no_car:
            ride = self.rides.best(offering, miles, asked.situation.origin, asked.situation.about)
        trying = Trying(offering, kind, verdict, findings, miles, ride, words_matched)
        factors = factors_of(trying, asked.situation, asked.today, self.rules.help)
        is_shown = has_a_way_in(factors) or (ladder.need is None and asked.names(offering.organization))
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
            step=ladder.step_of(offering, kind, verdict, is_shown).code,
            help=expected_help(factors),
            factors=factors,
        )

    def explained(self, matches: Iterable[Match], asked: Asked) -> tuple[Match, ...]:
        """The same matches with rides, reasons and cautions, and miles as they are shown."""
        today = asked.now.astimezone(MISSOURI_TIME).date()
        return tuple(self._explained(match, asked.situation, today) for match in matches)

    def _explained(self, match: Match, situation: Situation, today: date) -> Match:
        miles, offering = self._miles(match, situation), match.offering
        rides = self.rides.to(offering, miles, situation.origin, situation.about)
        kind = self.rules.kinds.of(match.kind)
        # The quick measure mostly is what is shown.
        measured = match if miles == match.miles else match.told(miles, rides)
        why = tuple(reasons(measured, situation))
        return measured.told(miles, rides, why, tuple(cautions(measured, situation, kind, today)))

    def _miles(self, match: Match, situation: Situation) -> float | None:
        if match.offering.point is None or situation.origin.is_whole_state:
            return match.miles
        return self.distances.exact(situation.origin.point, match.offering.point)
