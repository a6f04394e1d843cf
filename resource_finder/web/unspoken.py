"""Which of the typed words no row of an answer says: told, so that nobody takes the nearest for the thing."""

from collections.abc import Iterable
from typing import Any

from resource_finder.finding import Finder
from resource_finder.languages import ENGLISH
from resource_finder.matching.match import NeedList
from resource_finder.search.analysis import tokens

# A longer line tells a story: its single words name nothing.
MOST_WORDS = 3
# Words that a line is made of, whatever it asks for.
_SMALL = frozenset(
    {
        "i",
        "im",
        "am",
        "me",
        "my",
        "need",
        "want",
        "looking",
        "look",
        "get",
        "find",
        "some",
        "any",
        "help",
        "near",
        "around",
        "close",
        "where",
        "who",
        "how",
        "do",
        "does",
    }
)


def unspoken(line: str, read: Any, lists: Iterable[NeedList], finder: Finder) -> tuple[str, ...]:
    """Words of a short line that stand in no row of these lists; the rows are English, so is the line."""
    if read is None or getattr(read, "lang", ENGLISH) != ENGLISH:
        return ()
    place = set(tokens(getattr(read, "place_text", "")))
    asked = [word for word in dict.fromkeys(tokens(line)) if word not in place | _SMALL]
    if len(asked) > MOST_WORDS:
        asked = [word for word in asked if word in read.words]
    listed = {row for found in lists for step in found.steps for row in step.matches.ids()}
    return tuple(word for word in asked if not listed & finder.saying(word))
