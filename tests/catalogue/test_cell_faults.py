"""Every way in which a cell goes wrong in real spreadsheets, with what is decided for it."""

import pytest

from tests.catalogue.making import GAZETTEER, read, sheet

# What is typed into which column, and a part of what the coordinator is told.
REPORTED = [
    ("id", "", "must not be empty"),
    ("id", "AB", "3 to 40"),
    ("id", "my row", "3 to 40"),
    ("id", "x" * 41, "3 to 40"),
    ("id", "hiv-clinic", "must tell nothing"),
    ("organization", "", "must not be empty"),
    ("service", "", "must not be empty"),
    ("needs", "", "must not be empty"),
    ("needs", "housng", "did you mean housing"),
    ("needs", "housing/sometimes", "is no need"),
    ("summary", "<b>Beds</b>", "holds HTML"),
    ("summary", "Beds &amp; food", "holds HTML"),
    ("summary", "=HYPERLINK(1)", "takes for a formula"),
    ("summary", "＝1+1", "takes for a formula"),
    ("summary", "@SUM(A1)", "takes for a formula"),
    ("summary", "#REF!", "spreadsheet error"),
    ("summary", "########", "spreadsheet error"),
    ("summary", "CafÃ© beds", "damaged letters"),
    ("summary", "Beds \ufffd", "damaged letters"),
    ("summary", "Наrbor", "two alphabets"),
    ("summary", "\u0421\u041e\u0420 beds", "another alphabet"),
    ("summary", "<img src=x onerror=alert(1)", "holds HTML"),
    ("summary", "Err:508", "spreadsheet error"),
    ("summary", "Beds \ue000", "damaged letters"),
    ("summary", "B" + "\u0301" * 9, "too many marks"),
    ("summary", "x" * 200_000, "200,000 letters"),
    ("summary", "word " * 70, "70 words"),
    ("zip", "6520", "not five digits"),
    ("zip", "6.52E+04", "changed by a spreadsheet"),
    ("zip", "66101", "not a Missouri ZIP"),
    ("zip", "64801", "lies in Jasper County"),
    ("county", "Bone", "did you mean Boone"),
    ("county", "St. Louis", "St. Louis County"),
    ("county", "Cook", "is not a Missouri county"),
    ("latitude", "38,95", "decimal comma"),
    ("latitude", "north", "not a number"),
    ("latitude", "-92.33", "swapped"),
    ("latitude", "0", "not in Missouri"),
    ("longitude", "92.33", "begin with a minus"),
    ("longitude", "", "go together"),
    ("latitude", "36.5", "outside Boone County"),
    ("precision", "roughly", "must be exact"),
    ("precision", "none", "must be exact or approximate"),
    ("private_address", "maybe", "must be yes or no"),
    ("private_address", "yes", "must be empty"),
    ("serves", "Boone; Bone", "did you mean Boone"),
    ("serves", "statewide; Boone", "keep one"),
    ("serves", "all", "write statewide"),
    ("phones", "5.73556E+09", "changed by a spreadsheet"),
    ("phones", "874-2345", "no area code"),
    ("phones", "573-874-234", "9 digits"),
    ("phones", "573-874-23456", "11 digits"),
    ("phones", "573-GET-HELP", "letters in it"),
    ("phones", "573-555-0142", "kept for stories"),
    ("phones", "583-888-5925", "cannot exist"),
    ("phones", "57387", "has 5 digits"),
    ("phones", "900-234-5678", "costs the caller"),
    ("phones", "416-968-1111", "another country"),
    ("phones", "call us", "letters in it"),
    ("phones", "(after hours)", "cannot be read"),
    ("website", "javascript:alert(1)", "must begin with https"),
    ("website", "data:text/html,x", "must begin with https"),
    ("website", "ftp://example.org", "must begin with https"),
    ("website", "http://10.0.0.1/", "no public host name"),
    ("website", "http://[::1]/", "no public host name"),
    ("website", "http://0x7f.1/", "no public host name"),
    ("website", "http://2130706433/", "no public host name"),
    ("website", "https://example.org:99999/", "is no web address"),
    ("website", "https://example.org/<b", "holds HTML"),
    ("website", "https://example.org\\@evil.example", "user name"),
    ("website", "https://example.org\\evil", "no public host name"),
    ("website", "http://localhost/", "no public host name"),
    ("website", "https://user@example.org", "user name"),
    ("website", "https://example.org or call", "without blanks"),
    ("email", "nobody at example.org", "no e-mail"),
    ("email", "mailto:nobody@example.org", "no e-mail"),
    ("email", "a@example.org, b@example.org", "no e-mail"),
    ("hours", "9 to 5 on weekdays", "cannot be read"),
    ("hours", "Mo-Fr 25:00-99:00", "cannot be read"),
    ("how_to_start", "walkin", "did you mean walk-in"),
    ("pays_with", "medicade", "did you mean medicaid"),
    ("languages", "Spanish", "did you mean es"),
    ("languages", "Bosnian", "no language code"),
    ("documents", "photo_di", "did you mean photo_id"),
    ("accessible", "partly", "must be yes or no"),
    ("who", "womens", "did you mean women"),
    ("who", "ages eighteen", "is no group"),
    ("who", "ages -", "names no age"),
    ("who", "ages 24-18", "holds nobody"),
    ("who", "ages 18-240", "holds nobody"),
    ("record", "arson", "like arson=no"),
    ("record", "theft=no", "no kind of record"),
    ("record", "arson=never", "yes, no or ask"),
    ("record", "arson=no; arson=yes", "two things"),
    ("supervision", "sometimes", "must be yes"),
    ("status", "shut", "must be open"),
    ("source", "", "must not be empty"),
    ("source", "nowhere", "no id of sources.csv"),
    ("checked_on", "44927", "day number"),
    ("checked_on", "2027-01-01", "in the future"),
    ("checked_on", "2026-02-30", "is no date"),
    ("checked_on", "Jan 2026", "is no date"),
    ("checked_on", "1066", "too long ago"),
    ("confidence", "D", "must be a"),
    ("kind", "sheltr", "is no kind (did you mean shelter?)"),
    ("kind", "dentist", "is no kind for housing/tonight"),
    ("kind", "", "must not be empty"),
]


