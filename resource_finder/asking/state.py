"""How far the questions have come: what was said, what was answered, which page of the answer is shown."""

from dataclasses import dataclass, replace
from typing import Any, Self

from resource_finder.asking.questions import SKIPPED, STOP
from resource_finder.asking.said import Said
from resource_finder.domain.circumstances import QUESTION_OF, QUESTIONS
from resource_finder.places.homes import names_a_home
from resource_finder.places.place import STATE, Place


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class State(Said):
    """Lives in one page only. `by_point` is true once the place tells where somebody's home is."""

    answered: tuple[str, ...] = ()
    page: int = 1
    step: str = ""
    by_point: bool = False

    @property
    def tells_of_person(self) -> bool:
        return bool(self.about or self.answered or self.by_point)

    def change(self, **changes: Any) -> Self:
        """The same with some parts changed; a new list begins on its first page, with all its steps.

        Another place is no county's name any more, unless it is said to be.
        """
        begun: dict[str, Any] = {"page": 1, "step": ""}
        if "place" in changes:
            begun["is_whole_county"] = False
        return replace(self, **(begun | changes))

    def in_county(self, slug: str, label: str) -> Self:
        """The same in another county, as a whole."""
        return self.change(place=label, county=slug, is_whole_county=True)

    @property
    def anywhere(self) -> Self:
        """The same for who is not sure where yet."""
        return self.change(place=STATE)

    def settled(self, place: Place) -> Self:
        """The place under one name, so that each answer has one address.

        Where somebody's home is stands in no address: a point, or a street with its number.
        """
        is_named = place.kind in ("county", "state")
        return replace(
            self,
            place=place.label if is_named else self.place or place.label,
            county=place.county,
            is_whole_county=place.kind == "county",
            by_point=self.by_point if is_named else place.kind == "point" or names_a_home(self.place),
        )

    def answer(self, code: str, about: str) -> Self:
        """One answer more; an answer that tells nothing only settles its question."""
        facts = (*self.about, about) if about else self.about
        return self.change(
            about=tuple(dict.fromkeys(facts)), answered=tuple(dict.fromkeys((*self.answered, code)))
        )

    def reopen(self, code: str) -> Self:
        """Take one answer back and ask again, or ask all again that was skipped; what was told stays."""
        if code == SKIPPED:
            return self.change(answered=tuple(other for other in self.answered if other not in self.skipped))
        question = QUESTION_OF[code]
        return self.change(
            about=tuple(fact for fact in self.about if fact not in question.facts),
            answered=tuple(other for other in self.answered if other not in (code, STOP)),
        )

    @property
    def skipped(self) -> frozenset[str]:
        """The questions that were settled without telling anything."""
        about = frozenset(self.about)
        told = {question.code for question in QUESTIONS if question.facts & about}
        return frozenset(self.answered) - told
