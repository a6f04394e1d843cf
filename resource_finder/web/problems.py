"""Errors of the JSON doors, as `application/problem+json` (RFC 9457)."""

from typing import Any

from flask import Response, jsonify


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
