"""Smaller answers for slow lines: text goes out packed as the browser takes it."""

import gzip
import re
from functools import lru_cache

import brotli
from flask import Flask, Response, request
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from resource_finder.web.security import has_token

LEAST_BYTES = 1000
_REMARK = re.compile(rb"^[ \t]*//[^\n]*\n", re.MULTILINE)
_TEXT = ("text/", "application/json", "application/javascript", "image/svg+xml")


def compress(response: Response) -> Response:
    """A page with the token of a form stays as it is: nobody may guess the token from lengths (BREACH)."""
    kind = response.mimetype or ""
    if kind.startswith(_TEXT) or kind.endswith("+json"):
        response.vary.add("Accept-Encoding")
        coding = coding_for(request.headers.get("Accept-Encoding", ""))
        if coding and _may_shrink(response):
            response.direct_passthrough = False
            body = response.get_data()
            if len(body) >= LEAST_BYTES:
                pack = _packed_well if request.endpoint == "static" else _packed
                response.set_data(pack(body, coding))
                response.headers["Content-Encoding"] = coding
                response.headers.pop("ETag", None)
    return response


@lru_cache(maxsize=256)
def coding_for(accept: str) -> str:
    """The best packing that an Accept-Encoding header takes: br, gzip, or none."""
    accepted = parse_accept_header(accept, Accept)
    return next((coding for coding in ("br", "gzip") if accepted.quality(coding)), "")


def _packed(body: bytes, coding: str) -> bytes:
    """As quickly as a page is rendered."""
    return brotli.compress(body, quality=5) if coding == "br" else gzip.compress(body, 6, mtime=0)


@lru_cache(maxsize=64)
def _packed_well(body: bytes, coding: str) -> bytes:
    """As small as it goes, once: for files that do not change while the program runs.

    Lines of a script that are a remark alone stay here: no phone has to fetch them.
    """
    body = _REMARK.sub(b"", body)
    return brotli.compress(body, quality=11) if coding == "br" else gzip.compress(body, 9, mtime=0)


def _may_shrink(response: Response) -> bool:
    return (
        response.status_code != 206
        and "Content-Encoding" not in response.headers
        and not has_token()
        and request.method != "HEAD"
    )


def init_compression(app: Flask) -> None:
    app.after_request(compress)
