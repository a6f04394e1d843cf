"""Expected help: how likely it is that a person who tries this gets helped. A product of six factors.

Each factor says which case of `vocabulary/help.csv` held, so that "why this is first" can be said in words.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import prod
from types import MappingProxyType

from resource_finder.domain.circumstances import AGES
from resource_finder.domain.freshness import earliest_day
from resource_finder.domain.help_table import HelpTable
from resource_finder.domain.kinds import Kind
from resource_finder.domain.offering import Offering
from resource_finder.domain.situation import Origin, Situation
from resource_finder.domain.verdicts import Finding, Verdict
from resource_finder.matching.criteria_kind import FACTS_OF_GROUPS, unspoken_groups
from resource_finder.matching.criteria_person import age_limits, unspoken_adults
from resource_finder.matching.criteria_record import is_for_supervised
from resource_finder.matching.match import Factor, RideKind
from resource_finder.matching.silence import NOT_SAID, is_care

_DAYS_IN_YEAR = 365.25
# These say for whom a row is: where the person did not speak of it, it is worth a share, no question.
_OF_A_GROUP = frozenset({"only_for", "only_ages", "meant_for", "supervision_only", "only_medicaid"})
_AGES = frozenset(AGES)
_MEDICAID_ALONE = ("medicaid",)
NO_WAY_IN = "nothing"


@dataclass(frozen=True, slots=True)
class Trying:
    """What is known of one person who tries one offering: who is taken, how far, and by which ride."""

    offering: Offering
    kind: Kind
    verdict: Verdict
    findings: Sequence[Finding]
    miles: float | None
    ride: RideKind | None
    words_matched: int


def expected_help(factors: Sequence[Factor]) -> float:
    """From 0 to 1. Always multiplied in the same order, so that equal factors give equal help."""
    return prod(factor.value for factor in factors)


def factors_of(trying: Trying, situation: Situation, today: date, table: HelpTable) -> tuple[Factor, ...]:
    """All six, in the order in which they are told; the words only where words were typed."""
    offering, kind = trying.offering, trying.kind
    found = (
        still_there(offering, today, table),
        takes_the_person(trying, situation, table),
        serves_the_place(offering, situation.origin, table),
        can_be_reached(offering, kind, situation, table),
        can_be_got_to(trying, situation, table),
    )
    if not situation.words:
        return found
    return (*found, fits_the_words(trying.words_matched, len(situation.words), table))


def still_there(offering: Offering, today: date, table: HelpTable) -> Factor:
    """Half of what is listed is gone after one half-life; what nobody confirmed counts for less."""
    years = years_since(offering.checked_on, today)
    case = "checked" if years is not None else "no_date"
    value = table.still_after(table["still", "no_date_years"] if years is None else years)
    if offering.status == "unconfirmed":
        return Factor("still", "unconfirmed", value * table["still", "unconfirmed"])
    return Factor("still", case, value)


@lru_cache(maxsize=4096)
def years_since(checked_on: str, today: date) -> float | None:
    """The age of a check in years; None without a date, or with one in the future."""
    day = earliest_day(checked_on)
    return None if day is None or day > today else (today - day).days / _DAYS_IN_YEAR


# What findings leave to be asked, as bits. A question to a group counts unless the row is for adults of a
# group that was not spoken of; a refusal of people that this person may not be one of leaves none to put.
QUESTION, GROUP_QUESTION, LEFT_OPEN = 1, 2, 4
_LEAVES: Mapping[str, int] = MappingProxyType(
    {NOT_SAID: LEFT_OPEN, "restriction_record": LEFT_OPEN, "ask_group": GROUP_QUESTION}
    | dict.fromkeys(_OF_A_GROUP, 0)
)


def asked_by(findings: Iterable[Finding]) -> int:
    """What all of them together leave to be asked."""
    asked = 0
    for found in findings:
        if found.verdict is Verdict.ASK:
            asked |= _LEAVES.get(found.remark.code, QUESTION)
    return asked


def takes_the_person(trying: Trying, situation: Situation, table: HelpTable) -> Factor:
    """Yes, not said, a question to put, only for a group that was not spoken of, or no."""
    if trying.verdict is Verdict.NO:
        return Factor("takes", "no", table["takes", "no"])
    asked = asked_by(trying.findings)
    share = prod(part(trying.offering, trying.kind, situation, table) for part in SHARES)
    is_for_others = bool(unspoken_adults(trying.offering, situation))
    question = QUESTION if is_for_others else QUESTION | GROUP_QUESTION
    case = "question" if asked & question else "not_said" if asked & LEFT_OPEN else "yes"
    value = table["takes", case]
    if share < 1.0:
        value = min(value, share if case == "yes" else share * value)
        # "Adults only" leaves nearly nobody out: that is no group.
        case = "group" if share < table["takes", "yes"] else case
    return Factor("takes", case, value)


def _share_of_adults(offering: Offering, _kind: Kind, situation: Situation, table: HelpTable) -> float:
    groups = unspoken_adults(offering, situation)
    return max((table["share", group] for group in groups), default=1.0)


def _share_of_ages(offering: Offering, _kind: Kind, situation: Situation, table: HelpTable) -> float:
    limits = age_limits(offering)
    if not limits or situation.about & _AGES:
        return 1.0
    return min(1.0, sum(table.share_of_ages(first, last) for first, last in limits))


def _share_of_veterans(offering: Offering, _kind: Kind, situation: Situation, table: HelpTable) -> float:
    is_unspoken = "veterans" in offering.who and "veteran" not in situation.about
    return table["share", "veterans"] if is_unspoken else 1.0


def _share_by_kind(offering: Offering, kind: Kind, situation: Situation, table: HelpTable) -> float:
    return prod(_share_of(group, table) for group in unspoken_groups(offering, situation, kind))


def _share_supervised(offering: Offering, kind: Kind, situation: Situation, table: HelpTable) -> float:
    return table["share", "supervised"] if is_for_supervised(offering, situation, kind) else 1.0


def _share_of_medicaid(offering: Offering, kind: Kind, situation: Situation, table: HelpTable) -> float:
    is_only = offering.pays_with == _MEDICAID_ALONE and "medicaid" not in situation.about
    return table["share", "medicaid"] if is_only and not is_care(offering, kind) else 1.0


Share = Callable[[Offering, Kind, Situation, HelpTable], float]
# How many of those who come home belong to all groups that a row is only for and that were not told: a
# product, each part with the circumstances that it reads.
SHARES: Mapping[Share, frozenset[str]] = MappingProxyType(
    {
        _share_of_adults: frozenset({"man", "woman", "children", "pregnant"}),
        _share_of_ages: _AGES,
        _share_of_veterans: frozenset({"veteran"}),
        _share_by_kind: FACTS_OF_GROUPS,
        _share_supervised: frozenset({"supervision"}),
        _share_of_medicaid: frozenset({"medicaid"}),
    }
)


def _share_of(group: str, table: HelpTable) -> float:
    if group == "youth":
        return table.share_of_ages(*AGES["youth"])
    if group == "seniors":
        return table.share_of_ages(*AGES["senior"])
    return table["share", group]


def serves_the_place(offering: Offering, origin: Origin, table: HelpTable) -> Factor:
    """Listed for this county or the state, silent about counties, or listed for others."""
    if offering.statewide or origin.county in offering.serves:
        return Factor("serves", "listed", table["serves", "listed"])
    case = "others" if offering.serves else "near"
    return Factor("serves", case, table["serves", case])


# How somebody can be spoken with or found, as bits.
BY_PHONE, WALK_IN, STREET, WEBSITE = 1, 2, 4, 8


def can_be_reached(offering: Offering, kind: Kind, situation: Situation, table: HelpTable) -> Factor:
    """By the best way that there is to speak with them."""
    return best_way_in(ways_in(offering, kind), "no_phone" in situation.about, table)


def ways_in(offering: Offering, kind: Kind) -> int:
    """All ways that there are."""
    is_a_door = not (offering.private_address or offering.takes_mail_only or kind.has("hidden"))
    has_street = bool(offering.address) and is_a_door
    walks_in = has_street and bool(offering.hours) and "walk-in" in offering.how_to_start
    return (
        BY_PHONE * bool(offering.phones)
        | WALK_IN * walks_in
        | STREET * has_street
        | WEBSITE * bool(offering.website or offering.email)
    )


def best_way_in(ways: int, has_no_phone: bool, table: HelpTable) -> Factor:
    """What the best of these ways is worth, with a telephone at hand or without."""
    cases = {
        "phone_without_phone" if has_no_phone else "phone": ways & BY_PHONE,
        "walk_in": ways & WALK_IN,
        "street": ways & STREET,
        "website": ways & WEBSITE,
        NO_WAY_IN: True,
    }
    value, case = max((table["contact", case], case) for case, holds in cases.items() if holds)
    return Factor("contact", case, value)


def has_a_way_in(factors: Sequence[Factor]) -> bool:
    """False for what has no telephone, street, website or e-mail: nobody can try it."""
    return not any(factor.name == "contact" and factor.case == NO_WAY_IN for factor in factors)


def can_be_got_to(trying: Trying, situation: Situation, table: HelpTable) -> Factor:
    """By distance; a telephone line needs no way, and who has no car goes by the best ride."""
    offering, kind, origin = trying.offering, trying.kind, situation.origin
    covers = offering.statewide or origin.county in offering.serves
    if covers and offering.phones and kind.has("line"):
        return Factor("way", "line", table["way", "line"])
    least = table["way", "at_least"] if covers or (offering.phones and kind.has("by-phone")) else 0.0
    if trying.miles is None:
        return Factor("way", "covers", table["way", "at_least"])
    far = 1 / (1 + _counted_miles(trying.miles, offering, origin, table) / table["way", "half_miles"])
    value, case = (far, "miles") if far >= least else (least, "covers")
    if "no_car" not in situation.about or "ride" in offering.needs:
        return Factor("way", case, value)
    ride = trying.ride or "none"
    return Factor("way", ride, value * table["way", ride])


def _counted_miles(miles: float, offering: Offering, origin: Origin, table: HelpTable) -> float:
    """Of a county its middle is no address; of a town neither."""
    if origin.whole_county and offering.county == origin.county:
        miles = min(miles, table["way", "county_miles"])
    return max(miles, table["way", "town_miles"]) if offering.precision == "approximate" else miles


def fits_the_words(matched: int, asked: int, table: HelpTable) -> Factor:
    """Whether the row says what was typed."""
    case = "all" if matched >= asked else "some" if matched else "none"
    return Factor("words", case, table["words", case])
