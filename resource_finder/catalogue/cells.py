"""What each kind of cell may hold. Every parser gives the value and what was mended, or raises CellFault."""

import re
from collections.abc import Collection, Iterable
from datetime import date
from urllib.parse import urlsplit

import phonenumbers
from rapidfuzz import process

from resource_finder.catalogue.faults import CellFault, did_you_mean
from resource_finder.domain.freshness import earliest_day
from resource_finder.domain.hours import HoursUnreadable, read_hours
from resource_finder.domain.offering import (
    DOCUMENTS,
    RECORD_KINDS,
    WHO_GROUPS,
    Phone,
    Said,
)

Repairs = list[str]

_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d+\Z", re.IGNORECASE)
_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,38}[a-z0-9]\Z")
_TELLING = re.compile(
    r"treat|rehab|recover|sober|hous|shelter|hiv|aids|sex|felon|convict|parol|meth|drug|mental"
)
_PHONE = re.compile(
    r"(?P<number>[^(x#]*?(?:\(\d{3}\))?[^(x#]*?)\s*(?:(?:ext\.?|x|#)\s*(?P<ext>\d{1,8}))?\s*(?:\((?P<remark>[^()]+)\))?\Z",
    re.IGNORECASE,
)
_SHORT_NUMBERS = re.compile(r"(?:211|311|511|711|911|988)\Z")
_TEXT_NUMBER = re.compile(r"\d{5,6}\Z")
_AGES = re.compile(r"ages (\d{0,3})-(\d{0,3})\Z", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.%+'-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}\Z", re.IGNORECASE | re.ASCII)
# A public host ends in letters (or is written in punycode): no address of digits does.
_HOST = re.compile(r"(?:[a-z0-9_-]+\.)+(?:[a-z]{2,}|xn--[a-z0-9-]+)\.?\Z", re.IGNORECASE | re.ASCII)
_US_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\Z")
_SERIAL = re.compile(r"\d{5}(?:\.0)?\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}\Z")
_LANGUAGES_BY_NAME = {"english": "en", "spanish": "es", "español": "es", "american sign language": "asl"}
_OLDEST = 120
FREE = "free"
_COSTS_NOTHING = re.compile(
    r"\W*(?:(?:it'?s|is|always|completely|totally|all|100%|offered|provided|at)\s+)*"
    r"(?:free(?:\s+(?:of\s+(?:charge|cost)|service|services|for\s+(?:all|everyone|everybody)))?"
    r"|no[\s-]+(?:cost|costs|charge|charges|fee|fees)(?:\s+to\s+(?:you|clients?|patients?|participants?))?"
    r"|without\s+(?:cost|charge)|(?:US)?\$\s*0+(?:\.0+)?|0+(?:\.0+)?\s*(?:\$|dollars?|usd)|0(?:\.0+)?|zero(?:\s+dollars)?"
    r"|gratis|gratuit[oa]s?|sin\s+(?:costo|cargo))"
    r"(?:\s*[,;(-]+\s*donations?\s+(?:are\s+)?(?:welcome|accepted|appreciated)\)?)?\W*\Z",
    re.IGNORECASE,
)
MISSOURI = (35.98, 40.63, -95.79, -89.08)


def offering_id(text: str) -> str:
    if not _ID.match(text):
        raise CellFault("must be 3 to 40 of a-z, 0-9 and -, beginning and ending with a letter or figure")
    if found := _TELLING.search(text):
        raise CellFault(f"names something (“{found[0]}”): ids stand in addresses, so they must tell nothing")
    return text


def listed(text: str) -> tuple[str, ...]:
    """The parts of a cell that are separated by semicolons, each once."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))


def words_of(text: str, allowed: Collection[str], repairs: Repairs, what: str) -> tuple[str, ...]:
    """Words of a closed list; commas between known words are mended."""
    parts = listed(text)
    if len(parts) == 1 and "," in text and all(p.strip() in allowed for p in text.split(",")):
        parts = listed(text.replace(",", ";"))
        repairs.append("commas were read as semicolons")
    found = []
    for part in parts:
        plain = part.casefold()
        if plain not in allowed:
            raise CellFault(f"“{part[:40]}” is no {what}{_nearest(part, allowed)}")
        found.append(plain)
    return tuple(found)


def word_of(text: str, allowed: Collection[str], what: str) -> str:
    """One word of a closed list."""
    plain = text.casefold()
    if plain not in allowed:
        raise CellFault(f"“{text[:40]}” is no {what}{_nearest(text, allowed)}")
    return plain


def one_of(text: str, allowed: Iterable[str]) -> str:
    choices = tuple(choice for choice in allowed if choice)
    plain = text.casefold()
    if plain and plain not in choices:
        raise CellFault(
            f"“{text[:40]}” must be {', '.join(choices[:-1])} or {choices[-1]}{_nearest(text, choices)}"
        )
    return plain


def choice(text: str, allowed: Iterable[str]) -> str:
    """The one of these words that is meant, as it is written there."""
    by_letters = {word.casefold(): word for word in allowed}
    return by_letters[one_of(text, by_letters)]


def _nearest(text: str, allowed: Collection[str]) -> str:
    near = process.extractOne(text.casefold(), list(allowed), score_cutoff=60)
    return did_you_mean([near[0]] if near else [])


def zip_code(text: str, repairs: Repairs) -> str:
    if re.fullmatch(r"\d{5}\.0+", text):
        repairs.append(f"“{text}” was read as {text[:5]}")
        return text[:5]
    if re.fullmatch(r"\d{5}-\d{4}", text):
        repairs.append(f"“{text}” was read as {text[:5]}")
        return text[:5]
    if _SCIENTIFIC.match(text):
        raise CellFault(f"“{text}” was changed by a spreadsheet: type the five digits as text")
    if not re.fullmatch(r"\d{5}", text):
        raise CellFault(f"“{text[:20]}” is not five digits")
    return text


def degrees(text: str, column: str) -> float:
    text = text.replace("\N{MINUS SIGN}", "-")
    if re.fullmatch(r"-?\d+,\d+", text):
        raise CellFault(f"“{text}” has a decimal comma: write {text.replace(',', '.')}")
    try:
        value = float(text)
    except ValueError:
        raise CellFault(f"“{text[:20]}” is not a number of degrees") from None
    south, north, west, east = MISSOURI
    low, high, other = (south, north, (west, east)) if column == "latitude" else (west, east, (south, north))
    if low <= value <= high:
        return value
    if other[0] <= value <= other[1]:
        raise CellFault(f"{text} is not in Missouri: latitude and longitude are swapped")
    if column == "longitude" and low <= -value <= high:
        raise CellFault(f"{text} lies east of Greenwich: Missouri's longitudes begin with a minus")
    raise CellFault(f"{text} is not in Missouri ({low} to {high})")


def phones(text: str, repairs: Repairs) -> tuple[Phone, ...]:
    return tuple(_phone(part, repairs) for part in listed(text))


def _phone(text: str, repairs: Repairs) -> Phone:
    if _SCIENTIFIC.match(text):
        raise CellFault(f"“{text}” was changed by a spreadsheet: type the number as text")
    if re.fullmatch(r"\d{10}\.0", text):
        repairs.append(f"“{text}” was read as {text[:10]}")
        text = text[:10]
    found = _PHONE.match(text)
    if not found or not found["number"].strip():
        raise CellFault(f"“{text[:40]}” cannot be read: write 573-555-0100 x12 (remark)")
    number, extension, remark = found["number"].strip(), found["ext"] or "", found["remark"] or ""
    if _SHORT_NUMBERS.match(number):
        return Phone(number, extension, remark)
    if _TEXT_NUMBER.match(number) and "text" in remark.casefold():
        return Phone(number, extension, remark)
    return Phone(_dialed(number), extension, remark)


def _dialed(number: str) -> str:
    if re.search(r"[a-z]", number, re.IGNORECASE):
        raise CellFault(f"“{number[:40]}” has letters in it: write the digits")
    digits = re.sub(r"\D", "", number)
    local = digits[1:] if len(digits) == 11 and digits[0] == "1" else digits
    if len(local) == 7:
        raise CellFault(f"“{number}” has no area code")
    if len(local) != 10:
        raise CellFault(f"“{number[:40]}” has {len(digits)} digits; a number has ten")
    if re.fullmatch(r"\d{3}55501\d{2}", local):
        raise CellFault(f"“{number}” is one of the numbers kept for stories (555-01xx)")
    try:
        parsed = phonenumbers.parse(local, "US")
    except phonenumbers.NumberParseException:
        raise CellFault(f"“{number}” is not a telephone number") from None
    if not phonenumbers.is_valid_number(parsed):
        raise CellFault(f"“{number}” cannot exist: no such area code or exchange")
    if phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.PREMIUM_RATE:
        raise CellFault(f"“{number}” costs the caller money for each minute")
    if phonenumbers.region_code_for_number(parsed) != "US":
        raise CellFault(f"“{number}” belongs to another country")
    return f"{local[:3]}-{local[3:6]}-{local[6:]}"


def website(text: str, repairs: Repairs) -> str:
    if re.match(r"(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/|\Z)", text, re.IGNORECASE):
        repairs.append(f"“https://” was put before “{text[:40]}”")
        text = f"https://{text}"
    if " " in text or (";" in text and "://" in text.partition(";")[2]):
        raise CellFault("must hold one address, without blanks")
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise CellFault(f"“{text[:60]}” is no web address") from None
    if parts.scheme not in ("http", "https"):
        raise CellFault(f"“{text[:60]}” must begin with https:// or http://")
    if parts.username is not None or "@" in parts.netloc:
        raise CellFault("must not hold a user name")
    if not _HOST.match(host):
        raise CellFault(f"“{host[:60]}” is no public host name")
    if re.search(r"[\\\"<>`^{}|]", text):
        raise CellFault("holds signs that no web address has")
    return text


def email(text: str) -> str:
    if not _EMAIL.match(text):
        raise CellFault(f"“{text[:60]}” is no e-mail address")
    return text


def hours(text: str) -> str:
    try:
        read_hours(text)
    except HoursUnreadable:
        raise CellFault(f"“{text[:60]}” cannot be read: write it like Mo-Fr 08:00-17:00; PH off") from None
    return text


def cost(text: str, repairs: Repairs) -> str:
    """The code for what costs nothing, however it is written; a price stays as it is."""
    if text != FREE and _COSTS_NOTHING.match(text):
        repairs.append(f"“{text[:40]}” was read as {FREE}")
        return FREE
    code = text.casefold().replace(" ", "_")
    return code if code == "pay_what_you_can" else text


IN_THE_FUTURE = "lies in the future"


def partial_date(text: str, today: date, repairs: Repairs) -> str:
    """2026, 2026-01 or 2026-01-20; a date as American spreadsheets write it is mended."""
    if found := _US_DATE.match(text):
        month, day, year = (int(part) for part in found.groups())
        mended = f"{year:04d}-{month:02d}-{day:02d}"
        repairs.append(f"“{text}” was read as {mended}")
        text = mended
    if _SERIAL.match(text):
        raise CellFault(f"“{text}” is a spreadsheet's day number: write the date as 2026-01-20")
    first = earliest_day(text)
    if first is None:
        raise CellFault(f"“{text[:30]}” is no date: write 2026-01-20, 2026-01 or 2026")
    if first > today:
        raise CellFault(f"{text} {IN_THE_FUTURE}")
    if first.year < 1990:
        raise CellFault(f"{text} is too long ago to be true")
    return text


def languages(text: str) -> tuple[str, ...]:
    found = tuple(part.casefold() for part in listed(text))
    for part in found:
        if not _LANGUAGE.match(part):
            near = did_you_mean([_LANGUAGES_BY_NAME[part]] if part in _LANGUAGES_BY_NAME else [])
            raise CellFault(f"“{part[:30]}” is no language code: write en, es, asl{near}")
    return found


def who(text: str, repairs: Repairs) -> tuple[str, ...]:
    groups = [part for part in listed(text) if not _AGES.match(part)]
    found = words_of("; ".join(groups), WHO_GROUPS, repairs, "group (or “ages 18-24”)")
    ages = [part.casefold() for part in listed(text) if _AGES.match(part)]
    for part in ages:
        _check_ages(part)
    return (*found, *ages)


def _check_ages(text: str) -> None:
    found = _AGES.match(text)
    youngest, oldest = found.groups() if found else ("", "")
    if not youngest and not oldest:
        raise CellFault("“ages -” names no age: write ages 18-24, ages 18- or ages -17")
    if int(youngest or 0) > int(oldest or _OLDEST) or int(oldest or 0) > _OLDEST:
        raise CellFault(f"“{text}” holds nobody: the younger age stands first")


def documents(text: str, repairs: Repairs) -> tuple[str, ...]:
    """Codes, or plain words; a code that was nearly hit is mended or asked about."""
    found = []
    for part in listed(text):
        code = re.sub(r"[\s-]+", "_", part.casefold())
        if code in DOCUMENTS and code != part:
            repairs.append(f"“{part}” was read as {code}")
        elif code not in DOCUMENTS and "_" in part and " " not in part:
            raise CellFault(f"“{part[:40]}” is no document{_nearest(part, DOCUMENTS)}")
        found.append(code if code in DOCUMENTS else part)
    return tuple(dict.fromkeys(found))


def record(text: str) -> tuple[tuple[str, Said], ...]:
    found: dict[str, Said] = {}
    for part in listed(text):
        kind, equals, said = (word.strip().casefold() for word in part.partition("="))
        if not equals:
            raise CellFault(f"“{part[:40]}” must be written like arson=no")
        if kind not in RECORD_KINDS:
            raise CellFault(f"“{kind[:30]}” is no kind of record{_nearest(kind, RECORD_KINDS)}")
        if said not in ("yes", "no", "ask"):
            raise CellFault(f"“{said[:30]}” must be yes, no or ask")
        if kind in found and found[kind] != said:
            raise CellFault(f"says two things of {kind}")
        found[kind] = said  # type: ignore[assignment]
    return tuple(found.items())
