"""The phrases that people type and what they mean, read from `data/vocabulary`."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

from resource_finder.search.analysis import fold
from resource_finder.search.engine import MOST_LETTERS

# `broad` is a need unless the words beside it say which: "suboxone doctor" asks for treatment.
# `alone` is a need only when nothing else in the line is one: "just got out, need a bed" asks for a bed.
# `named` is an office that people call by these words: they are searched besides the need, if there is one.
Kind = Literal["need", "broad", "alone", "about", "open", "noise", "named"]

_ZIP_OR_WORD = re.compile(r"\d{5}-\d{4}|[^\W_]+(?:['’`´][^\W_]+)*")
_APOSTROPHES = re.compile(r"['’`´]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as people type it, and the code that it stands for."""

    text: str
    lang: str
    kind: Kind
    value: str

    @property
    def key(self) -> str:
        return "".join(word_keys(typed_words(self.text)))


@dataclass(frozen=True)
class Vocabulary:
    """All phrases, the words that spelling leaves alone (each with why), words for relations, those that
    tell more than the need they stand for ("inpatient" of all treatment), and how what somebody says of
    themselves ("tengo") is said of another ("tiene")."""

    phrases: tuple[Phrase, ...]
    protected: Mapping[str, str]
    relations: frozenset[str] = frozenset()
    telling: frozenset[str] = frozenset()
    persons: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Phrase]:
        return iter(self.phrases)

    @cached_property
    def by_key(self) -> Mapping[str, Phrase]:
        """By the letters of the phrase without blanks: "half way house" and "halfwayhouse" are one.

        A sister writes "no tiene carro" of her brother: what is said of oneself is known of others, too.
        """
        of_others = {other.key: other for phrase in self.phrases for other in self._of_others(phrase)}
        return of_others | {phrase.key: phrase for phrase in self.phrases}

    def _of_others(self, phrase: Phrase) -> Iterator[Phrase]:
        words = typed_words(phrase.text)
        choices = [self.persons.get((phrase.lang, key), ()) for key in word_keys(words)]
        for number in range(max(map(len, choices), default=0)):
            said = [
                one[min(number, len(one) - 1)] if one else word
                for one, word in zip(choices, words, strict=True)
            ]
            yield replace(phrase, text=" ".join(said))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Every single word of every phrase, as its key."""
        return tuple(dict.fromkeys(key for p in self.phrases for key in word_keys(typed_words(p.text))))

    @property
    def protected_words(self) -> frozenset[str]:
        return frozenset(self.protected)

    def is_name(self, word: str) -> bool:
        """Whether it names a medicine, a brand or a kind of help: it is searched besides what it means."""
        return word in self.telling or self.protected.get(word) in {"drug", "name"}


def read_phrases(data_dir: Path) -> Vocabulary:
    folder = Path(data_dir) / "vocabulary"
    phrases = (
        Phrase(row["phrase"], row["lang"], _kind(row["kind"]), row["value"])
        for row in _rows(folder / "phrases.csv")
    )
    protected = {row["word"]: row["why"] for row in _rows(folder / "protected.csv")}
    relations = frozenset(word_key(row["word"]) for row in _rows(folder / "relations.csv"))
    telling = frozenset(word_key(row["word"]) for row in _rows(folder / "telling.csv"))
    persons = {
        (row["lang"], word_key(row["first"])): tuple(row["others"].split("; "))
        for row in _rows(folder / "persons.csv")
    }
    return Vocabulary(tuple(phrases), protected, relations, telling, persons)


def typed_words(text: str) -> list[str]:
    """The words of a line as typed, without signs; at most the first 200 letters count."""
    return _ZIP_OR_WORD.findall(text[:MOST_LETTERS].replace("&", " and "))


def word_keys(words: list[str]) -> list[str]:
    return [word_key(word) for word in words]


def word_key(word: str) -> str:
    """Small letters, no accents, no plural: "Women's" is "women", "jobs" is "job"."""
    plain = fold(_APOSTROPHES.sub("", word))
    is_plural = len(plain) > 3 and plain.endswith("s") and not plain.endswith(("ss", "us", "is"))
    return plain[:-1] if is_plural else plain


def _kind(text: str) -> Kind:
    for kind in ("need", "broad", "alone", "about", "open", "noise", "named"):
        if text == kind:
            return kind
    raise ValueError(f"{text!r} is not a kind of phrase")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as sheet:
        return list(csv.DictReader(sheet))
