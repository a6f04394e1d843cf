"""A kiosk visit: a random mark in the forms of one person, refused after that person has left.

No cookie is needed, and a page that a browser kept or sends again after "leave" leads to the start.
"""

import re
import secrets
import time
from pathlib import Path

_MARK = re.compile(r"[A-Za-z0-9_-]{22}\Z")
# Longer than any visit: after this the mark file may go, for its forms are long gone from the browser.
KEPT_SECONDS = 86_400


class VisitOver(RuntimeError):
    """A form of somebody who has left this kiosk was sent again."""


def new_visit() -> str:
    return secrets.token_urlsafe(16)


def is_over(instance: Path, visit: str) -> bool:
    """True after leaving, and for what has not the form of a mark."""
    return not _MARK.match(visit) or (instance / "left" / visit).exists()


def end_visit(instance: Path, visit: str, now: float | None = None) -> None:
    """Remember that this visit is over. Says nothing of who or what: the mark is random."""
    if not _MARK.match(visit):
        return
    folder = instance / "left"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / visit).touch()
    oldest = (time.time() if now is None else now) - KEPT_SECONDS
    for mark in folder.iterdir():
        if mark.stat().st_mtime < oldest:
            mark.unlink(missing_ok=True)
