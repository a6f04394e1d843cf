"""How a place may be reached: what is no public web address, e-mail address or number is left out everywhere.

The sheets are checked when they are read; this is for what came into the tables in any other way.
"""

import re
from dataclasses import replace
from urllib.parse import urlsplit

from resource_finder.domain.offering import Offering, Phone

# A public host ends in letters (or is written in punycode): no address of digits does.
_HOST = re.compile(r"(?:[a-z0-9_-]+\.)+(?:[a-z]{2,}|xn--[a-z0-9-]+)\.?\Z", re.IGNORECASE | re.ASCII)
_ODD = re.compile(r"[^!-~]|[\\\"<>`^{}|]")
_EMAIL = re.compile(r"[\w.%+'-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}\Z", re.IGNORECASE | re.ASCII)
_NUMBER = re.compile(r"\+?[\d(][\d(). -]*\Z", re.ASCII)
_EXTENSION = re.compile(r"\d{0,8}\Z", re.ASCII)


def web_address(text: str) -> str:
    """An http or https address with a public host and no user; else nothing."""
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    is_public = parts.scheme in ("http", "https") and "@" not in parts.netloc and _HOST.match(host)
    return text if is_public and not _ODD.search(text) else ""


def email_address(text: str) -> str:
    return text if _EMAIL.match(text) else ""


def can_be_dialled(phone: Phone) -> bool:
    digits = sum(sign.isdigit() for sign in phone.number)
    return bool(3 <= digits <= 15 and _NUMBER.match(phone.number) and _EXTENSION.match(phone.extension))


def reachable_row(offering: Offering) -> Offering:
    """The row without what would lead nowhere or do harm; the very same where nothing is left out."""
    website, email = web_address(offering.website), email_address(offering.email)
    phones = tuple(phone for phone in offering.phones if can_be_dialled(phone))
    if (website, email, phones) == (offering.website, offering.email, offering.phones):
        return offering
    return replace(offering, website=website, email=email, phones=phones)