@pytest.mark.parametrize(("column", "typed", "told"), REPORTED, ids=lambda value: repr(value)[:30])
def test_a_cell_that_cannot_be_used_is_reported_where_it_is(tmp_path, column, typed, told):
    found = read(tmp_path, housing=sheet({}, {column: typed}))
    assert [(f.file, f.line, f.outcome) for f in found.faults] == [("housing.csv", 3, "reported")]
    assert found.faults[0].column in (column, "latitude")
    assert told in found.faults[0].message
    assert len(found.offerings) == 1


def test_where_a_ride_goes_is_told_by_counties_alone(tmp_path):
    ride = {"kind": "city-bus", "needs": "ride", "serves": "statewide", "counties": "statewide"}
    found = read(tmp_path, transit=sheet(ride, name="transit.csv"))
    assert [(fault.column, fault.line) for fault in found.faults] == [("counties", 2)]
    assert "leave it empty" in found.faults[0].message


def test_a_place_for_people_who_flee_has_no_street_and_no_point(tmp_path):
    hidden = {"kind": "safe-house", "latitude": "", "longitude": "", "precision": "none", "zip": ""}
    found = read(
        tmp_path, housing=sheet(hidden | {"address": ""}, hidden, {"kind": "safe-house", "address": ""})
    )
    told = {(f.line, f.column) for f in found.faults if "never has a public place" in f.message}
    assert told == {(3, "private_address"), (4, "private_address")}
    assert {fault.line for fault in found.faults} == {3, 4}


REPAIRED = [
    ("zip", "65203.0", "zip", "65203"),
    ("zip", "65203-1234", "zip", "65203"),
    ("summary", "A\u200bbed\u202e", "summary", "Abed"),
    ("summary", "A bed\U000e0041", "summary", "A bed"),
    ("summary", "Ｂed \U0001d41bed", "summary", "Bed bed"),
    ("zip", "６５２０３", "zip", "65203"),
    ("phones", "５７３-874-2345", "phones", "573-874-2345"),
    ("documents", "Photo ID; dd214", "documents", ("photo_id", "dd214")),
    ("who", "men, women", "who", ("men", "women")),
    ("summary", "A\x07bed", "summary", "Abed"),
    ("summary", "A bed\nfor the night", "summary", "A bed for the night"),
    ("summary", "N/A", "summary", ""),
    ("email", "-", "email", ""),
    ("hours", "unknown", "hours", ""),
    ("website", "www.example.org", "website", "https://www.example.org"),
    ("checked_on", "1/20/2026", "checked_on", "2026-01-20"),
    ("needs", "housing, food", "needs", ("housing", "food")),
    ("phones", "5738742345.0", "phones", "573-874-2345"),
    ("cost", "Free", "cost", "free"),
    ("cost", "$0.00", "cost", "free"),
    ("cost", "No charge", "cost", "free"),
    ("cost", "gratis", "cost", "free"),
    ("cost", "Free; donations welcome", "cost", "free"),
    ("address", "1 Made-up Street, P.O. Box 12", "address", "1 Made-up Street"),
    ("address", "PO Box 77", "precision", "approximate"),
    ("address", "Confidential", "private_address", True),
]


@pytest.mark.parametrize(
    ("column", "typed", "field", "expected"), REPAIRED, ids=lambda value: repr(value)[:30]
)
def test_a_cell_that_can_be_mended_is_mended_and_said(tmp_path, column, typed, field, expected):
    found = read(tmp_path, housing=sheet({column: typed}))
    assert found.faults == ()
    assert [(r.line, r.column) for r in found.repairs] == [(2, column)]
    value = getattr(found.offerings[0], field)
    assert (str(value[0]) if field == "phones" else value) == expected


