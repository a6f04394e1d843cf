"""What somebody said through any door, checked word by word, and the situation that it comes to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, Protocol, TypeVar

from resource_finder.domain.situation import Origin, Situation
from resource_finder.domain.understood import Understood
from resource_finder.places.place import AmbiguousPlace, Place

DEFAULT_MATCHES = 20


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Said:
    """Where, what, and what is true of the person, before the typed line is read. It has no useful `repr`.

    `place` is the place as it was written. Where it `is_whole_county`, `county` alone says which: its slug
    is never looked for among names again.
    """

    place: str = ""
    county: str = ""
    is_whole_county: bool = False
    needs: tuple[str, ...] = ()
    q: str = ""
    about: tuple[str, ...] = ()
    for_other: bool = False
    open: Literal["any", "now"] = "any"
    refused: bool = False

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


class Ears(Protocol):
    """What understands: the reader of typed lines, and whatever knows places by name."""

    @property
    def reader(self) -> Any: ...
    @property
    def gazetteer(self) -> Any: ...
    def locate(self, text: str, /) -> Place: ...


S = TypeVar("S", bound=Said)


def with_line(said: S, lang: str, ears: Ears) -> tuple[S, Understood | None]:
    """What was said with what its typed line adds, and the line as it was read, where one was typed.

    Needs that were tapped stand before those of the line; circumstances of both count.
    """
    if not said.q:
        return said, None
    line: Understood = ears.reader.read(said.q, lang)
    whole = replace(
        said,
        needs=said.needs or tuple(line.needs),
        about=tuple(dict.fromkeys((*said.about, *line.about))),
        open="now" if "now" in (said.open, line.open) else "any",
        for_other=said.for_other or line.for_other,
    )
    return whole, line


def place_of(said: Said, line: Understood | None, ears: Ears) -> Place | None:
    """The place that was said, else the one that the line names.

    Raises AmbiguousPlace and PlaceNotFound.
    """
    if said.is_whole_county:
        place: Place = ears.gazetteer.county_place(said.county)
        return place
    if said.place:
        return ears.locate(said.place)
    named = line.place if line is not None else None
    if isinstance(named, AmbiguousPlace):
        raise named
    return named if isinstance(named, Place) else None


def situation_from(
    said: Said,
    place: Place,
    *,
    needs: Sequence[str] | None = None,
    words: Iterable[str] = (),
    limit: int = DEFAULT_MATCHES,
    refused: bool = False,
) -> Situation:
    """The value that the finder takes; nothing of it is kept. `needs` instead of those that were said."""
    return Situation(
        origin=Origin(place.county, place.latitude, place.longitude, place.kind == "county"),
        needs=said.needs if needs is None else tuple(needs),
        words=tuple(words),
        about=frozenset(said.about),
        open=said.open,
        limit=limit,
        refused=refused,
    )
