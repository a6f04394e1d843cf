"""How a typed place name is made comparable: one key for every spelling of it."""

import re
import unicodedata

MOST_LETTERS = 200

_APOSTROPHES = re.compile(r"['’‘`´ʼ]")
_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
# Written short on envelopes and long on signs; one form of each is the key. People write "Mt" for a mountain
# as well. https://pe.usps.com/text/pub28/28apc_002.htm
_SHORT = {
    "saint": "st", "sainte": "ste", "mount": "mt", "mountain": "mt", "mtn": "mt", "mntn": "mt",
    "fort": "ft", "twp": "township", "spg": "spring", "spgs": "springs", "spngs": "springs",
    "sprgs": "springs", "hts": "heights", "hgts": "heights", "ht": "heights", "vlg": "village",
    "vlge": "village", "jct": "junction", "jctn": "junction", "ctr": "center", "cntr": "center",
    "centre": "center", "cy": "city", "cty": "city", "lk": "lake", "lks": "lakes", "vly": "valley",
    "grv": "grove", "blf": "bluff", "blfs": "bluffs", "pt": "point", "pk": "park", "rdg": "ridge",
    "crk": "creek", "hl": "hill", "hls": "hills", "bch": "beach", "brg": "bridge", "trl": "trail",
}  # fmt: skip
# Before a name only: "W Plains", "No. Kansas City".
_DIRECTIONS = {"n": "north", "no": "north", "s": "south", "so": "south", "e": "east", "w": "west"}
_STATE = frozenset({"missouri", "mo", "misuri"})
_ALL_OF = frozenset({"all", "of", "state", "anywhere", "in", "todo", "de", "estado"})
_COUNTRY = frozenset({"usa", "us", "estados", "unidos"})
_AFTER_A_PLACE = frozenset({"area", "region", "metro"})
_BEFORE_A_PLACE = frozenset(
    {"in", "near", "at", "around", "by", "from", "to", "close", "en", "cerca", "de", "downtown", "outside"}
)
# Names that begin with a word that is also a preposition.
_DE_NAMES = frozenset({"soto", "kalb", "witt", "lassus"})
_COUNTY_WORDS = frozenset({"county", "co", "cnty", "condado"})

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
_STATE_NAMES = frozenset(STATES.values())


def plain_words(text: str) -> list[str]:
    """Small letters without accents, apostrophes and signs, as words; at most the first 200 letters count."""
    folded = unicodedata.normalize("NFKD", text[:MOST_LETTERS]).casefold()
    letters = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return _NOT_A_LETTER.sub(" ", _APOSTROPHES.sub("", letters)).split()


def key_of(words: list[str]) -> str:
    """One key for "Saint James", "St. James" and "St James", for "De Kalb" and "DeKalb"."""
    first = [_DIRECTIONS.get(word, word) for word in words[:1]] if len(words) > 1 else words[:1]
    return "".join(_SHORT.get(word, word) for word in [*first, *words[1:]])


def is_the_state(words: list[str]) -> bool:
    """Whether the words name all of Missouri: "MO", "Missouri, USA", "anywhere in Missouri"."""
    return not _STATE.isdisjoint(words) and set(words) <= _STATE | _COUNTRY | _ALL_OF


def without_state(words: list[str]) -> list[str]:
    """The words without a trailing "MO", "Missouri", "USA" or "area"."""
    while len(words) > 1 and words[-1] in _STATE | _COUNTRY | _AFTER_A_PLACE:
        words = words[:-1]
    return words


def without_prepositions(words: list[str]) -> list[str]:
    """The words without a leading "near", "cerca de", "downtown"; De Soto keeps its first word."""
    while len(words) > 1 and words[0] in _BEFORE_A_PLACE:
        if words[0] == "de" and words[1] in _DE_NAMES:
            return words
        words = words[1:]
    return words


def names_a_county(words: list[str]) -> bool:
    """Whether one of the words says "county"."""
    return not _COUNTY_WORDS.isdisjoint(words)


def without_county(words: list[str]) -> list[str]:
    """Boone of "Boone Co.", "County of Boone" and "condado de Boone"."""
    kept = [word for word in words if word not in _COUNTY_WORDS]
    begins_so = len(kept) > 1 and kept[0] in {"of", "de"} and kept[1] not in _DE_NAMES
    return kept[1:] if begins_so else kept


def other_state(words: list[str]) -> bool:
    """Whether the words are or end in the name of another state, as in "Springfield IL"."""
    if not words:
        return False
    if words[-1] in _STATE_NAMES or " ".join(words[-2:]) in _STATE_NAMES:
        return True
    return len(words) > 1 and words[-1] in STATES
