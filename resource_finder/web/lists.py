"""My list and a list from a short code: pages made to be taken away."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from flask import current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from resource_finder.domain.visible import visible
from resource_finder.places.gazetteer import AmbiguousPlace, PlaceNotFound
from resource_finder.printing.listing import Entry
from resource_finder.web.asked import Asked
from resource_finder.web.cards import Listing, listing_of
from resource_finder.web.doors import Door, current_door
from resource_finder.web.find import asked_from, settled
from resource_finder.web.forms import values_sent
from resource_finder.web.hand_out import HandOut, by_code, leaving_screen
from resource_finder.web.list_text import sms_of
from resource_finder.web.parts import Parts, parts_of
from resource_finder.web.short_codes import code_shown, code_typed, opened_by_code
from resource_finder.web.take_away import (
    MOST_FROM_KIOSK,
    MOST_ON_PAPER,
    TakeAway,
    ids_sent,
    near,
    note_sent,
    picked,
)
from resource_finder.web.where import no_such_place_page


@dataclass(frozen=True, slots=True)
class Row:
    """One listing on the page: `listing` has what is tapped, `entry` what paper says of it."""

    listing: Listing
    entry: Entry


@dataclass(frozen=True, slots=True)
class Step:
    """The rows under one heading; those of a person's own choice have none."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The steps of one need; a person's own choice is one part without a title."""

    title: str
    steps: tuple[Step, ...]
    above: tuple[str, ...]


def list_page() -> ResponseReturnValue:
    """The picked listings, or those of a place and its needs, one under another, ready for paper.

    Sent by a form of ours, the list is handed out: it gets its code. Looking at it makes none.
    """
    parts = parts_of(current_app)
    leaving = leaving_screen()
    sent = values_sent()
    ids = ids_sent(sent)
    asked = asked_from(sent, parts)
    note = note_sent(sent)
    if ids or not asked.place:
        taken = picked(ids, parts, asked.door.lang, note=note, leaving=leaving)
        return _shown(taken, asked, parts)
    most = MOST_FROM_KIOSK if asked.door.is_kiosk else MOST_ON_PAPER
    try:
        place = parts.locate(asked.place)
    except (AmbiguousPlace, PlaceNotFound) as error:
        return no_such_place_page(error, asked, f"{asked.door.prefix}/list")
    taken = near(settled(asked, place), place, parts, asked.door.lang, most, note=note, leaving=leaving)
    return _shown(taken, asked, parts, is_picked=False)


def code_page(code: str = "") -> ResponseReturnValue:
    """The list that was handed out under a code, typed in any way; says what to do where there is none."""
    parts = parts_of(current_app)
    door = current_door()
    typed = visible(code or request.args.get("code", ""))
    known = code_typed(typed)
    kept = opened_by_code(known)
    if kept is None:
        return render_template("no_code.html", typed=typed[:20]), 404 if typed else 200
    if not code:
        return redirect(door.url("code", code=known), 303)
    out = by_code(kept, door.lang, parts.settings)
    title = gettext("List %(code)s", code=code_shown(known))
    return _shown(picked(kept.ids, parts, door.lang, title=title, out=out), Asked(door), parts)


def _shown(taken: TakeAway, asked: Asked, parts: Parts, is_picked: bool = True) -> ResponseReturnValue:
    printed, out = taken.printed, taken.out
    entries = [entry for section in printed.need_sections for entry in section.entries]
    return render_template(
        "list.html",
        asked=asked,
        printed=printed,
        parts=[
            Part(section.title, tuple(_steps(section.entries, asked, parts)), section.above)
            for section in printed.need_sections
        ],
        gone=taken.gone,
        count=taken.count,
        ids=taken.ids,
        is_picked=is_picked,
        out=out,
        sms=sms_of(entries, out.address if out.code else ""),
        link=_link(out, asked.door),
        scan=printed.labels.scan,
        head=printed.county_label or printed.title,
        has_lines=values_sent().get("lines") == "1",
    )


def _link(out: HandOut, door: Door) -> str:
    """What may be copied and sent to somebody: the code, else the ids, and nothing of what was told."""
    code = code_typed(out.code)
    return door.url("code", code=code) if code else door.url("list", id=out.ids)


def _steps(entries: Iterable[Entry], asked: Asked, parts: Parts) -> Iterator[Step]:
    for title, found in groupby(
        entries, lambda entry: gettext("Start here") if entry.is_first else entry.step
    ):
        yield Step(title, tuple(_rows(found, asked, parts)))


def _rows(entries: Iterable[Entry], asked: Asked, parts: Parts) -> Iterable[Row]:
    for entry in entries:
        offering = parts.finder().offering(entry.id)
        if offering is not None:
            yield Row(listing_of(offering, asked.door.lang), entry)
