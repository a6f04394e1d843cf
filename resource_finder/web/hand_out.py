"""How a list leaves the screen: the address and the short code that open it on a phone.

A square holds the configured address, never that of the request, and behind it a code or the ids. A code is
made only when a list is handed out by a form of ours, so that looking leaves no trace. No address, no
square: one that only this machine reaches (localhost) opens nothing on a phone, so paper and a kiosk leave it
off.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, has_request_context, request, url_for
from flask_babel import format_date, gettext
from markupsafe import Markup

from resource_finder.catalogue.handed_out import HandedOut, NoCode
from resource_finder.config import Settings
from resource_finder.printing.pdf import QR_MM
from resource_finder.printing.qr import qr_svg
from resource_finder.web.security import comes_from_elsewhere
from resource_finder.web.short_codes import code_shown, hand_out_under_code

# A longer address would make a square that old cameras do not read.
MOST_LETTERS = 900
# And this one a square that reaches into the listings, where a browser prints the page.
MOST_LETTERS_ON_A_PAGE = 330


class Leaving(Enum):
    """How far a list goes: looked at, handed out, or put on paper, which is read far from here."""

    LOOKED_AT = "looked at"
    HANDED_OUT = "handed out"
    ON_PAPER_BY_ADDRESS = "on paper, asked for by an address"
    ON_PAPER = "on paper"

    @property
    def makes_code(self) -> bool:
        return self in (Leaving.HANDED_OUT, Leaving.ON_PAPER)

    @property
    def is_far(self) -> bool:
        return self in (Leaving.ON_PAPER_BY_ADDRESS, Leaving.ON_PAPER)


def leaving_screen() -> Leaving:
    """By a form of ours a list is handed out. An address, a picture, another site's form write nothing."""
    is_ours = request.method == "POST" and not comes_from_elsewhere()
    return Leaving.HANDED_OUT if is_ours else Leaving.LOOKED_AT


def leaving_on_paper() -> Leaving:
    """The same for what is printed."""
    is_handed_out = leaving_screen() is Leaving.HANDED_OUT
    return Leaving.ON_PAPER if is_handed_out else Leaving.ON_PAPER_BY_ADDRESS


@dataclass(frozen=True, slots=True)
class HandOut:
    """`address` is empty where no public address is set, `code` where none was made.

    `ids` are the places of the list, `count` how many of them it opens: all, but where without a code not all
    fit into the address. `until` says how long a code opens, `type_at` where it is typed; `may_have_code`
    where one could be made; `no_code` why one that was wanted was not.
    """

    address: str = ""
    code: str = ""
    ids: tuple[str, ...] = ()
    count: int = 0
    until: str = ""
    type_at: str = ""
    may_have_code: bool = False
    no_code: NoCode | None = None

    @property
    def is_full(self) -> bool:
        return self.no_code is NoCode.FULL

    @property
    def qr(self) -> Markup:
        return Markup(qr_svg(self.address, QR_MM)) if self.address else Markup()


def hand_out(ids: Sequence[str], lang: str, settings: Settings, leaving: Leaving) -> HandOut:
    """These places under a code, or by their ids where none is wanted or none can be had."""
    is_reached = is_reached_by_phones(settings.public_url) or not leaving.is_far
    if not (is_reached and opens_on_phones(settings)):
        return HandOut(ids=tuple(ids), count=len(ids))
    may_have_code = bool(ids) and _may_have_code(settings)
    kept = hand_out_under_code(ids) if may_have_code and leaving.makes_code else None
    if isinstance(kept, HandedOut):
        return by_code(kept, lang, settings)
    most = MOST_LETTERS_ON_A_PAGE if leaving is Leaving.LOOKED_AT else MOST_LETTERS
    fitting = _fitting(ids, lang, settings, most)
    address = _public(lang, "list", settings, id=fitting) if fitting else ""
    return HandOut(address, ids=tuple(ids), count=len(fitting), may_have_code=may_have_code, no_code=kept)


def by_code(kept: HandedOut, lang: str, settings: Settings) -> HandOut:
    """A list that has its code."""
    return HandOut(
        address=_public(lang, "code", settings, code=kept.code),
        code=code_shown(kept.code),
        ids=kept.ids,
        count=len(kept.ids),
        until=gettext("Good until %(day)s", day=format_date(kept.until, "medium")),
        type_at=_typed_at(lang, settings),
    )


def opens_on_phones(settings: Settings) -> bool:
    """Whether a list that is handed out here has an address: without, no page may offer to send it."""
    if settings.kiosk:
        return is_reached_by_phones(settings.public_url)
    return bool(settings.public_url)


def is_reached_by_phones(address: str) -> bool:
    """Whether another device can open this address: not localhost, not loopback."""
    host = urlsplit(address).hostname or ""
    try:
        ip = ip_address(host)
    except ValueError:
        return bool(host) and host != "localhost" and not host.endswith(".localhost")
    return not (ip.is_loopback or ip.is_unspecified)


def _may_have_code(settings: Settings) -> bool:
    """Whether the public site reads this database: a kiosk of its own keeps its codes to itself."""
    return bool(settings.public_url) and (not settings.kiosk or bool(settings.database_url))


def _typed_at(lang: str, settings: Settings) -> str:
    """`help.example/c`, as short as it can be typed; empty where no phone gets there."""
    if not is_reached_by_phones(settings.public_url):
        return ""
    return _public(lang, "typed_code", settings).partition("://")[2]


def _public(lang: str, page: str, settings: Settings, **values: Any) -> str:
    public = settings.public_url.rstrip("/")
    return f"{public}{_path(f'{lang}.{page}', values)}" if public else ""


def _path(endpoint: str, values: Mapping[str, Any]) -> str:
    """As the request's own addresses are; a command has none."""
    if has_request_context():
        return url_for(endpoint, **values)
    return current_app.url_map.bind("").build(endpoint, values)


def _fitting(ids: Sequence[str], lang: str, settings: Settings, most: int) -> list[str]:
    """As many of the ids, from the first, as the address may hold."""
    fitting: list[str] = []
    for one in ids:
        if len(_public(lang, "list", settings, id=[*fitting, one])) > most:
            break
        fitting.append(one)
    return fitting
