"""Other people's texts as our sheets may hold them: no HTML, no damage, one short summary."""

import re
from html import unescape
from html.parser import HTMLParser

from resource_finder.catalogue.cleaning import cleaned
from resource_finder.catalogue.faults import CellFault
from resource_finder.catalogue.rules import MOST_LETTERS_IN_LINE, MOST_WORDS_IN_SUMMARY

_UNSEEN = frozenset({"script", "style", "head", "template"})
_IN_LINE = frozenset({"a", "abbr", "b", "em", "font", "i", "small", "span", "strong", "sub", "sup", "u"})
_LOOKS_LIKE_A_TAG = re.compile(r"<(?=[/!?]?[a-zA-Z])")
_ENTITY = re.compile(r"&(?:[a-z]+|#\d+|#x[\da-f]+);", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
# A description that was escaped twice shows its tags only after the second reading.
_MOST_READINGS = 3
MOST_LETTERS = 20_000
MOST_LETTERS_IN_REMARK = 60


class _Text(HTMLParser):
    """Collects what a reader would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._unseen += tag in _UNSEEN
        self.parts.append("" if tag in _IN_LINE else " ")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        self.parts.append("" if tag in _IN_LINE else " ")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)


def plain_text(text: str) -> str:
    """The text without tags, its entities as letters, in one line."""
    text = text[:MOST_LETTERS]
    for _reading in range(_MOST_READINGS):
        if not (_LOOKS_LIKE_A_TAG.search(text) or _ENTITY.search(text)):
            break
        reader = _Text()
        reader.feed(text)
        reader.close()
        text = unescape("".join(reader.parts))
    return " ".join(_LOOKS_LIKE_A_TAG.sub("", text).split())


def usable(text: str) -> str:
    """The text as a cell of a sheet may hold it; empty for one that stands for nothing ("n/a", "-").

    Raises CellFault for damage that nobody can mend without the source.
    """
    plain = plain_text(text).lstrip("=+-@*•·\t ")
    return cleaned(shortened(plain, 300) if len(plain) > 1900 else plain)[0][:2000]


def usable_line(text: str) -> str:
    """The same for what stands on one line (a name, a street): longer ones lose their last words."""
    line = usable(text)
    if len(line) <= MOST_LETTERS_IN_LINE:
        return line
    start = line[: MOST_LETTERS_IN_LINE - 2]
    return f"{start.rpartition(' ')[0] or start} …"


def remark(*texts: str) -> str:
    """What a number is for, short enough to stand beside it; nothing where the words are damaged."""
    try:
        words = " ".join(filter(None, (usable(text) for text in texts)))
    except CellFault:
        return ""
    words = re.sub(r"[();]+", " ", words)
    return " ".join(words.split())[:MOST_LETTERS_IN_REMARK].strip(" ,.:-")


def shortened(text: str, most: int) -> str:
    """The first sentences within so many words; else the first words and “…”."""
    if len(text.split()) <= most:
        return text
    kept: list[str] = []
    for sentence in _SENTENCE.split(text):
        if len(" ".join([*kept, sentence]).split()) > most:
            break
        kept.append(sentence)
    return " ".join(kept) or f"{' '.join(text.split()[:most]).rstrip(',;:-')} …"[:1900]


def summary_of(description: str, before: str = "", after: tuple[tuple[str, str], ...] = ()) -> str:
    """The description with what people must not miss: an alert before it, labelled words after it.

    All of it stays within what a sheet may say in a summary; the description gives way.
    """
    first = _sentence(shortened(before, 14))
    last = [_sentence(f"{label}: {shortened(text, 15)}") for label, text in after if text]
    while last and len(" ".join([first, *last]).split()) > MOST_WORDS_IN_SUMMARY - 15:
        last.pop()
    left = MOST_WORDS_IN_SUMMARY - len(" ".join([first, *last]).split()) - 1
    return " ".join(filter(None, (first, _sentence(shortened(description, left)), *last)))


def _sentence(text: str) -> str:
    return text if not text or text[-1] in ".!?…" else f"{text}."
