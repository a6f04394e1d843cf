"""The answer as the page shows it: lists, their headings, and what to try next."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from flask_babel import gettext

from resource_finder.domain.needs import Need
from resource_finder.domain.situation import Situation
from resource_finder.matching.match import Match, NeedList
from resource_finder.places.county import County
from resource_finder.places.gazetteer import Place
from resource_finder.web.asked import Asked
from resource_finder.web.asking import Answer as Said
from resource_finder.web.asking import Question, answers_given, next_question
from resource_finder.web.cards import Card, card_of
from resource_finder.web.parts import Parts
from resource_finder.web.questions import origin_of
from resource_finder.wording import trip_text
from resource_finder.wording_places import flowing, place_within

A_PAGE = 15
A_PAGE_OF_SEVERAL = 5


@dataclass(frozen=True, slots=True)
class Group:
    """Cards under one heading; the nearest have none."""

    heading: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The list for one need."""

    need: Need | None
    title: str
    total: int
    refused: int
    is_empty_here: bool
    groups: tuple[Group, ...]
    has_more: bool

    @property
    def cards(self) -> list[Card]:
        return [card for group in self.groups for card in group.cards]


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything the answer page shows."""

    title: str
    place: Place
    sections: tuple[Section, ...]
    question: Question | None
    given: list[tuple[Question, Said]]
    neighbours: tuple[County, ...]
    other_needs: tuple[Need, ...]
    trips: tuple[str, ...] = ()
    narrower: tuple[Need, ...] = ()

    @property
    def has_cards(self) -> bool:
        return any(section.groups for section in self.sections)

    @property
    def question_after(self) -> Card | None:
        """A question stands below the first card, so that a number to call is never far down."""
        cards = (card for section in self.sections for card in section.cards)
        return next(cards, None) if self.question else None

    @property
    def pins(self) -> list[tuple[int, tuple[float, float]]]:
        """The numbers and points of the cards that have an exact place."""
        cards = [card for section in self.sections for card in section.cards]
        return [(card.pin, card.point) for card in cards if card.pin and card.point]


def situation_at(
    asked: Asked, place: Place, needs: tuple[str, ...], words: Iterable[str] = (), limit: int = A_PAGE
) -> Situation:
    """What the finder takes of what was asked; nothing of it is kept."""
    return Situation(origin_of(place), needs, tuple(words), frozenset(asked.about), asked.open, limit)


def answer_for(asked: Asked, place: Place, situation: Situation, parts: Parts, size: int = 0) -> Answer:
    """Find, then word. Two or more needs show the first few of each."""
    size = size or (A_PAGE if len(situation.needs) < 2 else A_PAGE_OF_SEVERAL)
    first = (asked.page - 1) * size
    wanted = replace(situation, limit=first + size, refused=asked.refused)
    lists = parts.finder().find(wanted, parts.now())
    sections = tuple(_section(found, asked, first, size, parts) for found in lists)
    return Answer(
        title=_title(sections, place),
        place=place,
        sections=sections,
        question=next_question(asked.needs, asked.about, asked.answered),
        given=answers_given(asked.about, asked.for_other),
        neighbours=parts.gazetteer.neighbours(place.county) if place.county else (),
        other_needs=tuple(need for need in parts.needs.top if need.code not in asked.needs),
        narrower=_narrower(asked.needs, parts),
        trips=tuple(trip_text(trip) for trip in parts.finder().trips(lists)),
    )


def _narrower(needs: tuple[str, ...], parts: Parts) -> tuple[Need, ...]:
    """The parts of the one need that was asked, and from a part all of it: a bed is no home to rent."""
    if len(needs) != 1:
        return ()
    whole = needs[0].partition("/")[0]
    return tuple(parts.needs[code] for code in parts.needs.with_children(whole) if code != needs[0])


def _title(sections: tuple[Section, ...], place: Place) -> str:
    if place.kind == "state":
        return sections[0].title if len(sections) == 1 else gettext("Help for all of Missouri")
    if len(sections) == 1:
        words = gettext("%(need)s near %(place)s", need=sections[0].title, place=place_within(place.label))
        return flowing(words)
    return help_near(place)


def help_near(place: Place) -> str:
    return flowing(gettext("Help near %(place)s", place=place_within(place.label)))


def _section(found: NeedList, asked: Asked, first: int, size: int, parts: Parts) -> Section:
    need = parts.needs.get(found.need) if found.need else None
    shown = found.matches[first:]
    taken = [match for match in shown if match.verdict != "no"][:size]
    refusing = [match for match in shown if match.verdict == "no"]
    groups = [*_groups(found, taken, first, asked, parts), *_refusing(refusing, asked, parts)]
    return Section(
        need=need,
        title=need.name(asked.door.lang) if need else gettext("What we found"),
        total=found.total,
        refused=found.refused,
        is_empty_here=all(match.band in ("phone", "statewide", "further") for match in found.matches),
        groups=tuple(groups),
        has_more=found.total > first + size,
    )


def _groups(found: NeedList, matches: list[Match], first: int, asked: Asked, parts: Parts) -> Iterable[Group]:
    """The one to start with has no heading; then each step has its own."""
    titles = {group.step.code: group.step.title(asked.door.lang) for group in found.steps}
    start = found.start.offering.id if found.start else ""
    numbered = list(enumerate(matches, first + 1))
    for heading, members in groupby(
        numbered, key=lambda pair: "" if pair[1].offering.id == start else titles.get(pair[1].step, "")
    ):
        yield Group(heading, tuple(card_of(match, parts, asked, pin) for pin, match in members))


def _refusing(matches: list[Match], asked: Asked, parts: Parts) -> Iterable[Group]:
    if matches:
        heading = gettext("These do not take you")
        if asked.for_other:
            heading = gettext("These do not take the person")
        yield Group(heading, tuple(card_of(match, parts, asked) for match in matches))
