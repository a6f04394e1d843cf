"""The whole site stands in Spanish: every string is translated, and no page shows one in English."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup

from tests.real import real_app
from tests.web.client import Visitor
from tests.web.making import NEEDS

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "resource_finder" / "translations" / "es" / "LC_MESSAGES"
SPOKEN = ("aria-label", "alt", "title", "placeholder", "data-words", "data-kept", "data-failed")
PLACEHOLDER = re.compile(r"%\((\w+)\)([sd])")
MARKS = (("¿", "?"), ("“", "”"), ("(", ")"))
Ids = tuple[str, ...]
# A string and the context that tells it from its twin; most have none.
Key = tuple[str, Ids]

PAGES = [
    "/es",
    "/es?for=other",
    "/es/boone",
    "/es/boone/housing",
    "/es/greene/food",
    "/es/cole/job",
    "/es/find?place=boone&need=housing&need=food",
    "/es/start",
    "/es/start?place=boone",
    "/es/list",
    "/es/list?id=mo-bed001&id=mo-bed003&id=mo-gone99",
    "/es/list?place=boone",
    "/es/service/mo-bed001",
    "/es/service/mo-bed002",
    "/es/service/mo-bed003",
    "/es/service/mo-line01",
    "/es/wrong?id=mo-bed001",
    "/es/about",
    "/es/privacy",
    "/es/crisis",
]
REFUSED = [
    ("/es/find?place=st+louis", 300),
    ("/es/nowhere", 404),
    ("/es/find?place=qqqqqq", 404),
    ("/es/find?place=chicago", 404),
    ("/es/find?place=boone&need=wings", 400),
    ("/es/find?place=boone&open=maybe", 400),
]


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
    found = extract_from_dir(ROOT / "resource_finder", methods, options, keywords)
    every = {
        (context or "", (ids,) if isinstance(ids, str) else tuple(ids)) for _, _, ids, _, context in found
    }
    plural = {ids[0] for _context, ids in every if len(ids) > 1}
    return {(context, ids) for context, ids in every if len(ids) > 1 or ids[0] not in plural}


def spanish() -> Catalog:
    with (FOLDER / "messages.po").open("rb") as file:
        return read_po(file, locale="es", abort_invalid=True)


def faults(catalog: Catalog, needed: Iterable[Key]) -> list[str]:
    """What keeps the translation from being whole."""
    known = {key_of(message): message for message in catalog if message.id}
    missing = [f"not there: {key[1][0]}" for key in sorted(needed) if key not in known]
    faulty = [fault for (_context, ids), message in known.items() for fault in _faults_of(ids, message)]
    return [*missing, *faulty]


def _faults_of(ids: Ids, message: Message) -> Iterator[str]:
    said = said_in(message)
    if message.fuzzy:
        yield f"fuzzy: {ids[0]}"
    if len(said) != len(ids) or not all(said):
        yield f"not translated: {ids[0]}"
        return
    for english, words in zip(ids, said, strict=True):
        if sorted(PLACEHOLDER.findall(words)) != sorted(PLACEHOLDER.findall(english)):
            yield f"other placeholders: {english}"
        if any(words.count(opens) != words.count(closes) for opens, closes in MARKS):
            yield f"a mark without its fellow: {words}"


def english_left(html: str, catalog: Catalog) -> list[str]:
    """Texts of a page that read as one of our English strings; what is marked as English may."""
    patterns = [pattern for message in catalog if message.id for pattern in _patterns(message)]
    return [text for text in texts_of(html) if any(pattern.search(text) for pattern in patterns)]


def texts_of(html: str) -> list[str]:
    soup = BeautifulSoup(html, "html.parser")
    for foreign in soup.select("script, :not(html)[lang=en]"):
        foreign.decompose()
    shown = [*soup.find_all(string=True)]
    shown += [tag[name] for tag in soup.find_all(True) for name in SPOKEN if name in tag.attrs]
    return [part for text in shown for part in " ".join(text.split()).split(" · ") if part]


def _patterns(message: Message) -> Iterator[re.Pattern[str]]:
    for english, words in zip(ids_of(message), said_in(message), strict=True):
        pieces = PLACEHOLDER.split(english)
        if words == english or (len(pieces) > 1 and "s" in pieces[2::3] and not pieces[0]):
            continue  # The same in both, or begun by a value: a place's own sentence may look like it.
        kinds = {"s": ".+", "d": r"\d+"}
        literal = "".join(
            re.escape(p) if i % 3 == 0 else kinds[p] for i, p in enumerate(pieces) if i % 3 != 1
        )
        is_sentence = len(english.split()) > 3
        yield re.compile(literal if is_sentence else f"^{literal}$")


def test_every_string_is_translated():
    assert faults(spanish(), extracted()) == []


def test_the_guard_sees_what_is_missing_fuzzy_or_has_other_placeholders():
    def spoiled(**change: object) -> list[str]:
        catalog = spanish()
        message = catalog.get("Help near %(place)s")
        for name, value in change.items():
            setattr(message, name, value)
        return faults(catalog, extracted())

    removed = spanish()
    removed.delete("My list")
    assert faults(removed, extracted()) == ["not there: My list"]
    assert spoiled(string="") == ["not translated: Help near %(place)s"]
    assert spoiled(flags={"fuzzy"}) == ["fuzzy: Help near %(place)s"]
    assert spoiled(string="Ayuda en %(town)s") == ["other placeholders: Help near %(place)s"]
    assert spoiled(string="Ayuda? %(place)s") == ["a mark without its fellow: Ayuda? %(place)s"]


def test_the_compiled_file_is_up_to_date():
    with (FOLDER / "messages.mo").open("rb") as file:
        compiled = {key_of(message): said_in(message) for message in read_mo(file) if message.id}
    assert compiled == {key_of(message): said_in(message) for message in spanish() if message.id}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_holds_no_english(visitor, path):
    page = visitor.visit(path)
    assert page.soup.html["lang"] == "es"
    assert english_left(str(page.soup), spanish()) == []


@pytest.mark.parametrize(("path", "status"), REFUSED)
def test_a_page_that_asks_back_or_refuses_holds_no_english(visitor, path, status):
    assert english_left(str(visitor.visit(path, status).soup), spanish()) == []


def test_no_question_and_no_answer_is_in_english(visitor):
    catalog = spanish()
    for need in ("housing", "medical", "job", "food", "ride"):
        page = visitor.visit(f"/es/find?place=boone&need={need}")
        asked = 0
        while unsure := page.soup.select_one("button.unsure"):
            assert english_left(str(page.soup), catalog) == []
            first = page.soup.select_one(".answers button") if asked < 2 else unsure
            page = visitor.send(str(unsure.find_parent("form")["action"]), page.fields(first))
            asked += 1
        assert asked
        assert english_left(str(page.soup), catalog) == []


@pytest.mark.parametrize("path", ["/es/boone", "/es/boone/housing"])
def test_the_tiles_name_needs_in_spanish(visitor, path):
    tiles = [tile.get_text(strip=True) for tile in visitor.visit(path).soup.select(".tile")]
    assert tiles
    assert set(tiles) <= {need.name("es") for need in NEEDS}


def test_a_kiosk_holds_no_english(kiosk):
    for path in ("/es/kiosk", "/es/kiosk/find?place=boone", "/es/kiosk/list?id=mo-bed001"):
        assert english_left(str(kiosk.visit(path).soup), spanish()) == []


@pytest.mark.parametrize("path", ["/es/start?place=boone", "/es/find?place=greene&need=job", "/es/about"])
def test_the_real_site_holds_no_english_of_ours(path):
    page = Visitor(real_app()).visit(path)
    assert english_left(str(page.soup), spanish()) == []


def test_the_guard_sees_english_on_a_page(visitor):
    left = english_left(str(visitor.visit("/find?place=boone&need=housing").soup), spanish())
    assert {"My list", "Only open now", "Leave", "Open all day, every day"} <= set(left)
    assert any(text.startswith("about ") for text in left)
    catalog = spanish()
    page = str(visitor.visit("/es/privacy").soup).replace("Su privacidad", "Your privacy")
    assert english_left(page, catalog) == ["Your privacy", "Your privacy"]
