"""Dates as other directories write them."""

import re
from datetime import date

_ISO = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s].*)?\Z")
_AMERICAN = re.compile(r"\s*(\d{1,2})/(\d{1,2})/(\d{4})(?:\s.*)?\Z")
_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:T.*)?\Z")


def day_of(text: str) -> date | None:
    """The day of `2026-05-01`, `2026-05-01T10:00:00Z`, `5/1/2026` or `20260501`; None for anything else."""
    for pattern, parts in ((_ISO, (1, 2, 3)), (_COMPACT, (1, 2, 3)), (_AMERICAN, (3, 1, 2))):
        if found := pattern.match(text):
            try:
                return date(*(int(found[part]) for part in parts))
            except ValueError:
                return None
    return None