ACCEPTED = [
    ("county", "boone county", "county", "boone"),
    ("county", "29019", "county", "boone"),
    ("serves", "St. Louis City; De Kalb; LaClede", "serves", ("st-louis-city", "dekalb", "laclede")),
    ("phones", "(573) 874-2345 ext. 12", "phones", "573-874-2345 x12"),
    ("phones", "+1 573 874 2345", "phones", "573-874-2345"),
    ("phones", "573-874-2345 (after hours)", "phones", "573-874-2345 (after hours)"),
    ("phones", "988", "phones", "988"),
    ("phones", "898211 (text HELP)", "phones", "898211 (text HELP)"),
    ("longitude", "−92.33", "longitude", -92.33),
    ("summary", "Aid: call #name 5", "summary", "Aid: call #name 5"),
    ("documents", "photo_id; last pay stub", "documents", ("photo_id", "last pay stub")),
    ("organization", "  Fictional   House ", "organization", "Fictional House"),
    ("organization", "Casa de Jose\u0301", "organization", "Casa de José"),
    (
        "summary",
        "'=SUM is how our own export guards a cell",
        "summary",
        "=SUM is how our own export guards a cell",
    ),
    ("checked_on", "", "checked_on", ""),
    ("checked_on", "2019", "checked_on", "2019"),
    ("cost", "Free for veterans", "cost", "Free for veterans"),
    ("cost", "$10", "cost", "$10"),
    ("address", "500 Box Elder Road", "precision", "exact"),
    ("status", "closed", "status", "closed"),
    ("who", "women; ages 18-24", "who", ("women", "ages 18-24")),
    ("record", "sex_offense=no; any=yes", "record", (("sex_offense", "no"), ("any", "yes"))),
    ("needs", "Housing/Tonight", "needs", ("housing/tonight",)),
]


@pytest.mark.parametrize(
    ("column", "typed", "field", "expected"), ACCEPTED, ids=lambda value: repr(value)[:30]
)
def test_what_people_type_well_is_accepted_without_a_word(tmp_path, column, typed, field, expected):
    found = read(tmp_path, housing=sheet({column: typed}))
    assert found.remarks == ()
    value = getattr(found.offerings[0], field)
    assert (str(value[0]) if field == "phones" else value) == expected


def test_a_long_summary_is_used_and_said(tmp_path):
    found = read(tmp_path, housing=sheet({"summary": "word " * 30}))
    assert len(found.offerings) == 1
    assert [(r.line, r.column, r.outcome) for r in found.remarks] == [(2, "summary", "accepted")]
    assert found.faults == ()


def test_hours_of_a_twelve_hour_clock_are_asked_about_and_used(tmp_path):
    found = read(tmp_path, housing=sheet({"hours": "Mo-Fr 08:00-05:00"}))
    assert [str(remark) for remark in found.remarks] == [
        "housing.csv:2 hours: says 08:00-05:00: was 08:00-17:00 meant?"
    ]
    assert len(found.offerings) == 1


@pytest.mark.parametrize("zip_code", ["65203", ""])
def test_a_post_office_box_stands_for_its_town_and_no_ride_leads_there(tmp_path, zip_code):
    exact = {"address": "PO Box 77", "zip": zip_code, "latitude": "38.9517", "longitude": "-92.3341"}
    offering = read(tmp_path, housing=sheet(exact)).offerings[0]
    assert offering.takes_mail_only
    assert offering.point == (GAZETTEER.zip_point("65203") if zip_code else (39.0, -92.3))
    assert offering.address_line.startswith("PO Box 77, Columbia")


def test_a_post_office_box_without_an_exact_point_is_left_as_it_is(tmp_path):
    town = {"address": "PO Box 77", "precision": "approximate"}
    found = read(tmp_path, housing=sheet(town))
    assert (found.remarks, found.offerings[0].point) == ((), (38.95, -92.33))


@pytest.mark.parametrize(
    ("row", "serves"),
    [
        ({"serves": "Boone; Callaway"}, ("boone", "callaway")),
        ({"serves": ""}, ("boone",)),
        ({"serves": "", "county": ""}, ("boone",)),
        ({"serves": "statewide"}, ()),
    ],
)
def test_a_confidential_street_shows_no_street_zip_or_point_and_is_still_found(tmp_path, row, serves):
    offering = read(tmp_path, housing=sheet({"address": "Confidential", **row})).offerings[0]
    assert offering.private_address
    assert (offering.address, offering.zip, offering.point, offering.precision) == ("", "", None, "none")
    assert offering.serves == serves


def test_a_point_without_a_county_must_still_lie_in_missouri(tmp_path):
    kansas = {"county": "", "zip": "", "latitude": "38.0", "longitude": "-95.5"}
    found = read(tmp_path, housing=sheet(kansas))
    assert [(f.line, f.column) for f in found.faults] == [(2, "latitude")]
    assert "outside Missouri" in found.faults[0].message


def test_the_message_is_the_one_that_the_design_promises(tmp_path):
    found = read(tmp_path, housing=sheet({}, {"county": "Bone"}))
    assert str(found.faults[0]) == (
        'housing.csv:3 county: "Bone" is not a Missouri county (did you mean Boone?)'
    )
