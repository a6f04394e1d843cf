"""The order of judged rows, and the one to start with: as `matching/ranking.py` has it, in columns."""

import numpy as np
from numpy.typing import NDArray

from resource_finder.domain.help_table import HelpTable
from resource_finder.domain.kinds import Step
from resource_finder.finding.columns import BUS, STATEWIDE, Columns
from resource_finder.finding.judged import Judged, LadderCodes
from resource_finder.matching.match import At

Places = NDArray[np.intp]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

# Below this one sort is quicker than choosing the first ones.
_FEW = 1024


def in_order(judged: Judged, places: Places, columns: Columns) -> Places:
    """Within a step: typed words, expected help; then distance and name."""
    rows = judged.rows[places]
    miles = judged.miles[places]
    # What is not a number sorts behind all miles, as what has no place should.
    keys = (columns.name_rank[rows], miles, -judged.help[places], -judged.matched[places])
    return places[np.lexsort(keys)]


def first_in_order(judged: Judged, places: Places, columns: Columns, most: int) -> Places:
    """At least the first ones of `in_order`; all of them where they are few."""
    if len(places) <= max(_FEW, most):
        return in_order(judged, places, columns)
    # Help is at most 1: words decide, and equal ones stay equal.
    strength = judged.matched[places] * 2.0 + judged.help[places]
    least = np.partition(strength, len(places) - most)[len(places) - most]
    return in_order(judged, places[strength >= least], columns)[:most]


class Start:
    """Chooses the one to start with."""

    def __init__(self, columns: Columns, table: HelpTable) -> None:
        self._columns = columns
        self._table = table
        self._oldest = table.still_after(table["first", "old_years"])
        self._oldest_near = table.still_after(table["first", "near_years"])
        self._spoken_with = min(table["contact", "phone_without_phone"], table["contact", "walk_in"])

    def place(self, judged: Judged, groups: list[tuple[Step, Places]], ladder: LadderCodes) -> int | None:
        """Its place among the judged rows; as `to_start_with`."""
        folded = (ladder.unreachable, ladder.refused)
        numbers = {step.code: number for number, step in enumerate(ladder.steps)}
        taking = [(step, places) for step, places in groups if numbers[step.code] not in folded]
        hidden = [one for one in groups if numbers[one[0].code] == ladder.unreachable]
        for wanted in ([one for one in taking if not one[0].last], taking, hidden):
            if wanted:
                return self._best(judged, wanted)
        return None

    def _best(self, judged: Judged, groups: list[tuple[Step, Places]]) -> int:
        places = np.concatenate([places for _step, places in groups])
        weights = np.repeat([step.weight for step, _places in groups], [len(one) for _step, one in groups])
        keep = np.flatnonzero(judged.matched[places] == judged.matched[places].max())
        chosen, weight = places[keep], weights[keep]
        never = self._is_never_first(judged, chosen)
        keep = np.flatnonzero(never == never.min())
        chosen, weight = chosen[keep], weight[keep]
        key = -judged.help[chosen] * (weight * self._weight(judged, chosen))
        tied = chosen[key == key.min()]
        first = int(tied[0] if len(tied) == 1 else in_order(judged, tied, self._columns)[0])
        own = places[judged.step[places] == judged.step[first]]
        return self._undominated(judged, self._nearer(judged, first, own), own)

    def _nearer(self, judged: Judged, first: int, places: Places) -> int:
        """As `_nearer` of the ranking."""
        table = self._table
        if judged.is_listed[first] or not judged.miles[first] > table["first", "here_miles"]:
            return first
        value = judged.factors[:, places]
        near = places[
            (value[At.STILL] >= self._oldest_near)
            & (judged.miles[places] <= table["first", "near_miles"])
            & (judged.matched[places] >= judged.matched[first])
            & (value[At.TAKES] >= table["first", "least_takes"])
            & (value[At.SERVES] > table["serves", "others"])
            & (value[At.CONTACT] >= table["contact", "website"])
        ]
        return int(in_order(judged, near, self._columns)[0]) if len(near) else first

    def _is_old(self, judged: Judged, places: Places) -> Bools:
        is_old: Bools = judged.factors[At.STILL, places] < self._oldest
        return is_old

    def _weight(self, judged: Judged, places: Places) -> Floats:
        table = self._table
        weight = np.where(self._is_old(judged, places), table["first", "old"], 1.0)
        is_spoken_with = judged.factors[At.CONTACT, places] >= self._spoken_with
        weight *= np.where(is_spoken_with, 1.0, table["first", "no_phone"])
        return np.where(self._is_here(judged, places), weight, weight * table["first", "not_here"])

    def _is_here(self, judged: Judged, places: Places) -> Bools:
        is_statewide = self._columns.marks[judged.rows[places]] & STATEWIDE > 0
        return (judged.is_listed[places] & ~is_statewide) | (
            judged.miles[places] <= self._table["first", "here_miles"]
        )

    def _is_never_first(self, judged: Judged, places: Places) -> Bools:
        table = self._table
        value, contact = judged.factors[:, places], judged.factors[At.CONTACT, places]
        is_hard = contact < table["contact", "street"]
        is_hard |= (contact < self._spoken_with) & self._is_old(judged, places)
        is_bus = self._columns.marks[judged.rows[places]] & BUS > 0
        never: Bools = (
            (value[At.TAKES] < table["first", "least_takes"])
            | (value[At.SERVES] <= table["serves", "others"])
            | judged.is_further[places]
            | (is_hard & ~is_bus)
        )
        return never

    def _undominated(self, judged: Judged, first: int, places: Places) -> int:
        """What is at least as good in every factor never stands below."""
        better = (judged.matched[places] >= judged.matched[first]) & (
            judged.help[places] > judged.help[first]
        )
        places = places[better]
        if not len(places):
            return first
        as_good = (judged.factors[:, places] >= judged.factors[:, [first]]).all(axis=0)
        places = places[as_good]
        return int(in_order(judged, places, self._columns)[0]) if len(places) else first
