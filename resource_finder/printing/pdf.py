"""A printed list as a PDF, typeset in a short-lived process of its own."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore
from typing import Any, Literal

from resource_finder.printing.listing import PrintedList
from resource_finder.printing.qr import drawn

Style = Literal["normal", "large"]

MOST_PAGES = 200
MOST_ENTRIES = 1000
MOST_LETTERS = 2_000_000
LONGEST_UNBROKEN = 32
# In one worker so many are set at the same time, so many with those that wait, and nobody waits longer.
MOST_AT_ONCE = 2
MOST_IN_LINE = 3
SECONDS_IN_LINE = 5
_at_once = BoundedSemaphore(MOST_AT_ONCE)
_in_line = BoundedSemaphore(MOST_IN_LINE)
QR_MM = 22
_TYPESETTER = Path(__file__).with_name("typesetting.py")
# What no font draws or what turns figures round: control signs, half surrogates, private areas, overrides.
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff\U000e0000-\U0010ffff]"
)
_LONG_WORD = re.compile(rf"[^\s/-]{{{LONGEST_UNBROKEN + 1},}}")


class PdfUnavailable(RuntimeError):
    """No PDF can be had: it took too long, too much memory, or is too large. The page still prints."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one PDF may take."""

    seconds: float = 20
    megabytes: int = 1024


def pdf(
    printed: PrintedList,
    style: Style = "normal",
    pages: int | None = None,
    grey: bool = False,
    limits: Limits = Limits(),
    lines: bool = False,
) -> bytes:
    """A tagged PDF/UA-1 on letter paper. All words are printed as they are; none is read as markup.

    With `pages`, as many listings as fit, each need in turn, and the number of those left out. With `lines`,
    each listing has a line to write on.
    """
    entries = sum(len(section.entries) for section in printed.need_sections)
    if pages is not None and not 1 <= pages <= MOST_PAGES:
        raise ValueError(f"pages: 1 to {MOST_PAGES}")
    job = json.dumps(
        {
            "paper": _paper(printed) | {"style": style, "grey": grey, "lines": lines},
            "pages": pages,
            "megabytes": limits.megabytes,
            "timestamp": _noon(printed),
        }
    )
    if entries > MOST_ENTRIES or len(job) > MOST_LETTERS:
        raise PdfUnavailable("the list is too long for one PDF")
    with _turn():
        return _typeset(job, limits)


@contextmanager
def _turn() -> Iterator[None]:
    """Paper takes seconds of a thread: a crowd before the printer must leave one for everybody else."""
    if not _in_line.acquire(blocking=False):
        raise PdfUnavailable("too many PDFs are asked for at once")
    try:
        if not _at_once.acquire(timeout=SECONDS_IN_LINE):
            raise PdfUnavailable(f"no turn after {SECONDS_IN_LINE} seconds")
        try:
            yield
        finally:
            _at_once.release()
    finally:
        _in_line.release()


def _typeset(job: str, limits: Limits) -> bytes:
    """Runs the child in an empty folder with an empty environment; it is killed when its time is up."""
    with TemporaryDirectory(prefix="resource-finder-pdf-") as root:
        try:
            child = subprocess.run(
                [sys.executable, "-I", "-B", str(_TYPESETTER)],
                input=job.encode("utf-8"),
                capture_output=True,
                cwd=root,
                env={"HOME": root, "TMPDIR": root, "LC_ALL": "C.UTF-8"},
                timeout=limits.seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise PdfUnavailable(f"no PDF after {limits.seconds:g} seconds") from None
        except OSError as error:
            raise PdfUnavailable("the typesetter does not start") from error
    if child.returncode or not child.stdout.startswith(b"%PDF"):
        raise PdfUnavailable(f"the typesetter stopped with {child.returncode}")
    return child.stdout


def _paper(printed: PrintedList) -> dict[str, Any]:
    """All words of the paper, and the square drawn."""
    link = printed.link
    code = drawn(link, QR_MM) if link else None
    words = _printable(
        {
            "title": printed.title,
            "document": printed.document,
            "county": printed.county_label,
            "day": printed.day_text,
            "day_short": printed.day_short,
            "lang": printed.lang.partition("_")[0],
            "note": printed.note.splitlines(),
            "link": link,
            "code": printed.code,
            "until": printed.until,
            "checklist": printed.is_checklist,
            "rides": printed.rides,
            "rides_short": printed.rides_short,
            "counted_from": printed.counted_from,
            "labels": asdict(printed.labels),
            "sections": [asdict(section) for section in printed.need_sections],
        }
    )
    return {**words, "qr": code.svg if code else "", "qr_mm": code.mm if code else 0}


def _noon(printed: PrintedList) -> int:
    """The day, not the second: the same list gives the same bytes, and tells nobody when it was printed."""
    return (printed.printed_on.toordinal() - 719163) * 86400 + 43200


def _printable(value: Any) -> Any:
    """The same value with signs dropped that cannot be printed, and endless words made breakable."""
    if isinstance(value, str):
        return _LONG_WORD.sub(_breakable, _UNPRINTABLE.sub("", " ".join(value.split())))
    if isinstance(value, dict):
        return {key: _printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    return value


def _breakable(word: re.Match[str]) -> str:
    """A place to break after every few letters: a zero-width space."""
    letters = word[0]
    parts = (letters[i : i + LONGEST_UNBROKEN] for i in range(0, len(letters), LONGEST_UNBROKEN))
    return "\u200b".join(parts)
