"""The first 72 hours as a checklist: what to do, one place for each, and the papers as a path."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from resource_finder.asking.said import place_of, situation_from
from resource_finder.domain.hours import MISSOURI_TIME
from resource_finder.domain.offering import Offering
from resource_finder.domain.verdicts import Verdict
from resource_finder.matching.first_things import FIRST_30_DAYS, FIRST_72_HOURS, PaperStep
from resource_finder.matching.match import NeedList
from resource_finder.places.gazetteer import AmbiguousPlace, Place, PlaceNotFound
from resource_finder.printing.hours import hours_text
from resource_finder.printing.hours_words import with_short_days
from resource_finder.web.asked import Asked
from resource_finder.web.cards import Listing, checked_text, listing_of, trusted_text
from resource_finder.web.find import asked_from, settled
from resource_finder.web.forms import values_sent
from resource_finder.web.parts import Parts, parts_of
from resource_finder.web.take_away import by_when
from resource_finder.web.where import no_such_place_page, where_page

OTHERS = 3
PAPERS_NEED = "id"
REPORTING = "supervision"
PAROLE_OFFICES = "parole-office"


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of the checklist: what is tapped, its hours, and how far to trust it."""

    listing: Listing
    hours: str
    trust: str


@dataclass(frozen=True, slots=True)
class Task:
    """One line to tick: what to do, where to begin, others; `spot` is None where we know of nothing."""

    need: str
    icon: str
    title: str
    spot: Spot | None
    others: tuple[Spot, ...]
    total: int


def first_page() -> ResponseReturnValue:
    """Asks where, then shows the checklist with one place for each of its lines."""
    parts = parts_of(current_app)
    sent = values_sent()
    asked = asked_from(sent, parts)
    next_path = f"{asked.door.prefix}/start"
    try:
        place = place_of(asked, None, parts)
    except (AmbiguousPlace, PlaceNotFound) as error:
        return no_such_place_page(error, asked, next_path)
    if place is None:
        return where_page(asked, next_path=next_path)
    asked = settled(asked, place)
    if request.method == "POST" and not asked.is_private:
        return redirect(asked.url_at(next_path), 303)
    papers = parts.finder().papers(parts.paper_rules, place.county)
    return render_template(
        "first.html",
        asked=asked,
        place=place,
        tasks=_tasks(asked, place, parts, papers),
        papers=papers,
        when=by_when(),
        later=[parts.needs[code] for code in FIRST_30_DAYS],
    )


def _tasks(asked: Asked, place: Place, parts: Parts, papers: tuple[PaperStep, ...]) -> list[Task]:
    situation = situation_from(asked, place, needs=FIRST_72_HOURS, limit=OTHERS + 1)
    titles = _titles()
    tasks = []
    for found in parts.finder().find(situation, parts.now()):
        code = found.need or ""
        chosen = _chosen(found, papers)
        spots = [_spot(offering, parts, asked.door.lang) for offering in chosen[: OTHERS + 1]]
        tasks.append(
            Task(
                code,
                parts.needs[code].icon,
                titles[code](),
                next(iter(spots), None),
                tuple(spots[1:]),
                found.total,
            )
        )
    return tasks


def _chosen(found: NeedList, papers: tuple[PaperStep, ...]) -> list[Offering]:
    """Where to begin, then the others: of parole the office, of papers who gives out the first of them."""
    listed = [match.offering for match in found.matches if match.verdict is not Verdict.NO]
    ahead: list[Offering] = []
    if found.need == REPORTING:
        offices = (step for step in found.steps if step.step.code == PAROLE_OFFICES)
        ahead = [match.offering for step in offices for match in step.matches]
    elif found.need == PAPERS_NEED:
        ids = {row for step in found.steps for row in step.matches.ids()}
        ahead = [helper for paper in papers[:1] for helper in paper.helpers if helper.id in ids]
    return list({offering.id: offering for offering in (*ahead, *listed)}.values())


def _spot(offering: Offering, parts: Parts, lang: str) -> Spot:
    now = parts.now()
    day = now.astimezone(MISSOURI_TIME).date()
    checked = trusted_text(offering, now)
    trust = checked_text(offering, now) or (gettext("Checked %(day)s", day=checked) if checked else "")
    return Spot(listing_of(offering, lang), with_short_days(hours_text(offering.hours, day)), trust)


def _titles() -> Mapping[str, Callable[[], str]]:
    return {
        "supervision": lambda: gettext("Report to parole"),
        "housing/tonight": lambda: gettext("A bed for tonight"),
        "food": lambda: gettext("Food"),
        "id": lambda: gettext("Your papers"),
        "phone": lambda: gettext("A phone"),
        "medical": lambda: gettext("Doctor and medicine"),
        "ride": lambda: gettext("A ride"),
    }
