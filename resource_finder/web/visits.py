"""A kiosk visit: a signed mark in the forms of one person, refused after that person has left.

No cookie is needed, and a page that a browser kept or sends again after "leave" leads to the start. A mark
says when its visit began and nothing else, so that only marks of this machine, and of this day, are any good.
"""

import hmac
import secrets
import shutil
import socket
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64

from flask import Flask, current_app

from resource_finder.web.leavings import AHEAD_SECONDS, Leavings
from resource_finder.web.parts import parts_of

# Longer than any visit: a mark that is older is over, whether somebody left or not.
KEPT_SECONDS = 86_400
_KEY = "resource_finder_leavings"
_BEGAN, _CHANCE, _SIGNED = 4, 12, 14
_LENGTH = _BEGAN + _CHANCE + _SIGNED


class VisitOver(RuntimeError):
    """A form of somebody who has left this kiosk was sent again."""


def new_visit() -> str:
    told = _now().to_bytes(_BEGAN, "big") + secrets.token_bytes(_CHANCE)
    return urlsafe_b64encode(told + _signature(told)).decode()


def is_over(visit: str) -> bool:
    """True after leaving, for what is no mark of ours, and wherever leaving could not be kept."""
    found = _read(visit)
    return found is None or _leavings().is_over(*found)


def end_visit(visit: str) -> None:
    """Remember that this visit is over. A mark that was made up costs nothing. Raises CannotForget."""
    found = _read(visit)
    if found is not None:
        _leavings().end(*found)


def can_forget() -> bool:
    """Whether this screen may take answers: that somebody has left can be kept."""
    return _leavings().can_be_kept()


def init_visits(app: Flask) -> None:
    """Says so at once where a kiosk could not forget."""
    settings = parts_of(app).settings
    leavings = app.extensions[_KEY] = Leavings(settings.instance / "visits-over", _now)
    # What an older program kept, a file for each leaving: its marks are no longer any good.
    shutil.rmtree(settings.instance / "left", ignore_errors=True)
    leavings.prepare()
    if settings.kiosk and not leavings.can_be_kept():
        app.logger.error(
            "this kiosk takes no answers: that somebody has left cannot be kept in %s", settings.instance
        )


def _read(visit: str) -> tuple[int, int] | None:
    """The place of this mark and when its visit began; None for what we did not sign, or long ago."""
    try:
        told = urlsafe_b64decode(visit)
    except (NotBase64, ValueError):
        return None
    if len(told) != _LENGTH:
        return None
    told, signature = told[:-_SIGNED], told[-_SIGNED:]
    if not hmac.compare_digest(signature, _signature(told)):
        return None
    began = int.from_bytes(told[:_BEGAN], "big")
    if not -AHEAD_SECONDS <= _now() - began <= KEPT_SECONDS:
        return None
    return int.from_bytes(told[_BEGAN:]), began


def _signature(told: bytes) -> bytes:
    """Of this machine alone: another one behind the same name does not know who left here."""
    key = f"visit on {socket.gethostname()} {current_app.secret_key!r}".encode()
    return hmac.digest(key, told, "sha256")[:_SIGNED]


def _leavings() -> Leavings:
    leavings: Leavings = current_app.extensions[_KEY]
    return leavings


def _now() -> int:
    return int(time.time())
