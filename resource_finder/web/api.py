"""The JSON API: matching, how a typed line is read, and the vocabularies."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from flask import Blueprint, Response, current_app, g, jsonify, request, send_from_directory
from flask_babel import force_locale

from resource_finder.asking.checks import (
    DEFAULT_MATCHES,
    BadQuestion,
    Question,
    checked_about,
    checked_limit,
    checked_needs,
    checked_open,
    situation_of,
)
from resource_finder.domain.circumstances import CIRCUMSTANCES
from resource_finder.domain.visible import visible
from resource_finder.finding import NoCatalogue
from resource_finder.places.gazetteer import AmbiguousPlace, Place, PlaceNotFound
from resource_finder.places.homes import names_a_home
from resource_finder.web.limits import MOST_LETTERS
from resource_finder.web.match_json import alternative_json, catalogue_json, list_json, place_json, trip_json
from resource_finder.web.parts import Parts, parts_of
from resource_finder.web.problems import Problem

api = Blueprint("api", __name__, url_prefix="/api")

_MATCH_KEYS = frozenset({"place", "need", "needs", "q", "words", "about", "open", "limit", "lang", "refused"})


@api.errorhandler(Problem)
def problem(error: Problem) -> Response:
    return error.response()


@api.errorhandler(BadQuestion)
def bad_question(error: BadQuestion) -> Response:
    more = {"choices": list(error.choices)} if error.choices else {}
    detail = f"{error.parameter}: {error.why}"
    return Problem(400, "Bad parameter", detail, parameter=error.parameter, **more).response()


@api.errorhandler(NoCatalogue)
def no_catalogue(error: NoCatalogue) -> Response:
    return Problem(503, "Not ready", str(error)).response()


@api.get("/v1/match")
def match_get() -> Response:
    """What the address asks. Circumstances may not stand in an address: they go by POST."""
    if "about" in request.args:
        raise BadQuestion("about", "circumstances go by POST, never in an address")
    for mistaken, right in (("needs", "need"), ("words", "q")):
        if mistaken in request.args:
            raise BadQuestion(mistaken, f"in an address it is {right}", [right])
    unknown = sorted(set(request.args) - _MATCH_KEYS)
    if unknown:
        raise BadQuestion(
            unknown[0][:40], "is not a parameter of this address", sorted(_MATCH_KEYS - {"about"})
        )
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


@api.post("/v1/match")
def match_post() -> Response:
    """The same as JSON, with circumstances. Nothing of it is kept or logged."""
    try:
        asked = request.get_json(silent=True)
    except RecursionError:
        asked = None
    if not isinstance(asked, dict):
        raise Problem(400, "Bad request", "the body must be a JSON object")
    unknown = sorted(str(key) for key in asked if key not in _MATCH_KEYS)
    if unknown:
        raise BadQuestion(unknown[0][:40], "is not a key of this request", sorted(_MATCH_KEYS))
    response = _answer(asked)
    response.headers["Cache-Control"] = "no-store"
    return response


def _answer(asked: Mapping[str, Any]) -> Response:
    parts = parts_of(current_app)
    lang = _text(asked, "lang") or "en"
    _check_language(lang, parts)
    question = _question(asked, parts)
    understood = parts.reader.read(question.q, lang) if question.q else None
    place = _place(question, understood, parts)
    if place.kind == "point" or names_a_home(question.place):
        g.names_a_home = True  # no browser and no proxy keeps the answer
    needs = question.needs or (understood.needs if understood else ())
    about = tuple(dict.fromkeys((*question.about, *(understood.about if understood else ()))))
    opening: Literal["any", "now"] = (
        "now" if "now" in (question.open, understood.open if understood else "any") else "any"
    )
    words = understood.words if understood else ()
    if not needs and not words:
        raise BadQuestion("need", "say at least one need, or words in q", parts.needs.codes)
    asked_now = Question(question.place, needs, question.q, about, opening, question.limit, question.refused)
    now = parts.now()
    finder = parts.finder()
    lists = finder.find(situation_of(asked_now, place, words), now)
    with force_locale(lang):
        found = [list_json(found, finder.catalogue, parts.county_names, now) for found in lists]
        trips = [trip_json(trip) for trip in finder.trips(lists)]
        where = place_json(place, question.place or place.text)
    return jsonify(
        {
            "catalogue": catalogue_json(finder.catalogue, len(finder.offerings)),
            "place": where,
            "understood": {"needs": list(needs), "words": list(words), "about": list(about), "open": opening},
            "lists": found,
            "trips": trips,
        }
    )


def _question(asked: Mapping[str, Any], parts: Parts) -> Question:
    needs = [*_texts(asked, "needs"), *_texts(asked, "need")]
    refused = asked.get("refused", False)
    if not isinstance(refused, bool):
        raise BadQuestion("refused", "must be true or false")
    return Question(
        place=_text(asked, "place"),
        needs=checked_needs(needs, parts.needs),
        q=_text(asked, "q") or _text(asked, "words"),
        about=checked_about(_texts(asked, "about")),
        open=checked_open(_text(asked, "open")),
        limit=checked_limit(asked.get("limit", DEFAULT_MATCHES)),
        refused=refused,
    )


def _check_language(lang: str, parts: Parts) -> None:
    if lang not in parts.settings.languages:
        raise BadQuestion("lang", "is not a language we have", parts.settings.languages)


def _text(asked: Mapping[str, Any], key: str) -> str:
    value = asked.get(key, "")
    if value is None:
        return ""
    if key == "words" and isinstance(value, list):
        return " ".join(_texts(asked, key))
    if not isinstance(value, str):
        raise BadQuestion(key, "must be text")
    return visible(value[:MOST_LETTERS])


def _texts(asked: Mapping[str, Any], key: str) -> list[str]:
    value = asked.get(key, [])
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(word, str) for word in values):
        raise BadQuestion(key, "must be a list of words")
    return [word[:MOST_LETTERS] for word in values]


def _place(question: Question, understood: Any, parts: Parts) -> Place:
    """The place asked, else the one that the typed line names."""
    if question.place:
        return located(question.place, parts)
    if understood is not None and understood.place is not None:
        found = understood.place
        if isinstance(found, AmbiguousPlace):
            raise ambiguous(found)
        return found
    raise BadQuestion("place", "say where: a ZIP, a town or a county of Missouri")


def located(text: str, parts: Parts) -> Place:
    """The place that a text names. Raises the problem that the contract gives to the others."""
    try:
        return parts.locate(text)
    except AmbiguousPlace as error:
        raise ambiguous(error) from error
    except PlaceNotFound as error:
        title = "Not in Missouri" if error.outside else "Place not found"
        suggestions = [alternative_json(place) for place in error.suggestions]
        raise Problem(404, title, "", suggestions=suggestions) from error


def ambiguous(error: AmbiguousPlace) -> Problem:
    alternatives = [alternative_json(place) for place in error.alternatives]
    return Problem(300, "More than one place has this name", "", alternatives=alternatives)


@api.get("/v1/understand")
def understand() -> Response:
    """How a typed line is read, without searching."""
    parts = parts_of(current_app)
    lang = request.args.get("lang", "en")
    _check_language(lang, parts)
    words = visible(request.args.get("q", "")[:MOST_LETTERS])
    return jsonify(understood_json(parts.reader.read(words, lang)))


def understood_json(understood: Any) -> dict[str, Any]:
    place = understood.place
    return {
        "place": None if place is None or isinstance(place, AmbiguousPlace) else place_json(place),
        "needs": list(understood.needs),
        "about": list(understood.about),
        "open": understood.open,
        "words": list(understood.words),
        "lang": understood.lang,
    }


@api.get("/v1/needs")
def needs() -> Response:
    parts = parts_of(current_app)
    rows = [
        {"code": need.code, "parent": need.parent or None, "name": dict(need.names), "icon": need.icon}
        for need in parts.needs
    ]
    return jsonify({"needs": rows, "about": list(CIRCUMSTANCES)})


@api.get("/v1/counties")
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


@api.get("/v1/places")
def places() -> Response:
    found: Iterable[Place] = parts_of(current_app).gazetteer.search(request.args.get("q", "")[:200], limit=8)
    return jsonify({"places": [place_json(place) for place in found]})


@api.get("/openapi.json")
def openapi() -> Response:
    response = send_from_directory(current_app.static_folder or "", "openapi.json")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


def register_api(app: Any) -> None:
    app.register_blueprint(api)
