"""Somebody else's package: what it says is kept, what it does not say stays unsaid."""

import json
from typing import Any

import pytest

from resource_finder.catalogue.faults import SheetsFaulty
from resource_finder.catalogue.hsds_package import read_package
from resource_finder.domain.offering import Phone
from tests.catalogue.foreign import IN_COLUMBIA, Tables, only, said, tables, written
from tests.catalogue.making import NEEDS
from tests.catalogue.test_hsds import GEOGRAPHY, TERMS


def test_silence_stays_silence(tmp_path):
    found = only(tmp_path, tables())
    assert (found.organization, found.service, found.county) == ("Fictional House", "Beds", "boone")
    assert (found.precision, found.status, found.website) == (
        "approximate",
        "unconfirmed",
        "https://www.example.org",
    )
    said = (found.needs, found.record, found.who, found.hours, found.cost, found.phones, found.checked_on)
    assert said == ((), (), (), "", "", (), "")


def test_a_service_at_two_places_is_two_offerings_with_ids_that_stay(tmp_path):
    found = tables()
    found["locations"].append({"id": "m", "latitude": "39.1", "longitude": "-94.58"})
    found["service_at_location"].append({"id": "b", "service_id": "s", "location_id": "m"})
    first = read_package(written(tmp_path, found), GEOGRAPHY, TERMS).offerings
    again = read_package(tmp_path, GEOGRAPHY, TERMS).offerings
    assert [offering.county for offering in first] == ["boone", "jackson"]
    assert len({offering.id for offering in first}) == 2
    assert first == again


def test_the_nearest_number_to_the_place_is_taken(tmp_path):
    found = tables()
    found["phones"] = [
        {"id": "1", "organization_id": "o", "number": "573-874-0001"},
        {"id": "2", "service_id": "s", "number": "(573) 874-2345", "extension": "7"},
        {"id": "3", "service_id": "s", "number": "tomorrow", "extension": ""},
    ]
    assert only(tmp_path, found).phones == (Phone("573-874-2345", "7"),)


def test_areas_are_known_by_geoid_or_name_and_others_are_not_guessed(tmp_path):
    found = tables()
    found["service_areas"] = [
        {"id": "1", "service_id": "s", "name": "Boone County", "uri": ""},
        {"id": "2", "service_id": "s", "name": "", "uri": "https://data.census.gov/profile?g=050XX00US29510"},
        {"id": "3", "service_id": "s", "name": "the whole MyCity area", "uri": "http://example.com"},
    ]
    offering = only(tmp_path, found)
    assert offering.serves == ("boone", "st-louis-city")
    assert not offering.statewide


@pytest.mark.parametrize(
    ("area", "slug"),
    [
        ("Saint Louis City", "st-louis-city"),
        ("Ste Genevieve County", "ste-genevieve"),
        ("Boone County, MO", "boone"),
        ("29019", "boone"),
        ("Statewide", "statewide"),
    ],
)
def test_counties_are_read_as_in_sheets(tmp_path, area, slug):
    found = tables()
    found["service_areas"] = [{"id": "1", "service_id": "s", "name": area}]
    offering = only(tmp_path, found)
    assert (*offering.serves, *(["statewide"] if offering.statewide else [])) == (slug,)


def test_several_counties_in_one_area_are_each_read(tmp_path):
    found = tables()
    found["service_areas"] = [{"id": "1", "service_id": "s", "name": "Boone, Callaway and Cole Counties"}]
    assert only(tmp_path, found).serves == ("boone", "callaway", "cole")


@pytest.mark.parametrize("area", ["MyCity area", "Johnson County, KS", "St. Louis"])
def test_an_area_that_we_do_not_know_is_named_and_counted(tmp_path, area):
    found = tables()
    found["service_areas"] = [{"id": "1", "service_id": "s", "name": area}]
    read = read_package(written(tmp_path, found), GEOGRAPHY, TERMS)
    assert read.offerings[0].serves == ()
    assert any(f"“{area}” is no Missouri county that we know (1 services)" in told for told in said(read))


def test_needs_come_from_open_eligibility_or_the_same_name(tmp_path):
    found = tables()
    found["taxonomy_terms"] = [
        {"id": "t", "code": "1121", "name": "x", "taxonomy": "Open Eligibility"},
        {"id": "u", "code": "", "name": "Food", "taxonomy": "theirs"},
        {"id": "v", "code": "1121", "name": "Piano lessons", "taxonomy": "theirs"},
    ]
    found["attributes"] = [{"id": t, "link_id": "s", "taxonomy_term_id": t} for t in ("t", "u", "v")]
    assert only(tmp_path, found).needs == ("housing/tonight", "food")


