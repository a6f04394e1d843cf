"""How a list leaves the screen: the address and the short code that open it on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from markupsafe import Markup

from resource_finder.config import Settings
from resource_finder.printing.pdf import QR_MM
from resource_finder.printing.qr import qr_svg
from resource_finder.web.short_codes import code_for, code_shown

# A longer address would make a square that old cameras do not read.
MOST_LETTERS = 900


@dataclass(frozen=True, slots=True)
class HandOut:
    """`address` is empty where no public address is set, `code` where none can be had.

    `count` is how many places it opens: all of them, but where without a code not all fit into the address.
    """

    address: str
    code: str
    count: int

    @property
    def qr(self) -> Markup:
        return Markup(qr_svg(self.address, QR_MM)) if self.address else Markup()


def hand_out(ids: Sequence[str], lang: str, settings: Settings) -> HandOut:
    """Holds ids of offerings and nothing else, at the configured address, never at that of the request."""
    code = code_for(ids) if ids and _is_known_there(settings) else ""
    if code:
        return HandOut(_public(lang, "code", settings, code=code), code_shown(code), len(ids))
    fitting = _fitting(ids, lang, settings)
    address = _public(lang, "list", settings, id=fitting) if fitting else ""
    return HandOut(address, "", len(fitting))


def handed_out_before(code: str, count: int, lang: str, settings: Settings) -> HandOut:
    """The same for a list that came by its code."""
    return HandOut(_public(lang, "code", settings, code=code), code_shown(code), count)


def _is_known_there(settings: Settings) -> bool:
    """Whether the public site reads this database: a kiosk of its own keeps its codes to itself."""
    return not settings.kiosk or bool(settings.database_url)


def _public(lang: str, page: str, settings: Settings, **values: Any) -> str:
    public = settings.public_url.rstrip("/")
    return f"{public}{url_for(f'{lang}.{page}', **values)}" if public else ""


def _fitting(ids: Sequence[str], lang: str, settings: Settings) -> list[str]:
    """As many of the ids, from the first, as the address may hold."""
    fitting: list[str] = []
    for one in ids:
        if len(_public(lang, "list", settings, id=[*fitting, one])) > MOST_LETTERS:
            break
        fitting.append(one)
    return fitting
