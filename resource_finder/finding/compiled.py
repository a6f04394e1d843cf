"""The compiled engine: rows are chosen, judged and ordered as columns; only what is shown becomes a match."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from resource_finder.domain.kinds import Step
from resource_finder.domain.offering import Offering
from resource_finder.domain.verdicts import REACH_MILES
from resource_finder.finding.asked import Asked
from resource_finder.finding.candidates import AT_LEAST, Ranked
from resource_finder.finding.column_rows import Answer, ColumnRows
from resource_finder.finding.column_shelf import ColumnShelf
from resource_finder.finding.columns import STATEWIDE, columns_of
from resource_finder.finding.judged import Judge, Judged, LadderCodes
from resource_finder.finding.matcher import Matcher
from resource_finder.finding.moments import Moments
from resource_finder.finding.nearby import Nearby
from resource_finder.finding.ordering import Places, Start
from resource_finder.finding.said import Said, Sayings
from resource_finder.finding.verdict_tables import NO

Numbers = NDArray[np.int32]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class CompiledCandidates:
    """Equal to the plain loop in every answer, at a cost that follows what is near and not the catalogue."""

    def __init__(self, offerings: Sequence[Offering], matcher: Matcher) -> None:
        rules = matcher.rules
        columns = offerings.columns if isinstance(offerings, ColumnShelf) else columns_of(offerings, rules)
        self._columns = columns
        self._nearby = Nearby(columns, matcher.distances)
        self._moments = Moments(columns, rules.help, matcher.rides)
        self._judge = Judge(columns, rules, self._moments)
        self._start = Start(columns, rules.help)
        self._sayings = Sayings(columns.ids)
        needs: tuple[str | None, ...] = (None, *rules.needs.codes)
        self._ladders = {need: LadderCodes(need, columns.kind_of, rules) for need in needs}

    def ranked(self, need: str | None, asked: Asked) -> Ranked:
        ladder, said = self._ladders[need], self._sayings.said(asked.hits)
        reached = self._reached(need, asked, ladder, said)
        is_taken = reached.verdict != NO
        total = int(is_taken.sum())
        refused = len(is_taken) - total
        # A list of phone lines alone gets the nearest places too: somebody may need a door to knock on.
        doors = is_taken & (reached.miles <= REACH_MILES) & (reached.step != ladder.unreachable)
        if total < AT_LEAST or not doors.any():
            nearest = self._nearest(need, asked, ladder, said)
            total += len(nearest.rows)
            reached = reached.followed_by(nearest)
        groups = _groups(reached, ladder, asked.situation.refused)
        start = self._start.place(reached, groups, ladder)
        answer = Answer(reached, asked, ladder, self._judge, said)
        return Ranked(
            tuple((step, ColumnRows(answer, places)) for step, places in groups),
            None if start is None else answer.match(start),
            total,
            refused,
        )

    def _reached(self, need: str | None, asked: Asked, ladder: LadderCodes, said: Said) -> Judged:
        """What can serve the place, and is wanted."""
        origin = asked.situation.origin
        rows = said.rows if need is None else self._nearby.may_reach(need, origin)
        miles, lists_county = self._nearby.miles(rows, origin), self._nearby.lists_county(rows, origin)
        can = lists_county | (self._columns.marks[rows] & STATEWIDE > 0) | (miles <= REACH_MILES)
        can &= self._is_wanted(rows, asked)
        places = np.flatnonzero(can)
        rows = rows[places]
        says = said.counts(rows)
        return self._judge.judged(rows, miles[places], lists_county[places], says, asked, ladder)

    def _nearest(self, need: str | None, asked: Asked, ladder: LadderCodes, said: Said) -> Judged:
        """Nobody gets an empty page: the three nearest further away that take the person, so labelled.

        Of what nobody can call or find only where there is nothing else.
        """
        origin = asked.situation.origin
        rows = said.rows if need is None else self._columns.by_need[need]
        miles = self._nearby.miles(rows, origin)
        lists_county = self._nearby.lists_county(rows, origin)
        is_beyond = (miles > REACH_MILES) & ~lists_county & (self._columns.marks[rows] & STATEWIDE == 0)
        is_beyond &= self._is_wanted(rows, asked)
        places = np.flatnonzero(is_beyond)
        rows, miles, lists_county = rows[places], miles[places], lists_county[places]
        says = said.counts(rows)
        judged = self._judge.judged(rows, miles, lists_county, says, asked, ladder, is_further=True)
        order = np.lexsort((self._columns.id_rank[rows], miles, -says))
        order = order[judged.verdict[order] != NO]
        is_ghost = judged.step[order] == ladder.unreachable
        # Found ones first, as they stand; ghosts fill what is left.
        return judged.at(np.concatenate([order[~is_ghost], order[is_ghost]])[:AT_LEAST])

    def _is_wanted(self, rows: Numbers, asked: Asked) -> Bools:
        if asked.situation.open == "any":
            return np.ones(len(rows), dtype=np.bool_)
        return self._moments.is_open(self._columns.hours.of_row[rows], asked.now)


def _groups(judged: Judged, ladder: LadderCodes, with_refused: bool) -> list[tuple[Step, Places]]:
    """Each step that holds something: last ones last, and first those that say what was typed."""
    folded = (ladder.unreachable, ladder.refused)
    found = []
    for number, step in enumerate(ladder.steps):
        places = np.flatnonzero(judged.step == number)
        if len(places) and (number != ladder.refused or with_refused):
            most = int(judged.matched[places].max())
            found.append(((number in folded, step.last, -most), step, places))
    found.sort(key=lambda group: group[0])
    return [(step, places) for _key, step, places in found]
