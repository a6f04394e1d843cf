"""Files that are damaged, saved in another form, or contradict each other."""

from time import process_time

import pytest

from resource_finder.catalogue.sheets import read_sheets
from tests.catalogue.making import (
    COLUMNS,
    GAZETTEER,
    KINDS,
    NEEDS,
    SOURCE_COLUMNS,
    TODAY,
    columns_of,
    folder_of,
    read,
    sheet,
)

GOOD_SHEET = sheet({})
HEADER, _, ROW = GOOD_SHEET.partition(b"\n")


def changed_header(old: bytes, new: bytes) -> bytes:
    return HEADER.replace(old, new, 1) + b"\n" + ROW


REFUSED = {
    "empty": (b"", 0, "empty"),
    "blank lines only": (b"\n\n \n", 0, "empty"),
    "a workbook": (b"PK\x03\x04rest", 0, "workbook"),
    "an old workbook": (b"\xd0\xcf\x11\xe0rest", 0, "workbook"),
    "a PDF": (b"%PDF-1.7", 0, "PDF"),
    "a web page": (b"<!doctype html><p>", 0, "web page"),
    "JSON": (b'{"rows": []}', 0, "JSON"),
    "a NUL byte": (GOOD_SHEET + b"mo-x\x00\n", 3, "NUL"),
    "no header": (ROW, 1, "column names"),
    "a column twice": (changed_header(b"zip", b"city"), 1, "twice"),
    "a misspelt column": (changed_header(b"phones", b"phone"), 1, "did you mean phones"),
    "an unknown column": (changed_header(b"note", b"weather"), 1, "is no column"),
    "a column without a name": (changed_header(b",zip,", b",,"), 1, "has no name"),
    "a needed column missing": (
        b"id,organization,service,needs\na,b,c,food\n",
        1,
        "these columns are missing: kind, summary",
    ),
    "one column lost": (sheet({}, columns=tuple(c for c in COLUMNS if c != "status")), 1, "missing: status"),
    "an open quote": (GOOD_SHEET + ROW.replace(b"Beds", b'"Beds', 1), 3, "quotation marks"),
    "a quote in the middle": (HEADER + b"\n" + ROW.replace(b"Beds", b'"Beds"x', 1), 2, "quotation marks"),
    "a quote that swallows rows": (
        HEADER + b"\n" + ROW.replace(b"Beds", b'"Beds' + b"\n" * 12 + b'"', 1),
        2,
        "closes only",
    ),
    "too many rows": (HEADER + b"\n" + ROW * 100_001, 100_002, "100,000 rows"),
}


@pytest.mark.parametrize(("content", "line", "told"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_cannot_be_read_is_refused_whole(tmp_path, content, line, told):
    found = read(tmp_path, housing=content, food=sheet({"needs": "food", "id": "mo-other"}, name="food.csv"))
    assert [(f.file, f.line, f.outcome) for f in found.faults] == [("housing.csv", line, "refused")]
    assert told in found.faults[0].message
    assert [offering.id for offering in found.offerings] == ["mo-other"]


ACCEPTED = {
    "a byte-order mark": b"\xef\xbb\xbf" + GOOD_SHEET,
    "Windows line ends": GOOD_SHEET.replace(b"\n", b"\r\n"),
    "old Mac line ends": GOOD_SHEET.replace(b"\n", b"\r"),
    "blank rows": HEADER + b"\n\n" + b"," * (len(COLUMNS) - 1) + b"\n" + ROW,
    "an empty right margin": HEADER + b",,,\n" + ROW.rstrip() + b",,,\n",
    "no last line end": GOOD_SHEET.rstrip(),
}


@pytest.mark.parametrize("content", ACCEPTED.values(), ids=ACCEPTED)
def test_harmless_differences_are_accepted(tmp_path, content):
    found = read(tmp_path, housing=content)
    assert (len(found.offerings), found.remarks) == (1, ())


REPAIRED = {
    "UTF-16": GOOD_SHEET.decode().encode("utf-16"),
    "semicolons": GOOD_SHEET.replace(b"Boone; Callaway", b"Boone").replace(b",", b";"),
    "tabs": GOOD_SHEET.replace(b",", b"\t"),
    "a sep line": b"sep=,\n" + GOOD_SHEET,
    "header in capitals": HEADER.upper() + b"\n" + ROW,
    "blanks in the header": changed_header(b"checked_on", b"Checked On"),
}


@pytest.mark.parametrize("content", REPAIRED.values(), ids=REPAIRED)
def test_another_form_of_the_same_sheet_is_read_and_said(tmp_path, content):
    found = read(tmp_path, housing=content)
    assert (len(found.offerings), found.faults) == (1, ())
    assert found.repairs


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_a_sheet_in_another_encoding_keeps_its_letters(tmp_path, encoding):
    text = "Casa de José, una casa tranquila para señoras y señores en la ciudad"
    content = sheet({"summary": text}).decode().encode(encoding)
    found = read(tmp_path, housing=content)
    assert found.offerings[0].summary == text
    assert "not UTF-8" in found.repairs[0].message


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (ROW.replace(b"Beds", b"Beds, and food", 1), "a comma in a cell"),
        (b"mo-short,Fictional House,Beds\n", "cut off"),
    ],
)
def test_a_row_with_too_many_or_too_few_cells_is_reported(tmp_path, row, told):
    found = read(tmp_path, housing=GOOD_SHEET + row)
    assert [(f.line, f.outcome) for f in found.faults] == [(3, "reported")]
    assert told in found.faults[0].message


