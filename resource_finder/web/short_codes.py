"""Short codes as people type and read them; what they stand for lies in the tables."""

from collections.abc import Sequence
from datetime import date

from flask import current_app

from resource_finder.catalogue.handed_out import LENGTH, SIGNS, HandedOut, HandedOutLists, NoCode, key_in
from resource_finder.catalogue.tables import db
from resource_finder.domain.hours import MISSOURI_TIME
from resource_finder.web.pace import pace_of
from resource_finder.web.parts import parts_of

# Who reads a sign of the code as its twin is forgiven.
_TWINS = str.maketrans("ZSGB", "2568")
_PARTED = str.maketrans("", "", " \t\r\n\u00a0-\u2010\u2011\u2012\u2013._")


def code_typed(text: str) -> str:
    """A code as people type it, in the one way it is kept; empty for what can be no code."""
    code = text.translate(_PARTED).upper().translate(_TWINS)
    return code if len(code) == LENGTH and set(code) <= set(SIGNS) else ""


def code_shown(code: str) -> str:
    """In two groups of three, as people read it aloud."""
    return f"{code[:3]}-{code[3:]}" if code else ""


def hand_out_under_code(ids: Sequence[str]) -> HandedOut | NoCode:
    """These offerings under a code that is good from today on, or why there is none."""
    key = key_in(parts_of(current_app).settings.instance)
    return HandedOutLists(db.engine, key).hand_out(ids, _today(), pace_of("codes").may)


def opened_by_code(code: str) -> HandedOut | None:
    """What a code, as `code_typed` gives it, opens today. Looking needs no key, so none is made up for it."""
    return HandedOutLists(db.engine, "").opened(code, _today()) if code else None


def _today() -> date:
    return parts_of(current_app).now().astimezone(MISSOURI_TIME).date()
