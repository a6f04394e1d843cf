"""Expected help: how likely it is that a person who tries this gets helped. A product of six factors.

Each factor says which case of `vocabulary/help.csv` held, so that "why this is first" can be said in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import prod

from resource_finder.domain.freshness import earliest_day
from resource_finder.domain.help_table import HelpTable
from resource_finder.domain.kinds import Kind
from resource_finder.domain.offering import Offering
from resource_finder.domain.situation import Origin, Situation
from resource_finder.domain.verdicts import Finding, Verdict
from resource_finder.matching.criteria_kind import unspoken_groups
from resource_finder.matching.criteria_person import age_limits, unspoken_adults
from resource_finder.matching.criteria_record import is_for_supervised
from resource_finder.matching.match import Factor, RideKind
from resource_finder.matching.silence import NOT_SAID, is_care

_DAYS_IN_YEAR = 365.25
# These say for whom a row is: where the person did not speak of it, it is worth a share, no question.
_OF_A_GROUP = frozenset({"only_for", "only_ages", "meant_for", "supervision_only", "only_medicaid"})
# A refusal of people that this person may not be one of leaves no question to put.
_LEFT_OPEN = frozenset({NOT_SAID, "restriction_record"})
_MEDICAID_ALONE = ("medicaid",)


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
    value = 0.5 ** (
        (table["still", "no_date_years"] if years is None else years) / table["still", "half_life_years"]
    )
    if offering.status == "unconfirmed":
        return Factor("still", "unconfirmed", value * table["still", "unconfirmed"])
    return Factor("still", case, value)


@lru_cache(maxsize=4096)
def years_since(checked_on: str, today: date) -> float | None:
    """The age of a check in years; None without a date, or with one in the future."""
    day = earliest_day(checked_on)
    return None if day is None or day > today else (today - day).days / _DAYS_IN_YEAR


def takes_the_person(trying: Trying, situation: Situation, table: HelpTable) -> Factor:
    """Yes, not said, a question to put, only for a group that was not spoken of, or no."""
    if trying.verdict is Verdict.NO:
        return Factor("takes", "no", table["takes", "no"])
    share, adults_unspoken = _share(trying, situation, table)
    aside = _OF_A_GROUP | {"ask_group"} if adults_unspoken else _OF_A_GROUP
    said = [found for found in trying.findings if found.remark.code not in aside]
    if any(f.verdict is Verdict.ASK and f.remark.code not in _LEFT_OPEN for f in said):
        case = "question"
    elif any(found.verdict is Verdict.ASK for found in said):
        case = "not_said"
    else:
        case = "yes"
    value = table["takes", case]
    if share < 1.0:
        value = min(value, share if case == "yes" else share * value)
        # "Adults only" leaves nearly nobody out: that is no group.
        case = "group" if share < table["takes", "yes"] else case
    return Factor("takes", case, value)


def _share(trying: Trying, situation: Situation, table: HelpTable) -> tuple[float, bool]:
    """How many of those who come home belong to all groups that this is only for and that were not told."""
    offering, kind = trying.offering, trying.kind
    if not (offering.who or kind.who or offering.supervision or offering.pays_with):
        return 1.0, False
    adults = unspoken_adults(offering, situation)
    share = max((table["share", group] for group in adults), default=1.0)
    limits = age_limits(offering)
    if limits and not situation.about & {"youth", "senior"}:
        share *= min(1.0, sum(table.share_of_ages(first, last) for first, last in limits))
    if "veterans" in offering.who and "veteran" not in situation.about:
        share *= table["share", "veterans"]
    for group in unspoken_groups(offering, situation, kind):
        share *= _share_of(group, table)
    if is_for_supervised(offering, situation, kind):
        share *= table["share", "supervised"]
    if offering.pays_with == _MEDICAID_ALONE and "medicaid" not in situation.about:
        share *= 1.0 if is_care(offering, kind) else table["share", "medicaid"]
    return share, bool(adults)


def _share_of(group: str, table: HelpTable) -> float:
    if group == "youth":
        return table.share_of_ages(0, 17)
    if group == "seniors":
        return table.share_of_ages(60, 130)
    return table["share", group]


def serves_the_place(offering: Offering, origin: Origin, table: HelpTable) -> Factor:
    """Listed for this county or the state, silent about counties, or listed for others."""
    if offering.statewide or origin.county in offering.serves:
        return Factor("serves", "listed", table["serves", "listed"])
    case = "others" if offering.serves else "near"
    return Factor("serves", case, table["serves", case])


def can_be_reached(offering: Offering, kind: Kind, situation: Situation, table: HelpTable) -> Factor:
    """By the best way that there is to speak with them."""
    by_phone = "phone_without_phone" if "no_phone" in situation.about else "phone"
    has_street = bool(offering.address) and not offering.private_address and not kind.has("hidden")
    cases = {
        by_phone: bool(offering.phones),
        "walk_in": has_street and bool(offering.hours) and "walk-in" in offering.how_to_start,
        "street": has_street,
        "website": bool(offering.website or offering.email),
        "nothing": True,
    }
    value, case = max((table["contact", case], case) for case, holds in cases.items() if holds)
    return Factor("contact", case, value)


def has_a_way_in(factors: Sequence[Factor]) -> bool:
    """False for what has no telephone, street, website or e-mail: nobody can try it."""
    return not any(factor.name == "contact" and factor.case == "nothing" for factor in factors)


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
