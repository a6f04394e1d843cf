"""A whole list as one text message: names and how to reach them, nothing of what was asked."""

from collections.abc import Iterable
from urllib.parse import quote

from flask_babel import gettext

from resource_finder.domain.text_message import gsm_length, gsm_text
from resource_finder.printing.listing import Entry

# Two messages that a telephone joins to one: each loses seven letters to say that they belong together.
MOST_LETTERS = 2 * 153
MOST_OF_A_NAME = 40


def sms_of(entries: Iterable[Entry], address: str) -> str:
    """As many places as fit, then what opens the rest; empty where nothing says how to reach any."""
    lines = [line for entry in entries if (line := _line(entry))]
    if not lines:
        return ""
    link = gsm_text(address) if gsm_length(gsm_text(address)) <= MOST_LETTERS // 2 else ""
    for count in range(len(lines), 0, -1):
        left = len(lines) - count
        more = gsm_text(gettext("and %(count)d more", count=left)) if left else ""
        text = "\n".join(part for part in (*lines[:count], more, link) if part)
        if gsm_length(text) <= MOST_LETTERS:
            return f"sms:?body={quote(text)}"
    return ""


def _line(entry: Entry) -> str:
    """The name, cut short where it is long; then the first number, else the street, else the website."""
    reached = entry.phones[0].number if entry.phones else entry.address or entry.website
    if not reached:
        return ""
    name = gsm_text(entry.name)
    short = name if len(name) <= MOST_OF_A_NAME else name[: MOST_OF_A_NAME - 3].rstrip() + "..."
    return f"{short} {gsm_text(reached)}".strip()
