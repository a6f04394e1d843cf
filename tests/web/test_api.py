"""The JSON doors keep the public contract."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from resource_finder.app import create_app
from resource_finder.config import Settings
from tests.real import DATA, NOW, real_app

OPENAPI = json.loads((Path(real_app().static_folder) / "openapi.json").read_text(encoding="utf-8"))


def valid(answer, schema):
    """The answer, after checking it against the published description."""
    reference = {"$ref": f"#/components/schemas/{schema}", "components": OPENAPI["components"]}
    Draft202012Validator(reference).validate(answer)
    return answer


@pytest.fixture
def client():
    return real_app().test_client()


def test_a_match_has_every_key_of_the_contract(client):
    answer = valid(client.get("/api/v1/match?place=65203&need=housing&need=ride").get_json(), "Answer")
    assert [found["need"] for found in answer["lists"]] == ["housing", "ride"]
    assert answer["place"]["county"] == "boone"
    assert answer["place"]["fips"] == "29019"
    first = answer["lists"][0]["matches"][0]
    assert set(first) >= {
        "offering",
        "verdict",
        "band",
        "miles",
        "reasons",
        "cautions",
        "rides",
        "source",
        "open",
    }
    assert all(reason["text"] for reason in first["reasons"])


def test_circumstances_go_by_post_and_change_the_verdict(client):
    asked = {"place": "65203", "needs": ["housing"], "about": ["sex_offense"], "limit": 5000, "refused": True}
    answer = valid(client.post("/api/v1/match", json=asked).get_json(), "Answer")
    matches = answer["lists"][0]["matches"]
    assert {match["verdict"] for match in matches} <= {"ask", "no"}
    assert answer["understood"]["about"] == ["sex_offense"]
    assert all(match["cautions"] for match in matches)


def test_circumstances_never_stand_in_an_address(client):
    response = client.get("/api/v1/match?place=65203&need=housing&about=sex_offense")
    assert response.status_code == 400
    assert b"sex_offense" not in response.data


def test_an_answer_with_circumstances_is_not_kept_by_anybody(client):
    response = client.post("/api/v1/match", json={"place": "65203", "needs": ["food"], "about": ["arson"]})
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("query", "status", "parameter"),
    [
        ("place=65203&need=housng", 400, "need"),
        ("place=65203&need=food&limit=0", 400, "limit"),
        ("place=65203&need=food&limit=5001", 400, "limit"),
        ("place=65203&need=food&limit=many", 400, "limit"),
        ("place=65203&need=food&open=later", 400, "open"),
        ("place=65203&need=food&lang=xx", 400, "lang"),
        ("place=65203&need=food&colour=red", 400, "colour"),
        ("need=food", 400, "place"),
        ("place=65203", 400, "need"),
    ],
)
def test_a_bad_parameter_is_named(client, query, status, parameter):
    response = client.get(f"/api/v1/match?{query}")
    assert (response.status_code, response.content_type) == (status, "application/problem+json")
    assert valid(response.get_json(), "Problem")["parameter"] == parameter


@pytest.mark.parametrize(
    "body",
    [
        {"place": 65203, "needs": ["food"]},
        {"place": "65203", "needs": [1]},
        {"place": "65203", "needs": ["food"], "about": ["tall"]},
        {"place": "65203", "needs": ["food"], "refused": "yes"},
        {"place": "65203", "needs": ["food"], "colour": "red"},
        {"place": "65203", "needs": ["food"], "limit": None},
        [],
        "text",
        None,
    ],
)
def test_a_bad_body_is_a_problem_and_never_a_trace(client, body):
    response = client.post("/api/v1/match", json=body)
    assert (response.status_code, response.content_type) == (400, "application/problem+json")


def test_a_body_that_is_not_json_is_a_problem(client):
    response = client.post("/api/v1/match", data=b"{", content_type="application/json")
    assert response.status_code == 400


def test_an_unknown_place_comes_with_suggestions(client):
    response = client.get("/api/v1/match?place=colombia&need=food")
    assert response.status_code == 404
    assert valid(response.get_json(), "Problem")["suggestions"][0]["label"] == "Columbia, Boone County"


def test_an_ambiguous_place_comes_with_its_alternatives(client):
    response = client.get("/api/v1/match?place=St.+Louis&need=food")
    assert response.status_code == 300
    labels = [found["label"] for found in response.get_json()["alternatives"]]
    assert labels == ["St. Louis City", "St. Louis County"]


def test_a_place_outside_missouri_says_so(client):
    response = client.get("/api/v1/match?place=Chicago+IL&need=food")
    assert (response.status_code, response.get_json()["title"]) == (404, "Not in Missouri")


def test_a_typed_line_names_place_need_and_circumstance(client):
    answer = client.get(
        "/api/v1/match", query_string={"q": "rehab in Springfield that takes Medicaid"}
    ).get_json()
    assert answer["place"]["county"] == "greene"
    assert answer["understood"]["needs"] == ["treatment"]
    assert answer["understood"]["about"] == ["medicaid"]


@pytest.mark.parametrize(
    "words", ["a*", "((((", "NOT", '"', "\x00", "🙂🙂", "x" * 100_000, "'; DROP TABLE", "a OR b^9~"]
)
def test_hostile_words_are_words(client, words):
    asked = {"place": "65203", "needs": ["housing"], "words": words}
    assert client.post("/api/v1/match", json=asked).status_code == 200


def test_refusals_are_listed_only_when_asked(client):
    asked = {"place": "63111", "needs": ["housing"], "about": ["sex_offense"], "limit": 5000}
    folded = client.post("/api/v1/match", json=asked).get_json()["lists"][0]
    opened = client.post("/api/v1/match", json=asked | {"refused": True}).get_json()["lists"][0]
    assert folded["refused"] > 0
    assert all(match["verdict"] != "no" for match in folded["matches"])
    assert len(opened["matches"]) == len(folded["matches"]) + folded["refused"]


def test_understand_reads_without_searching(client):
    answer = client.get("/api/v1/understand", query_string={"q": "suboxone near 63901"}).get_json()
    valid(answer, "Understood")
    assert (answer["needs"], answer["place"]["county"]) == (["treatment"], "butler")


def test_the_vocabularies_are_listed(client):
    assert len(valid(client.get("/api/v1/counties").get_json(), "Counties")["counties"]) == 115
    codes = [need["code"] for need in valid(client.get("/api/v1/needs").get_json(), "Needs")["needs"]]
    assert "housing/tonight" in codes
    places = valid(client.get("/api/v1/places?q=spring").get_json(), "Places")["places"]
    assert places[0]["label"] == "Springfield, Greene County"


def test_every_documented_path_answers_and_every_path_is_documented(client):
    routes = {str(rule) for rule in real_app().url_map.iter_rules() if str(rule).startswith("/api/v1")}
    assert routes == set(OPENAPI["paths"])
    with client.get("/api/openapi.json") as response:
        assert response.get_json() == OPENAPI


def test_ready_only_with_a_catalogue_and_an_index_of_the_same_hash(client, tmp_path):
    ready = client.get("/readyz")
    assert (ready.status_code, ready.get_json()["ready"]) == (200, True)
    empty = create_app(Settings(data=DATA, instance=tmp_path, secret_key="test"), now=NOW).test_client()
    assert empty.get("/readyz").status_code == 503
    assert empty.get("/healthz").status_code == 200
    response = empty.get("/api/v1/match?place=65203&need=food")
    assert (response.status_code, response.content_type) == (503, "application/problem+json")


def test_several_needs_on_one_walk_are_named(client):
    answer = client.get("/api/v1/match?place=65803&need=food&need=housing&limit=60").get_json()
    places = {m["offering"]: m for found in answer["lists"] for m in found["matches"]}
    assert answer["trips"] or not [
        m for m in places.values() if m["precision"] == "exact" and m["miles"] < 15
    ]
    for trip in answer["trips"]:
        assert trip["miles_apart"] <= 0.5
        assert set(trip["offerings"]) <= set(places)


@pytest.mark.parametrize(
    "place", ["38.95,-92.33", "1400 Rock Quarry Road, Columbia", "Apt 5, Rock Quarry Road 65201"]
)
def test_an_answer_for_a_home_is_kept_by_nobody(client, place):
    answer = client.get("/api/v1/match", query_string={"place": place, "need": "food"})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    shared = client.get("/api/v1/match?place=65203&need=food")
    assert shared.headers["Cache-Control"].startswith("public")
