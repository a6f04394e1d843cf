"""Every setting: name, type, default, one line of why."""

import logging
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from resource_finder.languages import ENGLISH, TRANSLATIONS, languages_in

_log = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parent.parent
_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"", "0", "false", "no", "off"})
ENGINES = ("whoosh", "postgres")
GEOCODERS = ("gazetteer", "nominatim", "pelias", "photon")


# As many as a made-up one of 128 bits in base64 has at least; `secrets.token_hex(32)` gives 64.
LEAST_LETTERS_OF_A_KEY = 22
# Words of keys that stand in manuals and examples, and in every list of keys to try.
_WORDS_OF_WEAK_KEYS = ("secret", "change", "insecure", "example", "password", "default", "replace", "your-")
_KEYS_OF_MANUALS = frozenset(
    {
        "192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf",
        "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7",
    }
)

_HOW_TO_MAKE_ONE = "make one with: python3 -c 'import secrets; print(secrets.token_hex(32))'"


class BadSetting(ValueError):
    """A setting that cannot be used, with its name and what it may be."""


@dataclass(frozen=True)
class Settings:
    """What an installation may choose. The environment names are in `ENVIRONMENT`."""

    data: Path = _ROOT / "data"
    instance: Path = _ROOT / "instance"
    database_url: str = ""
    search_engine: str = "whoosh"
    geocoder: str = "gazetteer"
    geocoder_url: str = ""
    secret_key: str = field(default="", repr=False)
    public_url: str = ""
    kiosk: bool = False
    kiosk_place: str = ""
    wanted_languages: tuple[str, ...] = ()
    translations: Path = TRANSLATIONS

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the site: the wanted ones of those that have translations; English always."""
        here = languages_in(self.translations)
        wanted = self.wanted_languages or here
        return tuple(lang for lang in here if lang == ENGLISH or lang in wanted)

    @property
    def database(self) -> str:
        """The SQLAlchemy address: SQLite in the instance folder unless another is set."""
        if not self.database_url:
            return f"sqlite:///{self.instance / 'catalogue.sqlite'}"
        # SQLAlchemy names the driver; hosting platforms write the short scheme.
        return self.database_url.replace("postgres://", "postgresql://", 1).replace(
            "postgresql://", "postgresql+psycopg://", 1
        )

    @property
    def is_on_postgres(self) -> bool:
        return self.database.startswith("postgresql")

    @property
    def is_behind_tls(self) -> bool:
        """Whether people reach it by https, which a proxy in front unpacks."""
        return self.public_url.startswith("https:")

    @property
    def index_folder(self) -> Path:
        return self.instance / "index"


ENVIRONMENT: Mapping[str, tuple[str, str]] = {
    "RESOURCE_FINDER_DATA": ("data", "the folder of sheets, places and vocabulary"),
    "RESOURCE_FINDER_INSTANCE": ("instance", "the folder that the program writes: database and index"),
    "DATABASE_URL": ("database_url", "SQLAlchemy address; empty is SQLite in the instance folder"),
    "SEARCH_ENGINE": ("search_engine", "`whoosh` (embedded), or `postgres` (PostGIS) for several machines"),
    "GEOCODER": ("geocoder", "`gazetteer` (embedded, no network), `nominatim`, `pelias` or `photon`"),
    "GEOCODER_URL": ("geocoder_url", "address of a geocoder that you host yourself"),
    "SECRET_KEY": (
        "secret_key",
        "signs the session cookie; must be set in production, and not to be guessed",
    ),
    "PUBLIC_URL": ("public_url", "the address people reach, for links and QR codes on paper"),
    "KIOSK": ("kiosk", "`1` makes every page a kiosk page"),
    "KIOSK_PLACE": ("kiosk_place", "where the kiosk stands: a ZIP, town or county; its first button"),
    "LANGUAGES": ("wanted_languages", "codes as `en es`; empty is every language that has translations"),
}
# Names that are kept for what is not here yet. Whoever sets one is told, so that nobody waits for it.
RESERVED: Mapping[str, str] = {"SMS_TOKEN": "text messages are not here yet"}


def settings_from(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the environment. Raises BadSetting, naming the variable, for a value that cannot be used."""
    environment = os.environ if environment is None else environment
    for name, why in RESERVED.items():
        if environment.get(name, "").strip():
            _log.warning("setting %s does nothing: %s", name, why)
    given = {
        attribute: environment[name].strip()
        for name, (attribute, _why) in ENVIRONMENT.items()
        if environment.get(name, "").strip()
    }
    _check_choice(given, "search_engine", "SEARCH_ENGINE", ENGINES)
    _check_choice(given, "geocoder", "GEOCODER", GEOCODERS)
    if given.get("geocoder", "gazetteer") != "gazetteer" and "geocoder_url" not in given:
        raise BadSetting("GEOCODER_URL must hold the address of the geocoder you host")
    paths = {name: Path(given.pop(name)).resolve() for name in ("data", "instance") if name in given}
    kiosk = _boolean(given.pop("kiosk", ""), "KIOSK")
    wanted = tuple(given.pop("wanted_languages", "").replace(",", " ").split())
    if unknown := sorted(set(wanted) - set(languages_in(TRANSLATIONS))):
        raise BadSetting(f"LANGUAGES has {unknown[0]!r}, of which there are no translations")
    secret_key = given.pop("secret_key", "") or _development_key(environment)
    if _is_production(environment):
        _check_key(secret_key)
    settings = Settings(**paths, kiosk=kiosk, secret_key=secret_key, wanted_languages=wanted, **given)  # type: ignore[arg-type]
    if settings.search_engine == "postgres" and not settings.is_on_postgres:
        raise BadSetting("SEARCH_ENGINE postgres wants a DATABASE_URL that names a PostgreSQL server")
    return settings