def test_a_week_of_schedules_becomes_hours(tmp_path):
    found = tables()
    week = {"freq": "WEEKLY", "byday": "MO,TU", "opens_at": "09:00:00-05:00", "closes_at": "17:00:00-05:00"}
    found["schedules"] = [{"id": "1", "service_at_location_id": "a"} | week]
    assert only(tmp_path, found).hours == "Mo,Tu 09:00-17:00"


@pytest.mark.parametrize("status", ["defunct", "inactive", "temporarily closed"])
def test_what_is_closed_there_is_closed_here(tmp_path, status):
    found = tables()
    found["services"][0]["status"] = status
    assert only(tmp_path, found).status == "closed"


def test_a_place_in_another_state_is_left_out_and_said(tmp_path):
    found = tables()
    found["locations"][0] |= {"latitude": "39.1", "longitude": "-94.9"}
    read = read_package(written(tmp_path, found), GEOGRAPHY, TERMS)
    assert read.offerings == ()
    assert any("outside Missouri" in fault.message for fault in read.faults)


def test_rows_that_cannot_be_used_are_named_by_line_and_column(tmp_path):
    found = tables()
    found["services"] += [
        {"id": "x", "organization_id": "nobody", "name": "Lost"},
        {"id": "y", "organization_id": "o", "name": ""},
    ]
    read = read_package(written(tmp_path, found), GEOGRAPHY, TERMS)
    reported = [str(fault) for fault in read.faults if fault.outcome == "reported"]
    assert len(read.offerings) == 1
    assert [fault.rpartition(":")[0] for fault in reported] == [
        "services.csv:3 organization_id",
        "services.csv:4 name",
    ]


def test_what_can_be_called_is_called_and_what_else_there_is_is_read(tmp_path):
    found = tables()
    found["phones"] = [
        {"id": "1", "service_id": "s", "number": "573-874-2301", "type": "fax"},
        {"id": "2", "service_id": "s", "number": "573-874-2302", "type": "textphone"},
        {"id": "3", "service_id": "s", "number": "573-874-2303", "type": "voice", "description": "Fax"},
        {
            "id": "4",
            "service_id": "s",
            "number": "573-874-2304",
            "extension": "ext 45",
            "description": "Intake",
        },
        {"id": "5", "service_id": "s", "number": "988 or (573) 874.2305 x12", "type": "hotline"},
    ]
    read = read_package(written(tmp_path, found), GEOGRAPHY, TERMS)
    (offering,) = read.offerings
    assert set(map(str, offering.phones)) == {
        "573-874-2304 x45 (Intake)",
        "573-874-2305 x12 (hotline)",
        "988 (hotline)",
    }
    assert offering.summary == "Text telephone (TTY): 573-874-2302."
    assert sum("is a fax: left out" in line for line in said(read)) == 2


def test_a_fax_alone_gives_way_to_the_number_of_the_organization(tmp_path):
    found = tables()
    found["phones"] = [
        {"id": "1", "service_id": "s", "number": "573-874-2301", "type": "Fax"},
        {"id": "2", "organization_id": "o", "number": "573-874-2302"},
    ]
    assert [phone.number for phone in only(tmp_path, found).phones] == ["573-874-2302"]


def test_html_goes_and_what_people_must_know_reaches_the_summary(tmp_path):
    found = tables()
    found["services"][0] |= {
        "description": "<p>Beds &amp; meals.<br>Every night.</p><script>x()</script>",
        "eligibility_description": "Women only",
        "alert": "Closed for <b>repairs</b> in May",
        "fees_description": "&lt;i&gt;Free&lt;/i&gt;",
    }
    found["accessibility"] = [{"id": "1", "location_id": "l", "description": "Ramp at the back door"}]
    offering = only(tmp_path, found)
    said_first = "Closed for repairs in May. Beds & meals. Every night. For: Women only."
    assert offering.summary == f"{said_first} Access: Ramp at the back door."
    assert (offering.who, offering.cost, offering.accessible) == (("women",), "free", "yes")


