"""What a closed card says in one line; never which record somebody has: who stands behind may read."""

from collections.abc import Iterable, Sequence

from flask_babel import gettext, ngettext

from resource_finder.domain.verdicts import Remark, Verdict
from resource_finder.matching.match import Match
from resource_finder.matching.reasons import TRUST_CODES, town_instead, trusted_day
from resource_finder.wording.remarks import day_text, remark_text

# For whom alone it is: said at once, so that nobody calls in vain.
_FOR_WHOM = frozenset({"only_for", "only_ages", "for_minors"})
_YEAR = 4
# Hours with long remarks stand in full behind the tap.
_MOST_LETTERS = 40


def miles_brief(match: Match) -> str:
    """ "12 mi", the town where no more is known of a near one, nothing where it has no door."""
    if match.miles is None:
        return gettext("by phone") if match.offering.phones else ""
    town = town_instead(match.offering, match.miles)
    return (
        gettext("in %(city)s", city=town) if town else gettext("%(num)d mi", num=max(1, round(match.miles)))
    )


def brief_status(
    match: Match, deciding: Remark | None, asks: Sequence[Remark], hours: str, for_other: bool
) -> Iterable[tuple[str, str]]:
    """Each part with the class that colors it."""
    if hours and len(hours) > _MOST_LETTERS:
        hours = hours.partition(" (")[0]
    if hours and len(hours) <= _MOST_LETTERS:
        yield "", hours
    if words := next((remark_text(one, {}) for one in asks if one.code in _FOR_WHOM), ""):
        yield "ask", words
    elif deciding:
        yield _verdict(match, deciding, for_other)
    if others := len(match.also):
        yield "", ngettext("%(num)d more of theirs", "%(num)d more of theirs", others)
    if year := trusted_day(match.offering, match.fresh)[:_YEAR]:
        yield "", gettext("checked %(day)s", day=year)
    elif any(remark.code in TRUST_CODES for remark in match.cautions):
        yield "ask", _doubt(match)


def _doubt(match: Match) -> str:
    if match.offering.status == "unconfirmed" or not match.offering.checked_on:
        return gettext("call first") if match.offering.phones else gettext("check first")
    return gettext("last checked %(day)s", day=day_text(match.offering.checked_on[:_YEAR]))


def _verdict(match: Match, deciding: Remark, for_other: bool) -> tuple[str, str]:
    is_record = "record" in dict(deciding.values)
    if match.verdict is Verdict.NO:
        return "no", gettext("Does not take the person") if for_other else gettext("Does not take you")
    if match.verdict is Verdict.YES and deciding is match.findings[0].remark:
        if not is_record:
            return "yes", gettext("Takes the person") if for_other else gettext("Takes you")
        return "yes", gettext("Takes people with a record")
    return "ask", gettext("Ask about the record") if for_other and is_record else _asks(is_record)


def _asks(is_record: bool) -> str:
    return gettext("Ask about your record") if is_record else gettext("Ask first")
