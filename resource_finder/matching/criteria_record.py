"""Convictions and supervision: what a provider says, and what it leaves unsaid."""

from collections.abc import Iterator

from resource_finder.domain.kinds import Kind
from resource_finder.domain.offering import RECORD_KINDS, Offering, Said
from resource_finder.domain.situation import Situation
from resource_finder.domain.verdicts import Finding, Remark, Value, Verdict
from resource_finder.matching.silence import only_tells, unsaid

VERDICT_OF: dict[str, Verdict] = {
    "yes": Verdict.YES,
    "no": Verdict.NO,
    "ask": Verdict.ASK,
    "": Verdict.ASK,
}


def record_findings(offering: Offering, situation: Situation, kind: Kind) -> Iterator[Finding]:
    """One finding for each kind of conviction the person named, or the restriction that was not spoken to.

    Public housing and vouchers: 42 U.S.C. 13663, 24 CFR 960.204(a)(4) and 982.553(a)(2)(i) shut out
    households with a member who must register for life under a state's program; 24 CFR 960.204(a)(3) and
    982.553(a)(1)(ii)(C) shut out those with a member convicted of making methamphetamine in federally
    assisted housing. Others may be taken, so the person is told the rule and asks.
    """
    if not situation.records:
        yield from _unspoken_restrictions(offering, kind)
        return
    if situation.records == ("any_felony",):
        # Which kind of felony was not said, so a kind that is refused must be shown and asked.
        yield from (
            found for found in _unspoken_restrictions(offering, kind) if offering.said_of("any") != "no"
        )
    for record in situation.records:
        yield from _of_one_record(offering, record, kind)


def _of_one_record(offering: Offering, record: str, kind: Kind) -> Iterator[Finding]:
    said = _policy(offering, record)
    verdict = VERDICT_OF[said]
    if verdict is not Verdict.NO and record == "sex_offense" and is_kept_from(offering, kind):
        yield Finding(Verdict.NO, Remark.of("kept_from", record=record))
        return
    may_be = verdict is not Verdict.NO
    is_public = kind.has("public-housing")
    if may_be and record == "sex_offense" and is_public:
        yield Finding(Verdict.ASK, Remark.of("public_housing_registry", record=record))
        return
    if verdict is Verdict.YES and record == "sex_offense" and is_a_bed(offering, kind):
        # Registry distance rules and parole terms may forbid an address whatever the provider says.
        yield Finding(Verdict.ASK, Remark.of("ask_officer_first", record=record))
        return
    if said:
        yield Finding(verdict, about_record(_OF_RECORD[verdict], record, offering, kind))
    else:
        yield unsaid(record, offering, kind, about_record("ask_record", record, offering, kind))
    if may_be and record == "drug" and is_public:
        yield Finding(Verdict.ASK, Remark.of("public_housing_meth", record=record))


def supervision_findings(offering: Offering, situation: Situation, kind: Kind) -> Iterator[Finding]:
    """Parole and probation: asked, or a place only for people under supervision.

    Who looks for a parole office is on parole, and is not asked about it.
    """
    said = offering.supervision
    if "supervision" not in situation.about:
        if said == "only" and not _goes_without_saying(situation, kind):
            yield Finding(Verdict.ASK, Remark.of("supervision_only"))
        return
    if not said:
        yield unsaid("supervision", offering, kind, Remark.of("ask_supervision", **_at_work(offering)))
        return
    verdict = Verdict.YES if said == "only" else VERDICT_OF[said]
    yield Finding(verdict, Remark.of(_OF_SUPERVISION[verdict], **_at_work(offering)))


def about_record(code: str, record: str, offering: Offering, kind: Kind) -> Remark:
    """What is said or asked of a record; an employer hires people, a line or a list names who takes them."""
    more = _at_work(offering)
    if code == "ask_record" and kind.has("tells", offering.needs):
        more["refers"] = "line" if offering.phones else "list"
    return Remark.of(code, record=record, **more)


def needs_officer_approval(offering: Offering, situation: Situation, kind: Kind) -> bool:
    """A bed under parole terms or on the registry is never shown as safe by itself."""
    return (
        is_a_bed(offering, kind)
        and not only_tells(offering, kind)
        and bool({"supervision", "sex_offense"} & situation.about)
    )


_CHILDREN_LIVE = frozenset({"families", "youth", "pregnant"})
_OF_RECORD = {Verdict.YES: "takes_record", Verdict.NO: "refuses_record", Verdict.ASK: "ask_record"}
_OF_SUPERVISION = {
    Verdict.YES: "takes_supervision",
    Verdict.NO: "refuses_supervision",
    Verdict.ASK: "ask_supervision",
}


def _policy(offering: Offering, record: str) -> Said:
    """What is said of this kind of record; "no felonies" refuses every kind.

    "We take people with felonies" does not speak for a sex offense, arson or violence: providers who say it
    often refuse just these, so an unnamed kind stays unsaid.
    """
    any_felony = offering.said_of("any")
    if record == "any_felony":
        return any_felony
    return offering.said_of(record) or ("no" if any_felony == "no" else "")


def _unspoken_restrictions(offering: Offering, kind: Kind) -> Iterator[Finding]:
    said = dict(offering.record)
    for refused in RECORD_KINDS:
        if said.get(refused) == "no":
            record = "any_felony" if refused == "any" else refused
            yield Finding(Verdict.ASK, about_record("restriction_record", record, offering, kind))


def _at_work(offering: Offering) -> dict[str, Value]:
    return {"hires": True} if "job/employers" in offering.needs else {}


def is_a_bed(offering: Offering, kind: Kind) -> bool:
    """An address to sleep at: parole must allow it."""
    return kind.has("bed", offering.needs)


def is_kept_from(offering: Offering, kind: Kind) -> bool:
    """A place for minors, families or people fleeing violence: nobody with a sex offense is sent there.

    A house that names men is for everybody, also where families are let in.
    """
    if "sex_offense" in kind.veto:
        return True
    has_beds = is_a_bed(offering, kind) or kind.has("finds-beds")
    return has_beds and bool(_CHILDREN_LIVE & set(offering.who)) and "men" not in offering.who


def is_for_supervised(offering: Offering, situation: Situation, kind: Kind) -> bool:
    """Only for people under supervision, of which this person said nothing that would show it."""
    is_told = "supervision" in situation.about or _goes_without_saying(situation, kind)
    return offering.supervision == "only" and not is_told


def _goes_without_saying(situation: Situation, kind: Kind) -> bool:
    return kind.has("supervision") or "supervision" in situation.needs
