"""The answer as the page shows it: where to start, the steps with their headings, and what to try next."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from flask_babel import gettext, ngettext

from resource_finder.asking.questions import answers_given, next_question
from resource_finder.domain.circumstances import Answer as Said
from resource_finder.domain.circumstances import Question
from resource_finder.domain.kinds import REFUSED
from resource_finder.domain.needs import Need
from resource_finder.domain.situation import Situation
from resource_finder.domain.understood import Understood
from resource_finder.finding.unspoken import unspoken
from resource_finder.matching.match import Match, NeedList
from resource_finder.places.county import County
from resource_finder.places.gazetteer import Place
from resource_finder.search.names import is_named, name_keys
from resource_finder.web.asked import Asked
from resource_finder.web.cards import Card, card_of
from resource_finder.web.first_screen import (
    Shown,
    all_of,
    left_over,
    refusing,
    shown_first,
)
from resource_finder.web.officer import Officer, office_for
from resource_finder.web.parts import Parts
from resource_finder.wording.places import flowing, place_within
from resource_finder.wording.remarks import trip_text

A_PAGE = 15
A_PAGE_OF_SEVERAL = 5
PRIVATE_NEEDS = frozenset({"treatment"})


@dataclass(frozen=True, slots=True)
class Group:
    """Cards under one heading; `total` counts what belongs there, `step` leads to all of it."""

    heading: str
    cards: tuple[Card, ...]
    total: int = 0
    step: str = ""
    is_folded: bool = False

    @property
    def has_more(self) -> bool:
        return bool(self.step) and self.total > len(self.cards)


@dataclass(frozen=True, slots=True)
class Section:
    """The list for one need. `places` and `lines` count doors and telephone lines apart."""

    need: Need | None
    title: str
    total: int
    refused: int
    is_empty_here: bool
    groups: tuple[Group, ...]
    has_more: bool
    refusal: str = ""
    start: Card | None = None
    places: int = 0
    lines: int = 0

    @property
    def cards(self) -> list[Card]:
        first = [self.start] if self.start else []
        return first + [card for group in self.groups for card in group.cards]


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything the answer page shows."""

    title: str
    place: Place
    sections: tuple[Section, ...]
    question: Question | None
    given: list[tuple[Question, Said]]
    neighbours: tuple[County, ...]
    trips: tuple[str, ...] = ()
    narrower: tuple[Need, ...] = ()
    officer: Officer | None = None
    # Typed words that no row of the lists says.
    unspoken: tuple[str, ...] = ()

    @property
    def has_cards(self) -> bool:
        return any(section.start or section.groups for section in self.sections)

    @property
    def is_private_need(self) -> bool:
        """Whether the need itself tells who stands here: a screen that others see leaves its name out."""
        return any(s.need and s.need.code.partition("/")[0] in PRIVATE_NEEDS for s in self.sections)

    @property
    def pins(self) -> list[tuple[int, tuple[float, float]]]:
        """The numbers and points of the cards that have an exact place."""
        cards = [card for section in self.sections for card in section.cards]
        return [(card.pin, card.point) for card in cards if card.pin and card.point]


def answer_for(
    asked: Asked,
    place: Place,
    situation: Situation,
    parts: Parts,
    size: int = 0,
    read: Understood | None = None,
) -> Answer:
    """Find, then word. Two or more needs, or a `size`, show the first few of each without steps.

    `read` is how the typed line was read, where one was typed.
    """
    if len(situation.needs) > 1:
        size = size or A_PAGE_OF_SEVERAL
    # Who types a name wants to know of that one, also that it does not take them.
    wanted = replace(situation, limit=size or 1, refused=asked.refused or not situation.needs)
    lists = parts.finder().find(wanted, parts.now())
    sections = tuple(_Worded(found, asked, wanted, parts).section(size) for found in lists)
    return Answer(
        title=_title(sections, place),
        place=place,
        sections=sections,
        question=next_question(asked.needs, asked.about, asked.answered),
        given=answers_given(asked.about),
        neighbours=parts.gazetteer.neighbours(place.county) if place.county else (),
        narrower=_narrower(asked.needs, parts),
        trips=tuple(trip_text(trip) for trip in parts.finder().trips(lists)),
        officer=office_for(place, parts) if _asks_officer(sections) else None,
        unspoken=unspoken(asked.q, read, lists, parts.finder(), _again(asked, parts)),
    )


def _again(asked: Asked, parts: Parts) -> Callable[[str], Understood]:
    """Reads a line as that of this answer was read."""
    return lambda line: parts.reader.read(line, asked.door.lang)


def _asks_officer(sections: Iterable[Section]) -> bool:
    return any(card.asks_officer for section in sections for card in section.cards)


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


