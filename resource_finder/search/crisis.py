"""Words after which a person must see whom to call, before anything else is asked."""

import csv
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

Crisis = Literal["self_harm", "violence", "overdose"]


class CrisisWords:
    """Phrases of `vocabulary/crisis.csv`. Whole words only, so that "skill myself" is no alarm."""

    def __init__(self, phrases: Iterable[tuple[str, Crisis]]) -> None:
        self._patterns: list[tuple[re.Pattern[str], Crisis]] = [
            (re.compile(rf"(?<!\w){re.escape(phrase.casefold())}(?!\w)"), kind) for phrase, kind in phrases
        ]

    @classmethod
    def load(cls, data: Path) -> "CrisisWords":
        with (data / "vocabulary" / "crisis.csv").open(encoding="utf-8", newline="") as file:
            return cls([(row["phrase"], row["kind"]) for row in csv.DictReader(file)])  # type: ignore[misc]

    def in_line(self, text: str) -> tuple[Crisis, ...]:
        """The kinds that a typed line speaks of, each once; at most its first 200 letters are read."""
        plain = text[:200].casefold().replace("’", "'")
        return tuple(dict.fromkeys(kind for pattern, kind in self._patterns if pattern.search(plain)))
