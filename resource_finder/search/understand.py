"""Reads a typed line into place, needs, circumstances and the words that remain."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

# Public signatures (the body follows):
#   read_phrases(data_dir: Path) -> tuple[Phrase, ...]
#   Reader(phrases: Iterable[Phrase], needs: Needs, places: PlaceSpotter)
#   Reader.read(text: str, lang: str = "en") -> Understood
# storage.py:
#   build_index(offerings: Iterable[Searchable], catalogue_hash: str, folder: Path) -> None
#   open_index(folder: Path, catalogue_hash: str) -> SearchEngine   raises IndexMissing/IndexDamaged/IndexOfAnotherCatalogue
#   index_hash(folder: Path) -> str   the hash of the index that lies there; "" when none can be read


@dataclass(frozen=True, slots=True, repr=False)
class Understood:
    """How a line was read. `place` is what the spotter gave: a place, or an error that holds alternatives."""

    place_text: str = ""
    place: Any = None
    needs: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    open: Literal["any", "now"] = "any"
    words: tuple[str, ...] = ()
    lang: str = "en"


class PlaceSpotter(Protocol):
    def spot(self, words: Sequence[str]) -> Any: ...


class Phrase: ...


def read_phrases(data_dir: Path) -> tuple[Phrase, ...]: ...
