"""`/list.pdf`: the list that `/list` shows, as tagged paper; and the page that asks how to print it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil

from flask import Blueprint, Flask, Response, abort, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext
from werkzeug.datastructures import MultiDict

from resource_finder.asking.said import place_of
from resource_finder.domain.needs import Need
from resource_finder.places.gazetteer import AmbiguousPlace, PlaceNotFound
from resource_finder.printing.listing import PrintedList
from resource_finder.printing.pdf import MOST_PAGES, PdfUnavailable, Style, pdf
from resource_finder.web.asked import Asked
from resource_finder.web.doors import current_door, doors_of
from resource_finder.web.errors import BadParameter
from resource_finder.web.find import asked_from, settled
from resource_finder.web.forms import values_sent
from resource_finder.web.hand_out import Leaving, leaving_on_paper
from resource_finder.web.lists import list_page
from resource_finder.web.page_table import BOTH, Kiosk, Page, add_pages
from resource_finder.web.parts import Parts, parts_of
from resource_finder.web.take_away import (
    MOST_NOTE,
    MOST_ON_PAPER,
    how_many,
    ids_sent,
    near,
    note_sent,
    picked,
)

PAGE_COUNTS = (1, 2, 3, 4, 6)
# What most people can carry, and what one person may take from a shared printer.
USUAL_PAGES = 2
# Measured on real lists: how many listings stand on a page.
_ON_A_PAGE: Mapping[Style, float] = {"normal": 16, "large": 8.5}
_STYLES: Mapping[str, Style] = {"": "normal", "normal": "normal", "large": "large"}


@dataclass(frozen=True, slots=True)
class How:
    """How to print, as it was chosen. The note lives here and on the paper alone."""

    style: Style
    pages: int | None
    grey: bool
    lines: bool
    lang: str
    note: str = field(default="", repr=False)


def list_pdf() -> ResponseReturnValue:
    """The picked listings (`id`), or those of a place and its needs, as a PDF.

    Sent by a form of ours, the paper gets its short code; an address makes none.
    `style=large` prints at 18 points and more, `lang=es` in Spanish, `grey=1` without color, `lines=1` with
    lines to write on, `pages=N` what fits on N pages. A note comes by POST only, is printed and kept nowhere.
    When paper cannot be made, the page that asks how to print comes back as it was, with the list itself as
    another way.
    """
    parts = parts_of(current_app)
    sent = values_sent()
    how = _how(sent, parts)
    try:
        printed = _printed(sent, how, parts)
    except (AmbiguousPlace, PlaceNotFound):
        return _choices(sent, parts, unknown_place=True), 404
    try:
        content = paper_of(printed, how)
    except PdfUnavailable as error:
        current_app.logger.warning("no PDF: %s", type(error).__name__)
        if current_door().is_kiosk:
            return list_page()
        return _choices(sent, parts, no_pdf=True), 503
    response = Response(content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="list.pdf"'
    return response


def paper_of(printed: PrintedList, how: How) -> bytes:
    """Raises PdfUnavailable."""
    return pdf(printed, style=how.style, pages=how.pages, grey=how.grey, lines=how.lines)


def print_page() -> ResponseReturnValue:
    """How to print: which place and needs (or which picked listings), how large, in what language.

    What was printed last comes back by its address, chosen as it was: never the note, nor what was told.
    """
    sent = values_sent()
    return _choices(sent, parts_of(current_app))


def _choices(
    sent: MultiDict[str, str], parts: Parts, unknown_place: bool = False, no_pdf: bool = False
) -> str:
    """What was chosen before stays chosen. Circumstances and the note travel in the form alone."""
    ids = ids_sent(sent)
    asked = asked_from(sent, parts)
    how = _how(sent, parts)
    label, count = "", len(ids)
    if asked.place and not unknown_place and not ids:
        try:
            place = parts.locate(asked.place)
            label = place.label
            asked = settled(asked, place)
            count = how_many(asked, place, parts)
        except (AmbiguousPlace, PlaceNotFound):
            unknown_place = True
    usual, all_pages = how.pages or USUAL_PAGES, ceil(count / _ON_A_PAGE[how.style])
    return render_template(
        "print.html",
        asked=asked,
        ids=ids,
        label=label,
        unknown_place=unknown_place,
        no_pdf=no_pdf,
        list_address=asked.door.in_language(how.lang).url("list"),
        how=how,
        groups=_need_groups(parts),
        again="pages" in sent and bool(label or ids),
        remembers=not asked.tells_of_person,
        page_counts=_page_counts(usual, all_pages),
        all_pages=all_pages,
        most_note=MOST_NOTE,
    )


def _need_groups(parts: Parts) -> list[list[Need]]:
    """Each need with its parts behind it."""
    return [[parts.needs[code] for code in parts.needs.with_children(top.code)] for top in parts.needs.top]


def _page_counts(usual: int, all_pages: int) -> tuple[int, ...]:
    """The counts to choose from, the usual one first; none where all of it fits on one page."""
    if all_pages == 1:
        return ()
    return tuple(
        dict.fromkeys((usual, *(count for count in PAGE_COUNTS if count <= (all_pages or MOST_PAGES))))
    )


def _printed(sent: MultiDict[str, str], how: How, parts: Parts) -> PrintedList:
    """Raises AmbiguousPlace, PlaceNotFound, BadParameter."""
    ids = ids_sent(sent)
    asked = asked_from(sent, parts)
    leaving = leaving_on_paper()
    if not ids:
        return printed_near(asked, how, parts, leaving)
    with force_locale(how.lang):
        taken = picked(ids, parts, how.lang, note=how.note, leaving=leaving)
    if not taken.count:
        abort(404)
    return taken.printed


def printed_near(asked: Asked, how: How, parts: Parts, leaving: Leaving) -> PrintedList:
    """What paper holds of an answer, in its language. Raises AmbiguousPlace, PlaceNotFound, BadParameter."""
    place = place_of(asked, None, parts)
    if place is None:
        raise BadParameter("place", gettext("Say where, or which places."))
    with force_locale(how.lang):
        there = settled(asked, place)
        return near(there, place, parts, how.lang, MOST_ON_PAPER, note=how.note, leaving=leaving).printed


def _how(sent: MultiDict[str, str], parts: Parts) -> How:
    style, lang = sent.get("style", ""), sent.get("lang", "") or current_door().lang
    if style not in _STYLES:
        raise BadParameter("style", gettext("It may be normal or large."))
    if lang not in parts.settings.languages:
        raise BadParameter(
            "lang", gettext("It may be one of: %(languages)s.", languages=", ".join(parts.settings.languages))
        )
    return How(
        _STYLES[style], _pages(sent), sent.get("grey") == "1", sent.get("lines") == "1", lang, note_sent(sent)
    )


def _pages(sent: MultiDict[str, str]) -> int | None:
    text = sent.get("pages", "")
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,3}", text) or not 1 <= int(text) <= MOST_PAGES:
        raise BadParameter("pages", gettext("It must be a whole number from 1 to 200."))
    return int(text)


def register_paper(app: Flask) -> None:
    """In every language, and on a kiosk."""
    for door in doors_of(parts_of(app).settings.languages):
        paper = Blueprint(f"paper_{door.name}", __name__, url_prefix=door.prefix or None)
        page = Page("/list.pdf", "list_pdf", list_pdf, BOTH, kiosk=Kiosk.SHOWN)
        add_pages(paper, [page], app)
        app.register_blueprint(paper)
