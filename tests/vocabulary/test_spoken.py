"""What the catalogue says is said in Spanish too, as far as the vocabulary reaches."""

import csv
import re

import pytest

from resource_finder.domain.glossary import Glossary
from tests.real import DATA, real_sheets
from tests.web.making import make_app

GLOSSARY = Glossary.load(DATA)
# Nine rows of ten: new rows may wait for their Spanish, but not pile up.
LEAST_SHARE = 0.9


def rows() -> list[dict[str, str]]:
    with (DATA / "vocabulary" / "spoken.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_text_stands_once_and_says_something_in_spanish():
    english = [row["en"] for row in rows()]
    assert len(english) == len(set(english))
    assert english == sorted(english)
    assert [row["en"] for row in rows() if not row["es"].strip() or row["es"] != row["es"].strip()] == []


def test_figures_are_the_same_in_both():
    def figures(text: str) -> list[str]:
        return sorted(re.findall(r"\d+", text))

    assert [row["en"] for row in rows() if figures(row["en"]) != figures(row["es"])] == []


@pytest.mark.parametrize("part", ["summary", "service"])
def test_nearly_every_row_is_said_in_spanish(part):
    shown = [o for o in real_sheets().offerings if o.status != "closed" and getattr(o, part)]
    said = [o for o in shown if GLOSSARY.say(getattr(o, part), "es")]
    assert len(said) / len(shown) >= LEAST_SHARE


def test_short_remarks_prices_papers_and_notices_are_all_said():
    said = set()
    for offering in real_sheets().offerings:
        said |= {phone.remark for phone in offering.phones} | {offering.transit.notice}
        said |= {word for word in offering.documents if "_" not in word and word != "dd214"}
    towns = {"Springfield", "Poplar Bluff", "St. Louis", "Kansas City", "TTY", "One Door", ""}
    assert sorted(word for word in said - towns if not GLOSSARY.say(word, "es")) == []


def test_a_name_in_brackets_stays_as_it_is():
    said = GLOSSARY.say("Alcohol and drug treatment (Burrell Center)", "es")
    assert said == "Tratamiento para alcohol y drogas (Burrell Center)"
    assert GLOSSARY.say("A thing nobody wrote down", "es") == ""
    assert GLOSSARY.say("A thing nobody wrote down", "en") == "A thing nobody wrote down"


def test_a_page_says_it_in_spanish_or_marks_it_as_english(tmp_path):
    page = make_app(tmp_path).test_client().get("/es/service/mo-bed001").get_data(as_text=True)
    assert "<b>Albergue para hombres.</b>" in page
    assert '<span lang="en">Gives men a bed and a meal tonight.</span>' in page
    assert '<span lang="en">Imaginary Harbor</span></h1>' in page
    assert '<span lang="en">1 Nowhere Street, Columbia, MO 65203</span>' in page
    english = make_app(tmp_path).test_client().get("/service/mo-bed001").get_data(as_text=True)
    assert '<span lang="en">' not in english
