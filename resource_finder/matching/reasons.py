"""Why a match is shown, and what to be careful of: codes and values, worded elsewhere."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from resource_finder.domain.freshness import Fresh, counts_as_hiring
from resource_finder.domain.kinds import Kind
from resource_finder.domain.offering import Offering
from resource_finder.domain.situation import Situation
from resource_finder.domain.verdicts import Remark, Values, Verdict
from resource_finder.matching.criteria_record import needs_officer_approval
from resource_finder.matching.match import Factor, Match

# What expected help is the product of: each factor is a reason, so that the order can be told.
HELP = "help_"
_OF_FACTOR = {
    "still": "help_still",
    "takes": "help_takes",
    "serves": "help_serves",
    "contact": "help_contact",
    "way": "help_way",
    "words": "help_words",
}
TRUST_CODES = frozenset(
    {"call_first_old", "check_first_old", "call_first_unconfirmed", "check_first_unconfirmed"}
)

# The middle of a town or a ZIP says nothing of a street that is nearer than this.
_TOWN_MILES = 10.0


def reasons(match: Match, situation: Situation) -> Iterator[Remark]:
    """What speaks for it: coverage, distance, opening, who is taken, when it was checked."""
    offering = match.offering
    if situation.origin.county in offering.serves:
        yield _serves_county(situation.origin.county)
    elif offering.statewide:
        yield _SERVES_STATE
    if match.miles is not None:
        town = town_instead(offering, match.miles)
        values: Values = (("miles", round(match.miles, 3)), ("precision", offering.precision))
        yield Remark("miles", (*values, ("city", town)) if town else values)
    if match.open.open_ended or match.open.holiday:
        pass  # "Open" or "opens" would promise more than the hours do.
    elif match.open.now:
        until = match.open.until
        yield Remark("open_until", (("until", until.isoformat()),)) if until else _ALWAYS_OPEN
    elif match.open.opens:
        yield Remark("opens", (("opens", match.open.opens.isoformat()),))
    for finding in match.findings:
        if finding.verdict is Verdict.YES:
            yield finding.remark
    if day := trusted_day(offering, match.fresh):
        yield Remark("checked", (("on", day), ("source", offering.sources[0])))
    yield from map(_of_factor, match.factors)


_SERVES_STATE, _ALWAYS_OPEN = Remark("serves_state"), Remark("always_open")


@lru_cache(maxsize=1024)
def _serves_county(county: str) -> Remark:
    return Remark.of("serves_county", county=county)


# Many rows share a factor: the day of a check, a telephone.
@lru_cache(maxsize=8192)
def _of_factor(factor: Factor) -> Remark:
    return Remark.of(_OF_FACTOR[factor.name], case=factor.case, value=round(factor.value, 2))


def town_instead(offering: Offering, miles: float) -> str:
    """The town to name in place of miles: to the middle of a near town they would all read alike."""
    return offering.city if offering.precision == "approximate" and miles < _TOWN_MILES else ""


def cautions(match: Match, situation: Situation, kind: Kind, today: date) -> Iterator[Remark]:
    """What to ask, what to bring, and how far the facts can be trusted."""
    offering = match.offering
    said = [finding.remark for finding in match.findings if finding.verdict is not Verdict.YES]
    yield from said
    if needs_officer_approval(offering, situation, kind) and not any(
        r.code == "ask_officer_first" for r in said
    ):
        yield Remark.of("ask_officer_first")
    if offering.serves and not offering.covers(situation.origin.county):
        yield Remark.of("serves_other_counties", counties=",".join(offering.serves))
    yield from trust_cautions(offering, match.fresh)
    if "job/employers" in offering.needs and not counts_as_hiring(offering.hiring.last_hire_seen, today):
        yield Remark.of("not_known_to_hire", on=offering.hiring.last_hire_seen)
    if offering.private_address:
        yield Remark.of("private_address")
    if "referral" in offering.how_to_start:
        yield Remark.of("referral")
    if offering.documents:
        yield Remark.of("bring", documents=";".join(offering.documents))


def trust_cautions(offering: Offering, fresh: Fresh) -> Iterator[Remark]:
    """How far the facts of a row can be trusted, whoever asks: one caution at most, at every door.

    Nobody is told to call a place that has no number.
    """
    if fresh != "current":
        code = "call_first_old" if offering.phones else "check_first_old"
        yield Remark.of(code, on=offering.checked_on if fresh == "old" else "")
    elif offering.status == "unconfirmed":
        yield Remark.of("call_first_unconfirmed" if offering.phones else "check_first_unconfirmed")


def trusted_day(offering: Offering, fresh: Fresh) -> str:
    """The day to print as "checked": none beside a caution, which would take it back in the same breath."""
    return "" if fresh != "current" or offering.status == "unconfirmed" else offering.checked_on
