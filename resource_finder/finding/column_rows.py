"""Rows of a compiled answer: numbers until somebody looks, then matches."""

from collections.abc import Collection, Iterator
from math import isnan

import numpy as np
from numpy.typing import NDArray

from resource_finder.domain.offering import Offering
from resource_finder.domain.verdicts import REACH_MILES, Band
from resource_finder.finding.asked import Asked
from resource_finder.finding.judged import Judge, Judged, LadderCodes
from resource_finder.finding.ordering import Places, first_in_order
from resource_finder.finding.said import Said
from resource_finder.matching.match import Match, Rows
from resource_finder.matching.reach import distance_band

Numbers = NDArray[np.int32]

# More than any page shows of one step at once.
_A_LOOK = 32


class Answer:
    """What all rows of one list share; a match is made once."""

    def __init__(self, judged: Judged, asked: Asked, ladder: LadderCodes, judge: Judge, said: Said) -> None:
        self.judged = judged
        self.columns = judge.columns
        self._asked = asked
        self._ladder = ladder
        self._judge = judge
        self._said = said
        self._verdicts = judge.verdicts.of(asked.situation)
        self._state = judge.moments.states(asked.now)
        self._fresh = judge.moments.fresh(asked.today)
        self._made: dict[int, Match] = {}
        # Of each organization that was named so far.
        self._organizations: dict[str, int] = {}

    def match(self, place: int) -> Match:
        """By its place among the judged rows."""
        match = self._made.get(place)
        return match if match is not None else self._made.setdefault(place, self._make(place))

    def organization(self, code: int) -> str:
        name = self.columns.organization_of[code]
        self._organizations[name] = code
        return name

    def organization_codes(self, name: str, codes: Numbers) -> list[int]:
        """Its numbers among these: a row that changed has one of its own under a name that others have."""
        if len(self.columns.came) or name not in self._organizations:
            return [code for code in np.unique(codes).tolist() if self.organization(code) == name]
        return [self._organizations[name]]

    def _make(self, place: int) -> Match:
        """As `Matcher.match` would make it, from the tables."""
        judged, columns, asked = self.judged, self.columns, self._asked
        row = int(judged.rows[place])
        offering = columns.offerings[row]
        verdict, findings, takes = self._verdicts.told(int(columns.rules.of_row[row]))
        miles = float(judged.miles[place])
        return Match(
            offering=offering,
            verdict=verdict,
            findings=findings,
            band=self._band(offering, miles, bool(judged.is_further[place])),
            miles=None if isnan(miles) else miles,
            open=self._state(int(columns.hours.of_row[row])),
            fresh=self._fresh[columns.checks.of_row[row]],
            words_matched=int(judged.matched[place]),
            word_score=self._said.score(offering.id, row),
            kind=offering.kind,
            step=self._ladder.steps[judged.step[place]].code,
            help=float(judged.help[place]),
            factors=self._judge.told(judged, place, asked, takes),
        )

    def _band(self, offering: Offering, miles: float, is_further: bool) -> Band:
        if is_further:
            return "further"
        if miles <= REACH_MILES:
            return distance_band(miles)
        return "phone" if self._asked.situation.origin.county in offering.serves else "statewide"


class ColumnRows(Rows):
    """Some places of an answer; they are sorted as far as somebody looks."""

    def __init__(self, answer: Answer, places: Places) -> None:
        self._answer = answer
        self._places = places
        self._sorted: Places = places[:0]

    def __len__(self) -> int:
        return len(self._places)

    def first(self, most: int) -> tuple[Match, ...]:
        return tuple(map(self._answer.match, self._in_order(most)[:most].tolist()))

    def __iter__(self) -> Iterator[Match]:
        done = 0
        for most in (_A_LOOK, len(self)):
            for place in self._in_order(most)[done:].tolist():
                yield self._answer.match(place)
            done = len(self._sorted)

    def without(self, ids: Collection[str]) -> Rows:
        if not ids:
            return self
        gone = [row for row in map(self._answer.columns.ids.row, ids) if row is not None]
        kept = ~np.isin(self._answer.judged.rows[self._places], gone)
        return self._kept(kept)

    def for_some(self, is_wanted: bool) -> Rows:
        return self._kept(self._answer.judged.is_for_some[self._places] == is_wanted)

    def of(self, organization: str) -> Rows:
        codes = self._codes(self._places)
        return self._kept(np.isin(codes, self._answer.organization_codes(organization, codes)))

    def organizations(self) -> Iterator[str]:
        seen: set[str] = set()
        done = 0
        for most in (_A_LOOK, len(self)):
            for code in dict.fromkeys(self._codes(self._in_order(most)[done:]).tolist()):
                name = self._answer.organization(code)
                if name not in seen:
                    seen.add(name)
                    yield name
            done = len(self._sorted)

    def ids(self) -> list[str]:
        return list(map(self._answer.columns.ids.of, self._answer.judged.rows[self._places].tolist()))

    @property
    def measured(self) -> int:
        return int((~np.isnan(self._answer.judged.miles[self._places])).sum())

    @property
    def is_near(self) -> bool:
        return bool((self._answer.judged.miles[self._places] <= REACH_MILES).any())

    def _kept(self, kept: NDArray[np.bool_]) -> Rows:
        return ColumnRows(self._answer, self._places[kept])

    def _codes(self, places: Places) -> Numbers:
        return self._answer.columns.organizations.of_row[self._answer.judged.rows[places]]

    def _in_order(self, most: int) -> Places:
        if len(self._sorted) < min(most, len(self._places)):
            self._sorted = first_in_order(self._answer.judged, self._places, self._answer.columns, most)
        return self._sorted
