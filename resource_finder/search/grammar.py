"""The few small words that turn the sense of a phrase: "not", "to", "for", in English and Spanish."""

from collections.abc import Sequence

_NOT = frozenset(
    ("no", "not", "never", "without", "dont", "doesnt", "isnt", "aint", "arent", "wasnt", "havent", "non")
) | frozenset(("sin", "nunca", "ningun", "ninguna", "tampoco", "cant", "lack"))
# May stand between "not" and what is denied: "I do not have any violent charges", "no soy un veterano".
_BETWEEN_NOT = frozenset(
    ("a", "an", "any", "on", "have", "had", "been", "am", "im", "the", "my", "ever", "of", "for", "got", "do")
) | frozenset(("convicted", "un", "una", "tengo", "soy", "estoy", "de", "en", "el", "la", "mi", "he", "sido"))
_MOST_BETWEEN = 5
_OR = frozenset({"or", "nor", "ni", "o", "u"})

_ARTICLES = frozenset(
    (
        "my",
        "the",
        "a",
        "an",
        "some",
        "new",
        "his",
        "her",
        "our",
        "mi",
        "mis",
        "el",
        "la",
        "un",
        "una",
        "los",
        "las",
    )
)
_TO = frozenset({"to", "from", "al", "a", "hasta", "para"})
_GO = frozenset(("get", "go", "getting", "going", "ir", "llegar", "back", "me", "ride", "travel", "llevar"))
_FOR = frozenset({"for", "para", "while", "mientras", "after", "before", "despues"})
# "looking for", "help to", "y para": what follows is asked for itself.
_ASKING = frozenset(
    ("help", "ayuda", "need", "want", "look", "looking", "search", "searching", "try", "trying", "place")
) | frozenset(("how", "busco", "and", "or", "y", "o", "somewhere", "like", "use", "asking", "necesito"))
_VERBS_AFTER_TO = frozenset(
    ("get", "find", "start", "keep", "apply", "begin", "do", "conseguir", "i", "that", "yo", "buscar", "hold")
)


def is_denied(start: int, keys: Sequence[str]) -> bool:
    """Whether what stands at `start` is said not to be so."""
    for key in reversed(keys[max(0, start - _MOST_BETWEEN - 1) : start]):
        if key in _NOT:
            return True
        if key not in _BETWEEN_NOT:
            return False
    return False


def is_joined(start: int, end: int, keys: Sequence[str]) -> bool:
    """ "… or a …": whether nothing but "or" and small words stand between `end` and `start`."""
    between = keys[end:start]
    return any(key in _OR for key in between) and all(key in _OR | _BETWEEN_NOT for key in between)


def is_destination(start: int, keys: Sequence[str]) -> bool:
    """ "… to the …": whether the words before `start` lead there."""
    place = _before_articles(start, keys)
    return place >= 0 and keys[place] in _TO


def toward(start: int, keys: Sequence[str]) -> bool:
    """ "… get to the …": as `is_destination`, with a verb of going."""
    place = _before_articles(start, keys)
    return place > 0 and keys[place] in _TO and keys[place - 1] in _GO


def is_purpose(start: int, keys: Sequence[str]) -> bool:
    """ "… for my …", "… to get a …", but not "looking for" or "help to find"."""
    place = _before_articles(start, keys)
    while place > 0 and keys[place] in _VERBS_AFTER_TO | _ARTICLES:
        place -= 1
    if place < 0 or keys[place] not in _FOR | {"to"}:
        return False
    return place == 0 or keys[place - 1] not in _ASKING


def _before_articles(start: int, keys: Sequence[str]) -> int:
    """The place of the last word before `start` that is no article; "a" before an article is Spanish "to"."""
    place = start - 1
    while place > 0 and keys[place] in _ARTICLES and not (keys[place] == "a" and place == start - 2):
        place -= 1
    return place
