"""A list that is taken away: one making for the page, the browser's print and the PDF."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from flask import request
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from resource_finder.asking.said import situation_from
from resource_finder.catalogue.stored_rows import row_named
from resource_finder.domain.hours import MISSOURI_TIME
from resource_finder.domain.offering import Offering
from resource_finder.domain.situation import Origin, Situation
from resource_finder.domain.verdicts import Verdict
from resource_finder.domain.visible import visible
from resource_finder.matching.first_things import FIRST_72_HOURS, PaperRule
from resource_finder.matching.match import Ride
from resource_finder.places.gazetteer import Place
from resource_finder.printing.listing import Head, PrintedList, opened_by, picked_list, printed_list
from resource_finder.printing.ways import ways_inside
from resource_finder.web.answer import help_near
from resource_finder.web.asked import Asked
from resource_finder.web.errors import BadParameter
from resource_finder.web.hand_out import HandOut, Leaving, hand_out
from resource_finder.web.listings import offering_named
from resource_finder.web.parts import Parts
from resource_finder.wording.lists import document_text
from resource_finder.wording.places import capital, place_text, place_within

MOST_NOTE = 500
# Picked, or found at a place: one limit, so that what was handed out can be printed again.
MOST_ON_PAPER = 150
# One person at a shared printer, others waiting.
MOST_FROM_KIOSK = 20
MOST_SHOWN_OF_AN_ID = 40


@dataclass(frozen=True, slots=True)
class TakeAway:
    """The list, how it opens on a phone, and what was asked for but is not listed any more."""

    printed: PrintedList
    out: HandOut
    gone: tuple[str, ...] = ()

    @property
    def ids(self) -> list[str]:
        return ids_on(self.printed)

    @property
    def count(self) -> int:
        return len(self.ids)


def ids_on(printed: PrintedList) -> list[str]:
    return [entry.id for section in printed.need_sections for entry in section.entries]


def ids_sent(sent: MultiDict[str, str]) -> list[str]:
    """Each id once, in the order in which it was picked."""
    ids = list(dict.fromkeys(word for word in map(visible, sent.getlist("id")) if word))
    if len(ids) > MOST_ON_PAPER:
        raise BadParameter("id", gettext("A list holds at most %(most)d places.", most=MOST_ON_PAPER))
    return ids


def note_sent(sent: MultiDict[str, str]) -> str:
    """Staff's own words. By form only: they are printed, and stand in no address."""
    if request.method != "POST":
        return ""
    return note_of(sent.get("note", ""))


def note_of(text: str) -> str:
    """As much of it as paper holds, without what cannot be seen."""
    return visible(text, keeps_lines=True)[:MOST_NOTE]


def picked(
    ids: Sequence[str],
    parts: Parts,
    lang: str,
    *,
    title: str = "",
    note: str = "",
    leaving: Leaving = Leaving.LOOKED_AT,
    out: HandOut | None = None,
) -> TakeAway:
    """These listings. `out` is how they were handed out before, when that is known."""
    found = {word: offering_named(word, parts) for word in ids}
    offerings = list(dict.fromkeys(offering for offering in found.values() if offering))
    head = Head(title or gettext("My list"), "", _today(parts), note)
    ways = {offering.id: _ways(offering, parts) for offering in offerings}
    printed = picked_list(offerings, parts.finder().catalogue, parts.needs, head, ways)
    gone = tuple(_name(word, parts) for word, offering in found.items() if offering is None)
    out = out or hand_out(ids_on(printed), lang, parts.settings, leaving)
    return _opened_by(printed, out, gone)


