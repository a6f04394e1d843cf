"""How a typed place name is made comparable: one key for every spelling of it."""

import re
import unicodedata

MOST_LETTERS = 200

_APOSTROPHES = re.compile(r"['’‘`´ʼ]")
_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
# Written short on envelopes and long on signs; the short form is the key.
_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft", "mc": "mc", "twp": "township"}
_STATE = ("missouri", "mo", "mo.", "misuri")
_COUNTRY = ("usa", "us", "estados unidos")

STATES = {
    "al": "alabama", "ak": "alaska", "az": "arizona", "ar": "arkansas", "ca": "california", "co": "colorado",
    "ct": "connecticut", "de": "delaware", "fl": "florida", "ga": "georgia", "hi": "hawaii", "id": "idaho",
    "il": "illinois", "in": "indiana", "ia": "iowa", "ks": "kansas", "ky": "kentucky", "la": "louisiana",
    "me": "maine", "md": "maryland", "ma": "massachusetts", "mi": "michigan", "mn": "minnesota",
    "ms": "mississippi", "mt": "montana", "ne": "nebraska", "nv": "nevada", "nh": "new hampshire",
    "nj": "new jersey", "nm": "new mexico", "ny": "new york", "nc": "north carolina", "nd": "north dakota",
    "oh": "ohio", "ok": "oklahoma", "or": "oregon", "pa": "pennsylvania", "ri": "rhode island",
    "sc": "south carolina", "sd": "south dakota", "tn": "tennessee", "tx": "texas", "ut": "utah",
    "vt": "vermont", "va": "virginia", "wa": "washington", "wv": "west virginia", "wi": "wisconsin",
    "wy": "wyoming", "dc": "district of columbia",
}  # fmt: skip


def plain_words(text: str) -> list[str]:
    """Small letters without accents, apostrophes and signs, as words; at most the first 200 letters count."""
    folded = unicodedata.normalize("NFKD", text[:MOST_LETTERS]).casefold()
    letters = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return _NOT_A_LETTER.sub(" ", _APOSTROPHES.sub("", letters)).split()


def key_of(words: list[str]) -> str:
    """One key for "Saint James", "St. James" and "St James", for "De Kalb" and "DeKalb"."""
    return "".join(_SHORT.get(word, word) for word in words)


def without_state(words: list[str]) -> list[str]:
    """The words without a trailing "MO", "Missouri" or "USA"."""
    while len(words) > 1 and (words[-1] in _STATE or words[-1] in _COUNTRY):
        words = words[:-1]
    return words


def other_state(words: list[str]) -> bool:
    """Whether the words end in the name of another state, as in "Springfield IL"."""
    if len(words) < 2:
        return False
    last, last_two = words[-1], " ".join(words[-2:])
    names = set(STATES.values())
    return last in STATES or last in names or (len(words) > 2 and last_two in names)
