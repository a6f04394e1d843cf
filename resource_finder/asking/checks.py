"""Each thing that may be said, checked: the same words are refused at every door."""

from collections.abc import Iterable
from typing import Literal

from resource_finder.domain.circumstances import CIRCUMSTANCES
from resource_finder.domain.needs import Needs

MOST_MATCHES = 5000
MOST_NEEDS = 32
# Of one text that is sent; some have less, and say so kindly.
MOST_LETTERS = 4_000


class BadQuestion(ValueError):
    """One parameter cannot be used: which, and why, with what it may be."""

    def __init__(self, parameter: str, why: str, choices: Iterable[str] = ()) -> None:
        super().__init__(f"{parameter}: {why}")
        self.parameter = parameter
        self.why = why
        self.choices = tuple(choices)


def checked_needs(asked: Iterable[str], needs: Needs) -> tuple[str, ...]:
    """Each need once, in the order asked. Raises BadQuestion for a word that is no need."""
    found = tuple(dict.fromkeys(word.strip() for word in asked if word.strip()))
    if len(found) > MOST_NEEDS:
        raise BadQuestion("need", f"at most {MOST_NEEDS} needs at once")
    for need in found:
        if need not in needs.codes:
            raise BadQuestion("need", f"{need[:40]!r} is not a need", needs.codes)
    return found


def checked_about(asked: Iterable[str]) -> tuple[str, ...]:
    """Each circumstance once. Raises BadQuestion without repeating what was sent."""
    found = tuple(dict.fromkeys(word.strip() for word in asked if word.strip()))
    if not set(found) <= set(CIRCUMSTANCES):
        raise BadQuestion("about", "one of the words is not a circumstance", CIRCUMSTANCES)
    return found


def checked_limit(text: object) -> int:
    try:
        limit = int(str(text))
    except ValueError:
        raise BadQuestion("limit", f"must be a whole number from 1 to {MOST_MATCHES}") from None
    if not 1 <= limit <= MOST_MATCHES:
        raise BadQuestion("limit", f"must be a whole number from 1 to {MOST_MATCHES}")
    return limit


def checked_open(text: str) -> Literal["any", "now"]:
    if text == "now":
        return "now"
    if text in ("", "any"):
        return "any"
    raise BadQuestion("open", "is neither any nor now", ("any", "now"))
