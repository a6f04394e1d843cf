"""Errors of the JSON doors, as `application/problem+json` (RFC 9457)."""

from typing import Any

from flask import Response, jsonify

from resource_finder.asking.checks import BadQuestion
from resource_finder.finding import NoCatalogue
from resource_finder.places.place import AmbiguousPlace, PlaceNotFound
from resource_finder.web.match_json import alternative_json

# What `problem_of` has an answer for.
CANNOT_ANSWER = (BadQuestion, AmbiguousPlace, PlaceNotFound, NoCatalogue)


class Problem(Exception):
    """Something that a program asked and cannot have; says what, why, and what to try."""

    def __init__(self, status: int, title: str, detail: str = "", **more: Any) -> None:
        super().__init__(title)
        self.status = status
        self.title = title
        self.detail = detail
        self.more = more

    def response(self) -> Response:
        body = {"type": "about:blank", "title": self.title, "status": self.status}
        if self.detail:
            body["detail"] = self.detail
        response = jsonify(body | self.more)
        response.status_code = self.status
        response.content_type = "application/problem+json"
        return response


def problem_of(error: Exception) -> Problem:
    """What the contract says where a question cannot be answered; raises again what it does not know."""
    if isinstance(error, BadQuestion):
        more = {"choices": list(error.choices)} if error.choices else {}
        return Problem(
            400, "Bad parameter", f"{error.parameter}: {error.why}", parameter=error.parameter, **more
        )
    if isinstance(error, AmbiguousPlace):
        alternatives = [alternative_json(place) for place in error.alternatives]
        return Problem(300, "More than one place has this name", alternatives=alternatives)
    if isinstance(error, PlaceNotFound):
        title = "Not in Missouri" if error.outside else "Place not found"
        return Problem(404, title, suggestions=[alternative_json(place) for place in error.suggestions])
    if isinstance(error, NoCatalogue):
        return Problem(503, "Not ready", str(error))
    raise error
