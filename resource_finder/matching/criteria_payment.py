"""Money, insurance and Medicaid: who pays."""

from collections.abc import Iterator

from resource_finder.domain.offering import Offering
from resource_finder.domain.situation import Situation
from resource_finder.domain.verdicts import Finding, Remark, Verdict
from resource_finder.matching.silence import must_be_asked

# How care may be paid for. Who has no insurance is helped by the state's money, where a place gets it.
_PAID_BY = {"medicaid": "medicaid", "no_insurance": "state_funds"}
_FOR_LITTLE = frozenset({"free", "pay_what_you_can"})


def payment_findings(offering: Offering, situation: Situation) -> Iterator[Finding]:
    """Insurance matters where there is a bill for care; having no money, wherever a price may be named.

    Who pays is asked once: with Medicaid, or without insurance, it is not asked again what it costs.
    """
    costs_little = offering.cost in _FOR_LITTLE
    told = [fact for fact in _PAID_BY if fact in situation.about and must_be_asked(fact, offering)]
    for fact in told:
        yield _finding(costs_little or _PAID_BY[fact] in offering.pays_with, fact)
    if "no_money" in situation.about and not told and (costs_little or must_be_asked("no_money", offering)):
        yield _finding(costs_little, "no_money")


def _finding(takes: bool, payment: str) -> Finding:
    if takes:
        return Finding(Verdict.YES, Remark.of("takes_payment", payment=payment))
    return Finding(Verdict.ASK, Remark.of("ask_payment", payment=payment))
