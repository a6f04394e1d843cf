"""A made-up translation that reads from right to left: what stays in Latin letters was never translated."""

import csv
from pathlib import Path

from babel.messages.mofile import write_mo

from translating.strings import PLACEHOLDER, extracted, file_of
from translating.work import begun

LANG = "ar"
_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyz",
    "ابكديفجهيجكلمنوبقرستوفوخيز",
)
# Other languages need more room than English.
_LONGER = "ـ"


def pseudo(english: str) -> str:
    """The words in other letters and a third longer; the values' places stay."""
    pieces = PLACEHOLDER.split(english)
    said = []
    for at in range(0, len(pieces), 3):
        said.append(_words(pieces[at]))
        if at + 2 < len(pieces):
            said.append(f"%({pieces[at + 1]}){pieces[at + 2]}")
    return "".join(said)


def make(translations: Path, data: Path, real_data: Path) -> None:
    """Translations in one folder; in the other the data, with the language in its vocabulary."""
    catalog = begun(LANG, extracted())
    for message in catalog:
        if message.id:
            forms = catalog.num_plurals
            plural = not isinstance(message.id, str)
            message.string = (
                tuple(pseudo(message.id[min(form, 1)]) for form in range(forms))
                if plural
                else pseudo(message.id)
            )
    path = file_of(LANG, "mo", translations)
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, catalog)
    vocabulary = data / "vocabulary"
    vocabulary.mkdir(parents=True)
    for folder in real_data.iterdir():
        if folder.name != vocabulary.name:
            (data / folder.name).symlink_to(folder)
    for sheet in (real_data / "vocabulary").iterdir():
        copy = vocabulary / sheet.name
        copy.write_bytes(sheet.read_bytes())
        for english in _english_columns(copy):
            _add_column(copy, english, english.removesuffix("en") + LANG)


def _words(text: str) -> str:
    return "".join(
        word if not word.strip() else word.lower().translate(_LETTERS) + _LONGER * (len(word) // 3)
        for word in _split(text)
    )


def _split(text: str) -> list[str]:
    """Words and the blanks between them."""
    pieces: list[str] = []
    for sign in text:
        if pieces and pieces[-1][-1].isspace() == sign.isspace():
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces


def _english_columns(path: Path) -> list[str]:
    """What a sheet of the vocabulary says in English: `en`, `name_en`, `title_en` and their like."""
    with path.open(encoding="utf-8", newline="") as file:
        return [name for name in next(csv.reader(file), []) if name == "en" or name.endswith("_en")]


def _add_column(path: Path, english: str, name: str) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns = [*(reader.fieldnames or ()), name]
        rows = [{**row, name: pseudo(row[english])} for row in reader]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
