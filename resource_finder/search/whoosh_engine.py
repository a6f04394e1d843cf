"""The index as Whoosh keeps it: the reference whose scores every other engine must equal."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from whoosh import index
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.fields import STORED, TEXT, Schema
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from resource_finder.search.analysis import indexed_tokens, stems, typed_tokens
from resource_finder.search.engine import Searchable
from resource_finder.search.spelling import Spelling

FIELD = "words"
# The words come analyzed, so that all engines cut and stem alike. No positions: there are no phrases.
SCHEMA = Schema(id=STORED, words=TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False))

Hits = Mapping[str, tuple[int, float]]


def write_whoosh(offerings: Iterable[Searchable], folder: Path) -> None:
    """One segment in the order given, so that Whoosh's document numbers are that order."""
    folder.mkdir(parents=True, exist_ok=True)
    writer = index.create_in(str(folder), SCHEMA).writer(limitmb=256)
    for offering in offerings:
        writer.add_document(id=offering.id, words=" ".join(stems(indexed_tokens(offering))))
    writer.commit(merge=False)


def open_searcher(folder: Path) -> Searcher:
    """Whoosh's posting blocks are pickles: open only what `storage` has found whole."""
    return index.open_dir(str(folder)).searcher(weighting=BM25F())


class WhooshEngine:
    """Answers words through Whoosh's own postings and scorer."""

    def __init__(self, searcher: Searcher, spelling: Spelling, catalogue_hash: str = "") -> None:
        self._searcher = searcher
        self._spelling = spelling
        self.hash = catalogue_hash
        self._id_of: Callable[[int], str] = lambda number: str(searcher.stored_fields(number)["id"])

    def hits(self, words: Sequence[str]) -> Hits:
        matched: dict[int, int] = {}
        total: dict[int, float] = {}
        for word in typed_tokens(words):
            for number, score in self._of_one_word(word).items():
                matched[number] = matched.get(number, 0) + 1
                total[number] = total.get(number, 0.0) + score
        return {self._id_of(number): (matched[number], score) for number, score in total.items()}

    def scores(self, words: Sequence[str]) -> Mapping[str, float]:
        return {offering: score for offering, (_count, score) in self.hits(words).items()}

    def matched_words(self, words: Sequence[str]) -> Mapping[str, int]:
        return {offering: count for offering, (count, _score) in self.hits(words).items()}

    def _of_one_word(self, word: str) -> dict[int, float]:
        """Document number -> score. Of several words that one may stand for, the best counts."""
        best: dict[int, float] = {}
        weight, terms = self._spelling.meant(word, self._knows)
        for term in terms:
            matcher = self._searcher.postings(FIELD, term)
            while matcher.is_active():
                number, score = matcher.id(), weight * matcher.score()
                best[number] = max(score, best.get(number, 0.0))
                matcher.next()
        return best

    def _knows(self, term: str) -> bool:
        return (FIELD, term) in self._searcher.reader()
