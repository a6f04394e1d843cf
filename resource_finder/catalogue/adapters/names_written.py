"""Names that a list prints in capitals, as people write them: O'Fallon, McDonald, St. Louis, LLC, VA, II."""

import re
from collections.abc import Mapping

_RUN = re.compile(r"[A-Z]+(?:['’][A-Z]+)*")
# Letters that stand for a name: they are said one by one, or are numbers.
_LETTERS = re.compile(r"(?:[BCDFGHJKLMNPQRSTVWXZ]{2,5}|[IVXL]{2,})\Z")
_SPELLED = frozenset(
    {"AIDS", "AME", "DBA", "EMS", "HIV", "KU", "MU", "PA", "SLU", "UMKC", "USA", "VA", "VAMC", "YMCA", "YWCA"}
)
# Abbreviations without a vowel that are words all the same.
_WORDS = frozenset(
    {
        "BLDG",
        "BLVD",
        "CNTR",
        "CT",
        "CTR",
        "DEPT",
        "DR",
        "FT",
        "HWY",
        "JR",
        "LN",
        "MGMT",
        "MR",
        "MRS",
        "MT",
        "PKWY",
        "PL",
        "RD",
    }
    | {"SQ", "SR", "ST", "STE", "SVC", "SVCS", "TWP", "TR", "NTL", "PHD", "BROS", "PT", "FL", "RM", "MTN"}
)
_SMALL = frozenset({"AND", "AT", "BY", "FOR", "IN", "OF", "ON", "THE", "TO"})
_OWN_WAY: Mapping[str, str] = {
    "DESOTO": "DeSoto",
    "DEKALB": "DeKalb",
    "DEPAUL": "DePaul",
    "PHD": "PhD",
    "MACARTHUR": "MacArthur",
}
_STOPPED: Mapping[str, str] = {"ST": "St.", "STE": "Ste.", "MT": "Mt.", "FT": "Ft."}


def plain(name: str) -> str:
    """Words in capitals made readable, letters that stand for a name kept; mixed writing stays."""
    name = " ".join(name.split())
    return _written(name, letters=True) if name.isupper() else name


def plain_street(line: str) -> str:
    """A street as people write it: directions and route letters stay."""
    line = " ".join(line.split())
    return _written(line, letters=False) if line.isupper() else line


def _written(name: str, letters: bool) -> str:
    return _RUN.sub(lambda found: _word(found, name, letters), name)


def _word(found: re.Match[str], name: str, letters: bool) -> str:
    word, before, after = found[0], name[: found.start()], name[found.end() :]
    if before[-1:].isdigit():
        return word.lower() if len(word) == 2 else word
    if (
        word in _STOPPED
        and re.match(r" [A-Z]", after)
        and (letters or re.fullmatch(r"[\d\s]*(?:[NSEW] )?", before))
    ):
        return _STOPPED[word]
    if word in ("NE", "NW", "SE", "SW", "US", "PO") or (letters and word in _SPELLED):
        return word
    if letters and word not in _WORDS and _LETTERS.match(word):
        return word
    if letters and word in _SMALL and before and before[-1] == " " and after:
        return word.lower()
    return _OWN_WAY.get(word) or _capital(word)


def _capital(word: str) -> str:
    first, mark, rest = word.partition("'") if "'" in word else word.partition("’")
    if rest:
        # O'Fallon and D'Arcy, but Children's.
        return first.capitalize() + mark + (rest.capitalize() if len(first) == 1 else rest.lower())
    if re.fullmatch(r"MC[A-Z]{3,}", word):
        return f"Mc{word[2:].capitalize()}"
    return word.capitalize()
