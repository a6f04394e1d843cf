"""What a ride costs, when it runs and how it is got: dates and hours of the sheet as people say them."""

import re
from datetime import datetime

from resource_finder.wording.glossary import said_text
from resource_finder.wording.hours import span_text
from resource_finder.wording.remarks import month_text

_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_SPAN = re.compile(r"\b(\d{1,2}:\d{2})-(\d{1,2}:\d{2})\b")


def ride_words(text: str) -> str:
    """In the reader's language: "2023-07-01" as "Jul 2023", "7:30-17:00" as "7:30 am to 5 pm"."""
    words = _DATE.sub(lambda found: month_text(found[0]), said_text(text))
    return _SPAN.sub(lambda found: span_text(_clock(found[1]), _clock(found[2])), words)


def _clock(figures: str) -> datetime:
    return datetime.strptime(figures, "%H:%M")
