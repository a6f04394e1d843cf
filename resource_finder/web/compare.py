"""A few listings side by side: one fact under another, so that it fits a phone and reads aloud in order."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from flask_babel.speaklater import LazyString

from resource_finder.domain.hours import open_state
from resource_finder.domain.offering import Offering
from resource_finder.web.cards import Listing, checked_text, listing_of
from resource_finder.web.doors import current_door
from resource_finder.web.listings import offering_named, who_they_take
from resource_finder.web.parts import Parts, parts_of
from resource_finder.web.take_away import ids_sent
from resource_finder.wording.hours import open_text
from resource_finder.wording.remarks import month_text

# More do not fit beside each other on a desk, nor in a head.
MOST_COMPARED = 4

Teller = Callable[[Offering, Listing, Parts], list[str]]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of every listing, in their order. Nothing known is said as such."""

    label: LazyString
    icon: str
    said: tuple[list[str], ...]


def compare_page() -> ResponseReturnValue:
    """The first few of the picked listings, fact by fact. Ids only: nothing about the person."""
    parts = parts_of(current_app)
    ids = ids_sent(request.args)
    known = [found for word in ids if (found := offering_named(word, parts))]
    compared = known[:MOST_COMPARED]
    lang = current_door().lang
    listings = [listing_of(offering, lang) for offering in compared]
    return render_template(
        "compare.html",
        listings=listings,
        towns={offering.id: "" if offering.private_address else offering.city for offering in compared},
        facts=_facts(compared, listings, parts),
        left_out=len(known) - len(compared),
        missing=len(ids) - len(known),
    )


def _facts(offerings: list[Offering], listings: list[Listing], parts: Parts) -> list[Fact]:
    """Only facts that at least one of them tells."""
    facts = (
        Fact(label, icon, tuple(tell(o, one, parts) for o, one in zip(offerings, listings, strict=True)))
        for label, icon, tell in _TELLERS
    )
    return [fact for fact in facts if any(fact.said)]


def _kept(*words: str) -> list[str]:
    return [word for word in words if word]


def _open(offering: Offering, _listing: Listing, parts: Parts) -> list[str]:
    now = parts.now()
    return _kept(open_text(open_state(offering.hours, now), now))


def _where(_offering: Offering, listing: Listing, _parts: Parts) -> list[str]:
    if listing.is_private_place:
        return [gettext("The address is private. Call them.")]
    return _kept(listing.address)


def _wheelchair(offering: Offering, _listing: Listing, _parts: Parts) -> list[str]:
    words = {
        "yes": gettext("You can get in with a wheelchair"),
        "no": gettext("You cannot get in with a wheelchair"),
    }
    return _kept(words.get(offering.accessible, ""))


def _checked(offering: Offering, _listing: Listing, parts: Parts) -> list[str]:
    return [checked_text(offering, parts.now()) or month_text(offering.checked_on)]


_TELLERS: tuple[tuple[LazyString, str, Teller], ...] = (
    (lazy_gettext("What it is"), "search", lambda o, one, p: _kept(one.service, one.summary)),
    (lazy_gettext("Who they take"), "users", lambda o, one, p: who_they_take(o, p)),
    (lazy_gettext("Where"), "map-pin", _where),
    (lazy_gettext("Open"), "clock", _open),
    (lazy_gettext("How to start"), "clipboard-list", lambda o, one, p: _kept(one.start)),
    (lazy_gettext("What to bring"), "id-card", lambda o, one, p: _kept(one.bring)),
    (lazy_gettext("Cost"), "wallet", lambda o, one, p: _kept(one.cost)),
    (lazy_gettext("Wheelchair"), "user", _wheelchair),
    (lazy_gettext("Last checked"), "circle-check", _checked),
)
