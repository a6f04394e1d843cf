"""What the catalogue says is said in Spanish too, as far as the vocabulary reaches."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from resource_finder.catalogue.columns import FIELDS
from resource_finder.domain.glossary import Glossary
from resource_finder.domain.offering import DOCUMENTS, Offering, Phone
from resource_finder.web.spoken import spoken
from tests.real import DATA, real_sheets
from tests.web.making import OFFERINGS, make_app

GLOSSARY = Glossary.load(DATA)
# Worded by the program, in wording/lists.py.
CODES = frozenset({*DOCUMENTS, "social_security_number", "free", "pay_what_you_can"})


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


def said_by(offering: Offering) -> Iterator[str]:
    """Every text of a row that a page may show in the reader's language."""
    for field in FIELDS:
        value = field.of(offering)
        if not field.column.is_spoken or (field.name == "service" and value == offering.organization):
            continue
        for part in value if field.is_list else (value,):
            yield part.remark if isinstance(part, Phone) else part


def unsaid(offerings: Iterable[Offering]) -> list[str]:
    shown = [(o, text) for o in offerings if o.status != "closed" for text in said_by(o)]
    waiting = [(o, text) for o, text in shown if text and text not in CODES and not GLOSSARY.say(text, "es")]
    return sorted({f"{offering.sheet} {offering.id}: {text}" for offering, text in waiting})


def test_every_text_of_the_catalogue_is_said_in_spanish():
    missing = unsaid(real_sheets().offerings)
    assert not missing, (
        "Add a line `en,es` to data/vocabulary/spoken.csv, sorted by `en`, for each of these texts. "
        "A name of a program has the same words in both columns:\n" + "\n".join(missing)
    )


def test_a_text_without_spanish_is_noticed():
    new = replace(OFFERINGS[0], summary="Nobody wrote this down.", documents=("photo_id", "a green hat"))
    missing = {line.partition(": ")[2] for line in unsaid([new, replace(new, status="closed")])}
    assert {"Nobody wrote this down.", "a green hat"} <= missing
    assert "photo_id" not in missing


def test_a_name_in_brackets_stays_as_it_is():
    said = GLOSSARY.say("Alcohol and drug treatment (Burrell Center)", "es")
    assert said == "Tratamiento para alcohol y drogas (Burrell Center)"
    said = GLOSSARY.say("Mental health care (Mental Health (116A))", "es")
    assert said == "Atención de salud mental (Mental Health (116A))"
    assert GLOSSARY.say("$15", "es") == "$15"
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


def test_a_name_that_is_the_same_in_both_is_marked_as_english(tmp_path):
    app = make_app(tmp_path)
    with app.test_request_context("/es"):
        assert spoken("YouthBuild") == '<span lang="en">YouthBuild</span>'
        assert spoken("Food pantry") == "Despensa de comida"
        assert spoken("$15") == "$15"
        assert spoken("Job center (Arnold)") == 'Centro de empleo <span lang="en">(Arnold)</span>'
    with app.test_request_context("/"):
        assert spoken("Job center (Arnold)") == "Job center (Arnold)"