@dataclass(slots=True)
class _Worded:
    """One list on its way to the page; cards are numbered as they are made."""

    found: NeedList
    asked: Asked
    situation: Situation
    parts: Parts
    pins: int = 0

    def section(self, size: int) -> Section:
        found = self.found
        need = self.parts.needs.get(found.need) if found.need else None
        taken = [step.matches for step in found.steps if step.step.code != REFUSED]
        measured = sum(rows.measured for rows in taken)
        start, groups, has_more = self._several(size) if size else self._steps()
        return Section(
            need=need,
            title=need.name(self.asked.door.lang) if need else gettext("What we found"),
            total=found.total,
            refused=found.refused,
            refusal=self._refusal(),
            is_empty_here=not any(rows.is_near for rows in taken),
            groups=(*groups, *self._refusing()),
            has_more=has_more,
            start=start,
            places=measured,
            lines=sum(map(len, taken)) - measured,
        )

    def _several(self, size: int) -> tuple[Card | None, list[Group], bool]:
        """The first few of a list that stands beside others."""
        taken = [match for match in self.found.matches if match.verdict != "no"][:size]
        start = self._card(taken[0]) if taken and self.found.start else None
        rest = taken[1:] if start else taken
        groups = [Group("", tuple(map(self._card, rest)))] if rest else []
        return start, groups, self.found.total > size

    def _steps(self) -> tuple[Card | None, list[Group], bool]:
        if self.asked.step:
            return self._one_step()
        start, shown = shown_first(self.found)
        rest = left_over(self.found, start, shown)
        if self.asked.page > 1:
            return self._further(rest, (self.asked.page - 2) * A_PAGE)
        explained = self._explained(
            [*([start] if start else []), *(m for group in shown for m in group.cards)]
        )
        cards = iter(explained)
        first = self._card(next(cards)) if start else None
        groups = [self._group(group, [next(cards) for _match in group.cards]) for group in shown]
        return first, groups, bool(rest)

    def _one_step(self) -> tuple[Card | None, list[Group], bool]:
        first = (self.asked.page - 1) * A_PAGE
        group = all_of(self.found, self.asked.step)
        if group is None or first >= len(group.cards):
            return None, [], False
        self.pins = first
        some = replace(group, cards=group.cards[first : first + A_PAGE])
        shown = self._group(some, self._explained(some.cards))
        return None, [replace(shown, step="")], len(group.cards) > first + A_PAGE

    def _further(self, rest: Sequence[Match], first: int) -> tuple[Card | None, list[Group], bool]:
        """What the first page left out, under the headings of the steps."""
        titles = {group.step.code: group.step.title(self.asked.door.lang) for group in self.found.steps}
        self.pins = self.found.total - len(rest) + first
        shown = self._explained(rest[first : first + A_PAGE])
        groups = [
            Group(titles[code], tuple(map(self._card, matches)))
            for code, matches in groupby(shown, key=lambda match: match.step)
        ]
        return None, groups, len(rest) > first + A_PAGE

    def _group(self, group: Shown, matches: Sequence[Match]) -> Group:
        lang = self.asked.door.lang
        heading = group.step.step.title(lang) if group.step else gettext("For some people only")
        return Group(heading, tuple(map(self._card, matches)), group.total, group.code, group.is_folded)

    def _refusal(self) -> str:
        """How many take no such person; who told nothing yet is refused nothing but what is for children."""
        count = self.found.refused
        if not self.situation.about:
            return ngettext(
                "%(num)d more is only for children.", "%(num)d more are only for children.", count
            )
        if self.asked.for_other:
            return ngettext(
                "%(num)d more does not take the person.", "%(num)d more do not take the person.", count
            )
        return ngettext("%(num)d more does not take you.", "%(num)d more do not take you.", count)

    def _refusing(self) -> Iterable[Group]:
        matches = refusing(self.found)
        if not self.asked.refused:
            named = name_keys(self.situation.words if self.found.need is None else ())
            matches = tuple(match for match in matches if is_named(match.offering.organization, named))
        if matches:
            heading = gettext("These do not take you")
            if not self.situation.about:
                heading = gettext("Only for children")
            elif self.asked.for_other:
                heading = gettext("These do not take the person")
            cards = [card_of(match, self.parts, self.asked) for match in self._explained(matches[:A_PAGE])]
            yield Group(heading, tuple(cards))

    def _explained(self, matches: Sequence[Match]) -> Sequence[Match]:
        return self.parts.finder().explained(matches, self.situation, self.parts.now())

    def _card(self, match: Match) -> Card:
        self.pins += 1
        return card_of(match, self.parts, self.asked, self.pins)
