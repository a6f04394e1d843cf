"""How far a row can be trusted is said in the same words at every door."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from resource_finder.domain.offering import Catalogue, Hiring, Offering, Phone
from resource_finder.domain.situation import Origin, Situation
from resource_finder.web.match_json import list_json
from resource_finder.web.parts import parts_of
from tests.web.client import Page, Visitor
from tests.web.making import CATALOGUE, OFFERINGS, make_app

PHONE = (Phone("573-555-0100"),)
OTHER = next(offering for offering in OFFERINGS if offering.id == "mo-food01")
CAUTIONS = ("Call first: ", "Check first: ")
CASES = [
    ({"checked_on": "2020-05", "phones": PHONE}, "Call first: last checked May 2020"),
    ({"checked_on": "2020-05", "phones": ()}, "Check first: last checked May 2020"),
    ({"checked_on": "2026-01", "phones": PHONE}, ""),
    ({"checked_on": "2026-01", "phones": ()}, ""),
    ({"status": "unconfirmed", "phones": PHONE}, "Call first: not sure that this is still right"),
    ({"status": "unconfirmed", "phones": ()}, "Check first: not sure that this is still right"),
    ({"checked_on": "", "phones": PHONE}, "Call first: we do not know when this was last checked"),
    ({"checked_on": "", "phones": ()}, "Check first: we do not know when this was last checked"),
    (
        {"checked_on": "2020", "status": "unconfirmed", "phones": ()},
        "Check first: last checked 2020",
    ),
]


def site_of(tmp_path: Path, **said: object) -> Visitor:
    """One row of all Missouri, so that it stands on statewide cards, too."""
    row = Offering(
        id="mo-trust1",
        organization="Imaginary Office",
        service="Papers",
        needs=("id",),
        summary="Helps you get papers.",
        statewide=True,
        sources=("invented",),
        checked_on="2026-02-01",
    )
    row = replace(row, **said)  # type: ignore[arg-type]
    return Visitor(make_app(tmp_path, Catalogue((row, OTHER), CATALOGUE.sources, "trust")))


def sentences(page: Page) -> list[str]:
    """Every line of the page that is a caution about trust; one that is said twice stands twice."""
    return [text for text in page.soup.stripped_strings if text.startswith(CAUTIONS)]


def answer_of(site: Visitor) -> dict[str, Any]:
    """The row's match as other programs get it."""
    app = site.client.application
    parts = parts_of(app)
    situation = Situation(Origin("boone", 38.95, -92.33), needs=("id",))
    finder = parts.finder()
    (found,) = finder.find(situation, parts.now())
    with app.test_request_context("/"):
        matches: list[dict[str, Any]] = list_json(found, finder.catalogue, parts.county_names, parts.now())[
            "matches"
        ]
    return matches[0]


def texts_of(remarks: list[dict[str, Any]]) -> list[str]:
    return [remark["text"] for remark in remarks]


@pytest.mark.parametrize(("said", "expected"), CASES)
def test_every_door_says_the_same_caution_once(
    tmp_path: Path, said: dict[str, object], expected: str
) -> None:
    site = site_of(tmp_path, **said)
    listing = site.visit("/service/mo-trust1")
    doors = {
        "answer": "/find?place=65203&need=id",
        "statewide": "/id",
        "organization": next(link for link in listing.links() if "/organization/" in link),
        "paper": "/list?id=mo-trust1",
        "compare": "/compare?id=mo-trust1&id=mo-food01",
    }
    told = {door: sentences(site.visit(path)) for door, path in doors.items()}
    told["listing"] = sentences(listing)
    told["api"] = [text for text in texts_of(answer_of(site)["cautions"]) if text.startswith(CAUTIONS)]
    assert told == dict.fromkeys(told, [expected] if expected else [])


@pytest.mark.parametrize(("said", "expected"), CASES)
def test_no_date_calls_a_doubtful_row_checked(tmp_path: Path, said: dict[str, object], expected: str) -> None:
    site = site_of(tmp_path, **said)
    for path in ("/find?place=65203&need=id", "/id", "/service/mo-trust1"):
        lines = [line.get_text() for line in site.visit(path).soup.select(".where")]
        assert any("checked" in line for line in lines) is not bool(expected)
    codes = [reason["code"] for reason in answer_of(site)["reasons"]]
    assert ("checked" in codes) is not bool(expected)


@pytest.mark.parametrize(
    ("said", "is_asked"),
    [
        ({"needs": ("housing",), "service": "Rooms"}, True),
        ({"needs": ("housing",), "kind": "help-line"}, False),
        ({"needs": ("id",), "service": "Papers"}, False),
    ],
)
def test_a_listing_asks_about_records_where_its_card_would(
    tmp_path: Path, said: dict[str, object], is_asked: bool
) -> None:
    page = site_of(tmp_path, **said).visit("/service/mo-trust1")
    assert ("They do not say if they take people with a record" in page.text) is is_asked


def test_an_employer_s_old_yes_is_a_question_on_the_card(tmp_path: Path) -> None:
    hired = replace(
        CATALOGUE.offerings[0],
        needs=("job/employers",),
        who=(),
        record=(("any", "yes"),),
        hiring=Hiring(last_hire_seen="2018"),
    )
    site = make_app(tmp_path, replace(CATALOGUE, offerings=(hired,)))
    told = [("place", "boone"), ("need", "job"), ("about", "any_felony"), ("answered", "record")]
    verdict = Visitor(site).send("/find", told).soup.select_one(".card .verdict")
    assert verdict is not None
    assert verdict["class"] == ["verdict", "ask"]
    assert "Ask if they still do" in verdict.get_text()
