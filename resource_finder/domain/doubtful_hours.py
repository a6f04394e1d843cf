"""Hours that were probably typed on a clock of twelve hours: 08:00-05:00, 01:00-04:00."""

import re
from collections.abc import Iterator

_SPAN = re.compile(r"(?<![\d:])(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})(?![\d:])")
_QUOTED = re.compile(r'"[^"]*"')
_HALF, _DAY = 12 * 60, 24 * 60
# Nights begin in the evening, and nobody opens before the buses run.
_EARLIEST, _EVENING = 4 * 60, 15 * 60


def doubtful_spans(hours: str) -> Iterator[tuple[str, str]]:
    """Each span that nobody keeps by day, and the one that was probably meant."""
    for found in _SPAN.finditer(_QUOTED.sub("", hours)):
        opens, closes = (int(found[n]) * 60 + int(found[n + 1]) for n in (1, 3))
        if _EARLIEST <= opens < _EVENING and 0 < closes <= opens < closes + _HALF:
            yield found[0], f"{found[1]}:{found[2]}-{_clock(closes + _HALF)}"
        elif 0 < opens < _EARLIEST and opens < closes <= _HALF:
            yield found[0], f"{_clock(opens + _HALF)}-{_clock(closes + _HALF)}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}" if minutes < _DAY else "24:00"
