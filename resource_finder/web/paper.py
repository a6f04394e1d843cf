"""`/list.pdf`: the list that `/list` shows, as tagged paper."""

import re
from collections.abc import Mapping
from typing import Literal

from flask import Blueprint, Flask, Response, abort, current_app, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from resource_finder.domain.hours import MISSOURI_TIME
from resource_finder.domain.situation import Situation
from resource_finder.matching.first_things import FIRST_72_HOURS
from resource_finder.printing.listing import PrintedList, picked_list, printed_list
from resource_finder.printing.pdf import PdfUnavailable, pdf
from resource_finder.web.doors import current_door
from resource_finder.web.errors import BadParameter
from resource_finder.web.find import asked_from
from resource_finder.web.listings import offering_named
from resource_finder.web.lists import MOST_LISTED, place_or_404
from resource_finder.web.parts import Parts, parts_of
from resource_finder.web.questions import origin_of

MOST_ON_PAPER = 150
MOST_NOTE = 500
_STYLES: Mapping[str, Literal["normal", "large"]] = {"": "normal", "normal": "normal", "large": "large"}


def list_pdf() -> ResponseReturnValue:
    """The picked listings (`id`), or those of a place and its needs, as a PDF.

    `style=large` prints at 18 points and more, `pages=N` fits what it can on N pages. A note comes by POST
    only, is printed and kept nowhere. When paper cannot be made, the page for printing is offered instead.
    """
    parts = parts_of(current_app)
    sent = request.form if request.method == "POST" else request.args
    try:
        content = pdf(_printed(sent, parts), style=_style(sent), pages=_pages(sent))
    except PdfUnavailable as error:
        current_app.logger.warning("no PDF: %s", type(error).__name__)
        return redirect(current_door().url("list", **_kept(sent)), 303)
    response = Response(content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="list.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _printed(sent: MultiDict[str, str], parts: Parts) -> PrintedList:
    today = parts.now().astimezone(MISSOURI_TIME).date()
    catalogue = parts.finder().catalogue
    note = sent.get("note", "")[:MOST_NOTE] if request.method == "POST" else ""
    ids = list(dict.fromkeys(sent.getlist("id")))
    if len(ids) > MOST_LISTED:
        raise BadParameter("id", gettext("A list holds at most %(most)d places.", most=MOST_LISTED))
    if ids:
        offerings = [found for word in ids if (found := offering_named(word, parts))]
        if not offerings:
            abort(404)
        link = _link("&".join(f"id={offering.id}" for offering in offerings), parts)
        return picked_list(
            offerings, catalogue, title=gettext("My list"), printed_on=today, note=note, link=link
        )
    asked = asked_from(sent, parts)
    if not asked.place:
        raise BadParameter("place", gettext("Say where, or which places."))
    place = place_or_404(asked.place, parts)
    needs = asked.needs or FIRST_72_HOURS
    situation = Situation(
        origin_of(place), needs, about=frozenset(asked.about), limit=MOST_ON_PAPER // len(needs)
    )
    return printed_list(
        parts.finder().find(situation, parts.now()),
        catalogue,
        parts.needs,
        title=gettext("Help near %(place)s", place=place.label),
        county_label=parts.county_names[place.county],
        printed_on=today,
        note=note,
    )


def _link(query: str, parts: Parts) -> str:
    public = parts.settings.public_url.rstrip("/")
    return f"{public}/list?{query}" if public else ""


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
    return {
        name: sent.getlist(name)
        for name in ("id", "place", "need")
        if sent.getlist(name) and request.method == "GET"
    }


def register_paper(app: Flask) -> None:
    """In both languages, and on a kiosk."""
    for name, prefix in (("en", ""), ("es", "/es"), ("en_kiosk", "/kiosk"), ("es_kiosk", "/es/kiosk")):
        paper = Blueprint(f"paper_{name}", __name__, url_prefix=prefix or None)
        paper.add_url_rule("/list.pdf", "list_pdf", list_pdf, methods=["GET", "POST"])
        app.register_blueprint(paper)
