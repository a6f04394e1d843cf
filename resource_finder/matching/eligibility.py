"""Will they take me? Every criterion, and the worst of what they say.

To add a criterion: write one function here or in a module beside this one, add it to `CRITERIA` with the
circumstances that it reads, and word its codes in `resource_finder/wording/remarks.py`. What it reads of an
offering beyond `rule_set` of `same_rules.py` must be added there.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from resource_finder.domain.circumstances import AGES, RECORDS
from resource_finder.domain.kinds import Kind
from resource_finder.domain.offering import Offering
from resource_finder.domain.situation import Situation
from resource_finder.domain.verdicts import Finding, Remark, Verdict, worst
from resource_finder.matching.criteria_access import access_findings
from resource_finder.matching.criteria_kind import FACTS_OF_GROUPS, kind_findings
from resource_finder.matching.criteria_payment import payment_findings
from resource_finder.matching.criteria_person import age_findings, group_findings, veteran_findings
from resource_finder.matching.criteria_record import record_findings, supervision_findings
from resource_finder.matching.silence import NOT_SAID

Criterion = Callable[[Offering, Situation, Kind], Iterable[Finding]]

# Each with the circumstances that it reads: the same of these give the same findings. Any criterion may ask
# whether parole is what is looked for (`supervision` among the needs), and nothing else of a situation.
CRITERIA: Mapping[Criterion, frozenset[str]] = MappingProxyType(
    {
        record_findings: frozenset(RECORDS),
        supervision_findings: frozenset({"supervision"}),
        group_findings: frozenset({"man", "woman", "children", "pregnant"}),
        age_findings: frozenset(AGES),
        veteran_findings: frozenset({"veteran"}),
        kind_findings: FACTS_OF_GROUPS,
        payment_findings: frozenset({"medicaid", "no_insurance", "no_money"}),
        access_findings: frozenset({"no_id", "spanish", "asl", "wheelchair"}),
    }
)


def eligibility(offering: Offering, situation: Situation, kind: Kind) -> tuple[Verdict, tuple[Finding, ...]]:
    """Say YES, ASK or NO with every finding, the worst first.

    All conditions must hold on this one offering. Silence is never YES and never NO: a circumstance that was
    told and of which the source does not speak becomes ASK, with the question to put. Where such a place
    is not asked about it, one finding stands after those that are asked and names all such facts.
    """
    findings = [finding for criterion in CRITERIA for finding in criterion(offering, situation, kind)]
    if any(finding.remark.code == NOT_SAID for finding in findings):
        findings = _told_once(findings)
    findings.sort(key=lambda finding: -finding.verdict.weight)
    return worst(finding.verdict for finding in findings), tuple(findings)


def _told_once(findings: list[Finding]) -> list[Finding]:
    """All that is left unsaid and not asked about as one finding, last of all."""
    facts = [
        str(value)
        for finding in findings
        if finding.remark.code == NOT_SAID
        for _name, value in finding.remark.values
    ]
    said = [finding for finding in findings if finding.remark.code != NOT_SAID]
    return [*said, Finding(Verdict.ASK, Remark.of(NOT_SAID, about=",".join(facts)))]
