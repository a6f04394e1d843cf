"""The answers against a second, independent reading of the sheets: plain CSV and geopy, none of our code."""

import csv
from dataclasses import dataclass
from functools import cache

import pytest
from geopy.distance import geodesic

from tests.real import DATA, real_app

PLACES = [
    ("65203", "boone"),
    ("63901", "butler"),
    ("65802", "greene"),
    ("63101", "st-louis-city"),
    ("63136", "st-louis"),
    ("64108", "jackson"),
    ("64456", "worth"),
    ("63834", "mississippi"),
    ("65536", "laclede"),
    ("63501", "adair"),
]
NEEDS = [
    "housing",
    "mental-health",
    "housing/tonight",
    "job",
    "treatment",
    "medical",
    "ride",
    "id",
    "food",
    "legal",
    "phone",
]
# Of kinds.csv: for whom a kind is, as a column of the row would say it.
OF_ADULTS = {"men", "women", "families", "pregnant"}
BANDS = ["foot", "near", "town", "drive", "far", "phone", "statewide", "further"]


@dataclass(frozen=True)
class Expected:
    id: str
    band: str
    miles: float | None
    is_asked: bool


@cache
def rows():
    found = []
    for path in sorted((DATA / "catalogue").glob("*.csv")):
        if path.name != "sources.csv":
            with path.open(encoding="utf-8", newline="") as file:
                found += [row for row in csv.DictReader(file) if row["status"] != "closed"]
    return [in_its_town(row) for row in found]


def in_its_town(row):
    """A post office box stands for its town."""
    if row["address"].casefold().startswith("po box") and row["precision"] == "exact":
        latitude, longitude = zips()[row["zip"]]
        return row | {"latitude": str(latitude), "longitude": str(longitude)}
    return row


