"""What is mended or refused in the text of any cell, before its column is looked at."""

import re
import unicodedata

from resource_finder.catalogue.faults import CellFault
from resource_finder.domain.visible import INVISIBLE

MOST_LETTERS = 2000

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_TAG = re.compile(r"<[/!?]?[a-zA-Z]|&(?:amp|lt|gt|quot|nbsp|#\d+);", re.IGNORECASE)
_SPREADSHEET_ERROR = re.compile(
    r"#(?:REF|VALUE|NUM|NULL|DIV/0|SPILL|CALC)!|#NAME\?|#N/A|#{4,}|Err:5\d\d", re.IGNORECASE
)
_MOJIBAKE = re.compile("Ã[\x80-¿©¨³±¡­º]|â€[™œ\x9d“”˜]|Â[ \u00a0·°]|[\ufffd\ue000-\uf8ff]")
_WORD = re.compile(r"\w+")
_FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20\t")
_GUARDED = _FORMULA | {"\r", "\n"}
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?\Z", re.ASCII)
_PLACEHOLDERS = frozenset(
    {"n/a", "na", "none", "null", "nil", "nan", "-", "--", "—", "–", "?", "tbd", "unknown", "x"}
)
_MOST_MARKS = 3


def cleaned(
    text: str, may_start_with: str = "", keeps: frozenset[str] = frozenset()
) -> tuple[str, list[str]]:
    """The text as it can be used, and what was mended.

    `may_start_with` are signs that this column may begin with; `keeps` are placeholders that mean something
    in it. Raises CellFault for what must be put right by a person.
    """
    repairs: list[str] = []
    if len(text) > MOST_LETTERS:
        raise CellFault(f"holds {len(text):,} letters; at most {MOST_LETTERS:,} are read")
    text = _without_invisible(text, repairs)
    _refuse_damage(text)
    text = _in_one_line(text, repairs)
    if unguarded(text) != text:
        # Our own export guards such cells with an apostrophe.
        return unguarded(text), repairs
    if text and text[0] in _FORMULA and text[0] not in may_start_with and text not in _PLACEHOLDERS:
        raise CellFault(f"begins with “{text[0]}”, which a spreadsheet takes for a formula")
    if text.casefold() in _PLACEHOLDERS - keeps:
        repairs.append(f"“{text}” was read as empty")
        return "", repairs
    return _in_plain_letters(text, repairs), repairs


def guarded(text: str) -> str:
    """A cell as it may be written: one that a spreadsheet would take for a formula gets an apostrophe."""
    return f"'{text}" if _is_formula(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return text[1:] if text[:1] == "'" and _is_formula(text[1:]) else text


def _is_formula(text: str) -> bool:
    """Whether it begins as one, behind guards that it may have already. A bare number is none."""
    return text.lstrip("'")[:1] in _GUARDED and bool(text) and not _NUMBER.match(text)


def _without_invisible(text: str, repairs: list[str]) -> str:
    if text.isascii() and text.isprintable():
        return text
    visible = "".join(sign for sign in text if sign not in INVISIBLE and unicodedata.category(sign) != "Cf")
    if visible != text:
        repairs.append("invisible signs were taken out")
    plain = _CONTROL.sub("", visible)
    if plain != visible:
        repairs.append("control characters were taken out")
    return unicodedata.normalize("NFC", plain.replace("\u00a0", " ").replace("\u202f", " "))


def _in_one_line(text: str, repairs: list[str]) -> str:
    if "\n" in text.strip():
        repairs.append("line breaks were read as blanks")
    return " ".join(text.split())


def _in_plain_letters(text: str, repairs: list[str]) -> str:
    """Full-width and mathematical letters and foreign digits as those of a keyboard."""
    if text.isascii():
        return text
    plain = "".join(map(_plain_letter, text))
    if plain != text:
        repairs.append("letters or digits of another width were read as plain ones")
    return plain


def _plain_letter(letter: str) -> str:
    if letter.isascii():
        return letter
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    name = unicodedata.name(letter, "")
    return unicodedata.normalize("NFKC", letter) if name.startswith(("FULLWIDTH", "MATHEMATICAL")) else letter


def _refuse_damage(text: str) -> None:
    if found := _SPREADSHEET_ERROR.search(text):
        raise CellFault(f"holds a spreadsheet error ({found[0]})")
    if found := _TAG.search(text):
        raise CellFault(f"holds HTML ({text[found.start() : found.start() + 20]}); write plain text")
    if text.isascii():
        return
    if found := _MOJIBAKE.search(text):
        raise CellFault(f"holds damaged letters ({found[0]}): the file was saved in the wrong encoding once")
    if _marks_in_a_row(text) > _MOST_MARKS:
        raise CellFault("holds letters with too many marks on them")
    _refuse_look_alikes(text)


def _marks_in_a_row(text: str) -> int:
    longest = run = 0
    for letter in unicodedata.normalize("NFD", text):
        run = run + 1 if unicodedata.combining(letter) else 0
        longest = max(longest, run)
    return longest


def _refuse_look_alikes(text: str) -> None:
    """Greek and Cyrillic letters that pass for ours make a name that no search finds."""
    for word in _WORD.findall(text):
        names = {unicodedata.name(letter, "").partition(" ")[0] for letter in word if letter.isalpha()}
        if names & {"CYRILLIC", "GREEK"}:
            how = "mixes letters of two alphabets" if "LATIN" in names else "has letters of another alphabet"
            raise CellFault(f"“{word[:30]}” {how} that look alike: type it anew")
