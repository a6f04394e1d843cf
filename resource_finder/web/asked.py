"""How the state of the questions is carried from page to page: in the address or in a form."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from resource_finder.asking.state import State
from resource_finder.places.place import STATE
from resource_finder.web.doors import Door


@dataclass(frozen=True, slots=True, repr=False)
class Asked(State):
    """A state behind a door. Anything about the person travels in a form, never in an address."""

    door: Door
    visit: str = ""

    @property
    def is_private(self) -> bool:
        """Whether the next page must be asked for by a form: circumstances, typed words, any kiosk."""
        return self.door.is_kiosk or self.tells_of_person or bool(self.q)

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
