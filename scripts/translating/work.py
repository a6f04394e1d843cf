"""The commands of `scripts/translations`."""

import sys
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po

from translating.strings import (
    TRANSLATIONS,
    Key,
    extracted,
    faults,
    file_of,
    is_compiled,
    languages,
    read,
)

USAGE = "Usage: scripts/translations check | compile | new LANGUAGE"


def run(arguments: list[str]) -> int:
    match arguments:
        case ["check"]:
            return check()
        case ["compile"]:
            for lang in languages():
                compile_one(lang)
            return 0
        case ["new", lang]:
            return new(lang)
    print(USAGE, file=sys.stderr)
    return 2


def check() -> int:
    """Every string in every language, none unsure, and the compiled files of today."""
    needed = extracted()
    found = [f"{lang}: {fault}" for lang in languages() for fault in faults(read(lang), needed)]
    found += [f"{lang}: run scripts/translations compile" for lang in languages() if not is_compiled(lang)]
    for fault in found:
        print(fault, file=sys.stderr)
    return 1 if found else 0


def compile_one(lang: str) -> None:
    with file_of(lang, "mo").open("wb") as file:
        write_mo(file, read(lang))


def new(lang: str, folder: Path = TRANSLATIONS) -> int:
    """A file with every string, none translated yet."""
    try:
        Locale.parse(lang)
    except (ValueError, UnknownLocaleError):
        print(f"{lang!r} is not the code of a language", file=sys.stderr)
        return 2
    path = file_of(lang, folder=folder)
    if path.exists():
        print(f"{path.name} of {lang} is there already", file=sys.stderr)
        return 2
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, begun(lang, extracted()), sort_output=True, width=110)
    return 0


def begun(lang: str, needed: set[Key]) -> Catalog:
    catalog = Catalog(locale=lang, fuzzy=False)
    for context, ids in needed:
        catalog.add(ids[0] if len(ids) == 1 else ids, context=context or None)
    return catalog