def test_a_long_description_is_cut_at_a_sentence_and_it_is_said(tmp_path):
    found = tables()
    found["services"][0] |= {"description": "Ten words stand in this sentence and then it ends. " * 30}
    found["services"][0] |= {"eligibility_description": "Anybody"}
    read = read_package(written(tmp_path, found), GEOGRAPHY, TERMS)
    summary = read.offerings[0].summary
    assert len(summary.split()) <= 60
    assert summary.endswith("then it ends. For: Anybody.")
    assert any("shortened" in line for line in said(read))


@pytest.mark.parametrize("status", ["Inactive", "DEFUNCT", "Temporarily_Closed"])
def test_a_status_is_read_however_it_is_written(tmp_path, status):
    found = tables()
    found["services"][0]["status"] = status
    assert only(tmp_path, found).status == "closed"


@pytest.mark.parametrize("day", ["2026-05-01T10:00:00Z", "5/1/2026", "2026-05-01 08:00"])
def test_a_day_with_a_time_is_still_that_day(tmp_path, day):
    found = tables()
    found["services"][0]["assured_date"] = day
    assert only(tmp_path, found).checked_on == "2026-05-01"


def test_a_term_that_means_no_need_is_named_counted_and_can_be_mapped(tmp_path):
    found = tables()
    found["taxonomy_terms"] = [
        {"id": "t", "code": "BD-1", "name": "Emergency Groceries", "taxonomy": "theirs"},
    ]
    found["attributes"] = [{"id": "1", "link_id": "s", "taxonomy_term_id": "t"}]
    package = written(tmp_path, found)
    read = read_package(package, GEOGRAPHY, TERMS)
    told = "“Emergency Groceries” (BD-1, theirs) means no need here: 1 service"
    assert any(told in line for line in said(read))
    chart = tmp_path / "map.txt"
    chart.write_text("term,need\nemergency groceries,food; money\n", encoding="utf-8")
    read = read_package(package, GEOGRAPHY, TERMS.with_map(chart, NEEDS.codes))
    assert read.offerings[0].needs == ("food", "money")
    assert not any("means no need" in line for line in said(read))
    chart.write_text("term,need\nbd-1,groceries\n", encoding="utf-8")
    with pytest.raises(SheetsFaulty) as refused:
        TERMS.with_map(chart, NEEDS.codes)
    assert str(refused.value.faults[0]) == "map.txt:2 need: “groceries” is no need"


def test_a_term_below_one_that_we_know_means_the_same(tmp_path):
    found = tables()
    found["taxonomy_terms"] = [
        {"id": "u", "code": "", "name": "Soup", "taxonomy": "theirs", "parent_id": "v"},
        {"id": "v", "code": "", "name": "Food", "taxonomy": "theirs", "parent_id": "u"},
    ]
    found["attributes"] = [{"id": "1", "link_id": "s", "taxonomy_term_id": "u"}]
    assert only(tmp_path, found).needs == ("food",)


def test_an_older_package_is_read_under_its_own_names(tmp_path):
    older: Tables = {
        "organizations": [{"id": "o", "name": "Fictional House"}],
        "services": [
            {"id": "s", "organization_id": "o", "name": "Pantry", "status": "active", "fees": "None"}
        ],
        "locations": [{"id": "l"} | IN_COLUMBIA],
        "services_at_location": [{"id": "a", "service_id": "s", "location_id": "l"}],
        "physical_addresses": [
            {"id": "p", "location_id": "l", "address_1": "1 Sample Road", "city": "Columbia"}
        ],
        "postal_addresses": [{"id": "q", "location_id": "l", "address_1": "9 Elsewhere", "city": "Fulton"}],
        "regular_schedules": [
            {"id": "r", "service_id": "s", "weekday": "Monday", "opens_at": "9am", "closes_at": "4:00 PM"}
        ],
        "services_taxonomy": [{"id": "x", "service_id": "s", "taxonomy_id": "103"}],
        "taxonomy": [{"id": "103", "name": "Food", "vocabulary": "Open Eligibility"}],
        "eligibility": [{"id": "e", "service_id": "s", "eligibility": "Veterans only"}],
        "programs": [{"id": "g", "name": "Unread"}],
        "letters": [{"id": "h", "text": "Unread"}],
    }
    read = read_package(written(tmp_path, older), GEOGRAPHY, TERMS)
    (offering,) = read.offerings
    assert (offering.address, offering.hours, offering.needs) == (
        "1 Sample Road",
        "Mo 09:00-16:00",
        ("food",),
    )
    assert (offering.who, offering.cost) == (("veterans",), "free")
    assert "programs.csv: is not used (1 rows)" in said(read)
    assert "letters.csv: is not used (1 rows)" in said(read)


