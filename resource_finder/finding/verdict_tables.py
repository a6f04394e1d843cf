"""Who is taken, for every distinct rule set at once: a verdict is made for a rule set, not for a row.

A criterion reads few circumstances, so that few of its tables are ever made, whoever asks.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

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

PAROLE = "supervision"
# A verdict, its findings, and the factor of help that follows.
Told = tuple[Verdict, tuple[Finding, ...], Factor]
NO = Verdict.NO.weight
_NOWHERE = Origin("", 0.0, 0.0)
_ADULTS = frozenset({"man", "woman", "children", "pregnant"})
_READ = frozenset().union(*CRITERIA.values(), *SHARES.values())
# Of more people at once than any machine serves in a minute.
_SITUATIONS_KEPT = 256
_TABLES_KEPT = 512


class Verdicts:
    """What all rule sets say to one person: the verdict, the factor of help, and which are for some alone."""

    def __init__(self, verdict: Small, takes: Floats, is_for_some: Bools, judge: Callable[[int], Told]):
        self.verdict = verdict
        self.takes = takes
        self.is_for_some = is_for_some
        self.told = lru_cache(maxsize=None)(judge)


class VerdictTables:
    """One row of the catalogue stands for each rule set."""

    def __init__(self, examples: Sequence[Offering], rules: Rulebook) -> None:
        self._examples: tuple[tuple[Offering, Kind], ...] = tuple(
            (offering, rules.kinds.of(offering.kind)) for offering in examples
        )
        self._help = rules.help
        self._of = lru_cache(maxsize=_SITUATIONS_KEPT)(self._verdicts)
        self._findings = lru_cache(maxsize=_TABLES_KEPT)(self._make_findings)
        self._shares = lru_cache(maxsize=_TABLES_KEPT)(self._make_shares)
        self._for_others = lru_cache(maxsize=_TABLES_KEPT)(self._make_for_others)

    def of(self, situation: Situation) -> Verdicts:
        """Remembered by what is told, never by who tells it."""
        return self._of(situation.about & _READ, PAROLE in situation.needs)

    def _verdicts(self, about: frozenset[str], is_parole_asked: bool) -> Verdicts:
        verdict: Small = np.zeros(len(self._examples), dtype=np.uint8)
        asked: Small = np.zeros(len(self._examples), dtype=np.uint8)
        for criterion, reads in CRITERIA.items():
            worst_found, left = self._findings(criterion, about & reads, is_parole_asked)
            np.maximum(verdict, worst_found, out=verdict)
            asked |= left
        share: Floats = np.ones(len(self._examples))
        for part, reads in SHARES.items():
            share *= self._shares(part, about & reads, is_parole_asked)
        takes, is_for_some = self._takes(verdict, asked, share, self._for_others(about & _ADULTS))
        situation = _situation(about, is_parole_asked)

        def judge(rule_set: int) -> Told:
            offering, kind = self._examples[rule_set]
            verdict, findings = eligibility(offering, situation, kind)
            trying = Trying(offering, kind, verdict, findings, None, None, 0)
            return verdict, findings, takes_the_person(trying, situation, self._help)

        return Verdicts(verdict, takes, is_for_some, judge)

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

    def _make_findings(
        self, criterion: Criterion, about: frozenset[str], parole: bool
    ) -> tuple[Small, Small]:
        situation = _situation(about, parole)
        found = [_counted(list(criterion(row, situation, kind))) for row, kind in self._examples]
        both = np.array(found, dtype=np.uint8).reshape(-1, 2)
        return both[:, 0].copy(), both[:, 1].copy()

    def _make_shares(self, part: Share, about: frozenset[str], parole: bool) -> Floats:
        situation = _situation(about, parole)
        return np.array([part(row, kind, situation, self._help) for row, kind in self._examples])

    def _make_for_others(self, about: frozenset[str]) -> Bools:
        situation = _situation(about, False)
        return np.array([bool(unspoken_adults(row, situation)) for row, _kind in self._examples], dtype=bool)


def _counted(findings: list[Finding]) -> tuple[int, int]:
    return worst(finding.verdict for finding in findings).weight, asked_by(findings)


def _situation(about: frozenset[str], is_parole_asked: bool) -> Situation:
    """All that criteria may read of a situation."""
    return Situation(_NOWHERE, (PAROLE,) if is_parole_asked else (), about=about)
