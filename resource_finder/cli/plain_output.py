"""Whatever a command prints for people: letters alone, nothing that steers a terminal."""

import io
import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

_STAYS = frozenset("\n\t")
# Control, format (bidi, zero width, tags), half of a pair, private use; line and paragraph separators.
_STEERS = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_NEVER_IN_JSON = re.compile(
    "[\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def plain(text: str) -> str:
    """The text without what a terminal obeys: escape codes lose their escape, lines stay lines."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(sign for sign in text if sign in _STAYS or unicodedata.category(sign) not in _STEERS)


def json_text(value: Any, by_name: bool = False) -> str:
    """JSON in readable letters, in which every control character is written as an escape.

    `by_name` puts the keys in the order of the JSON door.
    """
    text = json.dumps(value, indent=1, ensure_ascii=False, sort_keys=by_name)
    return _NEVER_IN_JSON.sub(lambda found: json.dumps(found[0])[1:-1], text)


@contextmanager
def plain_output() -> Iterator[None]:
    """Until it ends, standard output and errors are plain, whoever writes: a command, click, a log."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (one if isinstance(one, _Plain) else _Plain(one) for one in before)
    try:
        yield
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        sys.stdout, sys.stderr = before


class _Plain(io.TextIOBase):
    """A text stream in front of another. It shows no `buffer`, past which letters could be written raw."""

    def __init__(self, behind: TextIO) -> None:
        self._behind = behind

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._behind.encoding or "utf-8"

    @property
    def errors(self) -> str | None:  # type: ignore[override]
        return self._behind.errors

    def write(self, text: str) -> int:
        readable = plain(text).encode(self.encoding, "replace").decode(self.encoding)
        self._behind.write(readable)
        return len(text)

    def flush(self) -> None:
        self._behind.flush()

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return self._behind.isatty()

    def fileno(self) -> int:
        return self._behind.fileno()
