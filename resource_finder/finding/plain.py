"""The plain loop: every row of a need is judged, measured and sorted. What other engines must equal."""

from collections.abc import Callable, Iterable, Sequence

from resource_finder.domain.kinds import UNREACHABLE
from resource_finder.domain.offering import Offering
from resource_finder.domain.verdicts import Verdict
from resource_finder.finding.asked import Asked
from resource_finder.finding.candidates import AT_LEAST, Ranked
from resource_finder.finding.matcher import Matcher
from resource_finder.matching.match import Match
from resource_finder.matching.ranking import Ladder, to_start_with
from resource_finder.matching.rows import PLACED, MadeRows

# A row and its miles.
Away = tuple[Offering, float]


class PlainCandidates:
    """Holds all rows as objects, by need."""

    def __init__(self, offerings: Sequence[Offering], matcher: Matcher) -> None:
        self._matcher = matcher
        needs = matcher.rules.needs
        self._by_id = {offering.id: offering for offering in offerings}
        self._by_need = {
            code: tuple(o for o in offerings if needs.matches(code, o.needs)) for code in needs.codes
        }

    def ranked(self, need: str | None, asked: Asked) -> Ranked:
        ladder = self._matcher.ladder(need)
        reached, beyond = reached_of(self._rows(need, asked), self._matcher, asked, ladder)
        return ranked_of(reached, lambda: nearest_first(beyond, asked), self._matcher, asked, ladder)

    def _rows(self, need: str | None, asked: Asked) -> Sequence[Offering]:
        if need is not None:
            return self._by_need[need]
        return [self._by_id[row] for row in asked.hits if row in self._by_id]


def ranked_of(
    reached: Sequence[Match],
    beyond: Callable[[], Iterable[Away]],
    matcher: Matcher,
    asked: Asked,
    ladder: Ladder,
) -> Ranked:
    """The list of what can serve the place and is wanted. `beyond` is asked for only where that is little."""
    taken = [match for match in reached if match.verdict is not Verdict.NO]
    refusing = [match for match in reached if match.verdict is Verdict.NO]
    # A list of phone lines alone gets the nearest places too: somebody may need a door to knock on.
    doors = (match for match in taken if match.band in PLACED and match.step != UNREACHABLE)
    if len(taken) < AT_LEAST or not any(doors):
        taken += _nearest(beyond(), matcher, asked, ladder)
    groups = ladder.in_order([*taken, *refusing] if asked.situation.refused else taken)
    return Ranked(
        tuple((step, MadeRows(matches)) for step, matches in groups),
        to_start_with(groups, matcher.rules.help, matcher.rules.kinds),
        len(taken),
        len(refusing),
    )


def reached_of(
    offerings: Iterable[Offering], matcher: Matcher, asked: Asked, ladder: Ladder
) -> tuple[list[Match], list[Away]]:
    """What can serve the place and is wanted, and what lies beyond, with its miles."""
    reached: list[Match] = []
    beyond: list[Away] = []
    for offering in offerings:
        band, miles = matcher.reach(offering, asked.situation)
        if band is not None:
            reached.append(matcher.match(offering, (band, miles), asked, ladder))
        elif miles is not None:
            beyond.append((offering, miles))
    return [match for match in reached if asked.wants(match)], beyond


def nearest_first(beyond: Iterable[Away], asked: Asked) -> list[Away]:
    """What says the most of the typed words, then what is nearest."""
    return sorted(beyond, key=lambda pair: (-asked.hits.get(pair[0].id, (0, 0.0))[0], pair[1], pair[0].id))


def _nearest(beyond: Iterable[Away], matcher: Matcher, asked: Asked, ladder: Ladder) -> list[Match]:
    """Nobody gets an empty page: the three nearest further away that take the person, so labelled.

    Of what nobody can call or find only where there is nothing else.
    """
    found: list[Match] = []
    ghosts: list[Match] = []
    for offering, miles in beyond:
        match = matcher.match(offering, ("further", miles), asked, ladder)
        if match.verdict is not Verdict.NO and asked.wants(match):
            (ghosts if match.step == UNREACHABLE else found).append(match)
            if len(found) == AT_LEAST:
                break
    return [*found, *ghosts[: AT_LEAST - len(found)]]