@cache
def vocabulary(name):
    with (DATA / "vocabulary" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def kinds():
    return {row["code"]: row for row in vocabulary("kinds")}


def words(text):
    return [word.strip() for word in text.split(";") if word.strip()]


def meant_for(row):
    """The groups that the kind of a row is for, where the row's own columns say nothing of such groups."""
    who = set(words(row["who"]))
    has_ages = any(word.startswith("ages") or word in ("youth", "seniors") for word in who)
    said = {
        "youth": has_ages,
        "seniors": has_ages,
        "veterans": "veterans" in who,
        "families": bool(who & OF_ADULTS),
        "pregnant": bool(who & OF_ADULTS),
        "supervised": bool(row["supervision"]),
    }
    return [group for group in words(kinds()[row["kind"]]["who"]) if not said.get(group)]


def is_minors_clinic(row):
    return "adults" in kinds()[row["kind"]]["veto"] or (
        "care" in words(kinds()[row["kind"]]["traits"])
        and bool(row["who"])
        and all(word in ("youth",) or word.startswith(("ages -1", "ages 0-1")) for word in words(row["who"]))
    )


@cache
def zips():
    with (DATA / "places" / "zips.csv").open(encoding="utf-8", newline="") as file:
        return {row["zip"]: (float(row["latitude"]), float(row["longitude"])) for row in csv.DictReader(file)}


def slug(name):
    name = name.strip().removesuffix(" County").replace(".", "").replace("'", "")
    return name.lower().replace(" ", "-")


def serves_need(row, need):
    return any(
        code.strip() == need or code.strip().startswith(need + "/") for code in row["needs"].split(";")
    )


def restricted(row, told=()):
    """Whether a person who told nothing of themselves, or only of these groups, must ask."""
    who = {word.strip() for word in row["who"].split(";") if word.strip()}
    adults = who & {"men", "women", "families", "pregnant"}
    one_group = bool(adults) and not {"men", "women"} <= adults
    ages = any(word.startswith("ages") for word in who) or (bool(who & {"youth", "seniors"}) and not adults)
    refuses = any(part.strip().endswith("=no") for part in row["record"].split(";"))
    is_medicaids = row["pays_with"] == "medicaid" and serves_need(row, "ride")
    is_paroles = row["supervision"] == "only" and "supervision" not in kinds()[row["kind"]]["traits"]
    return any(
        (
            one_group,
            ages,
            "veterans" in who,
            refuses,
            is_medicaids,
            is_paroles,
            set(meant_for(row)) - set(told),
        )
    )


def expected_of(row, here, county):
    miles = None
    if row["latitude"]:
        miles = geodesic(here, (float(row["latitude"]), float(row["longitude"]))).miles
    served = [slug(name) for name in row["serves"].split(";")]
    if miles is not None and miles <= 60:
        band = next(b for b, limit in zip(BANDS, (1, 5, 15, 30, 60), strict=False) if miles <= limit)
    elif county in served:
        band = "phone"
    elif row["serves"] == "statewide":
        band = "statewide"
    else:
        return None
    return Expected(row["id"], band, miles, restricted(row))


def for_minors_alone(row):
    """Care that an adult who told of no child is not shown."""
    kind = kinds()[row["kind"]]
    who = {word.strip() for word in row["who"].split(";") if word.strip()}
    minors = bool(who) and who <= {"youth", "ages -17"}
    return "adults" in kind["veto"] or (minors and "care" in kind["traits"])


def expected(place, county, need, sheet_rows):
    asked = [row for row in sheet_rows if serves_need(row, need) and not for_minors_alone(row)]
    found = [expected_of(row, zips()[place], county) for row in asked]
    return {e.id: e for e in found if e}


def answered(place, need):
    query = {"place": place, "need": need, "limit": 5000}
    answer = real_app().test_client().get("/api/v1/match", query_string=query).get_json()
    return answer["lists"][0]


def differences(place, county, need, sheet_rows):
    """What is missing, what is too much, and what has another band; further ones only fill short lists."""
    want = expected(place, county, need, sheet_rows)
    got = {m["offering"]: m for m in answered(place, need)["matches"] if m["band"] != "further"}
    wrong_band = {id_ for id_ in want.keys() & got.keys() if want[id_].band != got[id_]["band"]}
    return want.keys() - got.keys(), got.keys() - want.keys(), wrong_band


@pytest.mark.parametrize("need", NEEDS)
@pytest.mark.parametrize(("place", "county"), PLACES)
def test_every_offering_that_can_serve_the_place_is_there_and_none_other(place, county, need):
    assert differences(place, county, need, rows()) == (set(), set(), set())


def test_the_comparison_sees_a_missing_row():
    gone = [row for row in rows() if row["serves"] != "statewide"]
    missing, too_much, _bands = differences("65203", "boone", "food", gone)
    assert not missing
    assert too_much


@pytest.mark.parametrize(("place", "county"), PLACES)
def test_a_verdict_is_asked_exactly_where_a_restriction_was_not_spoken_to(place, county):
    want = expected(place, county, "housing", rows())
    for match in answered(place, "housing")["matches"]:
        if match["offering"] in want:
            assert match["verdict"] == ("ask" if want[match["offering"]].is_asked else "yes")


def is_kept_from(row):
    """Where children or people in danger live: by its kind, or a place with beds for families without men."""
    kind, who = kinds()[row["kind"]], set(words(row["who"]))
    has_beds = {"bed", "finds-beds"} & set(words(kind["traits"])) or (
        row["kind"] == "program" and serves_need(row, "housing")
    )
    return "sex_offense" in kind["veto"] or bool(
        has_beds and who & {"families", "youth", "pregnant"} and "men" not in who
    )


FACTS = ("sex_offense", "supervision", "man")


def verdict_on(row, fact):
    """What the row says to one fact of a person, by the columns alone."""
    if fact == "supervision":
        said = {"only": "yes"}.get(row["supervision"], row["supervision"])
        return said or "ask"
    if fact == "man":
        who = {word.strip() for word in row["who"].split(";")} & {"men", "women", "families", "pregnant"}
        if not who:
            return "ask"
        return "yes" if "men" in who else "ask" if "families" in who else "no"
    pairs = dict(part.strip().split("=") for part in row["record"].split(";") if "=" in part)
    said = pairs.get(fact) or ("no" if pairs.get("any") == "no" else "")
    if said == "yes" and serves_need(row, "housing"):
        return "ask"
    return said or "ask"


def unspoken(row, fact):
    """Restrictions that this one fact does not speak to."""
    left = dict(row)
    column = {"sex_offense": "record", "supervision": "supervision", "man": ""}[fact]
    if column:
        left[column] = ""
    if fact == "man":
        adults = {"men", "women", "families", "pregnant"}
        if "youth" in row["who"] or "seniors" in row["who"]:
            left["who"] = row["who"]
        else:
            left["who"] = "; ".join(w for w in row["who"].split("; ") if w not in adults)
    return restricted(left, ("supervised",) if fact == "supervision" else ())


@pytest.mark.parametrize("fact", FACTS)
@pytest.mark.parametrize(
    "need", ["housing", "food", "ride", "id", "job", "supervision", "treatment", "money"]
)
@pytest.mark.parametrize(("place", "county"), PLACES[:6])
def test_a_fact_that_was_told_gets_what_the_row_says_and_silence_is_never_a_promise(
    place, county, need, fact
):
    want = {row["id"]: row for row in rows()}
    asked = {"place": place, "needs": [need], "about": [fact], "limit": 5000, "refused": True}
    answer = real_app().test_client().post("/api/v1/match", json=asked).get_json()
    wrong = []
    for match in answer["lists"][0]["matches"]:
        row = want[match["offering"]]
        if need == "supervision" and fact != "supervision":
            row = row | {"supervision": ""}
        is_shut = for_minors_alone(row) or (fact == "sex_offense" and is_kept_from(row))
        said = "no" if is_shut else verdict_on(row, fact)
        expected_verdict = "ask" if said == "yes" and unspoken(row, fact) else said
        if match["verdict"] != expected_verdict:
            wrong.append((row["id"], row["service"], match["verdict"], expected_verdict))
    assert wrong == []


# Read off the rows by eye: without insurance, with Medicaid, without an ID, with a sex offense.
BY_HAND = {
    # Medicaid's own ride, which nobody else pays
    "mo-lmkyxe4": ("65203", "ride", "no", "yes", "ask", "ask"),
    # a city bus: no bill for care, and not a word of records
    "mo-fcv5ggi": ("65101", "ride", "yes", "yes", "ask", "ask"),
    # treatment that lists Medicaid alone, the same for adults, and private insurance alone
    "mo-resfhku": ("65775", "treatment", "ask", "yes", "ask", "ask"),
    "mo-6fzjtpg": ("65714", "treatment", "ask", "ask", "ask", "ask"),
    "mo-iu5cbrl": ("65802", "treatment", "ask", "ask", "ask", "ask"),
    # a clinic where one pays what one can, and a health department that names no price
    "mo-7dhpt3b": ("63501", "medical", "yes", "yes", "ask", "ask"),
    "mo-tkw7q6g": ("64068", "medical", "ask", "ask", "ask", "ask"),
    # a pantry that wants a photo ID
    "mo-ycrl7f": ("65802", "food", "yes", "yes", "ask", "ask"),
    # a house that takes no sex offense, which is asked of who tells nothing of a record
    "mo-b7rdc6w": ("63101", "housing", "ask", "ask", "ask", "no"),
    # an employer that hires people with felonies, and says "ask" of a sex offense
    "mo-usfenc": ("63101", "job", "yes", "yes", "ask", "ask"),
    "mo-yhvauu": ("65775", "housing", "yes", "yes", "ask", "ask"),
    "mo-cvuo3m": ("63101", "housing", "yes", "yes", "ask", "ask"),
    "mo-jgmbva": ("63101", "legal", "yes", "yes", "ask", "ask"),
    "mo-hrto67": ("65203", "id", "yes", "yes", "ask", "ask"),
    "mo-xgpyva": ("65203", "supervision", "yes", "yes", "ask", "ask"),
}


def match_of(row_id, place, need, fact):
    asked = {"place": place, "needs": [need], "about": [fact], "limit": 5000, "refused": True}
    answer = real_app().test_client().post("/api/v1/match", json=asked).get_json()
    (found,) = [match for match in answer["lists"][0]["matches"] if match["offering"] == row_id]
    return found


@pytest.mark.parametrize("row_id", BY_HAND)
def test_a_row_that_was_read_by_eye_gets_its_verdicts(row_id):
    place, need, *verdicts = BY_HAND[row_id]
    facts = ("no_insurance", "medicaid", "no_id", "sex_offense")
    assert [match_of(row_id, place, need, fact)["verdict"] for fact in facts] == verdicts


@pytest.mark.parametrize(
    ("row_id", "fact", "said"),
    [
        ("mo-fcv5ggi", "sex_offense", "They do not say if they help people with a sex offense"),
        ("mo-hrto67", "no_id", "They do not say if they help people without an ID"),
        ("mo-yhvauu", "man", "They do not say if they help men"),
        ("mo-yhvauu", "children", "Ask first: “Do you take people with children along?”"),
        ("mo-lmkyxe4", "no_insurance", "Only for people with Medicaid"),
    ],
)
def test_a_row_that_was_read_by_eye_says_what_its_verdict_rests_on(row_id, fact, said):
    place, need, *_verdicts = BY_HAND[row_id]
    assert match_of(row_id, place, need, fact)["cautions"][0]["text"] == said


def test_no_shelter_from_domestic_violence_has_a_street_or_a_point():
    private = [row for row in rows() if row["private_address"] == "yes"]
    assert private
    assert all(not (row["address"] or row["zip"] or row["latitude"]) for row in private)


def test_nobody_gets_an_empty_page():
    with (DATA / "places" / "counties.csv").open(encoding="utf-8", newline="") as file:
        counties = [row["slug"] for row in csv.DictReader(file)]
    top = [need for need in NEEDS if "/" not in need]
    short = []
    for county in counties:
        query = {"place": county.replace("-", " ") + " county", "need": top, "limit": 3}
        answer = real_app().test_client().get("/api/v1/match", query_string=query).get_json()
        short += [(county, found["need"]) for found in answer.get("lists", []) if not found["matches"]]
    assert short == []
