"""What a phone keeps for the time without a network, and what it must not."""

import json
import re
from dataclasses import replace
from pathlib import Path

from tests.web.client import Visitor
from tests.web.making import CATALOGUE, make_app


def told(script: str, name: str) -> object:
    found = re.search(rf"^const {name} = (.*);$", script, re.M)
    assert found
    return json.loads(found[1])


def test_the_worker_keeps_the_help_page_of_each_language_and_what_it_loads(visitor: Visitor) -> None:
    answer = visitor.client.get("/sw.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    script = answer.get_data(as_text=True)
    shell = told(script, "SHELL")
    assert isinstance(shell, list)
    assert {"/crisis", "/es/crisis"} <= set(shell)
    for address in shell:
        with visitor.client.get(address) as answer:  # a file that is sent stays open until it is closed
            assert answer.status_code == 200, address
    page = visitor.visit("/crisis")
    loaded = [
        tag.get("src") or tag.get("href") for tag in page.soup.select("script[src], link[rel=stylesheet]")
    ]
    assert set(loaded) <= set(shell)


def test_a_new_catalogue_makes_a_new_version(visitor: Visitor, tmp_path: Path) -> None:
    other = Visitor(make_app(tmp_path, replace(CATALOGUE, hash="another")))
    first, second = (one.client.get("/sw.js").get_data(as_text=True) for one in (visitor, other))
    assert told(first, "VERSION") != told(second, "VERSION")


def test_only_pages_that_know_nothing_of_anybody_are_marked_for_keeping(visitor: Visitor) -> None:
    for path in ("/boone", "/boone/housing", "/service/mo-bed001"):
        assert "public" in visitor.client.get(path).headers["Cache-Control"]
    told_of_person = {"place": "boone", "need": "housing", "about": "sex_offense"}
    assert visitor.client.post("/find", data=told_of_person).headers["Cache-Control"] == "no-store"
    assert visitor.client.get("/find?q=rehab+in+Columbia").headers["Cache-Control"] == "no-store"


def test_the_help_page_says_whom_to_call_and_how_to_reach_the_parole_office(visitor: Visitor) -> None:
    page = visitor.visit("/crisis")
    assert {"tel:988", "tel:211", "tel:911"} <= set(page.links())
    assert "Your parole office" in page.text
