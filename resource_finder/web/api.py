"""The JSON API: matching, how a typed line is read, and the vocabularies."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Blueprint, Flask, Response, current_app, g, jsonify, request, send_from_directory

from resource_finder.asking.checks import MOST_LETTERS, BadQuestion
from resource_finder.asking.json_said import KEYS, checked_language, request_in
from resource_finder.asking.said import DEFAULT_MATCHES
from resource_finder.domain.circumstances import CIRCUMSTANCES
from resource_finder.domain.visible import visible
from resource_finder.places.gazetteer import Place
from resource_finder.places.homes import names_a_home
from resource_finder.web.match_json import answer_json, place_json, understood_json
from resource_finder.web.page_table import POST, Cache, Kiosk, Page, add_pages
from resource_finder.web.parts import parts_of
from resource_finder.web.problems import CANNOT_ANSWER, Problem, problem_of


def problem(error: Problem) -> Response:
    return error.response()


def cannot_answer(error: Exception) -> Response:
    return problem_of(error).response()


def match_get() -> Response:
    """What the address asks. Circumstances may not stand in an address: they go by POST."""
    if "about" in request.args:
        raise BadQuestion("about", "circumstances go by POST, never in an address")
    for mistaken, right in (("needs", "need"), ("words", "q")):
        if mistaken in request.args:
            raise BadQuestion(mistaken, f"in an address it is {right}", [right])
    unknown = sorted(set(request.args) - KEYS)
    if unknown:
        raise BadQuestion(unknown[0][:40], "is not a parameter of this address", sorted(KEYS - {"about"}))
    asked = {
        "place": request.args.get("place", ""),
        "needs": request.args.getlist("need"),
        "words": request.args.get("q", ""),
        "open": request.args.get("open", "any"),
        "limit": request.args.get("limit", DEFAULT_MATCHES),
        "refused": request.args.get("refused", "").casefold() in {"1", "true", "yes"},
        "lang": request.args.get("lang", "en"),
    }
    return _answer(asked)


def match_post() -> Response:
    """The same as JSON, with circumstances. Nothing of it is kept or logged."""
    try:
        asked = request.get_json(silent=True)
    except RecursionError:
        asked = None
    if not isinstance(asked, dict):
        raise Problem(400, "Bad request", "the body must be a JSON object")
    return _answer(asked)


def _answer(sent: Mapping[str, Any]) -> Response:
    parts = parts_of(current_app)
    asked = request_in(sent, parts.needs, parts.settings.languages)
    answer = answer_json(asked, parts)
    if answer["place"]["kind"] == "point" or names_a_home(asked.place):
        g.names_a_home = True  # no browser and no proxy keeps the answer
    return jsonify(answer)


def understand() -> Response:
    """How a typed line is read, without searching."""
    parts = parts_of(current_app)
    lang = checked_language(request.args.get("lang", "en"), parts.settings.languages)
    words = visible(request.args.get("q", "")[:MOST_LETTERS])
    return jsonify(understood_json(parts.reader.read(words, lang)))


def needs() -> Response:
    parts = parts_of(current_app)
    rows = [
        {"code": need.code, "parent": need.parent or None, "name": dict(need.names), "icon": need.icon}
        for need in parts.needs
    ]
    return jsonify({"needs": rows, "about": list(CIRCUMSTANCES)})


def counties() -> Response:
    rows = [
        {
            "county": county.slug,
            "fips": county.fips,
            "name": parts_of(current_app).county_names[county.slug],
            "latitude": county.latitude,
            "longitude": county.longitude,
            "neighbours": list(county.neighbours),
        }
        for county in parts_of(current_app).gazetteer.counties.values()
    ]
    return jsonify({"counties": rows})


def places() -> Response:
    found: Iterable[Place] = parts_of(current_app).gazetteer.search(request.args.get("q", "")[:200], limit=8)
    return jsonify({"places": [place_json(place) for place in found]})


def openapi() -> Response:
    return send_from_directory(current_app.static_folder or "", "openapi.json")


# None of these tells of a person but a match, whose circumstances come by POST.
API: tuple[Page, ...] = (
    Page("/v1/match", "match_get", match_get, cache=Cache.A_MINUTE, kiosk=Kiosk.SHOWN),
    Page("/v1/match", "match_post", match_post, POST, kiosk=Kiosk.SHOWN),
    Page("/v1/understand", "understand", understand, cache=Cache.A_MINUTE, kiosk=Kiosk.SHOWN),
    Page("/v1/needs", "needs", needs, cache=Cache.A_MINUTE, kiosk=Kiosk.SHOWN),
    Page("/v1/counties", "counties", counties, cache=Cache.A_MINUTE, kiosk=Kiosk.SHOWN),
    Page("/v1/places", "places", places, cache=Cache.A_MINUTE, kiosk=Kiosk.SHOWN),
    Page("/openapi.json", "openapi", openapi, cache=Cache.AN_HOUR, kiosk=Kiosk.SHOWN),
)


def register_api(app: Flask) -> None:
    api = Blueprint("api", __name__, url_prefix="/api")
    api.register_error_handler(Problem, problem)
    for kind in CANNOT_ANSWER:
        api.register_error_handler(kind, cannot_answer)
    add_pages(api, API, app)
    app.register_blueprint(api)
