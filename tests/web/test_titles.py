"""A title is kept by the browser and read over a shoulder: it names nothing that was sent by form."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from resource_finder.web.visits import new_visit
from tests.printing.making import poppler
from tests.web.client import Visitor
from tests.web.making import make_app

STREET, POINT = "1400 Rock Quarry Road, Columbia", "38.95,-92.33"
ASKED = (
    {"place": "Boone County", "need": "treatment", "about": "sex_offense"},
    {"place": "Boone County", "about": "sex_offense"},
    {"place": POINT, "need": "treatment"},
    {"place": STREET, "need": "treatment"},
    {"place": "Missouri", "need": "treatment", "about": "sex_offense"},
    {"place": "Missouri", "need": "treatment", "about": "sex_offense", "for": "other"},
    {"place": "65203", "need": ["treatment", "housing"], "q": "canary"},
    {"place": "Canary Nowhere", "need": "treatment", "about": "sex_offense"},
    {"place": "St. Louis", "need": "treatment", "about": "sex_offense"},
    {"place": "65203", "need": "treatment", "q": "canary", "page": "99"},
    {"place": "65203", "need": "canary", "about": "sex_offense"},
    {"id": "mo-bed001", "note": "canary", "place": STREET, "about": "sex_offense"},
    {"id": "mo-bed001", "look": "1", "back": "find", "place": "Boone County", "about": "sex_offense"},
)
# Of a place, a need, a circumstance or typed words, in both languages.
TELLING = (
    *("boone", "columbia", "65203", "louis", "rock", "quarry", "1400", "38.95", "92.33", "canary"),
    *("alcohol", "drug", "treatment", "tratamiento", "droga", "offense", "delito", "place to live"),
    "harbor",
)
PATHS = ("/find", "/start", "/list", "/print", "/wrong", "/compare", "/service/mo-bed001", "/list.pdf")


def told(words: str) -> list[str]:
    return [word for word in TELLING if word in words.casefold()]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("prefix", ["", "/es", "/kiosk", "/es/kiosk"])
def test_no_page_that_came_by_form_names_in_its_title_or_language_link_what_was_sent(
    tmp_path: Path, prefix: str, path: str
) -> None:
    app = make_app(tmp_path, public_url="https://help.example")
    with app.app_context():
        mark = new_visit()
    for sent in ASKED:
        with app.test_client().post(prefix + path, data={**sent, "visit": mark}) as answer:
            assert not told(str(answer.headers.get("Location", ""))), sent
            if answer.mimetype != "text/html" or answer.status_code in (303, 405):
                continue
            soup = BeautifulSoup(answer.text, "html.parser")
            assert soup.title.get_text().strip()
            assert not told(soup.title.get_text()), sent
            links = [str(link["href"]) for link in soup.select("a[hreflang]")]
            seen = [word for link in links for word in told(link)]
            assert not (set(seen) - ({"harbor"} if "service" in path else set())), sent


def test_a_page_that_tells_nothing_keeps_its_heading_in_its_title_also_by_form(visitor: Visitor) -> None:
    for path, fields in (("/find", ASKED[1]), ("/print", ASKED[3]), ("/find", ASKED[7])):
        page = visitor.send(path, list(fields.items()), 404 if "Nowhere" in str(fields) else 200)
        assert page.soup.title.get_text().startswith(page.h1)


def test_a_page_that_has_an_address_is_named_after_what_it_shows(visitor: Visitor) -> None:
    for path in ("/boone/treatment", "/service/mo-bed001", "/treatment", "/start?place=boone"):
        page = visitor.visit(path)
        assert page.soup.title.get_text().startswith(page.h1)
    assert visitor.visit("/boone/treatment").h1 == "Help with alcohol or drugs near Boone County"


@pytest.mark.parametrize(("lang", "title"), [("en", "My list"), ("es", "Mi lista")])
def test_a_pdf_is_not_named_after_what_was_asked(
    visitor: Visitor, tmp_path: Path, lang: str, title: str
) -> None:
    fields = {"place": STREET, "need": "treatment", "about": "sex_offense", "lang": lang}
    with visitor.client.post("/list.pdf", data=fields) as paper:
        about = poppler("pdfinfo", paper.data, tmp_path)
        assert paper.headers["Content-Disposition"] == 'inline; filename="list.pdf"'
    assert f"Title:           {title}\n" in about
    assert not told(about)
