"""What the community sheets must say, and must not, after people have read every survey row."""

import re

import pytest
from provenance.community_readings import key_of, readings

from tests.provenance.sheets import DATA, every_row, read, say, sheet

COMMUNITY = (
    "housing",
    "employers",
    "jobs",
    "identity",
    "food",
    "money",
    "legal",
    "family",
    "school",
    "supervision",
    "phone",
)
COUNTIES = {row["name"] for row in read(DATA / "places" / "counties.csv")}
# No source names a statewide line for these two: an honest hole, not filled by invention.
NO_STATE_LINE = {"housing/recovery-housing", "medical/dental"}


def community_rows():
    return [row for name in COMMUNITY for row in sheet(name)]


def rows_of(organization: str):
    return [row for row in every_row() if row["organization"] == organization]


def served(row) -> set[str]:
    return set(row["serves"].split("; ")) - {""}


def test_every_need_has_an_answer_in_every_county():
    lines = [row for row in every_row() if row["serves"] == "statewide" and row["status"] != "closed"]
    met = {need for row in lines for need in row["needs"].split("; ")}
    met |= {need.partition("/")[0] for need in met}
    needs = {row["code"] for row in read(DATA / "vocabulary" / "needs.csv")}
    assert needs - met == NO_STATE_LINE


def test_a_row_serves_counties_of_missouri_alone():
    assert len(COUNTIES) == 115
    assert say([row for row in community_rows() if not served(row) <= COUNTIES | {"statewide"}]) == []


def test_every_county_has_a_court_and_an_office_that_registers_voters():
    for service in ("Circuit court", "Voter registration"):
        counties = {county for row in sheet("legal") if row["service"] == service for county in served(row)}
        assert len(counties) == 115


def test_a_court_phone_says_which_desk_answers():
    courts = [row for row in sheet("legal") if row["service"] == "Circuit court" and row["phones"]]
    assert len(courts) > 100
    assert say([row for row in courts if "clerk)" not in row["phones"]]) == []


def test_four_authorities_in_one_office_are_one_offering():
    office = [row for row in sheet("housing") if row["address"].startswith("8865 Natural Bridge R")]
    assert [row["organization"] for row in office] == ["Housing Authority of St. Louis County"]


def test_no_point_of_the_surveys_claims_to_be_exact():
    ids = ("compassion-stl", "hud-pha-contacts", "missouri-court-list", "probation-office-list")
    assert say([row for row in every_row() if row["source"] in ids and row["precision"] == "exact"]) == []


@pytest.mark.parametrize("name", ["Harmony House", "True North of Columbia", "Christos House", "Newhouse"])
def test_a_domestic_violence_shelter_gives_a_phone_and_a_county_alone(name: str):
    (row,) = rows_of(name)
    assert row["private_address"] == "yes"
    assert row["phones"]
    assert served(row)
    assert not any(row[column] for column in ("address", "city", "zip", "county", "latitude"))


@pytest.mark.parametrize("name", ["Center for Women in Transition", "UMKC Expungement Clinic"])
def test_an_old_name_is_kept_as_closed(name: str):
    assert {row["status"] for row in rows_of(name)} == {"closed"}


@pytest.mark.parametrize(
    "name", ["Schnucks", "All Seasons Car Wash", "Amen Center", "AVENUES", "Royal Metal"]
)
def test_what_was_held_back_is_not_there(name: str):
    assert say([row for row in every_row() if row["organization"].startswith(name)]) == []


def test_old_or_weak_facts_are_to_be_asked_about_first():
    weak = [row for row in community_rows() if row["confidence"] == "C" or "" < row["checked_on"] < "2024"]
    assert len(weak) > 100
    assert say([row for row in weak if row["status"] == "open"]) == []


def test_no_employer_of_a_pledge_is_said_to_take_records():
    pledged = [row for row in sheet("employers") if "ledged" in row["summary"]]
    assert len(pledged) > 25
    assert say([row for row in pledged if row["record"]]) == []


def test_employers_are_found_as_employers_with_their_last_hire():
    assert say([row for row in sheet("employers") if row["needs"] != "job/employers"]) == []
    dates = [row["last_hire_seen"] for row in sheet("employers") if row["last_hire_seen"]]
    assert [day for day in dates if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", day)] == []


def test_a_sex_offense_is_never_taken_for_granted_but_where_the_source_says_any_record():
    sure = [row for row in community_rows() if row["record"] == "any=yes"]
    assert {row["organization"] for row in sure} == {
        "Laughing Bear Bakery",
        "Saint Louis University Transformative Workforce Academy",
    }


def test_legal_aid_claims_counties_only_where_its_list_is_known():
    claims = {
        row["organization"]: len(served(row)) for row in sheet("legal") if "legal help" in row["service"]
    }
    assert claims["Legal Services of Eastern Missouri"] == 21
    for name in ("Legal Aid of Western Missouri", "Legal Services of Southern Missouri"):
        assert claims[name] == 0


def test_probation_offices_are_for_people_on_supervision():
    offices = [row for row in sheet("supervision") if row["organization"] == "Missouri Probation and Parole"]
    assert len(offices) == 47
    assert {row["supervision"] for row in offices} == {"only"}


def test_words_are_american():
    british = re.compile(r"\b(programme|centre|counsell|organis|licence|offence|labour)", re.IGNORECASE)
    assert say([row for row in community_rows() if british.search(row["service"] + row["summary"])]) == []


def test_every_reading_is_published_folded_or_left_out_with_a_reason():
    read_rows = readings()
    for key, reading in read_rows.items():
        ways = [bool(reading[column]) for column in ("sheet", "same_as", "left_out")]
        assert ways.count(True) == 1, key


def test_a_folded_row_is_not_folded_again():
    read_rows = readings()
    folded = [reading for reading in read_rows.values() if reading["same_as"]]
    assert folded
    assert [
        r.key for r in folded if (into := read_rows.get(key_of(r["same_as"]))) and not into["sheet"]
    ] == []
