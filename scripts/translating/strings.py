"""Every string of the program, and what keeps a translation of them from being whole."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "resource_finder"
TRANSLATIONS = PACKAGE / "translations"
PLACEHOLDER = re.compile(r"%\((\w+)\)([sd])")
_MARKS = (("¿", "?"), ("“", "”"), ("(", ")"))

Ids = tuple[str, ...]
# A string and the context that tells it from its twin; most have none.
Key = tuple[str, Ids]


def ids_of(message: Message) -> Ids:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def key_of(message: Message) -> Key:
    # Babel reads the contexts of a compiled file as bytes.
    context = message.context.decode() if isinstance(message.context, bytes) else message.context
    return context or "", ids_of(message)


def said_in(message: Message) -> Ids:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def extracted() -> set[Key]:
    """Every string of the program and its templates, plural forms together."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    keywords = {**DEFAULT_KEYWORDS, "lazy_gettext": None}
    found = extract_from_dir(PACKAGE, methods, options, keywords)
    every = {
        (context or "", (ids,) if isinstance(ids, str) else tuple(ids)) for _, _, ids, _, context in found
    }
    plural = {ids[0] for _context, ids in every if len(ids) > 1}
    return {(context, ids) for context, ids in every if len(ids) > 1 or ids[0] not in plural}


def languages() -> list[str]:
    return sorted(path.parent.parent.name for path in TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"))


def file_of(lang: str, ending: str = "po", folder: Path = TRANSLATIONS) -> Path:
    return folder / lang / "LC_MESSAGES" / f"messages.{ending}"


def read(lang: str) -> Catalog:
    with file_of(lang).open("rb") as file:
        return read_po(file, locale=lang, abort_invalid=True)


def is_compiled(lang: str) -> bool:
    """Whether the compiled file says what the text file says."""
    with file_of(lang, "mo").open("rb") as file:
        compiled = {key_of(message): said_in(message) for message in read_mo(file) if message.id}
    return compiled == {key_of(message): said_in(message) for message in read(lang) if message.id}


def faults(catalog: Catalog, needed: set[Key]) -> list[str]:
    """What keeps the translation from being whole."""
    known = {key_of(message): message for message in catalog if message.id}
    missing = [f"not there: {key[1][0]}" for key in sorted(needed) if key not in known]
    unused = [f"not said any more: {key[1][0]}" for key in known if key not in needed]
    faulty = [fault for (_context, ids), message in known.items() for fault in _faults_of(ids, message)]
    return [*missing, *unused, *faulty]


def _faults_of(ids: Ids, message: Message) -> Iterator[str]:
    said = said_in(message)
    if message.fuzzy:
        yield f"fuzzy: {ids[0]}"
    if len(said) < len(ids) or not all(said):
        yield f"not translated: {ids[0]}"
        return
    # A language may have more plural forms than English: the others say what the second says.
    for words, english in zip(said, _as_many(ids, len(said)), strict=True):
        if sorted(PLACEHOLDER.findall(words)) != sorted(PLACEHOLDER.findall(english)):
            yield f"other placeholders: {english}"
        if any(words.count(opens) != words.count(closes) for opens, closes in _MARKS):
            yield f"a mark without its fellow: {words}"


def _as_many(ids: Ids, count: int) -> Iterable[str]:
    return (*ids, *(ids[-1] for _ in range(count - len(ids))))
