"""What the catalogue says, in other languages: `data/vocabulary/spoken.csv`, one column for each language."""

import csv
import re
from collections.abc import Mapping
from pathlib import Path

from resource_finder.languages import ENGLISH

# "Alcohol and drug treatment (Burrell)": what stands in brackets at the end is a name, brackets and all.
_NAMED = re.compile(r"(?P<words>.+?) (?P<name>\([^()]+\)|\([^()]+\([^()]+\)\)?)\Z")
_LETTER = re.compile(r"[^\W\d_]")
_NOTHING: Mapping[str, str] = {}


class Glossary:
    """The catalogue's English words and sentences by language. What it does not hold stays English."""

    def __init__(self, words: Mapping[str, Mapping[str, str]]) -> None:
        self._words = words

    @classmethod
    def load(cls, data_dir: Path) -> "Glossary":
        with (Path(data_dir) / "vocabulary" / "spoken.csv").open(encoding="utf-8", newline="") as sheet:
            reader = csv.DictReader(sheet)
            rows = list(reader)
            languages = [name for name in reader.fieldnames or () if name != ENGLISH]
        return cls({lang: {row[ENGLISH]: row[lang] for row in rows if row[lang]} for lang in languages})

    def say(self, text: str, lang: str) -> str:
        """The words in that language; empty where they are not known in it.

        A name in brackets at the end stays as it is, and so do figures: "$15".
        """
        if lang == ENGLISH or is_figures(text):
            return text
        known = self._words.get(lang, _NOTHING)
        if text in known:
            return known[text]
        named = _NAMED.fullmatch(text)
        if named and named["words"] in known:
            return f"{known[named['words']]} {named['name']}"
        return ""


def name_at_end(text: str) -> str:
    """The name in brackets at the end of a text, with its brackets; empty where there is none."""
    named = _NAMED.fullmatch(text)
    return named["name"] if named else ""


def is_figures(text: str) -> bool:
    """No letter in it: the same in every language."""
    return not _LETTER.search(text)
