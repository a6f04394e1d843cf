"""Everything that the pages say is short and plain: grade 6 at most, 25 words a sentence at most."""

import re
from functools import cache
from io import BytesIO
from pathlib import Path

import textstat
from babel.messages.extract import extract

PACKAGE = Path(__file__).resolve().parents[2] / "resource_finder"
MOST_WORDS = 25
MOST_GRADE = 6.0
_KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


@cache
def messages() -> tuple[str, ...]:
    """Every English string that people may read, with a plain word for each value."""
    found: set[str] = set()
    for path in sorted(PACKAGE.rglob("*")):
        method = {".html": "jinja2", ".py": "python"}.get(path.suffix)
        if method is None or "staff" in path.parts:
            continue
        for _line, message, _comments, _context in extract(method, BytesIO(path.read_bytes()), _KEYWORDS):
            found.update([message] if isinstance(message, str) else [m for m in message if m])
    return tuple(sorted(_PLACEHOLDER.sub("ten", message) for message in found))


def sentences_of(message: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.?!:])\s+", message) if part]


def grade(sentences: list[str]) -> float:
    return float(textstat.flesch_kincaid_grade(" ".join(f"{part.rstrip('.:?')}." for part in sentences)))


def test_there_are_strings_to_read() -> None:
    assert len(messages()) > 150


def test_no_sentence_is_long() -> None:
    long = [part for m in messages() for part in sentences_of(m) if len(part.split()) > MOST_WORDS]
    assert long == []


def test_the_words_are_at_or_under_grade_six() -> None:
    """Measured on whole sentences only: labels of two words would make any text look easy."""
    whole = [part for m in messages() for part in sentences_of(m) if len(part.split()) >= 6]
    assert grade(whole) <= MOST_GRADE


def test_the_measure_sees_hard_words() -> None:
    assert (
        grade(["Eligibility determination necessitates comprehensive documentation of residency"])
        > MOST_GRADE
    )
