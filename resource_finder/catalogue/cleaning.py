"""What is mended or refused in the text of any cell, before its column is looked at."""

import re
import unicodedata

from resource_finder.catalogue.faults import CellFault

MOST_LETTERS = 2000

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_TAG = re.compile(r"<[/!?]?[a-zA-Z][^<>]*>|<script|&(?:amp|lt|gt|quot|nbsp|#\d+);", re.IGNORECASE)
_SPREADSHEET_ERROR = re.compile(r"#(?:REF|VALUE|NAME|N/A|NUM|NULL|DIV/0)[!?]?|#{4,}", re.IGNORECASE)
_MOJIBAKE = re.compile("Ã[\x80-¿©¨³±¡­º]|â€[™œ\x9d“”˜]|Â[ \u00a0·°]|\ufffd")
_WORD = re.compile(r"\w+")
_FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20\t")
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
    if text.startswith("'") and len(text) > 1 and text[1] in _FORMULA:
        # Our own export guards such cells with an apostrophe.
        return text[1:], repairs
    if text and text[0] in _FORMULA and text[0] not in may_start_with and text not in _PLACEHOLDERS:
        raise CellFault(f"begins with “{text[0]}”, which a spreadsheet takes for a formula")
    if text.casefold() in _PLACEHOLDERS - keeps:
        repairs.append(f"“{text}” was read as empty")
        return "", repairs
    return text, repairs


def guarded(text: str) -> str:
    """A cell as it may be written: one that a spreadsheet would take for a formula gets an apostrophe."""
    guards = text[:1] in _FORMULA | {"\r"} or (text[:1] == "'" and text[1:2] in _FORMULA)
    return f"'{text}" if text and guards else text


def _without_invisible(text: str, repairs: list[str]) -> str:
    visible = _INVISIBLE.sub("", text)
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


def _refuse_damage(text: str) -> None:
    if found := _SPREADSHEET_ERROR.search(text):
        raise CellFault(f"holds a spreadsheet error ({found[0]})")
    if found := _TAG.search(text):
        raise CellFault(f"holds HTML ({found[0][:20]}); write plain text")
    if found := _MOJIBAKE.search(text):
        raise CellFault(f"holds damaged letters ({found[0]}): the file was saved in the wrong encoding once")
    if _marks_in_a_row(text) > _MOST_MARKS:
        raise CellFault("holds letters with too many marks on them")
    if mixed := _mixed_word(text):
        raise CellFault(f"“{mixed[:30]}” mixes letters of two alphabets that look alike")


def _marks_in_a_row(text: str) -> int:
    longest = run = 0
    for letter in unicodedata.normalize("NFD", text):
        run = run + 1 if unicodedata.combining(letter) else 0
        longest = max(longest, run)
    return longest


def _mixed_word(text: str) -> str:
    """A word with Latin letters and Greek or Cyrillic ones: the sign of a look-alike."""
    if text.isascii():
        return ""
    for word in _WORD.findall(text):
        names = {unicodedata.name(letter, "").partition(" ")[0] for letter in word if letter.isalpha()}
        if "LATIN" in names and names & {"CYRILLIC", "GREEK"}:
            return str(word)
    return ""
