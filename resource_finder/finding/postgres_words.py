"""Typed words by PostgreSQL: which rows say them by `tsvector`, with the scores of every other engine."""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from resource_finder.finding.asked import Hits, WordSearch
from resource_finder.finding.postgres_tables import AWAY, SearchEdition, why_away
from resource_finder.search.analysis import stem, typed_tokens
from resource_finder.search.postings import gain_of, idf_of
from resource_finder.search.spelling import Spelling

log = logging.getLogger(__name__)

Floats = NDArray[np.float64]
# The stems that a typed word stands for, and what they count.
Meant = tuple[float, tuple[str, ...]]
# A word of eight letters with two slips shares one of up to nineteen trigrams with what was meant.
_LIKENESS = "SET pg_trgm.similarity_threshold = 0.05"
_KNOWN = (
    "SELECT term FROM unnest(CAST(:terms AS text[])) term WHERE EXISTS "
    "(SELECT 1 FROM {schema}.row WHERE words @@ CAST(quote_literal(term) AS tsquery) AND {here})"
)
_LIKE = "SELECT DISTINCT word FROM {schema}.word WHERE (starts_with(word, :word) OR word % :word) AND {here}"


class PostgresWords:
    """Knows nothing by itself; while the server is away `stand_in` answers."""

    def __init__(
        self,
        edition: SearchEdition,
        protected: Collection[str] = (),
        stand_in: Callable[[], WordSearch | None] = lambda: None,
    ) -> None:
        self.edition = edition
        self._protected = frozenset(protected)
        self._stand_in = stand_in
        self._meant = lru_cache(maxsize=8192)(self._asked_meaning)

    def hits(self, words: Sequence[str]) -> Hits:
        """As `SearchEngine.hits`, number by number."""
        try:
            return self._hits([meant for token in typed_tokens(words) if (meant := self._meant(token))[1]])
        except AWAY as error:
            log.debug("typed words are asked of another engine: %s", why_away(error))
        other = self._stand_in()
        return other.hits(words) if other else {}

    def _asked_meaning(self, word: str) -> Meant:
        own = stem(word)
        if self._known((own,)):
            return 1.0, (own,)
        # Of the words that are like it, or that it begins, the same rules choose as everywhere.
        like = self.edition.ask(_LIKE, _LIKENESS, word=word)
        # In the order of the letters' codes: the server sorts as a language does, or not at all.
        spelling = Spelling(sorted(found.word for found in like), self._protected)
        guesses = spelling.guesses(word)
        return spelling.meant(word, self._known(guesses).__contains__)

    def _known(self, terms: Sequence[str]) -> frozenset[str]:
        """Those that any row holds."""
        if not terms:
            return frozenset()
        return frozenset(found.term for found in self.edition.ask(_KNOWN, terms=list(terms)))

    def _hits(self, words: Sequence[Meant]) -> Hits:
        terms = list(dict.fromkeys(term for _weight, meant in words for term in meant))
        if not terms:
            return {}
        ids, stored, counts = self._postings(terms)
        gains = gain_of(counts, stored, self.edition.mean_length)
        idf = [idf_of(self.edition.rows, int(held)) for held in (counts > 0).sum(axis=1)]
        total, says = np.zeros(len(ids)), np.zeros(len(ids), dtype=np.int32)
        for weight, meant in words:
            at = [terms.index(term) for term in meant]
            total += _best(gains, idf, at, weight)
            says += (counts[at] > 0).any(axis=0)
        return _by_id(ids, says, total)

    def _postings(self, terms: Sequence[str]) -> tuple[list[str], Floats, Floats]:
        """Rows that say any of them, how long each is, and how often it says each, a line a term."""
        columns, values = [], {"any": " | ".join(map(_quoted, terms))}
        for at, term in enumerate(terms):
            values[f"q{at}"], values[f"t{at}"] = _quoted(term), term
            columns.append(
                f"CASE WHEN words @@ CAST(:q{at} AS tsquery) "
                f"THEN coalesce(CAST(counts ->> :t{at} AS integer), 1) ELSE 0 END"
            )
        sql = (
            f"SELECT id, stored, {', '.join(columns)} FROM {{schema}}.row "
            "WHERE words @@ CAST(:any AS tsquery) AND {here} ORDER BY id"
        )
        found = self.edition.ask(sql, **values)
        numbers = np.array([row[1:] for row in found], dtype=np.float64).reshape(-1, len(terms) + 1)
        return [row[0] for row in found], numbers[:, 0], np.ascontiguousarray(numbers[:, 1:].T)


def _best(gains: Floats, idf: Sequence[float], terms: Iterable[int], weight: float) -> Floats:
    """Of the stems that a word stands for, the one that scores most counts."""
    found: Floats = np.max([gains[at] * (idf[at] * weight) for at in terms], axis=0)
    return found


def _quoted(term: str) -> str:
    """Stems are letters and digits alone, so that no sign of a query is among them."""
    return f"'{term}'"


def _by_id(ids: Sequence[str], says: NDArray[np.int32], total: Floats) -> Mapping[str, tuple[int, float]]:
    return dict(zip(ids, zip(says.tolist(), total.tolist(), strict=True), strict=True))
