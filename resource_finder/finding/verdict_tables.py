"""Who is taken, for every distinct rule set at once: a verdict is made for a rule set, not for a row.

A criterion reads few circumstances, so that few of its tables are ever made, whoever asks.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from resource_finder.domain.kinds import Kind
from resource_finder.domain.offering import Offering
from resource_finder.domain.rulebook import Rulebook
from resource_finder.domain.situation import Origin, Situation
from resource_finder.domain.verdicts import Finding, Verdict, worst
from resource_finder.matching.criteria_person import unspoken_adults
from resource_finder.matching.eligibility import CRITERIA, Criterion, eligibility
from resource_finder.matching.help import (
    GROUP_QUESTION,
    LEFT_OPEN,
    QUESTION,
    SHARES,
    Share,
    Trying,
    asked_by,
    takes_the_person,
)
from resource_finder.matching.match import Factor

Floats = NDArray[np.float64]
Small = NDArray[np.uint8]
Bools = NDArray[np.bool_]
Numbers = NDArray[np.signedinteger[Any]]
Find = Callable[[Numbers], tuple[Small, Floats, Bools]]

PAROLE = "supervision"
# A verdict, its findings, and the factor of help that follows.
Told = tuple[Verdict, tuple[Finding, ...], Factor]
NO = Verdict.NO.weight
_NOWHERE = Origin("", 0.0, 0.0)
_ADULTS = frozenset({"man", "woman", "children", "pregnant"})
_READ = frozenset().union(*CRITERIA.values(), *SHARES.values())
# A verdict and what is left to be asked, in one byte.
_VERDICT, _ASKED = 3, 2
# Of more people at once than any machine serves in a minute.
_SITUATIONS_KEPT = 256
_TABLES_KEPT = 512


class Table:
    """A value for each rule set, made when it is first asked for."""

    def __init__(self, size: int, make: Callable[[int], float], dtype: DTypeLike = np.float64) -> None:
        self._values: NDArray[Any] = np.zeros(size, dtype=dtype)
        self._is_known: Bools = np.zeros(size, dtype=np.bool_)
        self._make = make

    def at(self, rule_sets: Numbers) -> NDArray[Any]:
        """Two threads may make the same value: it is the same."""
        for one in rule_sets[~self._is_known[rule_sets]].tolist():
            self._values[one] = self._make(one)
            self._is_known[one] = True
        return self._values[rule_sets]


class Verdicts:
    """What rule sets say to one person: the verdict, the factor of help, and which are for some alone.

    Of rule sets that `know` was not told of, the columns say nothing.
    """

    def __init__(self, size: int, find: Find, judge: Callable[[int], Told]) -> None:
        self.verdict: Small = np.zeros(size, dtype=np.uint8)
        self.takes: Floats = np.zeros(size)
        self.is_for_some: Bools = np.zeros(size, dtype=np.bool_)
        self.told = lru_cache(maxsize=None)(judge)
        self._is_known: Bools = np.zeros(size, dtype=np.bool_)
        self._find = find

    def know(self, rule_sets: Numbers) -> None:
        """Fill in what is not known yet of these."""
        is_asked = np.zeros(len(self._is_known), dtype=np.bool_)
        is_asked[rule_sets] = True
        new = np.flatnonzero(is_asked & ~self._is_known)
        if len(new):
            self.verdict[new], self.takes[new], self.is_for_some[new] = self._find(new)
            self._is_known[new] = True


class VerdictTables:
    """One row of the catalogue stands for each rule set."""

    def __init__(self, examples: Sequence[Offering], rules: Rulebook) -> None:
        self._examples = examples
        self._kinds = rules.kinds
        self._help = rules.help
        self._of = lru_cache(maxsize=_SITUATIONS_KEPT)(self._verdicts)
        self._findings = lru_cache(maxsize=_TABLES_KEPT)(self._table_of_findings)
        self._shares = lru_cache(maxsize=_TABLES_KEPT)(self._table_of_shares)
        self._for_others = lru_cache(maxsize=_TABLES_KEPT)(self._table_of_others)

    def _example(self, rule_set: int) -> tuple[Offering, Kind]:
        offering = self._examples[rule_set]
        return offering, self._kinds.of(offering.kind)

    def of(self, situation: Situation) -> Verdicts:
        """Remembered by what is told, never by who tells it."""
        return self._of(situation.about & _READ, PAROLE in situation.needs)

    def _verdicts(self, about: frozenset[str], parole: bool) -> Verdicts:
        situation = _situation(about, parole)

        def judge(rule_set: int) -> Told:
            offering, kind = self._example(rule_set)
            verdict, findings = eligibility(offering, situation, kind)
            trying = Trying(offering, kind, verdict, findings, None, None, 0)
            return verdict, findings, takes_the_person(trying, situation, self._help)

        return Verdicts(len(self._examples), lambda new: self._found(new, about, parole), judge)

    def _found(self, new: Numbers, about: frozenset[str], parole: bool) -> tuple[Small, Floats, Bools]:
        verdict: Small = np.zeros(len(new), dtype=np.uint8)
        asked: Small = np.zeros(len(new), dtype=np.uint8)
        for criterion, reads in CRITERIA.items():
            both = self._findings(criterion, about & reads, parole).at(new)
            np.maximum(verdict, both & _VERDICT, out=verdict)
            asked |= both >> _ASKED
        share: Floats = np.ones(len(new))
        for part, reads in SHARES.items():
            share *= self._shares(part, about & reads, parole).at(new)
        takes, is_for_some = self._takes(verdict, asked, share, self._for_others(about & _ADULTS).at(new))
        return verdict, takes, is_for_some

    def _takes(self, verdict: Small, asked: Small, share: Floats, for_others: Bools) -> tuple[Floats, Bools]:
        """As `takes_the_person` for one: the same numbers."""
        table = self._help
        question = (asked & QUESTION > 0) | ((asked & GROUP_QUESTION > 0) & ~for_others)
        is_yes = ~question & (asked & LEFT_OPEN == 0)
        value = np.where(question, table["takes", "question"], table["takes", "not_said"])
        value[is_yes] = table["takes", "yes"]
        is_shared = share < 1.0
        value = np.where(is_shared, np.minimum(value, np.where(is_yes, share, share * value)), value)
        refuses = verdict == NO
        value[refuses] = table["takes", "no"]
        return value, is_shared & (share < table["takes", "yes"]) & ~refuses

    def _table_of_findings(self, criterion: Criterion, about: frozenset[str], parole: bool) -> Table:
        situation = _situation(about, parole)

        def both(rule_set: int) -> int:
            offering, kind = self._example(rule_set)
            findings = list(criterion(offering, situation, kind))
            return worst(finding.verdict for finding in findings).weight | asked_by(findings) << _ASKED

        return Table(len(self._examples), both, np.uint8)

    def _table_of_shares(self, part: Share, about: frozenset[str], parole: bool) -> Table:
        situation = _situation(about, parole)

        def share(rule_set: int) -> float:
            offering, kind = self._example(rule_set)
            return part(offering, kind, situation, self._help)

        return Table(len(self._examples), share)

    def _table_of_others(self, about: frozenset[str]) -> Table:
        situation = _situation(about, False)

        def is_for_others(rule_set: int) -> bool:
            return bool(unspoken_adults(self._examples[rule_set], situation))

        return Table(len(self._examples), is_for_others, np.bool_)


def _situation(about: frozenset[str], is_parole_asked: bool) -> Situation:
    """All that criteria may read of a situation."""
    return Situation(_NOWHERE, (PAROLE,) if is_parole_asked else (), about=about)
