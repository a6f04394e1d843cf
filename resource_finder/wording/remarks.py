"""Puts codes and values into words, in the reader's language: one wording for every door."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import TypeVar

from flask_babel import format_date, gettext, ngettext

from resource_finder.domain.freshness import earliest_day
from resource_finder.domain.offering import Offering
from resource_finder.domain.verdicts import Remark, Value
from resource_finder.matching.match import Match, Ride
from resource_finder.matching.reasons import town_instead
from resource_finder.matching.trips import Trip
from resource_finder.wording.glossary import said_text
from resource_finder.wording.help import factor_text, meant_for_text
from resource_finder.wording.hours import clock_text, opens_text
from resource_finder.wording.lists import (
    document_text,
    group_text,
    only_text,
    payment_text,
    record_text,
    unsaid_text,
)
from resource_finder.wording.places import counties_text, flowing, place_within

CountyNames = Mapping[str, str]
# A notice that is a whole sentence already; anything else follows "When to call".
_SAYS_CALL = ("Call", "Ask")
Told = TypeVar("Told")
Worder = Callable[[Mapping[str, Value], CountyNames], str]


def remark_text(remark: Remark, county_names: CountyNames) -> str:
    """One reason or caution as a short sentence without its full stop."""
    return WORDED[remark.code](dict(remark.values), county_names)


def miles_text(miles: float, precision: str = "approximate") -> str:
    """Whole miles: a ZIP or a town stands for where the person is, so tenths would promise too much."""
    if miles < 1:
        return gettext("less than 1 mile") if precision == "exact" else gettext("about 1 mile or less")
    whole = round(miles)
    return ngettext("about %(num)d mile", "about %(num)d miles", whole)


def distance_text(offering: Offering, miles: float) -> str:
    """How far it is; only in which town, where no more is known of a near one."""
    town = town_instead(offering, miles)
    return gettext("in %(city)s", city=town) if town else miles_text(miles, offering.precision)


def day_text(partial: str) -> str:
    """A date as exact as the source gives it: 2026, Jan 2026, Jan 25, 2026."""
    day = earliest_day(partial)
    if day is None:
        return gettext("no date")
    if len(partial) == 4:
        return partial
    return format_date(day, "MMM y" if len(partial) == 7 else "medium")


def month_text(partial: str) -> str:
    """As `day_text`, never finer than a month: enough to judge age by."""
    return day_text(partial[:7])


def ride_text(ride: Ride) -> str:
    """How to get there, in one sentence."""
    if ride.provider is None:
        return gettext("You can walk")
    name = ride.provider.organization
    if ride.kind == "city_bus":
        if ride.stop:
            return gettext("City bus: %(name)s. Nearest stop: %(stop)s", name=name, stop=ride.stop)
        return gettext("City bus: %(name)s. Ask which line and stop", name=name)
    if ride.kind == "medicaid":
        return gettext("Medicaid may pay for the ride: %(name)s", name=name)
    if ride.kind == "intercity":
        return gettext("Bus or train between cities: %(name)s", name=name)
    if not ride.provider.phones and ride.kind == "call_ahead":
        return gettext("Ride to book ahead: %(name)s. We have no number: ask 211", name=name)
    notice = ride.provider.transit.notice
    if not notice:
        return gettext("Call for a ride: %(name)s", name=name)
    if notice.startswith(_SAYS_CALL):
        return gettext("Ride by phone: %(name)s. %(notice)s", name=name, notice=said_text(notice))
    return gettext("Call for a ride: %(name)s. When to call: %(notice)s", name=name, notice=said_text(notice))


def told_ways(match: Match, is_whole_county: bool, told: Callable[[Ride], Told]) -> list[Told | str]:
    """How to get there, each ride as `told`; where none is known, that may be said.

    Nobody walks from a county as a whole.
    """
    rides = _each_once(ride for ride in match.rides if not (is_whole_county and ride.kind == "foot"))
    if rides:
        return [told(ride) for ride in rides]
    words = _no_ride_text(match, is_whole_county)
    return [words] if words else []


def _each_once(rides: Iterable[Ride]) -> list[Ride]:
    """One of each company and way: where it stands twice, the one with a stop, then the one with a number."""
    best: dict[tuple[str, str], Ride] = {}
    for ride in rides:
        key = ride.kind, ride.provider.organization.casefold() if ride.provider else ""
        best[key] = max(best.get(key, ride), ride, key=_how_much_it_tells)
    return list(best.values())


def _how_much_it_tells(ride: Ride) -> tuple[bool, bool]:
    return bool(ride.stop), bool(ride.provider and ride.provider.phones)


def _no_ride_text(match: Match, is_whole_county: bool) -> str:
    """What stands in place of a ride, where both towns are known: of a county alone, nobody knows the buses.

    Next door, nobody is told that there is no way.
    """
    is_known = match.miles is not None and match.offering.city and not is_whole_county
    if not is_known or "ride" in match.offering.needs:
        return ""
    if match.band in ("foot", "near"):
        return gettext("It is close by.")
    return gettext("We know of no bus or ride to this place.")


def counted_from(county: str) -> str:
    """What the miles of a list mean where the place is a whole county."""
    return flowing(gettext("Miles are from the middle of %(county)s.", county=place_within(county)))


def trip_text(trip: Trip) -> str:
    """Two needs in one walk, in one sentence."""
    first, last = trip.matches[0].offering, trip.matches[-1].offering
    if first is last:
        return gettext("%(name)s helps with more than one of these", name=first.organization)
    return gettext(
        "%(first)s and %(second)s are a short walk apart", first=first.organization, second=last.organization
    )


def _when(text: Value) -> datetime:
    return datetime.fromisoformat(str(text))


def _miles(values: Mapping[str, Value], _names: CountyNames) -> str:
    if town := values.get("city"):
        return gettext("in %(city)s", city=town)
    return miles_text(float(values["miles"]), str(values["precision"]))


def _opens(values: Mapping[str, Value], _names: CountyNames) -> str:
    return opens_text(_when(values["opens"]))


def _not_hiring(values: Mapping[str, Value], _names: CountyNames) -> str:
    if not values["on"]:
        return gettext("Not known to be hiring now. Ask first")
    return gettext(
        "Last known to hire people with records: %(day)s. Ask if they still do",
        day=day_text(str(values["on"])),
    )


def _old(values: Mapping[str, Value], _names: CountyNames) -> str:
    if not values["on"]:
        return gettext("Call first: we do not know when this was last checked")
    return gettext("Call first: last checked %(day)s", day=month_text(str(values["on"])))


def _old_without_phone(values: Mapping[str, Value], _names: CountyNames) -> str:
    if not values["on"]:
        return gettext("Check first: we do not know when this was last checked")
    return gettext("Check first: last checked %(day)s", day=month_text(str(values["on"])))


def extension_text(number: str) -> str:
    return gettext("extension %(number)s", number=number) if number else ""


def _ages(values: Mapping[str, Value], _names: CountyNames) -> str:
    spans = []
    for span in str(values["ages"]).split(";"):
        low, high = (int(part) for part in span.split("-"))
        if low == 0:
            spans.append(gettext("under %(age)d", age=high + 1))
        elif high >= 130:
            spans.append(gettext("%(age)d and over", age=low))
        else:
            spans.append(gettext("%(low)d to %(high)d", low=low, high=high))
    return gettext("For ages %(ages)s", ages=", ".join(spans))


def _documents(values: Mapping[str, Value], _names: CountyNames) -> str:
    papers = [document_text(word) for word in str(values["documents"]).split(";")]
    return gettext("Bring: %(papers)s", papers=", ".join(papers))


def _officer(_values: Mapping[str, Value], _names: CountyNames) -> str:
    return gettext("Ask your parole officer first: an address may not be allowed for you")


def _record_taken(values: Mapping[str, Value], _names: CountyNames) -> str:
    record = record_text(str(values["record"]))
    if values.get("hires"):
        return gettext("They hire people with %(record)s", record=record)
    return gettext("They take people with %(record)s", record=record)


def _record_refused(values: Mapping[str, Value], _names: CountyNames) -> str:
    record = record_text(str(values["record"]))
    if values.get("hires"):
        return gettext("They do not hire people with %(record)s", record=record)
    return gettext("They do not take people with %(record)s", record=record)


def _record_asked(values: Mapping[str, Value], _names: CountyNames) -> str:
    record = record_text(str(values["record"]))
    if values.get("hires"):
        return gettext("Ask first: “Do you hire people with %(record)s?”", record=record)
    if values.get("refers") == "line":
        return gettext("Ask them: “Who takes people with %(record)s?”", record=record)
    if values.get("refers"):
        return gettext("Ask each place you find: “Do you take people with %(record)s?”", record=record)
    return gettext("Ask first: “Do you take people with %(record)s?”", record=record)


def _supervision_asked(values: Mapping[str, Value], _names: CountyNames) -> str:
    if values.get("hires"):
        return gettext("Ask first: “Do you hire people on parole or probation?”")
    return gettext("Ask first: “Do you take people on parole or probation?”")


def _factor(name: str) -> Worder:
    return lambda values, _names: factor_text(name, values)


WORDED: Mapping[str, Worder] = MappingProxyType(
    {
        "serves_county": lambda v, names: flowing(
            gettext("Serves %(county)s", county=place_within(names.get(str(v["county"]), str(v["county"]))))
        ),
        "serves_state": lambda v, names: gettext("Serves all of Missouri"),
        "miles": _miles,
        "open_until": lambda v, names: gettext("Open until %(time)s", time=clock_text(_when(v["until"]))),
        "always_open": lambda v, names: gettext("Open all day, every day"),
        "opens": _opens,
        "checked": lambda v, names: gettext("Checked %(day)s", day=month_text(str(v["on"]))),
        "takes_record": _record_taken,
        "refuses_record": _record_refused,
        "restriction_record": _record_refused,
        "ask_record": _record_asked,
        "takes_supervision": lambda v, names: gettext("They take people on parole or probation"),
        "refuses_supervision": lambda v, names: gettext("They do not take people on parole or probation"),
        "ask_supervision": _supervision_asked,
        "supervision_only": lambda v, names: gettext("Only for people on parole or probation"),
        "ask_officer_first": _officer,
        "public_housing_registry": lambda v, names: gettext(
            "Federal law keeps people out who must register for life. Ask first if this is you"
        ),
        "public_housing_meth": lambda v, names: gettext(
            "Federal law keeps out people with a record for making meth in public housing. "
            "Ask first if this is you"
        ),
        "not_said": lambda v, names: unsaid_text(str(v["about"])),
        "takes_group": lambda v, names: gettext("They take %(group)s", group=group_text(str(v["group"]))),
        "ask_group": lambda v, names: gettext(
            "Ask first: “Do you take %(group)s?”", group=group_text(str(v["group"]))
        ),
        "only_for": lambda v, names: only_text(str(v["who"])),
        "only_ages": _ages,
        "takes_payment": lambda v, names: payment_text(str(v["payment"]), takes=True),
        "ask_payment": lambda v, names: payment_text(str(v["payment"]), takes=False),
        "only_medicaid": lambda v, names: gettext("Only for people with Medicaid"),
        "needs_id": lambda v, names: gettext("They ask for a photo ID. Call and ask what to do without one"),
        "ask_id": lambda v, names: gettext("Ask first: “Do I need an ID?”"),
        "speaks": lambda v, names: (
            gettext("They speak Spanish")
            if v["language"] == "es"
            else gettext("They use American Sign Language")
        ),
        "ask_language": lambda v, names: (
            gettext("Ask first: “Does somebody speak Spanish?”")
            if v["language"] == "es"
            else gettext("Ask first: “Does somebody use American Sign Language?”")
        ),
        "wheelchair_yes": lambda v, names: gettext("You can get in with a wheelchair"),
        "wheelchair_no": lambda v, names: gettext("You cannot get in with a wheelchair"),
        "ask_wheelchair": lambda v, names: gettext("Ask first: “Can I get in with a wheelchair?”"),
        "serves_other_counties": lambda v, names: gettext(
            "They list other counties: %(counties)s. Ask if they help people from yours",
            counties=counties_text(str(v["counties"]), names),
        ),
        "call_first_old": _old,
        "check_first_old": _old_without_phone,
        "check_first_unconfirmed": lambda v, names: gettext("Check first: not sure that this is still right"),
        "call_first_unconfirmed": lambda v, names: gettext("Call first: not sure that this is still right"),
        "not_known_to_hire": _not_hiring,
        "for_minors": lambda v, names: gettext("For children and young people only"),
        "meant_for": lambda v, names: meant_for_text(str(v["who"])),
        "kept_from": lambda v, names: gettext(
            "We send nobody with %(record)s there: children or people in danger may live there",
            record=record_text(str(v["record"])),
        ),
        "private_address": lambda v, names: gettext("The address is private. Call them"),
        "referral": lambda v, names: gettext("Someone must send you there"),
        "bring": _documents,
        "help_still": _factor("still"),
        "help_takes": _factor("takes"),
        "help_serves": _factor("serves"),
        "help_contact": _factor("contact"),
        "help_way": _factor("way"),
        "help_words": _factor("words"),
    }
)


def published_text(day: date) -> str:
    return format_date(day, "long")
