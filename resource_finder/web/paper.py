"""`/list.pdf`: the list that `/list` shows, as tagged paper; and the page that asks how to print it."""

import re
from collections.abc import Mapping
from typing import Literal

from flask import Blueprint, Flask, Response, abort, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext
from werkzeug.datastructures import MultiDict

from resource_finder.places.gazetteer import AmbiguousPlace, PlaceNotFound
from resource_finder.printing.listing import PrintedList
from resource_finder.printing.pdf import PdfUnavailable, pdf
from resource_finder.web.asked import Asked
from resource_finder.web.doors import current_door, doors_of
from resource_finder.web.errors import BadParameter
from resource_finder.web.find import asked_from, settled
from resource_finder.web.forms import values_sent
from resource_finder.web.lists import list_page
from resource_finder.web.parts import Parts, parts_of
from resource_finder.web.take_away import MOST_ON_PAPER, ids_sent, near, picked

MOST_NOTE = 500
PAGE_COUNTS = (1, 2, 3, 4, 6)
_STYLES: Mapping[str, Literal["normal", "large"]] = {"": "normal", "normal": "normal", "large": "large"}


def list_pdf() -> ResponseReturnValue:
    """The picked listings (`id`), or those of a place and its needs, as a PDF.

    `style=large` prints at 18 points and more, `lang=es` in Spanish, `grey=1` without color, `pages=N` what
    fits on N pages. A note comes by POST only, is printed and kept nowhere. When paper cannot be made, the
    page for printing is offered instead.
    """
    parts = parts_of(current_app)
    sent = values_sent()
    style, pages, grey = _style(sent), _pages(sent), sent.get("grey") == "1"
    try:
        printed = _printed(sent, parts)
    except (AmbiguousPlace, PlaceNotFound):
        return _choices(sent, parts, unknown_place=True), 404
    try:
        content = pdf(printed, style=style, pages=pages, grey=grey)
    except PdfUnavailable as error:
        current_app.logger.warning("no PDF: %s", type(error).__name__)
        return (
            list_page() if request.method == "POST" else redirect(current_door().url("list", **_kept(sent)))
        )
    response = Response(content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="list.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


def print_page() -> ResponseReturnValue:
    """How to print: which place and needs (or which picked listings), how large, in what language."""
    if current_door().is_kiosk:
        abort(404)
    sent = values_sent()
    return _choices(sent, parts_of(current_app))


def _choices(sent: MultiDict[str, str], parts: Parts, unknown_place: bool = False) -> str:
    """Circumstances travel in the form alone."""
    ids = ids_sent(sent)
    asked = asked_from(sent, parts)
    label = ""
    if asked.place and not unknown_place and not ids:
        try:
            place = parts.locate(asked.place)
            label = place.label
            asked = settled(asked, place)
        except (AmbiguousPlace, PlaceNotFound):
            unknown_place = True
    needs = [need for need in parts.needs.top if need.code not in asked.needs]
    return render_template(
        "print.html",
        asked=asked,
        ids=ids,
        label=label,
        unknown_place=unknown_place,
        chosen=[parts.needs[code] for code in asked.needs],
        needs=needs,
        page_counts=PAGE_COUNTS,
        most_note=MOST_NOTE,
    )


def _printed(sent: MultiDict[str, str], parts: Parts) -> PrintedList:
    """Raises AmbiguousPlace, PlaceNotFound, BadParameter."""
    note = sent.get("note", "")[:MOST_NOTE] if request.method == "POST" else ""
    ids = ids_sent(sent)
    asked = asked_from(sent, parts)
    lang = sent.get("lang", "") or asked.door.lang
    if lang not in parts.settings.languages:
        raise BadParameter(
            "lang", gettext("It may be one of: %(languages)s.", languages=", ".join(parts.settings.languages))
        )
    if not ids and not asked.place:
        raise BadParameter("place", gettext("Say where, or which places."))
    with force_locale(lang):
        if ids:
            taken = picked(ids, parts, lang, note=note)
            if not taken.count:
                abort(404)
            return taken.printed
        return _of_place(asked, parts, lang, note)


def _of_place(asked: Asked, parts: Parts, lang: str, note: str) -> PrintedList:
    place = parts.locate(asked.place)
    return near(settled(asked, place), place, parts, lang, MOST_ON_PAPER, note).printed


def _style(sent: MultiDict[str, str]) -> Literal["normal", "large"]:
    style = sent.get("style", "")
    if style not in _STYLES:
        raise BadParameter("style", gettext("It may be normal or large."))
    return _STYLES[style]


def _pages(sent: MultiDict[str, str]) -> int | None:
    text = sent.get("pages", "")
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,3}", text) or not 1 <= int(text) <= 200:
        raise BadParameter("pages", gettext("It must be a whole number from 1 to 200."))
    return int(text)


def _kept(sent: MultiDict[str, str]) -> dict[str, list[str]]:
    """What may stand in the address of the page for printing."""
    return {name: sent.getlist(name) for name in ("id", "place", "need") if sent.getlist(name)}


def register_paper(app: Flask) -> None:
    """In every language, and on a kiosk."""
    for door in doors_of(parts_of(app).settings.languages):
        paper = Blueprint(f"paper_{door.name}", __name__, url_prefix=door.prefix or None)
        paper.add_url_rule("/list.pdf", "list_pdf", list_pdf, methods=["GET", "POST"])
        app.register_blueprint(paper)
