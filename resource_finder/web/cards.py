"""One match as the lines of a card. The parts that depend on the offering alone are rendered once."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Literal
from urllib.parse import quote

from flask import current_app, url_for
from flask_babel import gettext
from markupsafe import Markup, escape

from resource_finder.domain.contacts import web_address
from resource_finder.domain.freshness import Fresh, freshness
from resource_finder.domain.hours import MISSOURI_TIME
from resource_finder.domain.offering import Offering, Phone
from resource_finder.domain.text_message import one_message
from resource_finder.domain.verdicts import Remark, Verdict
from resource_finder.matching.match import Match, Ride
from resource_finder.matching.reasons import HELP, TRUST_CODES, trust_cautions, trusted_day
from resource_finder.matching.silence import NOT_SAID
from resource_finder.web.asked import Asked
from resource_finder.web.brief import brief_status, miles_brief
from resource_finder.web.doors import Door
from resource_finder.web.parts import Parts, parts_of
from resource_finder.web.spoken import listed, named, spoken, worded
from resource_finder.wording.asks import asked_once
from resource_finder.wording.hours import open_text
from resource_finder.wording.lists import cost_text, document_text, start_text
from resource_finder.wording.remarks import (
    distance_text,
    extension_text,
    month_text,
    remark_text,
    ride_text,
    told_ways,
)
from resource_finder.wording.rides import ride_words

# These have a line of their own on the card.
_SHOWN_ELSEWHERE = TRUST_CODES | {"bring", "private_address", "referral"}
# An employer whose last sign of hiring people with records is old, or who never gave one.
OLD_HIRE = "not_known_to_hire"
# Said once for a whole list.
OFFICER = "ask_officer_first"
# Of these it is said why they come first.
FIRST_FEW = 3
# Of what it is, on the closed card.
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class PhoneLine:
    """A number to tap: as people read it, as a telephone dials it."""

    shown: str
    href: str
    extension: str
    remark: Markup


@dataclass(frozen=True, slots=True)
class Also:
    """One more row of the same organization in the same step."""

    id: str
    words: Markup
    phone: PhoneLine | None


@dataclass(frozen=True, slots=True)
class Card:
    """What one card says, ready to be put on the page: first `name` to `ring`, the rest behind a tap."""

    id: str
    name: Markup
    miles: str
    does: Markup
    status: tuple[tuple[str, str], ...]
    ring: Markup
    prefix: str
    listing: "Listing"
    open_words: str
    foot: Markup
    where: tuple[str, ...]
    verdict: str
    verdict_words: str
    notes: tuple[str, ...]
    call_first: str
    first_way: str | Markup
    ways: tuple[str | Markup, ...]
    why: tuple[str, ...]
    also: tuple[Also, ...] = ()
    asks_officer: bool = False
    pin: int = 0
    point: tuple[float, float] | None = None


def card_of(match: Match, parts: Parts, asked: Asked, pin: int = 0) -> Card:
    """The card of one match, in the language of the page."""
    offering, lang = match.offering, asked.door.lang
    ring, foot = _fixed_parts(offering, asked.door, parts.settings.public_url)
    open_words = open_text(match.open, parts.now())
    cautions = asked_once(remark for remark in match.cautions if remark.code not in _SHOWN_ELSEWHERE)
    asks = [remark for remark in cautions if remark.code != NOT_SAID]
    deciding = _deciding(match, asks)
    notes = [remark for remark in asks if remark not in (deciding,) and remark.code != OFFICER]
    first_way, ways = _ways(match, asked)
    return Card(
        id=offering.id,
        name=named(offering.organization),
        miles=miles_brief(match),
        does=_does(offering, match.kind, lang),
        status=tuple(brief_status(match, deciding, asks, open_words, asked.for_other)),
        ring=ring,
        prefix=asked.door.prefix,
        listing=listing_of(offering, lang),
        open_words=open_words,
        foot=foot,
        where=tuple(word for word in (_distance(match), open_words, _checked(match, lang)) if word),
        verdict=_sign(match, deciding) if deciding else "",
        verdict_words=_said(deciding, lang) if deciding else "",
        notes=tuple(_said(remark, lang) for remark in notes),
        call_first=next((_said(remark, lang) for remark in match.cautions if remark.code in TRUST_CODES), ""),
        first_way=first_way,
        ways=ways,
        why=tuple(_said(remark, lang) for remark in (*_why(match, pin), *_left_unsaid(cautions))),
        also=tuple(_also(other.offering, lang) for other in match.also),
        asks_officer=any(remark.code == OFFICER for remark in match.cautions),
        pin=pin,
        point=offering.point if offering.precision == "exact" else None,
    )


@lru_cache(maxsize=16384)
def _also(offering: Offering, lang: str) -> Also:
    parts = [spoken(offering.service) if offering.service != offering.organization else named("")]
    parts.append(named(offering.address_line))
    phone = phone_line(offering.phones[0]) if offering.phones else None
    return Also(offering.id, listed([part for part in parts if part]) or named(offering.organization), phone)


@lru_cache(maxsize=16384)
def _does(offering: Offering, kind: str, lang: str) -> Markup:
    """What it is, in a few words: its own where they are few, else those of its kind."""
    own = offering.service if offering.service != offering.organization else ""
    for words in (spoken(own), spoken(offering.summary)):
        if 0 < len(words.striptags().split()) <= MOST_WORDS:
            return words
    return escape(parts_of(current_app).finder().rules.kinds.of(kind).name(lang))


@lru_cache(maxsize=16384)
def _said(remark: Remark, lang: str) -> str:
    """A remark in words. Here and below `lang` is that of the page: what is worded once is kept for each."""
    return remark_text(remark, parts_of(current_app).county_names)


def checked_text(offering: Offering, now: datetime) -> str:
    """How far a listing can be trusted, whoever asks; empty for one checked within a year and confirmed."""
    cautions = trust_cautions(offering, _fresh(offering, now))
    return next((remark_text(caution, {}) for caution in cautions), "")


def trusted_text(offering: Offering, now: datetime) -> str:
    """The month in which it was checked; empty beside a caution."""
    day = trusted_day(offering, _fresh(offering, now))
    return month_text(day) if day else ""


def _fresh(offering: Offering, now: datetime) -> Fresh:
    return freshness(offering.checked_on, now.astimezone(MISSOURI_TIME).date())


def _deciding(match: Match, asks: list[Remark]) -> Remark | None:
    """What the verdict rests on: the worst finding, which is also the first caution unless it is a yes.

    None where nothing is said and no question is put: then the card promises nothing and asks nothing. An
    employer's old yes is a question: they hired people with a record once.
    """
    if not match.findings or match.findings[0].remark.code == NOT_SAID:
        return None
    if match.verdict is not Verdict.YES:
        return asks[0]
    return next((remark for remark in asks if remark.code == OLD_HIRE), match.findings[0].remark)


def _sign(match: Match, deciding: Remark) -> str:
    return Verdict.ASK.value if deciding.code == OLD_HIRE else match.verdict.value


def _why(match: Match, pin: int) -> list[Remark]:
    """What speaks for it; of the first few also what their order rests on."""
    return [remark for remark in match.reasons if 0 < pin <= FIRST_FEW or not remark.code.startswith(HELP)]


def _left_unsaid(cautions: list[Remark]) -> list[Remark]:
    return [remark for remark in cautions if remark.code == NOT_SAID]


def _distance(match: Match) -> str:
    if match.miles is not None:
        return distance_text(match.offering, match.miles)
    return gettext("By phone") if match.offering.phones else ""


def _checked(match: Match, lang: str) -> str:
    return _checked_on(trusted_day(match.offering, match.fresh), lang)


@lru_cache(maxsize=4096)
def _checked_on(partial: str, lang: str) -> str:
    return gettext("checked %(day)s", day=month_text(partial)) if partial else ""


def _ways(match: Match, asked: Asked) -> tuple[str | Markup, tuple[str | Markup, ...]]:
    """The first as the line that opens all of them has it, and all of them."""
    lang = asked.door.lang
    pairs = told_ways(
        match, asked.is_whole_county, lambda ride: (_way(ride, lang, False), _way(ride, lang, True))
    )
    told = [(words, words) if isinstance(words, str) else words for words in pairs]
    return (told[0][0] if told else ""), tuple(to_tap for _line, to_tap in told)


@lru_cache(maxsize=4096)
def _way(ride: Ride, lang: str, to_tap: bool) -> str | Markup:
    """One sentence; the number of who drives is there to tap, but in a line that is tapped for more ways."""
    phones = ride.provider.phones if ride.provider else ()
    words = ride_text(ride)
    if not phones:
        return words
    line = phone_line(phones[0])
    number = Markup('<a class="tel" href="{}">{}</a>' if to_tap else '<span class="tel">{1}</span>').format(
        line.href, line.shown
    )
    return Markup("{} · {}").format(words, number)


@dataclass(frozen=True, slots=True)
class WayIn:
    """The one thing to do with a listing; `href` is empty where this screen leads nowhere."""

    kind: Literal["phone", "street", "website", "211"]
    href: str
    words: Markup


@dataclass(frozen=True, slots=True)
class Listing:
    """What an offering says by itself, whoever asks."""

    id: str
    title: Markup
    service: Markup
    summary: Markup
    address: Markup
    geo: str
    bring: Markup
    start: str
    cost: Markup
    booking: Markup
    days: Markup
    phones: tuple[PhoneLine, ...]
    website: str
    sms: str
    is_private_place: bool

    def way_in(self, is_kiosk: bool) -> WayIn:
        """To call, else to go there, to look at their page, to ask 211.

        Nobody is sent to the middle of a town, to a private address or to one that takes mail only.
        """
        if self.phones:
            return self._way("phone", self.phones[0].href, gettext("Call %(name)s."))
        if self.geo and not is_kiosk:
            return self._way("street", self.geo, gettext("Go to %(name)s."))
        if self.geo and self.address:
            return self._way("street", "", gettext("Go to %(name)s."))
        if self.website and not is_kiosk:
            return self._way("website", self.website, gettext("Look at the website of %(name)s."))
        return self._way("211", "tel:211", gettext("Ask 211 about %(name)s."))

    def _way(self, kind: Literal["phone", "street", "website", "211"], href: str, words: str) -> WayIn:
        return WayIn(kind, href, Markup(words) % {"name": self.title})


def listing_of(offering: Offering, lang: str) -> Listing:
    """Worded once for each language: `lang` is that of the page, and keeps the languages apart."""
    return _listing(offering, lang, parts_of(current_app).settings.public_url)


@lru_cache(maxsize=16384)
def _listing(offering: Offering, lang: str, public_url: str) -> Listing:
    phones = tuple(phone_line(phone) for phone in offering.phones)
    address = offering.address_line
    return Listing(
        id=offering.id,
        title=named(offering.organization),
        service=spoken(offering.service if offering.service != offering.organization else ""),
        summary=spoken(offering.summary),
        address=named(address),
        geo=_geo(offering, address),
        bring=listed(worded(word, document_text(word)) for word in offering.documents),
        start=". ".join(start_text(how) for how in offering.how_to_start),
        cost=_cost(offering),
        booking=_of_ride(offering.transit.booking),
        days=_of_ride(offering.transit.days),
        phones=phones,
        website=web_address(offering.website),
        sms=_sms(offering, address, lang, public_url),
        is_private_place=offering.private_address,
    )


def _cost(offering: Offering) -> Markup:
    """What it costs; of a ride its fare."""
    if offering.cost or not offering.transit.fare:
        return worded(offering.cost, cost_text(offering.cost))
    return _of_ride(offering.transit.fare)


def _of_ride(text: str) -> Markup:
    words = ride_words(text)
    return spoken(text) if words == text else escape(words)


@lru_cache(maxsize=16384)
def _fixed_parts(offering: Offering, door: Door, public_url: str) -> tuple[Markup, Markup]:
    listing = _listing(offering, door.lang, public_url)
    macros = current_app.jinja_env.get_template("_listing.html").module
    return (
        Markup(macros.ring(listing, door.is_kiosk)),  # type: ignore[attr-defined]
        Markup(macros.foot(listing, door.prefix, door.is_kiosk)),  # type: ignore[attr-defined]
    )


def phone_line(phone: Phone) -> PhoneLine:
    """Digits that a telephone dials; an extension after a pause."""
    digits = "".join(sign for sign in phone.number if sign.isdigit())
    href = f"tel:+1{digits}" if len(digits) == 10 else f"tel:{digits}"
    if phone.extension:
        href += f",{phone.extension}"
    return PhoneLine(phone.number, href, extension_text(phone.extension), spoken(phone.remark))


def _geo(offering: Offering, address: str) -> str:
    """The way to a street, or to an exact point: the middle of a town is no place to send anybody."""
    if offering.private_address or offering.takes_mail_only:
        return ""
    if offering.point is not None and offering.precision == "exact":
        point = "{:.5f},{:.5f}".format(*offering.point)
        return f"geo:{point}?q={quote(address or point)}"
    # A phone looks the street up; 0,0 stands where no point is known.
    return f"geo:0,0?q={quote(address)}" if offering.address else ""


def _sms(offering: Offering, address: str, lang: str, public_url: str) -> str:
    """One listing as one text message. Its link opens the listing and holds nothing of what was asked."""
    number = offering.phones[0].number if offering.phones else ""
    public = public_url.rstrip("/")
    link = f"{public}{url_for(f'{lang}.service', service=offering.id)}" if public else offering.website
    first, *more = [line for line in (number, address, link) if line] or [""]
    return f"sms:?body={quote(one_message(offering.organization, first, more))}"
