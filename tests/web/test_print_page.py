"""From the start to a printed list in five clicks, with nothing of the person in any address or file."""

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest

from resource_finder.app import create_app
from resource_finder.web.paper import PAGE_COUNTS
from tests.printing.making import pages_of, poppler
from tests.printing.squares import picture, squares_on
from tests.real import NOW, real_app
from tests.web.client import Page, Visitor
from tests.web.making import make_app

PUBLIC = "https://help.example"
NOTE = "Ask for the night desk, canary."


@pytest.fixture(scope="module")
def staff() -> Visitor:
    settings = replace(real_app().extensions["resource_finder"].settings, public_url=PUBLIC)
    return Visitor(create_app(settings, NOW))


def form_of(page: Page) -> dict[str, list[str]]:
    """What the form would send as it stands."""
    sent: dict[str, list[str]] = {}
    form = page.soup.select_one("form[action$='list.pdf']")
    assert form is not None
    for field in form.select("input[name]"):
        if field.get("type") in ("hidden", "text") or field.has_attr("checked"):
            sent.setdefault(str(field["name"]), []).append(str(field.get("value", "")))
    sent["note"] = [form.select_one("textarea[name=note]").get_text().removeprefix("\n")]
    return sent


def choices(page: Page, name: str) -> list[str]:
    return [str(one["value"]) for one in page.soup.select(f"main [name={name}]")]


def printed(staff: Visitor, page: Page, **chosen: str | list[str]) -> bytes:
    form = page.soup.select_one("form[action$='list.pdf']")
    response = staff.client.post(str(form["action"]), data=form_of(page) | chosen)
    assert (response.status_code, response.mimetype) == (200, "application/pdf"), response.data[:300]
    return response.data


def test_two_needs_on_two_pages_take_five_clicks_from_the_map(staff: Visitor, tmp_path: Path) -> None:
    clicks = 0
    page = staff.visit("/")
    (county,) = [a["href"] for a in page.soup.select(".map a, main a") if a.get_text() == "Greene County"][:1]
    page, clicks = staff.visit(county), clicks + 1
    page, clicks = staff.tap(page, "A place to live"), clicks + 1
    page, clicks = staff.tap(page, "Print a list"), clicks + 1
    assert form_of(page)["need"] == ["housing"]
    assert "treatment" in choices(page, "need")
    clicks += 1  # the tick beside "Help with alcohol or drugs"
    assert "2" in choices(page, "pages")
    clicks += 1  # the button "2 pages"
    assert clicks <= 5
    file = printed(staff, page, need=["housing", "treatment"], pages="2")
    pages = pages_of(file, tmp_path)
    assert len(pages) == 2
    for number, text in enumerate(pages, 1):
        assert "Greene County · Printed November 25, 2026" in text
        assert f"Page {number} of 2" in text
    text = "".join(pages)
    assert len(re.findall(r"source\s\d", text)) >= 24
    assert "Notes:" not in text
    assert re.search(r"\d+ more: scan the square or ask\.", " ".join(text.split()))
    assert text.index("A place to live") < text.index("Help with alcohol or drugs")


@pytest.mark.parametrize("path", ["/greene", "/find?place=65802", "/"])
def test_a_page_of_a_county_and_every_foot_lead_to_print(path: str, staff: Visitor) -> None:
    links = [a["href"] for a in staff.visit(path).soup.select("a") if "Print a list" in a.get_text()]
    assert links
    page = staff.visit(links[0])
    assert page.h1 == "Print a list"
    assert {"", "1", "2"} <= set(choices(page, "pages")) <= {"", *map(str, PAGE_COUNTS)}


def test_enter_prints_two_pages_and_all_says_how_many_that_is(staff: Visitor, tmp_path: Path) -> None:
    page = staff.visit("/print?place=Greene+County&need=housing")
    first, *_others, last = page.soup.select("form[action$='list.pdf'] button")
    assert (first["value"], first.get_text(strip=True)) == ("2", "2 pages")
    said = int(re.fullmatch(r"Everything \(about (\d+) pages\)", last.get_text(strip=True))[1])  # type: ignore[index]
    assert abs(len(pages_of(printed(staff, page, pages=""), tmp_path)) - said) <= said * 0.25
    assert "about" not in staff.visit("/print").button("Everything").get_text()


@pytest.mark.parametrize(
    ("lang", "style", "least"), [("en", "normal", 24), ("en", "large", 10), ("es", "large", 10)]
)
def test_two_pages_are_a_directory(lang: str, style: str, least: int, staff: Visitor, tmp_path: Path) -> None:
    page = staff.visit("/print?place=Greene+County&need=housing&need=treatment")
    pages = pages_of(printed(staff, page, style=style, lang=lang, pages="2"), tmp_path)
    assert len(pages) == 2
    assert len(re.findall(r"(?:source|fuente)\s\d", "".join(pages))) >= least


