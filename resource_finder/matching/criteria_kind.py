"""What the kind of a row says by itself: for whom it is, and who is never sent there."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from resource_finder.domain.kinds import Kind
from resource_finder.domain.offering import Offering
from resource_finder.domain.situation import Situation
from resource_finder.domain.verdicts import Finding, Remark, Verdict
from resource_finder.matching.criteria_person import OPEN_TO, age_limits
from resource_finder.matching.silence import is_care

_LAST_MINOR_YEAR = 17
_AGES = frozenset({"youth", "seniors"})
# Which facts put a person into a group, and which put them outside.
_IN: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "youth": frozenset({"youth"}),
        "seniors": frozenset({"senior"}),
        "families": frozenset({"children", "pregnant"}),
        "pregnant": frozenset({"pregnant"}),
        "veterans": frozenset({"veteran"}),
        "supervised": frozenset({"supervision"}),
        "newcomers": frozenset({"spanish"}),
    }
)
_OUT: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "youth": frozenset({"senior"}),
        "seniors": frozenset({"youth"}),
        "pregnant": frozenset({"man"}),
    }
)
# All circumstances by which this module tells who belongs to a group.
FACTS_OF_GROUPS: frozenset[str] = frozenset().union(*_IN.values(), *_OUT.values())


def kind_findings(offering: Offering, situation: Situation, kind: Kind) -> Iterator[Finding]:
    """A kind for one group is asked of everybody else; a minors' clinic is for no adult alone."""
    if is_minors_clinic(offering, kind):
        if not situation.about & {"youth", "children"}:
            yield Finding(Verdict.NO, Remark.of("for_minors"))
        return
    for group in meant_for(offering, kind):
        if not situation.about & _IN.get(group, frozenset()):
            is_outside = bool(situation.about & _OUT.get(group, frozenset()))
            verdict = Verdict.NO if is_outside else Verdict.ASK
            yield Finding(verdict, Remark.of("meant_for", who=group))


def unspoken_groups(offering: Offering, situation: Situation, kind: Kind) -> tuple[str, ...]:
    """The groups that this kind is for, of which the person said nothing."""
    groups = meant_for(offering, kind)
    return tuple(group for group in groups if not situation.about & _IN.get(group, frozenset()))


def meant_for(offering: Offering, kind: Kind) -> tuple[str, ...]:
    """The groups that this kind is for by nature, where the row itself says nothing of such groups."""
    return tuple(group for group in kind.who if not _speaks_of(offering, group))


def _speaks_of(offering: Offering, group: str) -> bool:
    if group in OPEN_TO:
        return bool(OPEN_TO & frozenset(offering.who))
    if group in _AGES:
        return bool(age_limits(offering))
    return group in offering.who or (group == "supervised" and bool(offering.supervision))


def is_minors_clinic(offering: Offering, kind: Kind) -> bool:
    """A school's clinic, or care whose every age limit ends before adults."""
    limits = age_limits(offering)
    only_minors = bool(limits) and all(last <= _LAST_MINOR_YEAR for _first, last in limits)
    return "adults" in kind.veto or (only_minors and is_care(offering, kind))
