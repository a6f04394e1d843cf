"""The cells of a foreign service as our sheets may hold them; what they may not hold is said and left out."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache, partial
from typing import Any

from babel import Locale

from resource_finder.catalogue import cells
from resource_finder.catalogue.adapters.published import website
from resource_finder.catalogue.faults import CellFault
from resource_finder.catalogue.hsds_dates import day_of
from resource_finder.catalogue.hsds_words import plain_text, usable
from resource_finder.domain.offering import Said

Row = Mapping[str, Any]

_CLOSED = frozenset(
    {"inactive", "defunct", "temporarily closed", "closed", "archived", "deleted", "suspended"}
)
_ACTIVE = frozenset({"active", "open", "published", ""})
_FREE = re.compile(
    r"(?:free(?: of charge)?|no (?:fees?|charge|cost)|none|\$?0(?:\.00?)?)\.?\Z", re.IGNORECASE
)
_ONLY = re.compile(
    r"(men|women|families|veterans|youth|seniors|pregnant women)(?: only)?\.?\Z", re.IGNORECASE
)
_STARTS = {
    "walk-in": re.compile(r"walk[- ]?ins?\b(?! not)", re.IGNORECASE),
    "call": re.compile(r"\b(?:call|phone|telephone)\b", re.IGNORECASE),
    "appointment": re.compile(r"\bappointments?\b", re.IGNORECASE),
    "online": re.compile(r"\b(?:online|web ?site|webpage)\b", re.IGNORECASE),
}
_NO_ACCESS = re.compile(r"\b(?:not|no|without|limited|partial\w*)\b", re.IGNORECASE)
_ACCESS = re.compile(r"\b(?:wheel ?chairs?|ramps?|ada|accessible)\b", re.IGNORECASE)
# ISO has no two-letter code for it; our sheets write `asl`.
_OWN_CODES = {
    "american sign language": "asl",
    "sign language": "asl",
    "ase": "asl",
    "español": "es",
    "castilian": "es",
    "mandarin": "zh",
    "cantonese": "zh",
}
_OLDEST_YEAR = 1990


class Facts:
    """One service's cells; `say` is told the column and what is wrong with it."""

    def __init__(self, service: Row, organization: Row, say: Callable[[str, str], None]) -> None:
        self._service, self._organization, self._say = service, organization, say

    def is_closed(self) -> bool:
        status = re.sub(r"[_\s]+", " ", str(self._service["status"]).strip().casefold())
        if status not in _CLOSED | _ACTIVE:
            self._say("status", f"“{status[:30]}” is no status that we know: shown as unconfirmed")
        return status in _CLOSED

    def website(self) -> str:
        for row, column in ((self._service, "url"), (self._organization, "website")):
            text = plain_text(str(row[column]))
            if text and (kept := self._kept(column, partial(_web_address, text))):
                return str(kept)
        return ""

    def email(self) -> str:
        for row in (self._service, self._organization):
            if text := plain_text(str(row["email"])).removeprefix("mailto:"):
                first = re.split(r"[,;\s]+", text)[0]
                whole = first if "@" in first else text
                if kept := self._kept("email", partial(cells.email, whole)):
                    return str(kept)
        return ""

    def who(self) -> tuple[str, ...]:
        """An age range, and one group where the package names it and nothing else."""
        found: list[str] = []
        ages = [str(self._service[column]).removesuffix(".0") for column in ("minimum_age", "maximum_age")]
        if any(ages):
            range_ = f"ages {ages[0]}-{ages[1]}"
            found += self._kept("minimum_age", lambda: cells.who(range_, [])) or ()
        if only := _ONLY.match(str(self._service["eligibility_description"]).strip()):
            found.append(only[1].casefold().partition(" ")[0])
        return tuple(found)

    def cost(self, options: Iterable[Row]) -> str:
        said = plain_text(str(self._service["fees_description"]))
        if not said:
            said = "; ".join(dict.fromkeys(filter(None, (_option(row) for row in options))))
        if _FREE.match(said):
            return "free"
        return self._kept("fees_description", lambda: usable(said)) or ""

    def documents(self, rows: Iterable[Row]) -> tuple[str, ...]:
        found: list[str] = []
        for row in rows:
            text = self._kept("document", partial(usable, str(row["document"]))) or ""
            found += self._kept("document", partial(cells.documents, text.replace(";", ","), [])) or ()
        return tuple(dict.fromkeys(found))

    def languages(self, rows: Iterable[Row]) -> tuple[str, ...]:
        found: list[str] = []
        for row in rows:
            parts = re.split(r"[,;/]|\band\b", str(row["code"] or row["name"]))
            for text in filter(None, (part.strip() for part in parts)):
                code = language_code(text) or language_code(str(row["name"]))
                found += [code] if code else []
                if not code:
                    self._say("languages", f"“{text[:30]}” is no language that we know")
        return tuple(dict.fromkeys(found))

    def how_to_start(self) -> tuple[str, ...]:
        """Ways that the package names itself, in few words; a longer text is shown as it is."""
        text = plain_text(str(self._service["application_process"]))
        if len(text.split()) > 12 or _NO_ACCESS.search(text):
            return ()
        return tuple(way for way, pattern in _STARTS.items() if pattern.search(text))

    def accessible(self, rows: Iterable[Row]) -> Said:
        text = " ".join(str(row[name]) for row in rows for name in ("description", "details"))
        if not _ACCESS.search(text):
            return ""
        return "" if _NO_ACCESS.search(text) else "yes"

    def checked_on(self, today: date) -> str:
        text = str(self._service["assured_date"])
        day = day_of(text)
        if text and (day is None or day > today or day.year < _OLDEST_YEAR):
            self._say("assured_date", f"“{text[:30]}” is no day on which somebody can have checked")
            return ""
        return day.isoformat() if day else ""

    def _kept(self, column: str, read: Callable[[], Any]) -> Any:
        """What a cell may hold; None where it may not, which is said."""
        try:
            return read()
        except CellFault as fault:
            self._say(column, f"{fault}; left out")
            return None


def _web_address(text: str) -> str:
    found = website(text.split()[0])
    if not found:
        raise CellFault(f"“{text[:60]}” is no web address")
    return cells.website(found, [])


def _option(row: Row) -> str:
    option, amount = str(row["option"]).strip(), str(row["amount"]).strip()
    if not amount or option.casefold() == "free":
        return plain_text(option)
    dollars = f"${amount}" if str(row["currency"]).upper() in ("", "USD") else f"{amount} {row['currency']}"
    return plain_text(f"{option} {dollars}".strip())


def language_code(text: str) -> str:
    """`es` of `es`, `spa`, `Spanish`, `es-MX`; empty for no language."""
    plain = re.sub(r"\s*\(.*\)", "", text.strip().casefold())
    if plain in _OWN_CODES:
        return _OWN_CODES[plain]
    names = _names()
    short = re.split(r"[-_]", plain)[0]
    if short in names.values():
        return short
    try:
        return names.get(plain) or str(
            Locale.parse(short).language if re.fullmatch(r"[a-z]{3}", short) else ""
        )
    except (ValueError, LookupError):
        return ""


@cache
def _names() -> Mapping[str, str]:
    """English names of languages that have a code of two or three letters."""
    listed = Locale("en").languages
    return {name.casefold(): code for code, name in listed.items() if re.fullmatch(r"[a-z]{2,3}", code)}
