"""County pages: linkable, the same answers as the question flow."""

from dataclasses import replace

from flask import Flask, Response, abort, current_app, request
from flask.typing import ResponseReturnValue

from resource_finder.places.place import STATE
from resource_finder.web.asked import Asked
from resource_finder.web.county_choice import county_drawing
from resource_finder.web.doors import Door
from resource_finder.web.find import asked_from, next_page
from resource_finder.web.page_table import Cache, Kiosk, Page, add_pages
from resource_finder.web.parts import Parts, parts_of


def county_page(county: str) -> ResponseReturnValue:
    """What do you need in this county? The name of a need asks where instead."""
    parts = parts_of(current_app)
    if county in parts.needs:
        return _anywhere(county, parts)
    return next_page(_asked(county, (), parts), parts)


def county_need_page(county: str, need: str) -> ResponseReturnValue:
    """One need in one county, or one part of a need before a county is said."""
    parts = parts_of(current_app)
    if (part := f"{county}/{need}") in parts.needs:
        return _anywhere(part, parts)
    if need not in parts.needs:
        abort(404)
    return next_page(_asked(county, (need,), parts), parts)


def _anywhere(need: str, parts: Parts) -> ResponseReturnValue:
    """A need before a place is said. The address says which need; the query may add a page or a filter."""
    asked = asked_from(request.args, parts)
    return next_page(replace(asked, place=STATE, needs=(need,), q=""), parts)


def register_county_map(app: Flask) -> None:
    """The map that wide screens draw beside the list of counties."""
    for lang in parts_of(app).settings.languages:
        path = f"{Door(lang, lang, False).prefix}/map.svg"
        # Counties stay where they are.
        page = Page(path, "county_map", county_map, cache=Cache.A_DAY, kiosk=Kiosk.SHOWN)
        add_pages(app, [page], app)


def county_map() -> Response:
    drawing = county_drawing(asked_from(request.args, parts_of(current_app)))
    return Response(drawing, mimetype="image/svg+xml")


def _asked(county: str, needs: tuple[str, ...], parts: Parts) -> Asked:
    """The address says where and what; the query may add a page or a filter."""
    if county not in parts.gazetteer.counties:
        abort(404)
    asked = asked_from(request.args, parts)
    label = parts.county_names[county]
    return replace(
        asked,
        place=label,
        county=county,
        is_whole_county=True,
        needs=needs,
        q="",
        about=(),
        answered=(),
    )