def test_a_cousin_that_writes_its_lists_into_cells_is_read(tmp_path):
    cousin: Tables = {
        "organizations": [{"id": "1", "name": "Fictional House"}],
        "locations": [{"id": "2", "organization_id": "1", "accessibility": "ramp, wheelchair"} | IN_COLUMBIA],
        "services": [
            {
                "id": "3",
                "location_id": "2",
                "name": "Pantry",
                "languages": "Spanish, Tagalog",
                "wait_time": "none",
            }
            | {"service_areas": "Boone County, Cole County"}
        ],
        "mail_addresses": [{"id": "4", "location_id": "2", "street_1": "PO Box 1"}],
    }
    read = read_package(written(tmp_path, cousin), GEOGRAPHY, TERMS)
    (offering,) = read.offerings
    assert (offering.organization, offering.county, offering.accessible) == (
        "Fictional House",
        "boone",
        "yes",
    )
    assert (offering.serves, offering.languages) == (("boone", "cole"), ("es", "tl"))
    assert any(line == "services.csv: columns that are not used: wait_time (1)" for line in said(read))


def test_one_number_in_two_directories_is_two_services(tmp_path):
    found = tables()
    first = only(tmp_path, found)
    found["organizations"][0]["name"] = "Another House"
    assert only(tmp_path, found).id != first.id


def page(**more: Any) -> dict[str, Any]:
    service = {"id": "s", "name": "Pantry", "status": "active", "description": None, "phones": None}
    service |= {"organization": {"id": "o", "name": "Fictional House"}}
    place = {"id": "l", "name": None, "latitude": 38.9517, "longitude": -92.3341, "addresses": []}
    return {"contents": [{"id": "a", "service": service, "location": place}]} | more


@pytest.mark.parametrize("pages", [1, 2])
def test_a_list_of_places_is_read_and_one_page_of_several_is_not_the_whole(tmp_path, pages):
    file = tmp_path / "page.json"
    file.write_text(json.dumps(page(total_pages=pages)), encoding="utf-8")
    read = read_package(file, GEOGRAPHY, TERMS)
    assert [(o.organization, o.service, o.county) for o in read.offerings] == [
        ("Fictional House", "Pantry", "boone")
    ]
    assert read.is_whole is (pages == 1)


def test_letters_of_windows_and_quotes_of_other_programs_are_read_and_said(tmp_path):
    package = written(tmp_path, tables())
    content = 'id,name,description\no,Café House,"They say \\"hello\\" here"\n'
    (package / "organizations.csv").write_bytes(content.encode("cp1252"))
    (package / "._services.csv").write_bytes(b"left by a desktop")
    read = read_package(package, GEOGRAPHY, TERMS)
    assert [offering.organization for offering in read.offerings] == ["Café House"]
    assert any("read as Windows letters" in line for line in said(read))
    assert any("has quotes inside quotes" in line for line in said(read))


def test_what_our_sheets_would_refuse_is_left_out_of_the_row_and_said(tmp_path):
    found = tables()
    found["services"][0] |= {"email": "call the office", "minimum_age": "24", "maximum_age": "18"}
    found["services"][0] |= {"description": "=1+1 meals", "assured_date": "2999-01-01", "url": "see facebook"}
    found["organizations"][0] |= {"website": ""}
    found["phones"] = [{"id": "1", "service_id": "s", "number": "573-555-0123"}]
    found["languages"] = [{"id": "1", "service_id": "s", "name": "Klingonese", "code": ""}]
    read = read_package(written(tmp_path, found), GEOGRAPHY, TERMS)
    (offering,) = read.offerings
    assert (offering.email, offering.who, offering.checked_on, offering.phones) == ("", (), "", ())
    assert (offering.website, offering.languages, offering.summary) == ("", (), "1+1 meals.")
    for told in (
        "no e-mail address",
        "holds nobody",
        "no day on which",
        "kept for stories",
        "no web address",
    ):
        assert any(told in line for line in said(read)), told
    assert any("“Klingonese” is no language that we know" in line for line in said(read))


def test_null_written_in_words_is_nothing(tmp_path):
    found = tables()
    found["services"][0] |= {"description": "NULL", "status": "null", "alert": " null "}
    read = read_package(written(tmp_path, found), GEOGRAPHY, TERMS)
    assert (read.offerings[0].summary, read.offerings[0].status) == ("", "unconfirmed")
    assert not any("no status" in line for line in said(read))
