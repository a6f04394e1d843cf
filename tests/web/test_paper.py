"""`/list.pdf`: tagged paper of the list, without a word about the person."""

import re
import subprocess

import pytest

from tests.real import real_app


@pytest.fixture
def client():
    return real_app().test_client()


def text_of(content: bytes) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()


def facts_of(content: bytes, tmp_path) -> str:
    file = tmp_path / "list.pdf"
    file.write_bytes(content)
    return subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True).stdout


def test_greene_county_housing_and_treatment_on_two_pages(client, tmp_path):
    response = client.get("/list.pdf?place=Greene+County&need=housing&need=treatment&pages=2")
    assert (response.status_code, response.mimetype) == (200, "application/pdf")
    facts = facts_of(response.data, tmp_path)
    assert "Pages:           2" in facts
    assert "Tagged:          yes" in facts
    text = text_of(response.data)
    assert "Greene County" in text
    assert re.search(r"\d+\s+more:", text)


def test_picked_listings_are_printed_with_date_and_source(client):
    found = client.get("/api/v1/match?place=65203&need=treatment&limit=2").get_json()["lists"][0]["matches"]
    response = client.get("/list.pdf", query_string={"id": [match["offering"] for match in found]})
    text = text_of(response.data)
    for match in found:
        assert match["organization_name"].split(" - ")[0][:20] in text
        assert match["phones"][0].partition(" ")[0] in text
    assert "source 1" in text
    assert "Sources" in text


def test_what_the_person_told_is_not_on_paper(client):
    form = {
        "place": "Boone County",
        "need": "housing",
        "about": "sex_offense",
        "note": "Ask for the night desk.",
    }
    response = client.post("/list.pdf", data=form)
    text = text_of(response.data).casefold()
    assert "sex offense" not in text
    assert "felony" not in text
    assert "ask for the night desk" in text
    assert response.headers["Cache-Control"] == "no-store"


def test_large_print_takes_more_pages(client, tmp_path):
    normal = facts_of(client.get("/list.pdf?place=65203&need=housing").data, tmp_path)
    large = facts_of(client.get("/list.pdf?place=65203&need=housing&style=large").data, tmp_path)
    pages = [int(facts.partition("Pages:")[2].split()[0]) for facts in (normal, large)]
    assert pages[1] > pages[0]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("style=tiny", 400),
        ("pages=0", 400),
        ("pages=many", 400),
        ("need=housng", 400),
        ("place=colombia", 404),
    ],
)
def test_a_bad_question_is_a_designed_page(client, query, status):
    response = client.get(f"/list.pdf?{'place=65203&' if 'place' not in query else ''}{query}")
    assert response.status_code == status
    assert b"<h1" in response.data
