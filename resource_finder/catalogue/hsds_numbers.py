"""Telephone numbers as other directories write them: which can be called, and what each is for."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from resource_finder.catalogue import cells
from resource_finder.catalogue.faults import CellFault
from resource_finder.catalogue.hsds_words import remark
from resource_finder.domain.offering import Phone

Row = Mapping[str, Any]
Say = Callable[[Row, str], None]

_TEN = re.compile(r"(?<!\d)(?:\+?1[\s.(-]*)?\(?(\d{3})\)?[\s./-]*(\d{3})[\s.-]*(\d{4})(?!\d)")
_LETTERED = re.compile(
    r"(?<!\w)(?:\+?1[\s.-]*)?\(?(\d{3})\)?[\s.-]+((?=[\d-]*[A-Z])[A-Z\d](?:-?[A-Z\d]){6,8})(?!\w)"
)
_EXTENSION = re.compile(r"\s*[,;]?\s*\(?(?:ext(?:ension)?|x|#)\.?\s*:?\s*#?(\d{1,8})\b\)?", re.IGNORECASE)
_SHORT = re.compile(r"(?<![\d-])(?:(?:2-?1|3-?1|5-?1|7-?1|9-?1)-?1|9-?8-?8)(?![\d-])")
_BARE_EXTENSION = re.compile(r"\s*(?:ext(?:ension)?|x|#)?\.?\s*:?\s*#?(\d{1,8})(?:\.0)?\s*\Z", re.IGNORECASE)
_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_TEXT_TELEPHONE = re.compile(r"\b(?:tty|tdd|tty/tdd|textphone|text ?telephone|text phone|teletype\w*)\b")
_FAX = re.compile(r"\bfax\b|\bfacsimile\b")
_MESSAGES = re.compile(r"\b(?:sms|text(?:ing| messages?| line| only)?)\b")
_PAGER = re.compile(r"\bpager\b")
_VOICE = re.compile(r"\bvoice\b|\bphone\b(?<!text phone)|\btelephone\b(?<!text telephone)")
# Types that say no more than that it is a telephone.
_PLAIN_TYPES = frozenset(
    {"", "voice", "phone", "telephone", "cell", "mobile", "landline", "main", "work", "tel"}
)


def callable_phones(rows: Iterable[Row], say: Say) -> tuple[Phone, ...]:
    """The numbers that a person can call and speak on, each with what it is for; in the order given."""
    found = [phone for row in rows if kind_of(row) == "call" for phone in _of_row(row, say)]
    return tuple({(phone.number, phone.extension): phone for phone in reversed(found)}.values())[::-1]


def written_numbers(rows: Iterable[Row], say: Say) -> tuple[tuple[str, str], ...]:
    """(what, number) of text telephones and of numbers for messages: to be read, not called."""
    labels = {"text telephone": "Text telephone (TTY)", "messages": "Text messages"}
    found = [(labels.get(kind_of(row), ""), row) for row in rows]
    return tuple(
        dict.fromkeys((label, phone.number) for label, row in found if label for phone in _of_row(row, say))
    )


def kind_of(row: Row) -> str:
    """`call`, `fax`, `text telephone`, `messages` or `pager`: by its type, else by its description."""
    kind = str(row.get("type") or "").casefold()
    words = f"{row.get('description') or ''} {row.get('department') or ''}".casefold()
    if (told := _kind_in(kind)) != "call":
        return told
    # “Voice/TTY” is one number for both; a fax that somebody typed as voice is still a fax.
    return "call" if _VOICE.search(words) else _kind_in(words)


def _kind_in(words: str) -> str:
    if _FAX.search(words) and not re.search(r"(?:phone|voice|tel)\W+(?:and\W+|or\W+)?fax", words):
        return "fax"
    if _TEXT_TELEPHONE.search(words):
        return "text telephone"
    if _PAGER.search(words):
        return "pager"
    return (
        "messages"
        if (words and _MESSAGES.fullmatch(words.strip())) or words.strip() in ("sms", "text")
        else "call"
    )


def _of_row(row: Row, say: Say) -> Iterator[Phone]:
    text = str(row.get("number") or "").strip()
    found = list(_numbers_in(text))
    if text and not found:
        say(row, f"“{text[:40]}” is no telephone number")
    extension = _BARE_EXTENSION.match(str(row.get("extension") or ""))
    more = "" if extension else str(row.get("extension") or "")
    kind = str(row.get("type") or "").casefold()
    purpose = remark("" if kind in _PLAIN_TYPES else kind, _purpose(row), more, _rest_of(text))
    for number, own in found:
        try:
            (phone,) = cells.phones(number, [])
        except CellFault as fault:
            say(row, str(fault))
            continue
        is_last_of_one = extension is not None and len(found) == 1
        yield Phone(phone.number, own or (extension[1] if extension and is_last_of_one else ""), purpose)


def _purpose(row: Row) -> str:
    said = [str(row.get(name) or "") for name in ("department", "description")]
    return " ".join(dict.fromkeys(text for text in said if text.casefold() not in _PLAIN_TYPES))


def _numbers_in(text: str) -> Iterator[tuple[str, str]]:
    """(number, extension) of every number in a cell that may hold several."""
    plain = _LETTERED.sub(lambda found: f"{found[1]}{_digits(found[2])}", text)
    for found in _TEN.finditer(plain):
        extension = _EXTENSION.match(plain, found.end())
        yield "-".join(found.groups()), extension[1] if extension else ""
    for short in _SHORT.findall(_EXTENSION.sub(" ", _TEN.sub(" ", plain))):
        yield short.replace("-", ""), ""


def _digits(letters: str) -> str:
    return letters.replace("-", "").translate(_KEYS)[:7]


def _rest_of(text: str) -> str:
    """Words beside the number in its cell: “573-874-2345 (toll free)”."""
    rest = _SHORT.sub(" ", _EXTENSION.sub(" ", _TEN.sub(" ", _LETTERED.sub(" ", text))))
    return rest if re.search(r"[a-z]{3}", rest, re.IGNORECASE) and rest.strip() != "or" else ""
