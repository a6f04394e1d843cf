"""Money, insurance and Medicaid: who pays."""

from collections.abc import Iterator

from resource_finder.domain.offering import Offering
from resource_finder.domain.situation import Situation
from resource_finder.domain.verdicts import Finding, Remark, Verdict

_CARE = frozenset({"treatment", "mental-health", "medical"})
_FOR_LITTLE = frozenset({"free", "pay_what_you_can"})


def payment_findings(offering: Offering, situation: Situation) -> Iterator[Finding]:
    """Insurance matters where there is a bill for care; having no money matters wherever a price is named."""
    costs_little = offering.cost in _FOR_LITTLE
    if _is_care(offering):
        if "medicaid" in situation.about:
            takes = costs_little or "medicaid" in offering.pays_with
            yield _finding(takes, "medicaid")
        if "no_insurance" in situation.about:
            takes = costs_little or "state_funds" in offering.pays_with
            yield _finding(takes, "no_insurance")
    if "no_money" in situation.about:
        yield _finding(costs_little, "no_money")


def _finding(takes: bool, payment: str) -> Finding:
    if takes:
        return Finding(Verdict.YES, Remark.of("takes_payment", payment=payment))
    return Finding(Verdict.ASK, Remark.of("ask_payment", payment=payment))


def _is_care(offering: Offering) -> bool:
    return any(need.partition("/")[0] in _CARE for need in offering.needs)
