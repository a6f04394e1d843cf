"""Convictions and supervision: what a provider says, and what it leaves unsaid."""

from collections.abc import Iterator

from resource_finder.domain.offering import RECORD_KINDS, Offering, Said
from resource_finder.domain.situation import Situation
from resource_finder.domain.verdicts import Finding, Remark, Value, Verdict
from resource_finder.matching.silence import PUBLIC_HOUSING, only_tells, unsaid

VERDICT_OF: dict[str, Verdict] = {
    "yes": Verdict.YES,
    "no": Verdict.NO,
    "ask": Verdict.ASK,
    "": Verdict.ASK,
}


def record_findings(offering: Offering, situation: Situation) -> Iterator[Finding]:
    """One finding for each kind of conviction the person named, or the restriction that was not spoken to.

    Public housing and vouchers: 42 U.S.C. 13663, 24 CFR 960.204(a)(4) and 982.553(a)(2)(i) shut out
    households with a member who must register for life under a state's program; 24 CFR 960.204(a)(3) and
    982.553(a)(1)(ii)(C) shut out those with a member convicted of making methamphetamine in federally
    assisted housing. Others may be taken, so the person is told the rule and asks.
    """
    if not situation.records:
        yield from _unspoken_restrictions(offering)
        return
    if situation.records == ("any_felony",):
        # Which kind of felony was not said, so a kind that is refused must be shown and asked.
        yield from (found for found in _unspoken_restrictions(offering) if offering.said_of("any") != "no")
    for record in situation.records:
        yield from _of_one_record(offering, record)


def _of_one_record(offering: Offering, record: str) -> Iterator[Finding]:
    said = _policy(offering, record)
    verdict = VERDICT_OF[said]
    may_be = verdict is not Verdict.NO
    if may_be and record == "sex_offense" and offering.service == PUBLIC_HOUSING:
        yield Finding(Verdict.ASK, Remark.of("public_housing_registry", record=record))
        return
    if verdict is Verdict.YES and record == "sex_offense" and _is_a_bed(offering):
        # Registry distance rules and parole terms may forbid an address whatever the provider says.
        yield Finding(Verdict.ASK, Remark.of("ask_officer_first", record=record))
        return
    if said:
        yield Finding(verdict, about_record(f"{_CODE[verdict]}_record", record, offering))
    else:
        yield unsaid(record, offering, about_record("ask_record", record, offering))
    if may_be and record == "drug" and offering.service == PUBLIC_HOUSING:
        yield Finding(Verdict.ASK, Remark.of("public_housing_meth", record=record))


def supervision_findings(offering: Offering, situation: Situation) -> Iterator[Finding]:
    """Parole and probation: asked, or a place only for people under supervision."""
    said = offering.supervision
    if "supervision" not in situation.about:
        if said == "only":
            yield Finding(Verdict.ASK, Remark.of("supervision_only"))
        return
    if not said:
        yield unsaid("supervision", offering, Remark.of("ask_supervision", **_at_work(offering)))
        return
    verdict = Verdict.YES if said == "only" else VERDICT_OF[said]
    yield Finding(verdict, Remark.of(f"{_CODE[verdict]}_supervision", **_at_work(offering)))


def about_record(code: str, record: str, offering: Offering) -> Remark:
    """What is said or asked of a record; an employer hires people, a line or a list names who takes them."""
    more = _at_work(offering)
    if code == "ask_record" and only_tells(offering):
        more["refers"] = "line" if offering.phones else "list"
    return Remark.of(code, record=record, **more)


def needs_officer_approval(offering: Offering, situation: Situation) -> bool:
    """A bed under parole terms or on the registry is never shown as safe by itself."""
    return (
        _is_a_bed(offering)
        and not only_tells(offering)
        and bool({"supervision", "sex_offense"} & situation.about)
    )


_CODE = {Verdict.YES: "takes", Verdict.NO: "refuses", Verdict.ASK: "ask"}


def _policy(offering: Offering, record: str) -> Said:
    """What is said of this kind of record; "no felonies" refuses every kind.

    "We take people with felonies" does not speak for a sex offense, arson or violence: providers who say it
    often refuse just these, so an unnamed kind stays unsaid.
    """
    any_felony = offering.said_of("any")
    if record == "any_felony":
        return any_felony
    return offering.said_of(record) or ("no" if any_felony == "no" else "")


def _unspoken_restrictions(offering: Offering) -> Iterator[Finding]:
    said = dict(offering.record)
    for kind in RECORD_KINDS:
        if said.get(kind) == "no":
            record = "any_felony" if kind == "any" else kind
            yield Finding(Verdict.ASK, about_record("restriction_record", record, offering))


def _at_work(offering: Offering) -> dict[str, Value]:
    return {"hires": True} if "job/employers" in offering.needs else {}


def _is_a_bed(offering: Offering) -> bool:
    return any(need.partition("/")[0] == "housing" for need in offering.needs)
