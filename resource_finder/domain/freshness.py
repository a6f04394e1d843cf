"""How old a fact is, from dates that may be a day, a month or a year."""

import re
from datetime import date
from typing import Literal

Fresh = Literal["current", "old", "unknown"]

DAYS_CURRENT = 365
DAYS_HIRING_COUNTS = 730
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


def earliest_day(partial: str) -> date | None:
    """The first day that `2026`, `2026-05` or `2026-05-01` can mean; None for anything else.

    The earliest is taken so that a fact is never called fresher than it is.
    """
    found = _PARTIAL_DATE.match(partial)
    if not found:
        return None
    year, month, day = found.groups()
    try:
        return date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None


def freshness(checked_on: str, today: date) -> Fresh:
    """`current` up to 365 days, `old` after; `unknown` without a date or with one in the future."""
    day = earliest_day(checked_on)
    if day is None or day > today:
        return "unknown"
    return "current" if (today - day).days <= DAYS_CURRENT else "old"


def counts_as_hiring(last_hire_seen: str, today: date) -> bool:
    """False when the last sign of hiring is over two years old or was never dated."""
    day = earliest_day(last_hire_seen)
    return day is not None and (today - day).days <= DAYS_HIRING_COUNTS
