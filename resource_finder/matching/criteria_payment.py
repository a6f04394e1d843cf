"""Money, insurance and Medicaid: who pays."""

from collections.abc import Iterator

from resource_finder.domain.kinds import Kind
from resource_finder.domain.offering import Offering
from resource_finder.domain.situation import Situation
from resource_finder.domain.verdicts import Finding, Remark, Verdict
from resource_finder.matching.silence import is_care, unsaid

# How care may be paid for. Who has no insurance is helped by the state's money, where a place gets it.
_PAID_BY = {"medicaid": "medicaid", "no_insurance": "state_funds"}
_MEDICAID_ALONE = ("medicaid",)
_FOR_LITTLE = frozenset({"free", "pay_what_you_can"})


def payment_findings(offering: Offering, situation: Situation, kind: Kind) -> Iterator[Finding]:
    """Insurance matters where there is a bill for care; having no money, wherever a price may be named.

    Who pays is asked once: with Medicaid, or without insurance, it is not asked again what it costs.

    What care is paid with is a list of the insurances that are taken (the locators name no other payer), so
    a clinic that names Medicaid alone does not refuse who pays otherwise: it is asked. "Free" does not speak
    for people without insurance there, since Medicaid may be why. Anything but care that names Medicaid alone
    is for people with Medicaid: YES for them, NO without insurance, ASK where neither was told.
    """
    is_medicaids = offering.pays_with == _MEDICAID_ALONE
    has_a_bill = is_care(offering, kind)
    if is_medicaids and not has_a_bill:
        yield _only_medicaid(situation)
        return
    costs_little = offering.cost in _FOR_LITTLE
    told = [fact for fact in _PAID_BY if fact in situation.about] if has_a_bill else []
    for fact in told:
        is_free = costs_little and not (is_medicaids and fact == "no_insurance" and offering.cost == "free")
        yield _finding(is_free or _PAID_BY[fact] in offering.pays_with, fact, offering, kind)
    if "no_money" in situation.about and not told:
        yield _finding(costs_little, "no_money", offering, kind)


def _only_medicaid(situation: Situation) -> Finding:
    if "medicaid" in situation.about:
        return Finding(Verdict.YES, Remark.of("takes_payment", payment="medicaid"))
    verdict = Verdict.NO if "no_insurance" in situation.about else Verdict.ASK
    return Finding(verdict, Remark.of("only_medicaid"))


def _finding(takes: bool, payment: str, offering: Offering, kind: Kind) -> Finding:
    if takes:
        return Finding(Verdict.YES, Remark.of("takes_payment", payment=payment))
    return unsaid(payment, offering, kind, Remark.of("ask_payment", payment=payment))
