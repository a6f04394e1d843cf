"""From what was sent to a situation: the one reading of place, needs, words and circumstances."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from resource_finder.domain.circumstances import CIRCUMSTANCES
from resource_finder.domain.needs import Needs
from resource_finder.domain.situation import Origin, Situation
from resource_finder.places.place import Place

MOST_MATCHES = 5000
DEFAULT_MATCHES = 20
MOST_NEEDS = 32


class BadQuestion(ValueError):
    """One parameter cannot be used: which, and why, with what it may be."""

    def __init__(self, parameter: str, why: str, choices: Iterable[str] = ()) -> None:
        super().__init__(f"{parameter}: {why}")
        self.parameter = parameter
        self.why = why
        self.choices = tuple(choices)


@dataclass(frozen=True, slots=True, repr=False)
class Question:
    """What was asked, checked, before the place and the typed words are read."""

    place: str = ""
    needs: tuple[str, ...] = ()
    q: str = ""
    about: tuple[str, ...] = ()
    open: Literal["any", "now"] = "any"
    limit: int = DEFAULT_MATCHES
    refused: bool = False

    def __repr__(self) -> str:
        return "<Question>"


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


def origin_of(place: Place) -> Origin:
    return Origin(place.county, place.latitude, place.longitude, place.kind == "county")


def situation_of(question: Question, place: Place, words: Iterable[str]) -> Situation:
    """The value that the finder takes; nothing of it is kept."""
    return Situation(
        origin=origin_of(place),
        needs=question.needs,
        words=tuple(words),
        about=frozenset(question.about),
        open=question.open,
        limit=question.limit,
        refused=question.refused,
    )
