"""How a row of a later list becomes one offering, or brings a present one up to date."""

import pytest
from provenance.community_places import Middles
from provenance.later_cells import hours, open_days, phones, place, starts
from provenance.later_food import sure_hours
from provenance.later_health import told_treatment
from provenance.later_meeting import brought_up_to_date, likeness
from provenance.later_old import same_network

from resource_finder.catalogue.columns import COLUMNS
from tests.provenance.sheets import DATA as SHEETS
from tests.provenance.sheets import Row, every_row, read, say, sheet

NOWHERE = Middles({}, {}, {})
EMPTY = dict.fromkeys(COLUMNS, "")
OLD = EMPTY | {
    "id": "mo-test01",
    "sheet": "treatment",
    "organization": "Fictional Clinic",
    "needs": "treatment",
    "kind": "day-treatment",
    "service": "Alcohol and drug treatment: visits",
    "address": "12 Made-up Street",
    "city": "Columbia",
    "county": "Boone",
    "phones": "573-442-1099",
    "status": "open",
    "source": "old-list",
    "checked_on": "2026-05",
    "confidence": "B",
    "latitude": "38.9",
    "longitude": "-92.3",
    "precision": "exact",
}
NEW = OLD | {"id": "mo-test02", "source": "new-list", "checked_on": "2026-07-19", "phones": "573-442-2000"}


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        ("Mon-Fri 8 am-4 pm", "Mo-Fr 08:00-16:00"),
        ("Tue and Wed 9:30-11:30 am and 1-3 pm; Fri 1-3 pm", "Tu,We 09:30-11:30,13:00-15:00; Fr 13:00-15:00"),
        ("Mon noon-4 pm", "Mo 12:00-16:00"),
        ("3rd Sat: 9:00am-12:00pm", ""),
        ("Tues: 5:00-6:30", ""),
        ("Mon-Sat 11:30 am-12:30 pm (2020)", ""),
    ],
)
def test_hours_are_taken_over_only_where_every_word_is_understood(printed: str, read_as: str):
    assert hours(printed) == read_as


def test_a_meeting_is_told_by_its_beginning():
    assert starts("Sun 7 am; Mon 6:30 pm; Mon 7 am") == "Mo 07:00+,18:30+; Su 07:00+"


def test_days_of_a_week_are_counted():
    assert open_days("Mo-Fr 08:00-16:00; Sa 09:00-12:00") == 6


@pytest.mark.parametrize(
    ("list_hours", "kept"), [("Sat 9 am-12 pm", ""), ("Mon-Wed 9 am-12 pm", "Mo-We 09:00-12:00")]
)
def test_a_list_that_may_have_lost_a_word_is_believed_of_three_days_alone(list_hours: str, kept: str):
    listed = {"hours": list_hours, "source": "https://stlfoodbank.org/", "description_facts": ""}
    assert sure_hours(listed) == kept


def test_a_fax_is_no_phone_and_a_box_no_street():
    assert phones("855-373-4636; fax 573-526-9400") == "855-373-4636"
    assert phones("417-881-1397 (program main line)") == "417-881-1397 (program main line)"
    survey = {
        "address": "16 N Court St, PO Box 470",
        "city": "St Louis",
        "zip": "",
        "county": "",
        "latitude": "",
    }
    assert place(survey, NOWHERE)["address"] == "16 N Court St"
    assert place(survey, NOWHERE)["city"] == "St. Louis"


def test_a_point_without_a_street_is_a_town_and_no_door():
    survey = {
        "address": "",
        "city": "Ava",
        "zip": "",
        "county": "Douglas",
        "latitude": "36.9",
        "longitude": "-92.6",
    }
    assert place(survey, NOWHERE)["precision"] == "approximate"


