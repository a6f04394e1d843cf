"""One service, one organization."""

from flask import abort, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from resource_finder.domain.hours import open_state
from resource_finder.domain.offering import Offering, Said
from resource_finder.matching.criteria_record import about_record
from resource_finder.matching.silence import must_be_asked, only_tells
from resource_finder.web.cards import checked_text, listing_of, trusted_text
from resource_finder.web.doors import current_door
from resource_finder.web.hours_table import standing_hours, week_of
from resource_finder.web.parts import Parts, parts_of
from resource_finder.web.spoken import named
from resource_finder.wording.hours import open_text
from resource_finder.wording.lists import groups_text, pays_text, record_text
from resource_finder.wording.places import counties_alone
from resource_finder.wording.remarks import month_text, remark_text
from resource_finder.wording.sources import source_parts


def service_page(service: str) -> ResponseReturnValue:
    """All that we know of one listing, whoever asks. The id is that of its row or its HSDS id."""
    parts = parts_of(current_app)
    offering = offering_named(service, parts)
    if offering is None:
        abort(404)
    now = parts.now()
    door = current_door()
    source = parts.finder().catalogue.source_of(offering)
    return render_template(
        "service.html",
        listing=listing_of(offering, door.lang),
        offering=offering,
        open_words=open_text(open_state(offering.hours, now), now),
        week=week_of(offering.hours, now),
        standing=standing_hours(offering.hours, now),
        caution=checked_text(offering, now),
        checked=trusted_text(offering, now),
        read_on=month_text(offering.checked_on) if offering.checked_on else "",
        source=source_parts(source) if source else None,
        serves=counties_alone(",".join(offering.serves), parts.county_names) if offering.serves else "",
        goes_to=_goes_to(offering, parts),
        taken=who_they_take(offering, parts),
        asks_records=_asks_records(offering, parts),
        pays=[pays_text(word) for word in offering.pays_with],
        needs=[parts.needs[code] for code in offering.needs if code in parts.needs],
    )


def _asks_records(offering: Offering, parts: Parts) -> bool:
    kind = parts.finder().rules.kinds.of(offering.kind)
    return must_be_asked("any_felony", offering, kind) and not only_tells(offering, kind)


def _goes_to(offering: Offering, parts: Parts) -> str:
    """Where a ride ends, where that is more or less than where it begins."""
    counties = offering.transit.counties
    is_told = counties and set(counties) != set(offering.serves)
    return counties_alone(",".join(counties), parts.county_names) if is_told else ""


def organization_page(organization: str) -> ResponseReturnValue:
    """Every listing of one organization."""
    parts = parts_of(current_app)
    wanted = organization.lower()
    offerings = parts.finder().offerings.of_organization(wanted)
    if not offerings:
        abort(404)
    lang, now = current_door().lang, parts.now()
    return render_template(
        "organization.html",
        name=named(offerings[0].organization),
        listings=[(listing_of(offering, lang), checked_text(offering, now)) for offering in offerings],
    )


def offering_named(word: str, parts: Parts) -> Offering | None:
    finder = parts.finder()
    found = finder.offering(word)
    if found is None and len(word) == 36:
        found = finder.service(word.lower())
    return found


def who_they_take(offering: Offering, parts: Parts) -> list[str]:
    """Groups, then records, one sentence each, as far as the source says."""
    groups = groups_text(offering.who)
    return [
        *([groups] if groups else []),
        *(_record_said(kind, said, offering, parts) for kind, said in offering.record),
    ]


def _record_said(kind: str, said: Said, offering: Offering, parts: Parts) -> str:
    """Nobody told anything of themselves here: what the row asks back is no question to put for oneself."""
    if said not in ("yes", "no"):
        return gettext("Ask first about %(record)s", record=record_text(_kind(kind)))
    code = "takes_record" if said == "yes" else "refuses_record"
    of_row = parts.finder().rules.kinds.of(offering.kind)
    return remark_text(about_record(code, _kind(kind), offering, of_row), {})


def _kind(kind: str) -> str:
    return "any_felony" if kind == "any" else kind
