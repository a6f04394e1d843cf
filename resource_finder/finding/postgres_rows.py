"""One offering as PostgreSQL searches it."""

from collections import Counter
from dataclasses import dataclass
from hashlib import blake2b
from json import dumps

from resource_finder.domain.offering import Offering
from resource_finder.domain.rulebook import Rulebook
from resource_finder.places.distance import earth_point
from resource_finder.search.analysis import indexed_tokens, stem
from resource_finder.search.engine import Searchable
from resource_finder.search.postings import stored_length

# The columns of `SearchRow.values`, in their order.
COLUMNS = ("needs", "serves", "statewide", "hours", "place", "words", "counts", "length", "stored")


@dataclass(frozen=True, slots=True)
class SearchRow:
    """One offering as the tables hold it, and its words as people spell them."""

    id: str
    hash: str
    values: tuple[object, ...]
    spelled: frozenset[str]


def search_row(offering: Offering, said: Searchable, rules: Rulebook) -> SearchRow:
    """`said` is what a word index holds of it: its own words, and what its needs and kind are called."""
    tokens = indexed_tokens(said)
    counts = Counter(map(stem, tokens))
    place = earth_point(offering.point) if offering.point else None
    values = (
        [code for code in rules.needs.codes if rules.needs.matches(code, offering.needs)],
        sorted(set(offering.serves)),
        offering.statewide,
        bool(offering.hours),
        place and f"POINT Z ({place[0]!r} {place[1]!r} {place[2]!r})",
        " ".join(f"'{term}'" for term in sorted(counts)),
        dumps({term: count for term, count in counts.items() if count > 1}),
        len(tokens),
        stored_length(len(tokens)),
    )
    fingerprint = blake2b(repr((values, sorted(set(tokens)))).encode(), digest_size=16).hexdigest()
    return SearchRow(offering.id, fingerprint, values, frozenset(tokens))
