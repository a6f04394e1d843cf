"""What a button says in Spanish, looked up where translators keep it."""

import csv
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from tests.real import DATA

_FILE = Path(__file__).parents[2] / "resource_finder" / "translations" / "es" / "LC_MESSAGES" / "messages.po"


@cache
def _spanish() -> dict[str, str]:
    with _FILE.open("rb") as file:
        said = {m.id: m.string for m in read_po(file, locale="es") if m.id and isinstance(m.id, str)}
    with (DATA / "vocabulary" / "needs.csv").open(encoding="utf-8", newline="") as needs:
        return said | {row["name_en"]: row["name_es"] for row in csv.DictReader(needs)}


def said(english: str, lang: str, **values: object) -> str:
    """The same words on a page of this language; names of places stay as they are."""
    words = (_spanish() | {"St. Louis City": "Ciudad de St. Louis"}).get(english) if lang == "es" else english
    words = words or english.removesuffix(" County")  # in a list of counties Spanish needs the name alone
    return words % values if values else words
