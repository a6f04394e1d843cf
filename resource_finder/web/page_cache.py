"""Public pages of the last minute, ready to send again: rendering, not matching, is what a page costs."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from flask import Flask, Response, current_app, g, request

from resource_finder.web.parts import parts_of
from resource_finder.web.security import SHORT

MOST_PAGES = 512
SECONDS_KEPT = 60
# Pages that know nothing of anybody. Whatever comes by form is never kept.
KEPT = frozenset({"start", "county", "county_need", "first", "service", "organization", "about", "privacy"})

Key = tuple[str, int, str, bytes, bool]


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer as it went out."""

    body: bytes
    headers: tuple[tuple[str, str], ...]


class PageCache:
    """The pages asked for most recently. A key holds the catalogue's hash, so a new one is seen at once."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Key, Kept] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> Kept | None:
        with self._lock:
            kept = self._pages.get(key)
            if kept is not None:
                self._pages.move_to_end(key)
            return kept

    def put(self, key: Key, kept: Kept) -> None:
        with self._lock:
            self._pages[key] = kept
            while len(self._pages) > MOST_PAGES:
                self._pages.popitem(last=False)


def _key() -> Key | None:
    """None for what may not be kept."""
    door, _dot, page = (request.endpoint or "").rpartition(".")
    if request.method != "GET" or page not in KEPT or door not in ("en", "es"):
        return None
    parts = parts_of(current_app)
    if parts.settings.kiosk:
        return None
    minute = int(parts.now().timestamp() // SECONDS_KEPT)
    packed = "gzip" in request.headers.get("Accept-Encoding", "").lower()
    return parts.finder().catalogue.hash, minute, request.path, request.query_string, packed


def init_page_cache(app: Flask) -> None:
    """Must be called before the other hooks on answers, so that it keeps what they have finished."""
    cache = PageCache()

    @app.before_request
    def answer_again() -> Response | None:
        try:
            g.page_key = _key()
        except Exception:  # without a catalogue the page itself says so
            g.page_key = None
        kept = cache.get(g.page_key) if g.page_key else None
        if kept is None:
            return None
        g.page_key = None
        return Response(kept.body, headers=list(kept.headers))

    @app.after_request
    def keep(response: Response) -> Response:
        key = g.get("page_key")
        if key and response.status_code == 200 and response.headers.get("Cache-Control") == SHORT:
            cache.put(key, Kept(response.get_data(), tuple(response.headers.items())))
        return response
