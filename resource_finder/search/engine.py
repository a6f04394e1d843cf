"""What every search engine promises, and the values it speaks in. It knows nothing of the catalogue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

MOST_WORDS = 12
MOST_LETTERS = 200


@dataclass(frozen=True, slots=True)
class Searchable:
    """One offering as an engine sees it.

    `need_words` are the plain names of its needs, in every language; `place_words` its town and counties.
    `covers` holds county slugs.
    """

    id: str
    name: str
    organization: str
    summary: str = ""
    needs: tuple[str, ...] = ()
    need_words: str = ""
    place_words: str = ""
    covers: frozenset[str] = frozenset()
    statewide: bool = False
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Ask:
    """One blended question: any of the needs, able to serve the county, by words and by nearness."""

    words: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    county: str = ""
    latitude: float | None = None
    longitude: float | None = None
    limit: int = 20


class SearchEngine(Protocol):
    """Finds offerings by words. The index is disposable: it can always be built anew from the catalogue.

    Words are plain words: there is no query syntax. At most `MOST_WORDS` words and `MOST_LETTERS` letters are
    used. A word that the catalogue does not know stands for those that it begins, or nearly is.
    """

    @property
    def hash(self) -> str:
        """The hash of the catalogue that this index was built from."""
        ...

    def hits(self, words: Sequence[str]) -> Mapping[str, tuple[int, float]]:
        """Offering id -> how many of the words it matches, and its BM25F score; those that match."""
        ...

    def scores(self, words: Sequence[str]) -> Mapping[str, float]:
        """Offering id -> BM25F score."""
        ...

    def matched_words(self, words: Sequence[str]) -> Mapping[str, int]:
        """Offering id -> how many of the words it matches."""
        ...

    def best(self, ask: Ask) -> list[tuple[str, float]]:
        """The best offerings of a blend of words and nearness, best first, each with its blended score."""
        ...


class IndexUnusable(Exception):
    """The index cannot answer and must be built anew."""


class IndexMissing(IndexUnusable):
    """There is no index in this folder."""


class IndexDamaged(IndexUnusable):
    """A file of the index is not what was written: truncated, changed, or gone."""


class IndexOfAnotherCatalogue(IndexUnusable):
    """The index is whole, but was built from a catalogue of another hash."""


class IndexBusy(IndexUnusable):
    """Another program is building it, and was waited for long enough."""
