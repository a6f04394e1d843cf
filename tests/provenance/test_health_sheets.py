"""What the health, veterans and ride sheets may say, checked on the sheets themselves."""

from collections import Counter
from itertools import combinations

import pytest
from rapidfuzz import fuzz

from tests.provenance.sheets import DATA, Row, every_row, km, point_of, read, say, sheet

HEALTH = ("treatment", "mental_health", "medical", "veterans")
SAME_DOOR_KM = 0.06
SIMILAR = 85


def rests_on(row: Row, source: str) -> bool:
    return source in row["source"].split("; ")


def of(name: str, source: str) -> list[Row]:
    return [row for row in sheet(name) if rests_on(row, source)]


def test_every_county_has_a_place_to_see_a_doctor():
    counties = {row["name"] for row in read(DATA / "places" / "counties.csv")}
    assert counties - {row["county"] for row in sheet("medical")} == set()


def test_two_lists_never_show_one_door_twice():
    placed = [
        r for name in HEALTH for r in sheet(name) if r["precision"] == "exact" and r["status"] != "closed"
    ]
    placed.sort(key=point_of)
    twice = [
        (here["id"], there["id"])
        for here, there in combinations(placed, 2)
        if abs(float(here["latitude"]) - float(there["latitude"])) < 0.001
        and not set(here["source"].split("; ")) & set(there["source"].split("; "))
        and set(here["needs"].split("; ")) & set(there["needs"].split("; "))
        # A health center may stand in a hospital.
        and here["kind"] == there["kind"]
        and fuzz.token_set_ratio(here["organization"].lower(), there["organization"].lower()) > SIMILAR
        and km(point_of(here), point_of(there)) < SAME_DOOR_KM
    ]
    assert twice == []


def test_a_site_without_a_zip_lies_near_its_town():
    towns = {(r["name"]): point_of(r) for r in read(DATA / "places" / "towns.csv") if r["kind"] == "town"}
    placed = [r for name in HEALTH for r in sheet(name) if r["latitude"] and r["city"] in towns]
    assert len(placed) > 1000
    assert say([r for r in placed if km(point_of(r), towns[r["city"]]) > 30]) == []


@pytest.mark.parametrize("name", ["treatment", "mental_health"])
def test_a_site_known_only_from_2020_says_call_first_or_look_it_up(name: str):
    known = [row for row in sheet(name) if row["source"] == "samhsa-sites-2020"]
    old = [row for row in known if row["status"] != "closed"]
    assert len(old) > 30
    assert {(row["status"], row["confidence"], row["checked_on"]) for row in old} == {
        ("unconfirmed", "C", "2020")
    }
    assert say([row for row in old if "2020" not in row["summary"]]) == []


def test_the_methadone_programs_all_have_a_street():
    programs = of("treatment", "cms-opioid-programs-2026-06")
    assert len(programs) == 14
    assert say([row for row in programs if not row["address"] or "ethadone" not in row["summary"]]) == []


def test_where_two_lists_disagree_on_a_phone_the_note_names_both():
    doubted = [row for row in sheet("treatment") if "CMS prints" in row["note"]]
    assert {row["city"] for row in doubted} >= {"West Plains", "Kansas City", "St. Joseph", "Poplar Bluff"}
    assert say([row for row in doubted if row["phones"].partition(" x")[0] not in row["note"]]) == []


def test_no_area_code_that_cannot_be_right_is_printed():
    assert say([r for r in sheet("treatment") if r["phones"].startswith(("583", "606", "315"))]) == []
    assert sum("area code cannot be right" in row["note"] for row in sheet("treatment")) == 3


def test_no_row_is_named_after_a_person():
    assert say([row for row in every_row() if "Cadue" in row["organization"]]) == []


def test_a_borrowed_street_says_where_it_is_from():
    listed = of("treatment", "samhsa-findtreatment-2026-05")
    bare = [r for r in listed if r["address"] and not rests_on(r, "samhsa-findtreatment-2026-07")]
    assert say([r for r in bare if "Street from" not in r["note"]]) == []


def test_health_centers_take_what_people_can_pay_and_stand_where_they_are():
    centers = of("medical", "hrsa-health-centers-2024-10")
    assert len(centers) == 243
    assert {row["cost"] for row in centers} == {"pay_what_you_can"}
    public = [row for row in centers if not row["private_address"]]
    assert {row["precision"] for row in public} == {"exact"}


def test_dental_care_is_claimed_only_where_a_name_says_so():
    claimed = [row for row in sheet("medical") if "dental" in row["needs"]]
    assert claimed
    assert say([row for row in claimed if "dental" not in row["organization"].lower()]) == []


def test_a_rural_clinic_without_a_phone_is_never_certain():
    clinics = of("medical", "cms-rural-clinics-2024")
    assert {(r["status"], r["precision"], r["phones"]) for r in clinics} == {
        ("unconfirmed", "approximate", "")
    }


def test_no_two_hospitals_share_a_point():
    hospitals = [row for row in of("medical", "hifld-hospitals-2020-03") if row["precision"] == "exact"]
    assert [point for point, times in Counter(map(point_of, hospitals)).items() if times > 1] == []


def test_what_the_va_runs_is_for_veterans_and_has_hours():
    places = of("veterans", "va-facilities-2020-05")
    assert len(places) >= 39
    assert {row["who"] for row in places} == {"veterans"}
    assert say([row for row in places if not row["hours"]]) == []


def test_sober_houses_say_whom_the_state_list_shuts_out_and_no_more():
    records = Counter(row["record"] for row in of("housing", "missouri-reentry-housing-2017"))
    assert records == {"sex_offense=no": 9, "": 1}


def test_every_ride_is_a_ride():
    assert {row["needs"] for row in sheet("transit")} == {"ride"}


def test_only_the_medicaid_broker_is_free_everywhere():
    free = [row for row in sheet("transit") if "medicaid" in row["pays_with"]]
    assert [(row["serves"], row["phones"]) for row in free] == [("statewide", "866-269-5927")]


def test_oats_says_that_drivers_take_no_cash():
    regions = [r for r in sheet("transit") if r["organization"] == "OATS Transit" and "$10" in r["booking"]]
    assert len(regions) >= 5
    assert say([row for row in regions if "take no cash" not in row["booking"]]) == []


@pytest.mark.parametrize(
    ("organization", "service"),
    [
        ("Kansas City Area Transportation Authority (RideKC)", "Bus and MAX"),
        ("City of Columbia (Go COMO)", "City bus and paratransit"),
        ("City Utilities of Springfield (CU Transit, The Bus)", "City bus"),
        ("Metro Transit St. Louis (Bi-State Development)", "MetroBus and MetroLink"),
    ],
)
def test_a_city_whose_fares_were_about_to_change_is_asked_first(organization: str, service: str):
    said = {(row["organization"], row["service"]): row["status"] for row in sheet("transit")}
    assert said[organization, service] == "unconfirmed"
