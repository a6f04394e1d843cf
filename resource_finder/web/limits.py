"""How long what is sent may be. What is longer is refused before it is read, and never repeated in a page."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask, abort, request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict

from resource_finder.asking.checks import MOST_LETTERS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# Any form fits: a list of 150 places, a note, a report. An import goes through the command line.
MOST_BYTES = 250_000
MOST_ADDRESS = 8_000
MOST_HEAD = 16_000
# A name as browsers send it, with a port; what is no name breaks whoever takes it for one.
_HOST = re.compile(
    r"(?:\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63}){0,20}\.?)(?::\d{1,5})?"
)
MOST_FIELDS = 1_000
_REFUSED = "resource_finder.refused"


def has_long_head(environ: "WSGIEnvironment") -> bool:
    return sum(len(name) + len(environ[name]) for name in environ if name.startswith("HTTP_")) > MOST_HEAD


class Limits:
    """In front of the program: what is too long is taken out, and the program told to refuse it."""

    def __init__(self, inner: "WSGIApplication") -> None:
        self._inner = inner

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if len(environ.get("PATH_INFO", "")) + len(environ.get("QUERY_STRING", "")) > MOST_ADDRESS:
            environ["QUERY_STRING"] = ""
            environ["PATH_INFO"] = environ["PATH_INFO"][:100]
            environ[_REFUSED] = 414
        if (host := environ.get("HTTP_HOST")) and not _HOST.fullmatch(host):
            del environ["HTTP_HOST"]
            environ[_REFUSED] = 400
        if has_long_head(environ):
            for name in [name for name in environ if name.startswith("HTTP_")]:
                del environ[name]
            environ[_REFUSED] = 431
        return self._inner(environ, start_response)


def refuse_what_is_too_long() -> None:
    """Before any page: what was found in front, 413 for a field that no page needs so long, 400 for a NUL."""
    if code := request.environ.get(_REFUSED):
        forget_what_was_sent()
        abort(code)
    if _is_too_long(request.args):
        forget_what_was_sent()
        abort(414)
    if request.method == "POST" and request.mimetype in _FORMS and _is_too_long(request.form):
        forget_what_was_sent()
        abort(413)
    if _holds_a_nul(request.args):
        forget_what_was_sent()
        abort(400)


_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def _is_too_long(sent: MultiDict[str, str]) -> bool:
    fields = list(sent.items(multi=True))
    return len(fields) > MOST_FIELDS or any(max(len(name), len(text)) > MOST_LETTERS for name, text in fields)


def _holds_a_nul(sent: MultiDict[str, str]) -> bool:
    """No page makes such an address. Of what is written in a form, what cannot be seen is taken out later."""
    return any("\0" in name or "\0" in text for name, text in sent.items(multi=True))


def forget_what_was_sent() -> None:
    """What is too long to be read must not be read again by the page that says so."""
    forget_the_query()
    request.form = ImmutableMultiDict()
    request.files = ImmutableMultiDict()


def forget_the_query() -> None:
    """What stood behind an address must stand in no link of the page that refuses it."""
    request.environ["QUERY_STRING"] = ""
    request.query_string = b""
    request.args = ImmutableMultiDict()
    vars(request).pop("values", None)


def init_limits(app: Flask) -> None:
    """Called before all that looks at a request."""
    app.wsgi_app = Limits(app.wsgi_app)  # type: ignore[method-assign]
    app.before_request(refuse_what_is_too_long)
