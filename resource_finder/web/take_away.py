"""A list that is taken away: one making for the page, the browser's print and the PDF."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from resource_finder.domain.hours import MISSOURI_TIME
from resource_finder.domain.offering import Offering
from resource_finder.domain.situation import Origin, Situation
from resource_finder.matching.first_things import FIRST_72_HOURS
from resource_finder.matching.match import Ride
from resource_finder.places.gazetteer import Place
from resource_finder.printing.listing import PrintedList, opened_by, picked_list, printed_list, ways_inside
from resource_finder.web.answer import help_near, situation_at
from resource_finder.web.asked import Asked
from resource_finder.web.errors import BadParameter
from resource_finder.web.hand_out import HandOut, hand_out
from resource_finder.web.listings import offering_named
from resource_finder.web.parts import Parts
from resource_finder.wording_places import place_text

MOST_PICKED = 60
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
    ids = list(dict.fromkeys(word for word in sent.getlist("id") if word))
    if len(ids) > MOST_PICKED:
        raise BadParameter("id", gettext("A list holds at most %(most)d places.", most=MOST_PICKED))
    return ids


def picked(
    ids: Sequence[str],
    parts: Parts,
    lang: str,
    *,
    title: str = "",
    note: str = "",
    out: HandOut | None = None,
) -> TakeAway:
    """These listings. `out` is how they were handed out before, when that is known."""
    found = {word: offering_named(word, parts) for word in ids}
    offerings = list(dict.fromkeys(offering for offering in found.values() if offering))
    printed = picked_list(
        offerings,
        parts.finder().catalogue,
        title=title or gettext("My list"),
        printed_on=parts.now().astimezone(MISSOURI_TIME).date(),
        note=note,
        ways={offering.id: _ways(offering, parts) for offering in offerings},
    )
    gone = tuple(_name(word, parts) for word, offering in found.items() if offering is None)
    return _handed_out(printed, parts, lang, gone, out)


def near(asked: Asked, place: Place, parts: Parts, lang: str, most: int, note: str = "") -> TakeAway:
    """The answer at this place, or the first 72 hours where no need was said. At most `most` listings."""
    needs = asked.needs or FIRST_72_HOURS
    situation = situation_at(asked, place, needs, limit=most // len(needs) or 1)
    printed = printed_list(
        parts.finder().find(situation, parts.now()),
        parts.finder().catalogue,
        parts.needs,
        title=help_near(place),
        county_label=place_text(parts.county_names[place.county]),
        printed_on=parts.now().astimezone(MISSOURI_TIME).date(),
        note=note,
        whole_county=place.label if place.kind == "county" else "",
    )
    return _handed_out(printed, parts, lang, out=_for_anybody(situation, lang, parts))


def _for_anybody(situation: Situation, lang: str, parts: Parts) -> HandOut | None:
    """What leaves the screen when circumstances were told: the list as if nothing were, so no code tells."""
    if not situation.about:
        return None
    told_nothing = replace(situation, about=frozenset())
    lists = parts.finder().find(told_nothing, parts.now())
    ids = list(dict.fromkeys(match.offering.id for found in lists for match in found.matches))
    return hand_out(ids, lang, parts.settings)


def _handed_out(
    printed: PrintedList, parts: Parts, lang: str, gone: tuple[str, ...] = (), out: HandOut | None = None
) -> TakeAway:
    out = out or hand_out(ids_on(printed), lang, parts.settings)
    return TakeAway(opened_by(printed, out.address, out.code, out.count), out, gone)


def _name(word: str, parts: Parts) -> str:
    """The name of what is closed; else the id, which is all that is left of it."""
    closed = (o.organization for o in parts.finder().catalogue.offerings if o.id == word)
    return next(closed, word[:MOST_SHOWN_OF_AN_ID])


def _ways(offering: Offering, parts: Parts) -> tuple[str, ...]:
    """How to get there inside its own county: whoever carries the list may live anywhere."""
    if offering.point is None or not offering.county or offering.private_address:
        return ()
    inside = Situation(Origin(offering.county, *offering.point))
    rides: Iterable[Ride] = parts.finder().match_one(offering, inside, parts.now()).rides
    county = place_text(parts.county_names[offering.county])
    return ways_inside(county, [ride for ride in rides if ride.kind != "foot"])
