"""What the question flow carries from page to page, and how it is carried: in the address or in a form."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal
from urllib.parse import urlencode

from resource_finder.places.gazetteer import STATE
from resource_finder.web.asking import BY_CODE, SKIPPED
from resource_finder.web.doors import Door


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """Lives in one page only. Anything about the person travels in a form, never in an address."""

    door: Door
    place: str = ""
    county: str = ""
    needs: tuple[str, ...] = ()
    q: str = ""
    about: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    for_other: bool = False
    open: Literal["any", "now"] = "any"
    refused: bool = False
    page: int = 1
    step: str = ""
    visit: str = ""
    by_point: bool = False

    def __repr__(self) -> str:
        return "<Asked>"

    @property
    def tells_of_person(self) -> bool:
        return bool(self.about or self.answered or self.by_point)

    @property
    def is_private(self) -> bool:
        """Whether the next page must be asked for by a form: circumstances, typed words, any kiosk."""
        return self.door.is_kiosk or self.tells_of_person or bool(self.q)

    @property
    def is_whole_county(self) -> bool:
        """Whether the place is a county and no point in it: how far it is on foot is then not known."""
        return bool(self.county) and _slug(self.place) == self.county

    def change(self, **changes: Any) -> "Asked":
        """The same with some parts changed; a new list begins on its first page, with all its steps."""
        begun: dict[str, Any] = {"page": 1, "step": ""}
        return replace(self, **(begun | changes))

    @property
    def anywhere(self) -> "Asked":
        """The same for who is not sure where yet."""
        return self.change(place=STATE)

    def answer(self, code: str, about: str) -> "Asked":
        """One answer more; an answer that tells nothing only settles its question."""
        facts = (*self.about, about) if about else self.about
        return self.change(
            about=tuple(dict.fromkeys(facts)), answered=tuple(dict.fromkeys((*self.answered, code)))
        )

    def reopen(self, code: str) -> "Asked":
        """Take one answer back and ask again, or ask all again that was skipped; what was told stays."""
        if code == SKIPPED:
            return self.change(answered=tuple(other for other in self.answered if other not in self.skipped))
        question = BY_CODE[code]
        return self.change(
            about=tuple(fact for fact in self.about if fact not in question.facts),
            answered=tuple(other for other in self.answered if other not in (code, "stop")),
        )

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Everything as form fields."""
        return list(self._fields())

    def _fields(self) -> Iterator[tuple[str, str]]:
        yield from self._open_fields()
        yield from (("about", fact) for fact in self.about)
        yield from (("answered", code) for code in self.answered)
        if self.visit:
            yield "visit", self.visit

    def _open_fields(self) -> Iterator[tuple[str, str]]:
        """What may also stand in an address."""
        if self.place:
            yield "place", self.place
        yield from (("need", need) for need in self.needs)
        if self.q:
            yield "q", self.q
        if self.for_other:
            yield "for", "other"
        if self.open == "now":
            yield "open", "now"
        if self.refused:
            yield "refused", "1"
        if self.step:
            yield "step", self.step
        if self.page > 1:
            yield "page", str(self.page)

    @property
    def action(self) -> str:
        return f"{self.door.prefix}/find"

    @property
    def answering(self) -> str:
        """Where an answer is sent: back to the place of the question, each time under another address.

        WebKit takes two addresses that differ by their fragment alone for one page: Back does nothing there.
        """
        return f"{self.action}?said={len(self.answered) + len(self.about) + 1}#question"

    @property
    def skipped(self) -> frozenset[str]:
        """The questions that were settled without telling anything."""
        # By their codes: a question itself is hashed by all its words, each looked up in a language.
        told = {code for code, question in BY_CODE.items() if not question.facts.isdisjoint(self.about)}
        return frozenset(self.answered) - told

    def url_at(self, path: str) -> str:
        """The address of another page for the same place and needs."""
        if path == self.action:
            return self.url
        query = urlencode(list(self._open_fields()))
        return f"{path}?{query}" if query else path

    @property
    def url(self) -> str:
        """The address of this page where it may have one: `/boone/housing` before `/find?…`."""
        fields = list(self._open_fields())
        if self.place == STATE and len(self.needs) == 1 and not self.q:
            path = f"{self.door.prefix}/{self.needs[0]}"
            fields = [pair for pair in fields if pair[0] not in ("place", "need")]
        elif self.is_whole_county and len(self.needs) < 2 and not self.q:
            path = "/".join((self.door.prefix, self.county, *self.needs))
            fields = [pair for pair in fields if pair[0] not in ("place", "need")]
        else:
            path = self.action
        return f"{path}?{urlencode(fields)}" if fields else path


def _slug(label: str) -> str:
    """The slug that a county's label would have: "St. Louis County" is st-louis."""
    plain = label.removesuffix(" County").casefold().replace(".", "").replace("'", "")
    return plain.replace(" ", "-")
