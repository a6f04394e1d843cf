"""Words for a text message: 160 letters of the GSM alphabet, so that one message stays one message."""

import unicodedata
from collections.abc import Iterable

MOST_LETTERS = 160
# GSM 03.38, basic table and extension. One letter from outside makes the whole message UCS-2: 70 letters.
# https://www.etsi.org/deliver/etsi_ts/123000_123099/123038/
_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("^{}\\[~]|€")
_PLAIN = str.maketrans(
    {
        "á": "a", "í": "i", "ó": "o", "ú": "u", "Á": "A", "Í": "I", "Ó": "O", "Ú": "U",
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "`": "'", "´": "'",
        "–": "-", "—": "-", "−": "-", "‑": "-", "…": "...", "•": "-", "·": "-", "\u00a0": " ", "\t": " ",
        "ª": "a", "º": "o", "½": "1/2", "¼": "1/4", "¾": "3/4", "®": "", "™": "", "©": "",
    }
)  # fmt: skip


def gsm_text(text: str) -> str:
    """The text in letters that every phone sends as they are: é, ñ, ü, ¿ and ¡ stay, á becomes a."""
    return "".join(
        letter if letter in _BASIC | _EXTENDED else _bare(letter) for letter in text.translate(_PLAIN)
    )


def gsm_length(text: str) -> int:
    """Letters as a telephone counts them: those of the extension table take two."""
    return sum(2 if letter in _EXTENDED else 1 for letter in text)


def one_message(name: str, first: str, more: Iterable[str] = ()) -> str:
    """The name and the first line, whatever it takes of the name; then line by line what still fits whole."""
    first = _cut(gsm_text(first), MOST_LETTERS)
    room = MOST_LETTERS - gsm_length(first) - 1
    text = "\n".join(line for line in (_cut(gsm_text(name), max(room, 0)), first) if line)
    for line in map(gsm_text, more):
        if gsm_length(f"{text}\n{line}") <= MOST_LETTERS:
            text = f"{text}\n{line}"
    return text


def _cut(text: str, most: int) -> str:
    while gsm_length(text) > most:
        text = text[:-1]
    return text.rstrip()


def _bare(letter: str) -> str:
    """The letter without its accent where that is one of the alphabet; nothing else is guessed."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(sign))
    return plain if plain and all(sign in _BASIC | _EXTENDED for sign in plain) else ""
