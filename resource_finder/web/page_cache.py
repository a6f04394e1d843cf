"""Public pages, sent again before the program wakes: rendering is what a page costs.

A page changes when the catalogue does, or when some place opens or closes: the latter at the beginning of a
quarter hour, or more often where a row's hours are written more finely.
"""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from flask import Flask, Response, current_app, request

from resource_finder.domain.hours import MOST_UNCHANGED, minutes_unchanged
from resource_finder.finding.shelf import Shelf
from resource_finder.web.compression import coding_for
from resource_finder.web.limits import has_long_head
from resource_finder.web.page_table import page_here
from resource_finder.web.parts import FINDER, parts_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

MOST_BYTES = 32_000_000
# What a page weighs beside its body: its key, its headers.
OVERHEAD = 2_000
# Longer addresses than people make are not kept: the limit above counts pages, not addresses.
MOST_LETTERS = 500
_KEY = "resource_finder.page_key"
_EXTENSION = "page_cache"
# Who may not wait believes for so long that the catalogue is still the one last seen.
SECONDS_BELIEVED = 1.0

Key = tuple[int, int, str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer as it went out."""

    body: bytes
    headers: list[tuple[str, str]]


class PageCache:
    """The pages asked for most recently, as a layer in front of the program.

    A key holds the finder's number, so a new catalogue is seen at once. Cookies are not looked at, because no
    page that is kept depends on one.
    """

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._inner = app.wsgi_app
        self._pages: OrderedDict[Key, Kept] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()
        self._unchanged = ("", MOST_UNCHANGED)
        # The number and the catalogue of the finder last seen.
        self._seen: tuple[int, str] | None = None
        self._seen_at = 0.0

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        key = self._key(environ)
        kept = self._get(key) if key else None
        if kept is not None:
            start_response("200 OK", kept.headers)
            return (kept.body,)
        environ[_KEY] = key
        return self._inner(environ, start_response)

    def keep(self, response: Response) -> Response:
        """Called with each finished answer; keeps it if it may be kept."""
        key = request.environ.get(_KEY)
        page, door = page_here(), (request.endpoint or "").rpartition(".")[0]
        # What comes by form is never kept, nor what `security` calls no-store.
        is_public = (
            page is not None
            and page.is_rendered_once
            and door in parts_of(current_app).settings.languages
            and response.headers.get("Cache-Control") == page.cache.value
        )
        if key and is_public and response.status_code == 200:
            self._put(key, Kept(response.get_data(), list(response.headers.items())))
        return response

    def at_hand(self, environ: "WSGIEnvironment") -> Kept | None:
        """A kept page, for who may not wait for anything.

        Once a second it says None to one of them, who then goes in and looks for a new catalogue.
        """
        if not self._seen or not self._may_be_kept(environ):
            return None
        now = monotonic()
        if now - self._seen_at > SECONDS_BELIEVED:
            self._seen_at = now
            return None
        return self._get(self._key_of(*self._seen, environ))

    def _key(self, environ: "WSGIEnvironment") -> Key | None:
        """None for what may not be kept."""
        if not self._may_be_kept(environ):
            return None
        try:
            finder = parts_of(self._app).finder()
        except Exception:  # without a catalogue the page itself says so
            return None
        # The page that is made for this key is of this very finder.
        environ[FINDER] = finder
        self._minutes_unchanged(finder.catalogue.hash, finder.offerings)
        self._seen, self._seen_at = (finder.number, finder.catalogue.hash), monotonic()
        return self._key_of(*self._seen, environ)

    def _may_be_kept(self, environ: "WSGIEnvironment") -> bool:
        length = len(environ.get("QUERY_STRING", "")) + len(environ.get("PATH_INFO", ""))
        is_get = environ["REQUEST_METHOD"] == "GET"
        if not is_get or length > MOST_LETTERS or has_long_head(environ):
            return False
        return not parts_of(self._app).settings.kiosk

    def _key_of(self, number: int, catalogue_hash: str, environ: "WSGIEnvironment") -> Key:
        known, minutes = self._unchanged
        return (
            number,
            int(parts_of(self._app).now().timestamp() // (60 * (minutes if known == catalogue_hash else 1))),
            environ["wsgi.url_scheme"],
            environ.get("SCRIPT_NAME", ""),
            environ.get("PATH_INFO", ""),
            environ.get("QUERY_STRING", ""),
            coding_for(environ.get("HTTP_ACCEPT_ENCODING", "")),
        )

    def _minutes_unchanged(self, catalogue_hash: str, shelf: Shelf) -> None:
        """How long no place of this catalogue opens or closes; reckoned once for each."""
        if self._unchanged[0] != catalogue_hash:
            self._unchanged = (catalogue_hash, minutes_unchanged(shelf.hours()))

    def _get(self, key: Key) -> Kept | None:
        with self._lock:
            kept = self._pages.get(key)
            if kept is not None:
                self._pages.move_to_end(key)
            return kept

    def _put(self, key: Key, kept: Kept) -> None:
        with self._lock:
            if key not in self._pages:
                self._bytes += len(kept.body) + OVERHEAD
            self._pages[key] = kept
            while self._bytes > MOST_BYTES:
                _old, gone = self._pages.popitem(last=False)
                self._bytes -= len(gone.body) + OVERHEAD


def init_page_cache(app: Flask) -> None:
    """Must be called before the other hooks on answers, so that it keeps what they have finished."""
    cache = PageCache(app)
    app.extensions[_EXTENSION] = cache
    app.wsgi_app = cache  # type: ignore[method-assign]
    app.after_request(cache.keep)


def page_cache_of(app: Flask) -> PageCache:
    cache: PageCache = app.extensions[_EXTENSION]
    return cache
