"""Who the person is: sex, children along, age, service."""

import re
from collections.abc import Iterator

from resource_finder.domain.circumstances import AGES, OLDEST
from resource_finder.domain.kinds import Kind
from resource_finder.domain.offering import Offering
from resource_finder.domain.situation import Situation
from resource_finder.domain.verdicts import Finding, Remark, Verdict
from resource_finder.matching.silence import unsaid

_AGES = re.compile(r"ages (\d+)?-(\d+)?\Z")
_AGE_GROUPS = {"youth": AGES["youth"], "seniors": AGES["senior"]}
_GROUP_OF = {"man": "men", "woman": "women", "children": "families", "pregnant": "pregnant"}
OPEN_TO = frozenset({"men", "women", "families", "pregnant"})


def group_findings(offering: Offering, situation: Situation, kind: Kind) -> Iterator[Finding]:
    """Men, women, families, pregnant women: who is let in, against who asks."""
    admitted = OPEN_TO & frozenset(offering.who)
    asked = [fact for fact in _GROUP_OF if fact in situation.about]
    if not asked:
        if admitted and not {"men", "women"} <= admitted:
            yield Finding(Verdict.ASK, Remark.of("only_for", who=_joined(offering, admitted)))
        return
    for fact in asked:
        if not admitted:
            yield unsaid(fact, offering, kind, Remark.of("ask_group", group=fact))
            continue
        verdict = _admits(admitted, fact, frozenset(asked))
        yield Finding(verdict, _group_remark(offering, admitted, fact, verdict))


def _admits(admitted: frozenset[str], fact: str, asked: frozenset[str]) -> Verdict:
    """YES where the group is named, NO where only others are, ASK where the source leaves it open."""
    if _GROUP_OF[fact] in admitted:
        return Verdict.YES
    if fact == "pregnant" and "women" in admitted:
        return Verdict.YES
    if fact in {"man", "woman"} and "families" in admitted:
        # A place for families may take a parent of either sex; without children along, somebody must ask.
        return Verdict.YES if "children" in asked and not admitted & {"men", "women"} else Verdict.ASK
    if fact == "woman" and "pregnant" in admitted:
        return Verdict.YES if "pregnant" in asked else Verdict.ASK
    if fact in {"man", "woman"} or (fact == "pregnant" and admitted == {"men"}):
        return Verdict.NO
    return Verdict.ASK


def _group_remark(offering: Offering, admitted: frozenset[str], fact: str, verdict: Verdict) -> Remark:
    if verdict is Verdict.YES:
        return Remark.of("takes_group", group=fact)
    if verdict is Verdict.NO:
        return Remark.of("only_for", who=_joined(offering, admitted))
    return Remark.of("ask_group", group=fact)


def _joined(offering: Offering, admitted: frozenset[str]) -> str:
    return ",".join(group for group in offering.who if group in admitted)


def age_findings(offering: Offering, situation: Situation, kind: Kind) -> Iterator[Finding]:
    """An age limit against what is known of the person's age."""
    limits = age_limits(offering)
    facts = [fact for fact in AGES if fact in situation.about]
    if not limits:
        if "youth" in facts:
            yield unsaid("youth", offering, kind, Remark.of("ask_group", group="youth"))
        return
    remark = Remark.of("only_ages", ages=";".join(f"{low}-{high}" for low, high in limits))
    if not facts:
        yield Finding(Verdict.ASK, remark)
    for fact in facts:
        yield Finding(_ages_admit(limits, AGES[fact]), remark)


def age_limits(offering: Offering) -> list[tuple[int, int]]:
    """Every age range that is let in; none when no age is named, or when adults are named beside youth."""
    if not offering.who:
        return []
    limits = [_AGE_GROUPS[group] for group in offering.who if group in _AGE_GROUPS]
    if limits and OPEN_TO & frozenset(offering.who):
        limits = []
    for word in offering.who:
        if found := _AGES.match(word):
            limits.append((int(found[1] or 0), int(found[2] or OLDEST)))
    return limits


def _ages_admit(limits: list[tuple[int, int]], person: tuple[int, int]) -> Verdict:
    low, high = person
    if any(first <= low and high <= last for first, last in limits):
        return Verdict.YES
    if all(high < first or last < low for first, last in limits):
        return Verdict.NO
    return Verdict.ASK


def veteran_findings(offering: Offering, situation: Situation, _kind: Kind) -> Iterator[Finding]:
    """ "Veterans only" is met by a veteran and asked of everybody else."""
    if "veterans" in offering.who:
        is_veteran = "veteran" in situation.about
        code = "takes_group" if is_veteran else "only_for"
        values = {"group": "veteran"} if is_veteran else {"who": "veterans"}
        yield Finding(Verdict.YES if is_veteran else Verdict.ASK, Remark.of(code, **values))


def unspoken_adults(offering: Offering, situation: Situation) -> frozenset[str]:
    """The groups that this is only for, if the person named none; without those they cannot belong to."""
    admitted = OPEN_TO & frozenset(offering.who) if offering.who else frozenset()
    if not admitted or {"men", "women"} <= admitted:
        return frozenset()
    told = {_GROUP_OF[fact] for fact in _GROUP_OF if fact in situation.about}
    if told & admitted or (told & {"pregnant"} and "women" in admitted):
        return frozenset()
    shut = {"women", "pregnant"} if "men" in told else {"men"} if told else set()
    return (admitted - shut) or admitted
