"""A typed line as it was read."""

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True, repr=False)
class Understood:
    """How a line was read. `place` is what the spotter gave: a place, or an error with alternatives."""

    place_text: str = ""
    place: Any = None
    needs: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    open: Literal["any", "now"] = "any"
    words: tuple[str, ...] = ()
    lang: str = "en"
    for_other: bool = False