def test_the_column_names_in_the_middle_are_one_fault(tmp_path):
    found = read(tmp_path, housing=GOOD_SHEET + HEADER + b"\n")
    assert [(f.line, f.outcome) for f in found.faults] == [(3, "reported")]
    assert "stand here again" in found.faults[0].message


def test_a_sheet_with_column_names_only_is_accepted_and_said(tmp_path):
    found = read(tmp_path, housing=HEADER + b"\n", food=sheet({"needs": "food"}, name="food.csv"))
    assert found.faults == ()
    assert [(r.file, r.outcome) for r in found.remarks] == [("housing.csv", "accepted")]


def test_the_columns_may_stand_in_any_order(tmp_path):
    found = read(tmp_path, housing=sheet({}, columns=COLUMNS[::-1]))
    assert (len(found.offerings), found.remarks) == (1, ())


def test_a_file_name_in_capitals_is_the_same_sheet(tmp_path):
    folder = folder_of(tmp_path)
    columns = columns_of("employers.csv")
    (folder / "Employers.CSV").write_bytes(sheet({"industry": "Building"}, columns=columns))
    found = read_sheets(folder, GAZETTEER, NEEDS.codes, TODAY, KINDS)
    assert found.faults == ()
    assert [(o.sheet, o.hiring.industry) for o in found.offerings] == [("employers", "Building")]


def test_a_workbook_beside_the_sheets_is_not_overlooked(tmp_path):
    (tmp_path / "food.xlsx").write_bytes(b"PK")
    found = read(tmp_path, housing=GOOD_SHEET)
    assert [(f.file, f.outcome) for f in found.faults] == [("food.xlsx", "refused")]


def test_what_a_spreadsheet_leaves_lying_is_not_a_sheet(tmp_path):
    for name in ("._housing.csv", "~$food.xlsx", ".~lock.food.csv#"):
        (tmp_path / name).write_bytes(b"\x00")
    assert read(tmp_path, housing=GOOD_SHEET).remarks == ()


def test_a_file_that_cannot_be_opened_is_refused_and_the_rest_is_read(tmp_path):
    (tmp_path / "food.csv").mkdir()
    found = read(tmp_path, housing=GOOD_SHEET)
    assert [(f.file, f.outcome) for f in found.faults] == [("food.csv", "refused")]
    assert len(found.offerings) == 1


def test_ten_times_as_many_bad_rows_do_not_take_a_hundred_times_as_long(tmp_path):
    def seconds(rows: int) -> float:
        content = sheet(*({"service": f"Beds {n}", "zip": "1", "phones": "12"} for n in range(rows)))
        started = process_time()
        assert len(read(tmp_path, housing=content).faults) == 2 * rows
        return process_time() - started

    seconds(10)
    assert seconds(4000) < 40 * seconds(400)


def test_a_line_number_is_that_of_the_file_even_after_a_cell_with_line_breaks(tmp_path):
    found = read(tmp_path, housing=sheet({"summary": "a\nb\nc"}, {"county": "Bone"}))
    assert [fault.line for fault in found.faults] == [5]


def test_an_id_may_stand_once_over_all_sheets(tmp_path):
    found = read(tmp_path, food=sheet({"service": "Soup"}, name="food.csv"), housing=sheet({}))
    assert [(f.file, f.line, f.column) for f in found.faults] == [("housing.csv", 2, "id")]
    assert "food.csv:2" in found.faults[0].message


def test_an_offering_may_stand_once(tmp_path):
    found = read(tmp_path, housing=sheet({}, {"service": "BEDS "}))
    assert [(f.line, f.column) for f in found.faults] == [(3, "service")]