def _check_choice(given: Mapping[str, str], attribute: str, name: str, choices: tuple[str, ...]) -> None:
    if given.get(attribute, choices[0]) not in choices:
        raise BadSetting(f"{name} is {given[attribute]!r}; it may be {', '.join(choices)}")


def _boolean(text: str, name: str) -> bool:
    if text.casefold() in _TRUE:
        return True
    if text.casefold() in _FALSE:
        return False
    raise BadSetting(f"{name} is {text!r}; it may be 1 or 0")


def _development_key(environment: Mapping[str, str]) -> str:
    """A fresh key for each start, except in production, which must bring its own."""
    if _is_production(environment):
        raise BadSetting(f"SECRET_KEY must be set in production; {_HOW_TO_MAKE_ONE}")
    return secrets.token_hex(32)


def _is_production(environment: Mapping[str, str]) -> bool:
    return environment.get("RESOURCE_FINDER_ENV", "").strip().casefold() == "production"


def _check_key(key: str) -> None:
    """Refuse a key that somebody could guess. The message never repeats it."""
    if len(key) < LEAST_LETTERS_OF_A_KEY:
        raise BadSetting(f"SECRET_KEY has fewer than {LEAST_LETTERS_OF_A_KEY} letters; {_HOW_TO_MAKE_ONE}")
    if key in _KEYS_OF_MANUALS or any(word in key.casefold() for word in _WORDS_OF_WEAK_KEYS):
        raise BadSetting(f"SECRET_KEY looks like one from a manual; {_HOW_TO_MAKE_ONE}")
    if _is_regular(key):
        raise BadSetting(f"SECRET_KEY repeats itself and can be guessed; {_HOW_TO_MAKE_ONE}")


def _is_regular(key: str) -> bool:
    """Few different letters, the same piece again and again, or letters in their order."""
    pieces = {key[at : at + 3] for at in range(len(key) - 2)}
    steps = [ord(after) - ord(before) for before, after in pairwise(key)]
    most_common = max(steps.count(step) for step in set(steps))
    return len(set(key)) < 8 or len(pieces) < 0.7 * (len(key) - 2) or most_common > len(steps) / 2
