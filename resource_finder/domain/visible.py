"""What the public writes, without signs that show nothing, steer a terminal, or turn a line round."""

import re
import unicodedata

# Signs that show nothing but are no format characters to Unicode: joiners, fillers, variation selectors.
INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0") | {chr(c) for c in range(0xFE00, 0xFE10)}
_HIDDEN_KINDS = frozenset({"Cf", "Cs", "Co", "Cn"})
# What tells a terminal something, as a whole: of "ESC [ 2 J" nothing may stay. Then each control sign.
_ESCAPE = re.compile("\x1b\\[[0-?]*[ -/]*[@-~]|\x1b[]PX^_][^\x07\x1b\n]*(?:\x07|\x1b\\\\)")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_MOST_MARKS = 3
# No form of ours takes as much: what comes behind it is not read.
MOST_LETTERS = 20_000


def visible(text: str, keeps_lines: bool = False) -> str:
    """The letters that a reader sees, in one line unless lines are wanted; the words stay as they were."""
    text = text[:MOST_LETTERS]
    if not (text.isascii() and text.isprintable()):
        text = _LINE_ENDS.sub("\n", text)
        text = _CONTROL.sub("", _ESCAPE.sub("", text))
        text = unicodedata.normalize("NFC", "".join(filter(_is_shown, text)))
        text = _without_heaps(text)
    if not keeps_lines:
        return " ".join(text.split())
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()


def _is_shown(sign: str) -> bool:
    return sign.isascii() or (sign not in INVISIBLE and unicodedata.category(sign) not in _HIDDEN_KINDS)


def _without_heaps(text: str) -> str:
    """Marks that are heaped on one letter cover the lines around it: no language needs more than three."""
    kept, run = [], 0
    for sign in text:
        run = run + 1 if unicodedata.combining(sign) else 0
        if run <= _MOST_MARKS:
            kept.append(sign)
    return "".join(kept)