def test_parts_of_a_need_can_be_chosen(staff: Visitor, tmp_path: Path) -> None:
    page = staff.visit("/print")
    parts = {"housing/tonight", "housing/recovery-housing", "food/clothes", "medical/dental"}
    assert parts <= set(choices(page, "need"))
    text = "".join(pages_of(printed(staff, page, place="Greene County", need=["medical/dental"]), tmp_path))
    assert "A dentist" in text


def test_what_was_printed_last_comes_back_by_its_address_and_can_be_printed_again(
    staff: Visitor, tmp_path: Path
) -> None:
    kept = "place=Greene+County&need=housing/tonight&need=food&style=large&grey=1&lines=1&lang=es&pages=3"
    page = staff.visit(f"/print?{kept}")
    sent = form_of(page)
    assert (sent["place"], sent["need"]) == (["Greene County"], ["housing/tonight", "food"])
    assert (sent["style"], sent["grey"], sent["lines"], sent["lang"]) == (["large"], ["1"], ["1"], ["es"])
    again = page.button("Print again")
    assert again["value"] == "3"
    assert len(pages_of(printed(staff, page, pages=str(again["value"])), tmp_path)) == 3
    assert not staff.visit("/print?place=Greene+County").soup.find_all(string="Print again")


def test_only_a_form_that_tells_nothing_of_a_person_is_remembered(staff: Visitor) -> None:
    form = "form[action$='list.pdf']"
    assert staff.visit("/print?place=greene").soup.select_one(form)["data-remember"] == "/print"
    told = staff.send("/print", [("place", "greene"), ("about", "drug")])
    assert not told.soup.select_one(form).has_attr("data-remember")


def test_every_page_count_is_kept(staff: Visitor, tmp_path: Path) -> None:
    page = staff.visit("/print?place=Greene+County&need=housing")
    whole = len(pages_of(printed(staff, page, pages="", style="large"), tmp_path))
    for count in PAGE_COUNTS:
        pages = pages_of(printed(staff, page, pages=str(count), style="large"), tmp_path)
        assert len(pages) == min(count, whole)


def test_large_print_in_spanish_has_no_letter_under_18_points(staff: Visitor, tmp_path: Path) -> None:
    page = staff.visit("/print?place=Greene+County&need=housing")
    assert {"large"} == set(choices(page, "style"))
    file = printed(staff, page, style="large", lang="es", pages="6", note=NOTE)
    fonts = poppler("pdftohtml", file, tmp_path, "-xml", "-stdout", "-zoom", "1", "-i")
    sizes = [int(size) for size in re.findall(r'<fontspec [^>]*size="(\d+)"', fonts)]
    assert sizes
    assert min(sizes) >= 18
    text = "".join(pages_of(file, tmp_path))
    assert "Ayuda cerca del" in text
    assert "Código:" in text
    assert b"/Lang(es)" in file
    assert re.search(r"pdfuaid:part>\s*1", poppler("pdfinfo", file, tmp_path, "-meta"))


@pytest.mark.parametrize("grey", ["1", ""])
def test_black_ink_only_prints_no_color_on_any_page(grey: str, staff: Visitor, tmp_path: Path) -> None:
    page = staff.visit("/print?place=Greene+County&need=housing&need=food")
    file = printed(staff, page, grey=grey, pages="3", note=NOTE)
    colored = [dots for number in (1, 2, 3) if (dots := spread(picture(file, tmp_path, number, 60)))]
    assert bool(colored) is (grey == "")


def spread(dots) -> int:  # type: ignore[no-untyped-def]
    """How far red, green and blue lie apart where they lie farthest apart."""
    return int(dots.max(axis=2).astype(int).__sub__(dots.min(axis=2)).max())


@pytest.mark.parametrize(("style", "lang"), [("normal", "en"), ("large", "es")])
def test_the_square_on_the_paper_opens_the_whole_list(
    style: str, lang: str, staff: Visitor, tmp_path: Path
) -> None:
    page = staff.visit("/print?place=Greene+County&need=housing")
    file = printed(staff, page, style=style, lang=lang, pages="2", lines="1")
    (square,) = squares_on(file, tmp_path)
    assert square.mm >= 20
    prefix = "/es" if lang == "es" else ""
    assert re.fullmatch(rf"{re.escape(PUBLIC)}{prefix}/c/[2-9A-Z]{{6}}", square.text)
    opened = staff.visit(square.text.removeprefix(PUBLIC))
    text = "".join(pages_of(file, tmp_path))
    left_out = int(re.search(r"(\d+)\s+(?:more|más):", text)[1])  # type: ignore[index]
    on_paper = text.count("Notes:") + text.count("Notas:")
    assert len(opened.soup.select(".paper > li")) == on_paper + left_out
    first = re.findall(r"\d{3}-\d{3}-\d{4}", text)[0]
    assert first in opened.text


