"""The way back to an answer on a kiosk, where no Back button is in sight and answers have no address.

What is looked at from an answer (a listing, my list) is asked for by a form that bears the answer's fields,
and `look`. It is answered as if its address had been opened, and its button sends the fields back. So they
live in the page alone: in no address, cookie or storage; once their person has left, they lead to the start.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from flask import Flask, request

from resource_finder.web.asked import Asked
from resource_finder.web.doors import door_of
from resource_finder.web.parts import parts_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Fields = tuple[tuple[str, str], ...]

# The fields of an answer, and the listing that was looked at last. Nothing else is carried along.
CARRIED = frozenset(
    {"place", "need", "q", "for", "open", "refused", "page", "about", "answered", "visit", "seen"}
)
# Whither the way leads: the page's name stands in the field `back`.
ANSWER, FIRST = "find", "first"
# An answer's fields are far shorter; what is longer is no look of ours.
MOST_BYTES = 20_000
_KEY = "resource_finder.carried"


@dataclass(frozen=True, slots=True)
class WayBack:
    """A form that leads to the answer; `to` is the name of its page."""

    fields: Fields
    to: str

    @property
    def visit(self) -> str:
        return dict(self.fields).get("visit", "")

    @property
    def seen(self) -> str:
        """The listing that was looked at, to show the answer where it was left."""
        return dict(self.fields).get("seen", "")

    @property
    def goes_to(self) -> str:
        """The page that "Back" asks for: from the first 72 hours themselves it is the step before."""
        return ANSWER if _page() == FIRST else self.to

    @property
    def leads_to_places(self) -> bool:
        """Whether there are places at its end, and not only the next question."""
        return self.goes_to == FIRST or bool({"need", "q"} & {name for name, _value in self.fields})


def carried() -> WayBack | None:
    """What came along with the form that asked for this page, unchecked."""
    if request.method == "POST" and "back" in request.form:
        return _way(request.form.items(multi=True))
    sent: Fields | None = request.environ.get(_KEY)
    return None if sent is None else _way(sent)


def way_back(asked: Asked) -> WayBack | None:
    """How to come back here, or to where somebody came from; None where nothing was asked yet."""
    if not asked.door.is_kiosk:
        return None
    if asked.visit and (asked.place or asked.q):
        return WayBack(tuple(asked.fields), FIRST if _page() == FIRST else ANSWER)
    return carried()


def came_by_form() -> bool:
    """Whether this page was asked for by a form, a kiosk's look too: then its title names nothing of it."""
    return request.method == "POST" or _KEY in request.environ


def is_beside_the_way(way: WayBack | None) -> bool:
    """Whether this page must say how to get back: those of the flow ask and answer by themselves."""
    page = _page()
    return way is not None if page == FIRST else page not in ("start", ANSWER)


def _page() -> str:
    return (request.endpoint or "").rpartition(".")[2]


def _way(sent: Iterable[tuple[str, str]]) -> WayBack:
    pairs = list(sent)
    to = FIRST if ("back", FIRST) in pairs else ANSWER
    return WayBack(tuple(pair for pair in pairs if pair[0] in CARRIED), to)


class LooksByForm:
    """A layer in front of the program: a kiosk's form with `look` is a look at its address."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._inner = app.wsgi_app

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "POST" and self._may_look(environ):
            body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
            sent = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
            if any(name == "look" for name, _value in sent):
                environ |= {"REQUEST_METHOD": "GET", "CONTENT_LENGTH": "0", _KEY: tuple(sent)}
                body = b""
            environ["wsgi.input"] = BytesIO(body)
        return self._inner(environ, start_response)

    def _may_look(self, environ: "WSGIEnvironment") -> bool:
        settings = parts_of(self._app).settings
        length = environ.get("CONTENT_LENGTH", "")
        return (
            environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded")
            and length.isdecimal()
            and int(length) <= MOST_BYTES
            and door_of(environ.get("PATH_INFO", ""), settings.kiosk, settings.languages).is_kiosk
        )


def init_way_back(app: Flask) -> None:
    app.wsgi_app = LooksByForm(app)  # type: ignore[method-assign]
    app.jinja_env.globals.update(
        way_back=way_back, carried=carried, came_by_form=came_by_form, is_beside_the_way=is_beside_the_way
    )
