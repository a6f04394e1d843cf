"""Streets that are no place to go: post office boxes, and addresses that are kept private."""

import re
from functools import lru_cache

# "PO Box 77", "P. O. Drawer B", "Box 12, Route 2", "General Delivery", "PMB 12": mail comes there alone.
_MAIL = re.compile(
    r"\b(?:p\.?\s*o\.?|post\s+office|postal)[\s.]*(?:box|drawer|bx)\b[\s#.:]*(?:no\.?\s*)?[\w-]*"
    r"|\bp\.?\s*o\.?\s*b\.?\s+\d+\b"
    r"|\b(?:(?:r\.?\s?r\.?|r\.?f\.?d\.?|rte|rt|route|rural route|hcr|hc|star route)\b\.?[\s#]*\w*[\s,]*)?"
    r"\b(?:box|drawer)\b[\s#.]*\d[\w-]*"
    r"|\bgeneral\s+delivery\b|\bpmb\b[\s#.]*\w*|\bapartado(?:\s+postal)?\b[\s#.]*\w*|\bcaller\s+service\b[\s#.]*\w*",
    re.IGNORECASE,
)
_HOUSE = re.compile(r"\d+[\w/-]*\s+\S*[A-Za-z]|[\w ]+\s(?:&|and|at)\s+\w")
_MAIL_STORE = re.compile(r"\bpmb\b", re.IGNORECASE)
_HIDDEN = re.compile(
    r"\bconfidential|\bundisclosed"
    r"|\bnot (?:public|published|disclosed|listed|given|shown|available to the public)\b"
    r"|\bnon-?public|\bunpublished|\bunlisted|\bwithheld|\bsecret\b|\banonymous\b"
    r"|\bprivate (?:address|location|residence|shelter)|\A\W*(?:private|hidden|protected)\W*\Z"
    r"|\b(?:call|phone|contact|text|ask)\b.{0,25}\b(?:address|location|directions)\b"
    r"|\b(?:address|location)\b.{0,20}\b(?:on request|upon request|by phone|when you call|provided|given)\b"
    r"|\bconfidencial|\bdirecci[oó]n privada",
    re.IGNORECASE,
)


def is_hidden(street: str) -> bool:
    """Whether it says that the place is kept private: "Confidential", "call for location"."""
    return bool(_HIDDEN.search(street))


def mail_part(street: str) -> str:
    """What of it takes mail only; empty where all of it is a place."""
    found = _MAIL.search(street)
    return found[0].strip(" ,.") if found else ""


def place_part(street: str) -> str:
    """What of it people can go to: "100 Main St" of "100 Main St, PO Box 77"; empty where there is nothing.

    The street of a private mail box is that of a shop that keeps mail.
    """
    if not mail_part(street):
        return street
    if _MAIL_STORE.search(street):
        return ""
    rest = re.sub(r"\s*([,;/(]\s*)+\Z|\A[\s,;/)]+", "", _MAIL.sub("", street)).strip(" ,;-()")
    return re.sub(r"\s*,(?:\s*,)+", ",", rest) if _HOUSE.match(rest) else ""


@lru_cache(maxsize=16384)
def takes_mail_only(street: str) -> bool:
    """Whether mail comes there and nobody can go there."""
    return bool(mail_part(street)) and not place_part(street)
