"""The rows of one list, judged in columns: one value a row for each thing that order reads."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resource_finder.domain.kinds import FOUND, OTHER_HELP, REFUSED, UNREACHABLE, Step
from resource_finder.domain.rulebook import Rulebook
from resource_finder.finding.asked import Asked
from resource_finder.finding.columns import (
    APPROXIMATE,
    BY_PHONE,
    EXACT,
    IS_A_RIDE,
    LINE,
    MAIL_ONLY,
    PHONE,
    SERVES,
    STATEWIDE,
    Columns,
)
from resource_finder.finding.examples import Examples
from resource_finder.finding.moments import ON_FOOT, RIDE_KINDS, Factors, Moments
from resource_finder.finding.verdict_tables import NO, VerdictTables
from resource_finder.matching.help import NO_WAY_IN, fits_the_words
from resource_finder.matching.match import At, Factor
from resource_finder.matching.rides import RIDE_MILES, WALK_MILES

Floats = NDArray[np.float64]
Numbers = NDArray[np.int32]
Bools = NDArray[np.bool_]

# The cases of the way by number: first those of a ride.
WAY_CASES = (*(kind or "none" for kind in RIDE_KINDS), "miles", "covers", "line")
BY_MILES, COVERS, A_LINE = range(len(RIDE_KINDS), len(WAY_CASES))


@dataclass(frozen=True, slots=True)
class Judged:
    """Columns of equal length. `factors` has one line for each factor of help; `miles` is not a number
    where there is no point; `step` is a number of the ladder."""

    rows: Numbers
    miles: Floats
    is_listed: Bools
    is_further: Bools
    verdict: NDArray[np.uint8]
    is_for_some: Bools
    matched: Numbers
    factors: Floats
    way_case: NDArray[np.int8]
    help: Floats
    step: NDArray[np.int8]

    def at(self, places: NDArray[Any]) -> "Judged":
        """These alone."""
        return Judged(*(getattr(self, one.name)[..., places] for one in fields(self)))

    def followed_by(self, other: "Judged") -> "Judged":
        names = (one.name for one in fields(self))
        return Judged(*(np.concatenate([getattr(self, n), getattr(other, n)], axis=-1) for n in names))


class LadderCodes:
    """The steps of a need by number, and the number of the step of each kind of row."""

    def __init__(self, need: str | None, kinds: Sequence[str], rules: Rulebook) -> None:
        self.need = need
        steps = rules.steps
        own = steps.of(need) if need else ()
        self.steps: tuple[Step, ...] = (*own, *map(steps.everywhere, (FOUND, UNREACHABLE, REFUSED)))
        self.found, self.unreachable, self.refused = range(len(own), len(own) + 3)
        numbers = {step.code: number for number, step in enumerate(self.steps)}
        by_kind = []
        for code in kinds:
            kind = rules.kinds.of(code).code
            step = (steps.step(need, kind) or steps.step(need, OTHER_HELP)) if need else None
            by_kind.append(numbers[step.code] if step else self.found)
        self.of_kind = np.array(by_kind, dtype=np.int8)


class Judge:
    """Judges rows by the tables of their codes: as `Matcher.match` would, the same numbers."""

    def __init__(self, columns: Columns, rules: Rulebook, moments: Moments) -> None:
        self.columns = columns
        self._help = rules.help
        self.moments = moments
        self.serves = self._factors("serves", ("listed", "others", "near"))
        self.words = self._factors("words", ("all", "some", "none"))
        self._worth = np.array([self._help["way", kind or "none"] for kind in RIDE_KINDS])
        self.verdicts = VerdictTables(Examples(columns, columns.rules), rules)
        self._county_codes = {county: code for code, county in enumerate(columns.county_of)}

    def _factors(self, name: str, cases: tuple[str, ...]) -> Factors:
        return Factors([Factor(name, case, self._help[name, case]) for case in cases])

    def judged(
        self,
        rows: Numbers,
        miles: Floats,
        lists_county: Bools,
        matched: Numbers,
        asked: Asked,
        ladder: LadderCodes,
        is_further: bool = False,
    ) -> Judged:
        columns, verdicts = self.columns, self.verdicts.of(asked.situation)
        marks, rule_sets, ways = columns.marks[rows], columns.rules.of_row[rows], columns.ways[rows]
        verdicts.know(rule_sets)
        verdict = verdicts.verdict[rule_sets]
        contact = self.moments.contact("no_phone" in asked.situation.about)
        covers = lists_county | (marks & STATEWIDE > 0)
        way, way_case = self._way(rows, miles, marks, covers, asked)
        factors = [
            self.moments.still(asked.today).values[columns.checks.of_row[rows]],
            verdicts.takes[rule_sets],
            self.serves.values[_served(marks, covers)],
            contact.values[ways],
            way,
        ]
        if asked.situation.words:
            factors.append(self.words.values[_said(matched, len(asked.situation.words))])
        # Multiplied one after the other, as `expected_help` does.
        helps = factors[0].copy()
        for factor in factors[1:]:
            helps *= factor
        step = ladder.of_kind[columns.kinds.of_row[rows]]
        step[np.array([factor.case == NO_WAY_IN for factor in contact.of])[ways]] = ladder.unreachable
        if ladder.need is None:
            for at in np.flatnonzero(step == ladder.unreachable):
                if asked.names(columns.organization_of[columns.organizations.of_row[rows[at]]]):
                    step[at] = ladder.found
        step[verdict == NO] = ladder.refused
        return Judged(
            rows,
            miles,
            covers,
            np.full(len(rows), is_further),
            verdict,
            verdicts.is_for_some[rule_sets],
            matched,
            np.array(factors),
            way_case,
            helps,
            step,
        )

    def told(self, judged: Judged, place: int, asked: Asked, takes: Factor) -> tuple[Factor, ...]:
        """The factors of one row, as `factors_of` tells them."""
        row, columns = judged.rows[place], self.columns
        serves = 0 if judged.is_listed[place] else 1 if columns.marks[row] & SERVES else 2
        found = (
            self.moments.still(asked.today).of[columns.checks.of_row[row]],
            takes,
            self.serves.of[serves],
            self.moments.contact("no_phone" in asked.situation.about).of[columns.ways[row]],
            Factor("way", WAY_CASES[judged.way_case[place]], float(judged.factors[At.WAY, place])),
        )
        if not asked.situation.words:
            return found
        matched = int(judged.matched[place])
        return (*found, fits_the_words(matched, len(asked.situation.words), self._help))

    def _way(
        self, rows: Numbers, miles: Floats, marks: NDArray[np.uint16], covers: Bools, asked: Asked
    ) -> tuple[Floats, NDArray[np.int8]]:
        """As `can_be_got_to` for one: what the way is worth, and which of the cases it is."""
        table = self._help
        has_phone = marks & PHONE > 0
        is_nowhere = np.isnan(miles)
        is_near_enough = covers | (has_phone & (marks & BY_PHONE > 0))
        least = np.where(is_near_enough, table["way", "at_least"], 0.0)
        value = 1 / (1 + self._counted(rows, miles, marks, asked) / table["way", "half_miles"])
        is_by_miles = value >= least
        value = np.where(is_by_miles, value, least)
        case = np.where(is_by_miles, BY_MILES, COVERS).astype(np.int8)
        if asked.has_no_car:
            goes = np.flatnonzero(~is_nowhere & (marks & IS_A_RIDE == 0))
            rides = self._rides(rows[goes], miles[goes], marks[goes], asked)
            value[goes] *= self._worth[rides]
            case[goes] = rides
        value[is_nowhere], case[is_nowhere] = table["way", "at_least"], COVERS
        is_a_line = covers & has_phone & (marks & LINE > 0)
        value[is_a_line], case[is_a_line] = table["way", "line"], A_LINE
        return value, case

    def _counted(self, rows: Numbers, miles: Floats, marks: NDArray[np.uint16], asked: Asked) -> Floats:
        origin, table = asked.situation.origin, self._help
        if origin.whole_county:
            here = self.columns.counties.of_row[rows] == self._county_codes.get(origin.county, -1)
            miles = np.where(here, np.minimum(miles, table["way", "county_miles"]), miles)
        is_town = marks & APPROXIMATE > 0
        return np.where(is_town, np.maximum(miles, table["way", "town_miles"]), miles)

    def _rides(
        self, rows: Numbers, miles: Floats, marks: NDArray[np.uint16], asked: Asked
    ) -> NDArray[np.int8]:
        """The best ride to each; nobody walks from a whole county, or to a post office box."""
        stretches = np.searchsorted(RIDE_MILES, miles)
        rides = self.moments.easiest(self.columns.rides.of_row[rows], stretches, asked)
        if not asked.situation.origin.whole_county:
            rides[(miles <= WALK_MILES) & (marks & EXACT > 0)] = ON_FOOT
        rides[marks & MAIL_ONLY > 0] = 0
        return rides


def _served(marks: NDArray[np.uint16], covers: Bools) -> NDArray[np.intp]:
    """The numbers of `Judge.serves`: lists the place, lists others, or lists none."""
    return np.where(covers, 0, np.where(marks & SERVES > 0, 1, 2))


def _said(matched: Numbers, asked: int) -> NDArray[np.intp]:
    """The numbers of `Judge.words`: all of them, some, or none."""
    return np.where(matched >= asked, 0, np.where(matched > 0, 1, 2))