def near(
    asked: Asked,
    place: Place,
    parts: Parts,
    lang: str,
    most: int,
    *,
    note: str = "",
    leaving: Leaving = Leaving.LOOKED_AT,
) -> TakeAway:
    """The answer at this place, or the first 72 hours where no need was said. At most `most` listings."""
    situation = _situation(asked, place, most)
    head = Head(
        title=help_near(place) if asked.needs else first_hours_in(place),
        county_label=place_text(parts.county_names.get(place.county, place.label)),
        printed_on=_today(parts),
        note=note,
        whole_county=place.label if place.kind == "county" else "",
        is_checklist=not asked.needs,
    )
    found = parts.finder().find(situation, parts.now())
    printed = printed_list(found, parts.finder().catalogue, parts.needs, head)
    if not asked.needs:
        printed = _advised(printed, parts, lang)
    ids = _for_anybody(situation, parts) if situation.about else ids_on(printed)
    return _opened_by(printed, hand_out(ids, lang, parts.settings, leaving))


def _advised(printed: PrintedList, parts: Parts, lang: str) -> PrintedList:
    """The first 72 hours with what the checklist on the screen says: by when, and the path of papers."""
    papers = tuple(
        " ".join(part for part in (f"{number}. {paper}.", brings, without) if part)
        for number, (paper, brings, without) in enumerate(
            map(partial(_paper_said, lang=lang), parts.paper_rules), 1
        )
    )
    advice = {"supervision": (" ".join(by_when()),), "id": papers}
    by_title = {parts.needs[code].name(lang): said for code, said in advice.items()}
    sections = (replace(section, advice=by_title.get(section.title, ())) for section in printed.need_sections)
    return replace(printed, need_sections=tuple(sections))


def by_when() -> tuple[str, str]:
    """When to report to parole: the question, and the answer.

    No source names a span of hours for all: the papers of each person do.
    """
    return gettext("By when?"), gettext("The day and time on your release papers. Call and ask today.")


def _paper_said(rule: PaperRule, lang: str) -> tuple[str, str, str]:
    brings = ", ".join(map(document_text, rule.bring))
    asked = gettext("Bring: %(papers)s.", papers=brings) if brings else gettext("Ask what to bring.")
    return capital(document_text(rule.paper)), asked, rule.without_text(lang)


def first_hours_in(place: Place) -> str:
    return gettext("The first 72 hours in %(place)s", place=place_within(place.label))


def how_many(asked: Asked, place: Place, parts: Parts) -> int:
    """How many listings paper would hold, were all of them printed."""
    lists = parts.finder().find(_situation(asked, place, MOST_ON_PAPER), parts.now())
    matches = (match for found in lists for match in found.matches)
    return len({match.offering.id for match in matches if match.verdict is not Verdict.NO})


def _situation(asked: Asked, place: Place, most: int) -> Situation:
    needs = asked.needs or FIRST_72_HOURS
    return situation_from(asked, place, needs=needs, limit=most // len(needs) or 1)


def _for_anybody(situation: Situation, parts: Parts) -> list[str]:
    """What leaves the screen when circumstances were told: the list as if nothing were, so no code tells."""
    told_nothing = replace(situation, about=frozenset())
    lists = parts.finder().find(told_nothing, parts.now())
    return list(dict.fromkeys(match.offering.id for found in lists for match in found.matches))


def _opened_by(printed: PrintedList, out: HandOut, gone: tuple[str, ...] = ()) -> TakeAway:
    # A reader of PDFs shows and remembers the title of a document: it names nothing that was asked.
    printed = replace(printed, document=gettext("My list"))
    return TakeAway(opened_by(printed, out.address, out.code, out.count, out.until), out, gone)


def _today(parts: Parts) -> date:
    return parts.now().astimezone(MISSOURI_TIME).date()


def _name(word: str, parts: Parts) -> str:
    """The name of what is closed; else the id, which is all that is left of it."""
    closed = row_named(parts.finder().catalogue.offerings, word)
    return closed.organization if closed else word[:MOST_SHOWN_OF_AN_ID]


def _ways(offering: Offering, parts: Parts) -> tuple[str, ...]:
    """How to get there inside its own county: whoever carries the list may live anywhere."""
    if offering.point is None or not offering.county or offering.private_address:
        return ()
    inside = Situation(Origin(offering.county, *offering.point))
    rides: Iterable[Ride] = parts.finder().match_one(offering, inside, parts.now()).rides
    county = place_within(parts.county_names[offering.county])
    return ways_inside(county, [ride for ride in rides if ride.kind != "foot"])
