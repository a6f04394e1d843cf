"""Made-up catalogues and questions of any size, the same for every engine in a run."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from resource_finder.search.engine import Ask, Searchable

NEEDS = (
    "housing",
    "job",
    "ride",
    "treatment",
    "medical",
    "food",
    "legal",
    "id",
    "school",
    "family",
    "money",
    "phone",
)
COUNTIES = tuple(f"county-{number}" for number in range(115))
CITIES = ((38.63, -90.24), (39.1, -94.58), (37.2, -93.29), (38.95, -92.33))
_VOCABULARY = 20_000
_WORDS_A_ROW = 60
_STATEWIDE = 0.05
_IN_CITIES = 0.6


@dataclass(frozen=True)
class Work:
    """One catalogue and the questions that every engine gets, in one order."""

    rows: list[Searchable]
    asks: list[Ask]


def work(size: int, questions: int, seed: int = 7) -> Work:
    """A Zipf vocabulary, four cities and the country, nine counties a row on average."""
    chance = random.Random(seed)
    words = _words(chance)
    weights = list(accumulate(1 / rank for rank in range(1, _VOCABULARY + 1)))
    rows = [_row(number, chance, words, weights) for number in range(size)]
    return Work(rows, list(_asks(questions, chance, words)))


def _words(chance: random.Random) -> list[str]:
    # Consonants and vowels in turn: words that a stemmer leaves as they are.
    made: dict[str, None] = {}
    while len(made) < _VOCABULARY:
        made["".join(chance.choice("bdfgklmnprtv") + chance.choice("aou") for _ in range(4))] = None
    return list(made)


def _row(number: int, chance: random.Random, words: list[str], weights: list[float]) -> Searchable:
    if chance.random() < _IN_CITIES:
        city = chance.choice(CITIES)
        point = city[0] + chance.gauss(0, 0.1), city[1] + chance.gauss(0, 0.1)
    else:
        point = chance.uniform(36.1, 40.5), chance.uniform(-95.5, -89.3)
    statewide = chance.random() < _STATEWIDE
    text = chance.choices(words, cum_weights=weights, k=_WORDS_A_ROW)
    return Searchable(
        id=f"row-{number}",
        name=" ".join(text[:4]),
        organization=" ".join(text[4:8]),
        summary=" ".join(text[8:]),
        needs=tuple(chance.sample(NEEDS, chance.randint(1, 3))),
        covers=frozenset() if statewide else frozenset(chance.sample(COUNTIES, chance.randint(1, 17))),
        statewide=statewide,
        latitude=point[0],
        longitude=point[1],
    )


def _asks(count: int, chance: random.Random, words: list[str]) -> Iterator[Ask]:
    for number in range(count):
        city = chance.choice(CITIES)
        typed = tuple(chance.sample(words[20:4000], chance.randint(1, 3))) if number % 2 else ()
        yield Ask(
            words=typed,
            needs=tuple(chance.sample(NEEDS, 2)),
            county=chance.choice(COUNTIES),
            latitude=city[0] + chance.gauss(0, 0.1),
            longitude=city[1] + chance.gauss(0, 0.1),
        )
