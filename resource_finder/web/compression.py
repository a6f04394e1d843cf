"""Smaller answers for slow lines: text goes out gzipped where the browser takes it."""

import gzip

from flask import Flask, Response, request

from resource_finder.web.security import has_token

LEAST_BYTES = 1000
_TEXT = ("text/", "application/json", "application/javascript", "image/svg+xml")


def compress(response: Response) -> Response:
    """A page with the token of a form stays as it is: nobody may guess the token from lengths (BREACH)."""
    kind = response.mimetype or ""
    if kind.startswith(_TEXT) or kind.endswith("+json"):
        response.vary.add("Accept-Encoding")
        if _may_shrink(response):
            response.direct_passthrough = False
            body = response.get_data()
            if len(body) >= LEAST_BYTES:
                response.set_data(gzip.compress(body, 6, mtime=0))
                response.headers["Content-Encoding"] = "gzip"
                response.headers.pop("ETag", None)
    return response


def _may_shrink(response: Response) -> bool:
    return (
        response.status_code != 206
        and "gzip" in request.headers.get("Accept-Encoding", "").lower()
        and "Content-Encoding" not in response.headers
        and not has_token()
        and request.method != "HEAD"
    )


def init_compression(app: Flask) -> None:
    app.after_request(compress)
