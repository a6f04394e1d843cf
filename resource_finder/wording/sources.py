"""Where a fact was read, as people would say it: who stands behind it, or where it was found."""

import re
from urllib.parse import urlsplit

from flask_babel import gettext

from resource_finder.domain.offering import Source

_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)
_UPLOADS = "github.com"
# An office's own paper that was read in somebody's upload: the office stands behind it all the same.
_READ_THERE = "Read in a public repository"
_OWN_PAGE, _NEWS = "Its own web page", "News of it on a web page"


def source_parts(source: Source) -> tuple[str, str]:
    """What kind of thing it is, where no office stands behind it, and its name.

    Nobody is named as a publisher who only put a file up: a list is named by its title as far as the colon.
    A web page is named by its address, for the words that stand as its title were made from that.
    """
    host = host_of(source)
    if _is_found(source, host):
        return gettext("A list on the internet,"), f"“{source.title.partition(': ')[0] or host}”"
    if source.title == _OWN_PAGE:
        return gettext("Their own web page,"), host
    if source.title == _NEWS or _HOST.fullmatch(source.publisher):
        return "", host or source.publisher
    return "", source.publisher or host


def is_web_page(source: Source) -> bool:
    """A single page, of which nothing but its address is worth naming."""
    return source.title in (_OWN_PAGE, _NEWS) or bool(_HOST.fullmatch(source.publisher))


def host_of(source: Source) -> str:
    try:
        return urlsplit(source.address).netloc.removeprefix("www.")
    except ValueError:
        return ""


def _is_found(source: Source, host: str) -> bool:
    was_uploaded = host == _UPLOADS and not source.note.startswith(_READ_THERE)
    return was_uploaded or source.publisher in ("", "Unknown")
