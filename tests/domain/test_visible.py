"""What the public writes is kept as it is read: nothing hidden, nothing that steers, nothing turned round."""

import time

import pytest

from resource_finder.domain.visible import MOST_LETTERS, visible

HOSTILE = {
    "\x1b[2Jcleared": "cleared",
    "\x1b]0;owned\x07a title": "a title",
    "\x1b]8;;https://evil.example\x1b\\a link": "a link",
    "\x1bP1$q\x1b\\a device": "a device",
    "\x9b31mred": "31mred",
    "a\x00b\x07c\x7fd\x9de": "abcde",
    "\u202egnp.exe\u202c": "gnp.exe",
    "\u2066a\u2069\u200fb\u061c": "ab",
    "ze\u200bro\ufeff wi\u2060dth\u00ad": "zero width",
    "\u3164filled\u115f\ufe0f": "filled",
    "half\ud800 private\ue000 none\uffff \U000e0041tag": "half private none tag",
    "Z" + "\u0321" * 40 + "algo": "Z\u0321\u0321\u0321algo",
    "e\u0301": "\u00e9",
    "  two   words\t": "two words",
    "one\r\ntwo\u2028three\x0bfour": "one two three four",
}


@pytest.mark.parametrize(("text", "seen"), HOSTILE.items())
def test_only_what_is_seen_stays(text: str, seen: str) -> None:
    assert visible(text) == seen


PLAIN = [
    "",
    "It's closed - 5 < 6 & 7 > 2.",
    "¿Dónde está? Ñandú, über",
    "日本語 العربية עברית",
    "👍 🏠 1° ½ €",
]


@pytest.mark.parametrize("text", PLAIN)
def test_words_of_any_language_stay_as_they_were(text: str) -> None:
    assert visible(text) == text


def test_lines_stay_where_they_are_wanted() -> None:
    assert visible("one \r\n two\u2028\n\nthree\n", keeps_lines=True) == "one\ntwo\n\n\nthree"


def test_a_long_text_is_read_in_no_time() -> None:
    for piece in ("\x1b[", "\x1b]", "\u202e", "a\u0321", "\x1b[0;0;0;"):
        began = time.thread_time()
        assert len(visible(piece * 200_000)) <= MOST_LETTERS
        assert time.thread_time() - began < 0.4
