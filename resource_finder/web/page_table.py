"""What each address is: its view, who may come, what may be kept of its answer, and whether a kiosk has it.

An address that is in no table is answered, but never kept; a test asks the running program for such.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from flask import Blueprint, Flask, abort, current_app, request
from flask.typing import ResponseReturnValue

View = Callable[..., ResponseReturnValue]
Methods = tuple[str, ...]
# What stands between a page and who asks for it: an answer of its own, or None to let them in.
Guard = Callable[[], ResponseReturnValue | None]

GET = ("GET",)
POST = ("POST",)
BOTH = ("GET", "POST")
PUBLIC = "public"
_TABLE, _GUARDS = "page_table", "page_guards"


class Cache(Enum):
    """What a browser may keep of an answer that is good, was asked for by its address and tells of nobody."""

    NEVER = "no-store"
    ASKS_AGAIN = "no-cache"
    A_MINUTE = "public, max-age=60"
    AN_HOUR = "public, max-age=3600"
    A_DAY = "public, max-age=86400"


class Kiosk(Enum):
    """Whether a shared screen has the page. One that asks is not shown where leaving cannot be kept."""

    ABSENT = "absent"
    SHOWN = "shown"
    ASKS = "asks"


@dataclass(frozen=True, slots=True)
class Page:
    """One entry. What is not said is the strictest: never kept, not on a kiosk.

    `is_rendered_once` pages are kept here, too, and sent again to whoever asks (`page_cache.py`): they may
    depend on nothing but their address and the catalogue.
    """

    path: str
    name: str
    # None where somebody else registers it.
    view: View | None = None
    methods: Methods = GET
    cache: Cache = Cache.NEVER
    is_rendered_once: bool = False
    kiosk: Kiosk = Kiosk.ABSENT
    access: str = PUBLIC

    def __post_init__(self) -> None:
        if self.is_rendered_once and (self.cache is not Cache.A_MINUTE or self.access != PUBLIC):
            raise ValueError(f"{self.name}: only what anybody may keep for a minute is rendered once")


def add_pages(to: Flask | Blueprint, pages: Iterable[Page], app: Flask) -> None:
    """Registers them; a blueprint is still to be registered itself."""
    for page in pages:
        to.add_url_rule(page.path, page.name, page.view, methods=list(page.methods))
        note(app, f"{to.name}.{page.name}" if isinstance(to, Blueprint) else page.name, page)


def note(app: Flask, endpoint: str, page: Page) -> None:
    """An entry for what somebody else registered: Flask's own static files."""
    app.extensions.setdefault(_TABLE, {})[endpoint] = page


def guard(app: Flask, access: str, by: Guard) -> None:
    """Who lets people in to the pages of an access level. Without one nobody comes in."""
    app.extensions.setdefault(_GUARDS, {})[access] = by


def page_of(app: Flask, endpoint: str | None) -> Page | None:
    """The entry of an endpoint, or None: then nothing of it may be kept."""
    found: Page | None = app.extensions.get(_TABLE, {}).get(endpoint)
    return found


def page_here() -> Page | None:
    """The entry of the page that is being asked for."""
    return page_of(current_app, request.endpoint)


def only_who_may() -> ResponseReturnValue | None:
    """Before any page: who may not come in is not told that there is something."""
    page = page_here()
    if page is None or page.access == PUBLIC:
        return None
    by: Guard | None = current_app.extensions.get(_GUARDS, {}).get(page.access)
    return by() if by else abort(404)