@pytest.mark.parametrize(
    ("listed", "kind"),
    [
        (
            "outpatient methadone/buprenorphine or naltrexone treatment, residential detoxification",
            "opioid-medicine",
        ),
        ("outpatient, residential detoxification", "detox"),
        ("outpatient, long-term residential", "live-in-treatment"),
        ("outpatient, young adults", "day-treatment"),
    ],
)
def test_a_site_is_of_the_kind_that_is_hardest_to_find(listed: str, kind: str):
    assert told_treatment(f"On the list; lists {listed}.")["kind"] == kind


def test_the_newer_list_speaks_and_both_are_named():
    row = brought_up_to_date(OLD, NEW | {"address": "14 Made-up Street"})
    assert (row["id"], row["address"], row["checked_on"]) == ("mo-test01", "14 Made-up Street", "2026-07-19")
    assert row["source"] == "new-list; old-list"
    assert row["phones"] == "573-442-2000"
    assert "573-442-1099" in row["note"]


def test_a_place_that_must_not_be_found_gets_no_place_from_any_list():
    hidden = OLD | {"private_address": "yes", "address": "", "latitude": "", "longitude": ""}
    assert brought_up_to_date(hidden, NEW)["address"] == ""
    gone = NEW | {"private_address": "yes", "address": "", "zip": "", "latitude": "", "precision": "none"}
    assert brought_up_to_date(OLD, gone)["address"] == ""


@pytest.mark.parametrize(
    ("changed", "alike"),
    [
        ({}, True),
        ({"phones": ""}, True),
        ({"organization": "Another House", "phones": ""}, False),
        ({"needs": "food"}, False),
        ({"address": "99 Other Street", "phones": ""}, False),
    ],
)
def test_two_rows_meet_by_name_and_door_or_phone_in_one_need(changed: Row, alike: bool):
    row = NEW | {"precision": "none"} | changed
    assert bool(likeness(OLD, row, row["organization"], named=False)) is alike


def test_one_network_is_known_by_its_website_or_phone():
    assert same_network(
        OLD | {"website": "https://a.org"},
        {"organization": "X", "phones": "", "website": "https://www.a.org/b"},
    )
    assert not same_network(OLD, {"organization": "Other House", "phones": "", "website": ""})


def test_no_two_open_rows_are_told_apart_by_nothing():
    seen: dict[tuple[str, ...], str] = {}
    columns = ("organization", "service", "address", "city", "county", "serves")
    for row in every_row():
        if row["status"] != "closed":
            key = tuple(row[column].casefold() for column in columns)
            assert key not in seen, (row["id"], seen.get(key))
            seen[key] = row["id"]


def test_rows_read_in_a_compilation_name_its_licence():
    licences = {source["id"]: source["licence"] for source in read(SHEETS / "catalogue" / "sources.csv")}
    barred = {code for code, licence in licences.items() if "CC BY-NC" in licence}
    assert "samhsa-findtreatment-2026-07" in barred
    assert sum(bool(barred & set(row["source"].split("; "))) for row in every_row()) > 2000


def test_a_pantry_says_that_days_change_and_a_meeting_that_it_may_move():
    listed = [
        row
        for row in sheet("food")
        if "harvesters-" in row["source"] or row["source"].startswith("harvesters")
    ]
    assert listed
    new = [row for row in listed if row["service"] in ("Food pantry", "Free meals") and len(row["id"]) == 10]
    assert say([row for row in new if "change" not in row["summary"]]) == []
    meetings = [row for row in sheet("treatment") if row["kind"] == "meeting"]
    assert len(meetings) > 700
    assert say([row for row in meetings if "check the list" not in row["summary"]]) == []


def test_work_help_for_parents_is_no_job_center():
    offices = [row for row in sheet("jobs") if "work-assistance-offices" in row["source"]]
    assert len(offices) > 40
    assert {(row["kind"], row["who"]) for row in offices} == {("job-program", "families")}


def test_a_clinic_in_a_school_is_for_pupils():
    schools = [row for row in sheet("medical") if row["kind"] == "school-clinic"]
    assert len(schools) > 100
    assert {row["who"] for row in schools} == {"youth"}