def test_the_same_service_in_two_counties_is_two_offerings(tmp_path):
    phone_only = {"address": "", "city": "", "zip": "", "latitude": "", "longitude": "", "precision": ""}
    found = read(tmp_path, housing=sheet(phone_only, phone_only | {"county": "Callaway"}))
    assert found.faults == ()


def test_the_order_of_counties_does_not_hide_a_double(tmp_path):
    found = read(tmp_path, housing=sheet({}, {"serves": "Callaway; Boone"}))
    assert [(f.line, f.column) for f in found.faults] == [(3, "service")]


def test_a_closed_row_may_stand_beside_its_successor(tmp_path):
    assert read(tmp_path, housing=sheet({"status": "closed"}, {})).faults == ()


def test_a_row_that_reaches_nobody_is_reported(tmp_path):
    nowhere = {"serves": "", "latitude": "", "longitude": "", "precision": ""}
    found = read(tmp_path, housing=sheet(nowhere))
    assert [(f.line, f.column) for f in found.faults] == [(2, "serves")]


def test_a_private_place_has_a_town_and_a_county_only(tmp_path):
    hidden = {
        "address": "",
        "zip": "",
        "latitude": "",
        "longitude": "",
        "precision": "",
        "private_address": "yes",
    }
    found = read(tmp_path, housing=sheet(hidden))
    assert found.faults == ()
    assert found.offerings[0].point is None


def test_every_fault_of_every_file_is_named_in_one_run(tmp_path):
    found = read(
        tmp_path,
        food=sheet({"needs": "fod", "id": "mo-aa"}, {"zip": "1", "id": "mo-bb"}, name="food.csv"),
        housing=sheet({"county": "Bone", "phones": "12"}),
    )
    assert [(f.file, f.line, f.column) for f in found.faults] == [
        ("food.csv", 2, "needs"),
        ("food.csv", 3, "zip"),
        ("housing.csv", 2, "county"),
        ("housing.csv", 2, "phones"),
    ]


def test_a_folder_without_sheets_or_sources_is_refused(tmp_path):
    found = read(tmp_path)
    assert [fault.outcome for fault in found.faults] == ["refused"]


SOURCE_FAULTS = [
    ("address", "javascript:alert(1)", "must begin with https"),
    ("title", "<b>List</b>", "holds HTML"),
    ("title", "=HYPERLINK(1)", "takes for a formula"),
    ("published_on", "44927", "day number"),
    ("published_on", "2027", "in the future"),
    ("publisher", "", "must not be empty"),
    ("id", "My List", "at most 60"),
]


@pytest.mark.parametrize(("column", "typed", "told"), SOURCE_FAULTS)
def test_a_source_is_held_to_the_same_rules_and_its_rows_are_not_blamed(tmp_path, column, typed, told):
    folder = folder_of(tmp_path, housing=sheet({}))
    row = {"id": "more", "publisher": "Test", "title": "Made up"} | {column: typed}
    with (folder / "sources.csv").open("a", encoding="utf-8") as file:
        file.write(",".join(row.get(name, "") for name in SOURCE_COLUMNS) + "\n")
    found = read_sheets(folder, GAZETTEER, NEEDS.codes, TODAY, KINDS)
    assert [(f.file, f.line, f.column) for f in found.faults] == [("sources.csv", 3, column)]
    assert told in found.faults[0].message
    assert [source.id for source in found.sources] == ["test"]


def test_rows_of_a_faulty_source_are_not_faulty_too(tmp_path):
    folder = folder_of(tmp_path, housing=sheet({}, {"service": "Food"}))
    sources = ",".join(SOURCE_COLUMNS) + "\ntest,Test,Made up,,1/1/2099,,\n"
    (folder / "sources.csv").write_text(sources, encoding="utf-8")
    found = read_sheets(folder, GAZETTEER, NEEDS.codes, TODAY, KINDS)
    assert [(f.file, f.column) for f in found.faults] == [("sources.csv", "published_on")]


def test_a_source_may_stand_once(tmp_path):
    folder = folder_of(tmp_path, housing=sheet({}))
    with (folder / "sources.csv").open("a", encoding="utf-8") as file:
        file.write("test,Twice,,,,,\n,No id,,,,,\n")
    found = read_sheets(folder, GAZETTEER, NEEDS.codes, TODAY, KINDS)
    assert [(f.file, f.line) for f in found.faults] == [("sources.csv", 3), ("sources.csv", 4)]
