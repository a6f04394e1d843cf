"""Which of the typed words no row of an answer says: told, so that nobody takes the nearest for the thing."""

from collections.abc import Callable, Iterable

from resource_finder.domain.understood import Understood
from resource_finder.finding.finder import Finder
from resource_finder.languages import ENGLISH
from resource_finder.matching.match import NeedList
from resource_finder.search.analysis import tokens

Read = Callable[[str], Understood]

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
        "mo",
        "missouri",
    }
)


def unspoken(
    line: str, read: Understood | None, lists: Iterable[NeedList], finder: Finder, again: Read
) -> tuple[str, ...]:
    """Words of a short line that stand in no row of these lists; the rows are English, so is the line.

    Not those that tell of the person or of the hour ("wheelchair", "tonight"), which no row has to say.
    `again` reads a line as this one was read.
    """
    if read is None or read.lang != ENGLISH or not finder.searches_words:
        return ()
    place = set(tokens(read.place_text))
    asked = [word for word in dict.fromkeys(tokens(line)) if word not in place | _SMALL]
    if len(asked) > MOST_WORDS:
        asked = [word for word in asked if word in read.words]
    listed = {row for found in lists for step in found.steps for row in step.matches.ids()}
    unsaid = [word for word in asked if not listed & finder.saying(word)]
    return tuple(word for word in unsaid if word in read.words or not _is_told(word, line, read, again))


def _is_told(word: str, line: str, read: Understood, again: Read) -> bool:
    """Whether something is no longer understood of the person or of the hour when this word is left out."""
    if not (read.about or read.for_other or read.open != "any"):
        return False
    rest = again(" ".join(part for part in line.split() if word not in tokens(part)))
    return (set(rest.about), rest.open, rest.for_other) != (set(read.about), read.open, read.for_other)
