"""Which languages there are: English, and every other that has a file of translations."""

from pathlib import Path

ENGLISH = "en"
TRANSLATIONS = Path(__file__).resolve().parent / "translations"


def languages_in(folder: Path) -> tuple[str, ...]:
    """English first, then each `<language>/LC_MESSAGES/messages.mo` of the folder by its code."""
    found = (path.parent.parent.name for path in folder.glob("*/LC_MESSAGES/messages.mo"))
    return (ENGLISH, *sorted(found))


LANGUAGES = languages_in(TRANSLATIONS)


def to_translate(text: str) -> str:
    """The text as it is: it marks what is put into the reader's language only where it is shown."""
    return text