def test_what_was_told_stays_in_the_form_and_the_note_nowhere(tmp_path: Path) -> None:
    visitor = Visitor(make_app(tmp_path))
    told = [("place", "boone"), ("need", "housing"), ("about", "sex_offense")]
    page = visitor.tap(visitor.send("/find", told), "Print a list")
    assert page.response.request.query_string == b""
    assert form_of(page)["about"] == ["sex_offense"]
    assert "offense" not in page.text.casefold()
    file = printed(visitor, page, note=NOTE)
    text = "".join(pages_of(file, tmp_path))
    assert NOTE in text
    assert "Imaginary Harbor" not in text, "it does not take this record"
    assert b"canary" not in b"".join(
        f.read_bytes() for f in tmp_path.rglob("*") if f.suffix != ".pdf" and f.is_file()
    )
    for action in page.soup.select("form"):
        assert "offense" not in unquote(str(action["action"]))


def test_circumstances_in_the_address_are_refused(staff: Visitor) -> None:
    staff.visit("/print?place=boone&about=drug", 400)
    staff.visit("/list.pdf?place=boone&about=drug", 400)


def test_a_note_in_an_address_is_not_printed(staff: Visitor, tmp_path: Path) -> None:
    response = staff.client.get("/list.pdf", query_string={"place": "65203", "need": "food", "note": NOTE})
    assert NOTE not in "".join(pages_of(response.data, tmp_path))


def test_a_place_that_nobody_knows_is_asked_again_with_the_rest_kept(staff: Visitor) -> None:
    chosen = [("style", "large"), ("grey", "1"), ("lang", "es"), ("pages", "3"), ("note", NOTE)]
    fields = [("place", "qqqqqq"), ("need", "food"), ("about", "drug"), *chosen]
    page = staff.send("/list.pdf", fields, 404)
    assert page.h1 == "Print a list"
    assert "We cannot tell which place you mean" in page.text
    assert form_of(page)["need"] == ["food"]
    assert form_of(page)["about"] == ["drug"]
    assert page.soup.find("input", id="place")["value"] == "qqqqqq"
    came_back(page)


def came_back(page: Page) -> None:
    """What was chosen is still chosen, and the note still in its box."""
    sent = form_of(page)
    assert (sent["style"], sent["grey"], sent["lang"]) == (["large"], ["1"], ["es"])
    assert sent["note"] == [NOTE]
    assert choices(page, "pages")[0] == "3"


def test_picked_places_are_printed_with_the_same_choices(tmp_path: Path) -> None:
    visitor = Visitor(make_app(tmp_path))
    page = visitor.tap(visitor.visit("/list?id=mo-bed001&id=mo-bed002"), "More ways to print")
    assert form_of(page)["id"] == ["mo-bed001", "mo-bed002"]
    assert choices(page, "need") == []
    text = "".join(pages_of(printed(visitor, page, lang="es"), tmp_path))
    assert "Imaginary Harbor" in text
    assert "Mi lista · Impreso" in text


def test_a_kiosk_asks_nobody_how_to_print(tmp_path: Path) -> None:
    Visitor(make_app(tmp_path)).visit("/kiosk/print?place=boone", 404)
    kiosk = Visitor(make_app(tmp_path, kiosk=True))
    kiosk.visit("/print", 404)
    assert not kiosk.visit("/").soup.select("a[href*=print]")


def test_when_no_pdf_can_be_made_the_choices_come_back_with_another_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("resource_finder.printing.pdf._TYPESETTER", tmp_path / "none.py")
    visitor = Visitor(make_app(tmp_path))
    chosen = [("style", "large"), ("grey", "1"), ("lang", "es"), ("pages", "3"), ("note", NOTE)]
    fields = [("place", "boone"), ("need", "housing"), ("about", "sex_offense"), *chosen]
    page = visitor.send("/list.pdf", fields, 503)
    assert "We cannot make the PDF now" in page.text
    came_back(page)
    assert form_of(page)["about"] == ["sex_offense"]
    way = page.button("Show the list")["formaction"]
    assert way == "/es/list"
    shown = visitor.send(str(way), [(name, one) for name, many in form_of(page).items() for one in many])
    assert NOTE in shown.text
    assert "House of Nowhere" in shown.text
    assert "Imaginary Harbor" not in shown.text, "it does not take this record"
    by_address = visitor.visit("/list.pdf?place=boone&need=housing&style=large", 503)
    assert form_of(by_address)["style"] == ["large"]


def test_a_kiosk_shows_the_list_when_no_pdf_can_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("resource_finder.printing.pdf._TYPESETTER", tmp_path / "none.py")
    page = Visitor(make_app(tmp_path)).visit("/kiosk/list.pdf?place=boone&need=housing")
    assert "Imaginary Harbor" in page.text
