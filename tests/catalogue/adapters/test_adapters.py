"""Published files become offerings; what is no such file is refused by file, line and column."""

import csv
import json
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resource_finder.catalogue.adapters import federal
from resource_finder.catalogue.adapters.left_out import LeftOut
from resource_finder.catalogue.adapters.names_written import plain, plain_street
from resource_finder.catalogue.faults import SheetsFaulty
from resource_finder.domain.hours import MISSOURI_TIME, open_state
from tests.catalogue.making import GAZETTEER, NEEDS

SAMPLES = Path(__file__).parent / "samples"
DAY = date(2026, 11, 1)
ADAPTERS = {
    "hrsa": (federal.hrsa, 4),
    "cms": (federal.cms, 4),
    "va": (federal.va, 2),
    "samhsa": (federal.samhsa, 3),
    "hud": (federal.hud, 1),
}


def read(kind):
    adapter, _count = ADAPTERS[kind]
    return list(adapter(SAMPLES / f"{kind}.csv", GAZETTEER, DAY))


@pytest.mark.parametrize("kind", ADAPTERS)
def test_every_missouri_row_becomes_an_offering_that_could_be_loaded(kind):
    found = read(kind)
    assert len(found) == ADAPTERS[kind][1]
    for offering in found:
        assert offering.county in GAZETTEER.counties
        assert all(need in NEEDS for need in offering.needs)
        assert offering.point or offering.serves
        assert offering.checked_on == "2026-11-01"
        assert offering.sources == (federal.SOURCES[kind].id,)
        assert not offering.address.isupper()


def test_ids_are_stable_and_tell_nothing():
    first, second = read("hrsa"), read("hrsa")
    assert [o.id for o in first] == [o.id for o in second]
    assert all(o.id.startswith("mo-") and len(o.id) == 11 for o in first)


def test_va_hours_are_read_and_mobile_units_left_out():
    clinic = next(o for o in read("va") if o.organization == "Sedalia VA Clinic")
    assert clinic.hours == "Mo-Fr 08:00-16:00"
    assert clinic.who == ("veterans",)
    assert not any("Mobile" in o.organization for o in read("va"))


def test_a_health_center_says_pay_what_you_can():
    assert {o.cost for o in read("hrsa")} == {"pay_what_you_can"}


def test_samhsa_json_gives_levels_of_care_and_payment(tmp_path):
    row = {
        "name1": "Fictional Recovery",
        "street1": "1 Made-up Street",
        "city": "Columbia",
        "state": "MO",
        "zip": "65203",
        "phone": "573-874-2345",
        "latitude": 38.95,
        "longitude": -92.33,
        "typeFacility": "SA",
        "services": [
            {"f1": "Setting", "f3": "Outpatient; Residential"},
            {"f1": "Payment", "f3": "Medicaid; Cash"},
        ],
    }
    file = tmp_path / "export.json"
    file.write_text(json.dumps({"rows": [row, row | {"state": "KS"}]}), encoding="utf-8")
    (offering,) = federal.samhsa(file, GAZETTEER, DAY)
    assert offering.service == "Alcohol and drug treatment: live-in treatment, visits"
    assert offering.pays_with == ("medicaid", "cash")
    assert offering.county == "boone"


@pytest.mark.parametrize("kind", ADAPTERS)
def test_a_file_of_another_kind_is_refused(kind, tmp_path):
    file = tmp_path / "other.csv"
    file.write_text("a,b\n", encoding="utf-8")
    with pytest.raises(SheetsFaulty) as refused:
        list(ADAPTERS[kind][0](file, GAZETTEER, DAY))
    assert str(refused.value.faults[0]).startswith("other.csv:1: has no column")


def test_a_bad_point_is_named_by_line_and_column_and_refuses_no_file(tmp_path):
    text = (SAMPLES / "va.csv").read_text(encoding="utf-8")
    latitude = next(o for o in read("va")).latitude
    file = tmp_path / "va.csv"
    for word, told in (("north", "LAT: “north” is not a number"), ("null", "1 row: has no point")):
        file.write_text(text.replace(f"{latitude}", word), encoding="utf-8")
        left_out = LeftOut()
        found = list(federal.va(file, GAZETTEER, DAY, left_out))
        assert [o.organization for o in found] == [o.organization for o in read("va")]
        assert found[0].precision == "approximate"
        assert any(told in line for line in left_out.lines())


def test_a_row_with_too_many_cells_is_refused(tmp_path):
    file = tmp_path / "cms.csv"
    text = (SAMPLES / "cms.csv").read_text(encoding="utf-8")
    file.write_text(text + "1,2,3,4,5,6,7,8,9,10,11,12,13\n", encoding="utf-8")
    with pytest.raises(SheetsFaulty) as refused:
        list(federal.cms(file, GAZETTEER, DAY))
    assert "another number of cells" in str(refused.value.faults[0])


def test_samhsa_csv_gives_the_same_by_service_codes():
    (offering,) = federal.samhsa(SAMPLES / "samhsa_codes.csv", GAZETTEER, DAY)
    assert offering.service == "Alcohol and drug treatment: live-in treatment, day treatment, visits"
    assert (offering.pays_with, offering.languages) == (("medicaid", "state_funds"), ("es",))
    assert offering.address == "1 Made-up Street, Suite 5"
    assert [str(phone) for phone in offering.phones] == ["573-874-2345", "573-874-2346 (to start)"]
    assert (offering.who, offering.record, offering.cost) == ((), (), "")


def test_a_state_plan_other_than_medicaid_is_not_medicaid(tmp_path):
    plan = "State-financed health insurance plan other than Medicaid"
    row = {"name1": "Fictional", "city": "Columbia", "zip": "65203", "services": [{"f2": "PAY", "f3": plan}]}
    file = tmp_path / "export.json"
    file.write_text(json.dumps([row]), encoding="utf-8")
    (offering,) = federal.samhsa(file, GAZETTEER, DAY)
    assert offering.pays_with == ("state_funds",)


def test_va_geojson_gives_what_the_sheet_gives():
    found = list(federal.va(SAMPLES / "va.geojson", GAZETTEER, DAY))
    sheet = {offering.organization: offering for offering in read("va")}
    assert {offering.organization for offering in found} == set(sheet)
    for offering in found:
        other = sheet[offering.organization]
        assert (offering.id, offering.point, offering.hours) == (other.id, other.point, found[0].hours)
        assert (offering.service, offering.phones, offering.county) == (
            other.service,
            other.phones,
            other.county,
        )


def test_hud_contact_report_gives_what_the_open_data_gives():
    report = list(federal.hud(SAMPLES / "hud_contact_report.csv", GAZETTEER, DAY))
    assert report == read("hud")
    assert report[0].organization == "Housing Authority of the City of Rolla"


def test_a_list_without_points_gets_the_center_of_the_zip_and_says_so():
    assert {offering.precision for offering in read("cms")} == {"approximate"}
    assert all(offering.serves == () for offering in read("cms"))


@pytest.mark.parametrize(("latitude", "longitude"), [("0", "0"), ("36.2", "-89.7"), ("48.8", "2.3")])
def test_a_point_that_is_far_from_its_zip_is_not_believed(tmp_path, latitude, longitude):
    text = (SAMPLES / "va.csv").read_text(encoding="utf-8")
    file = tmp_path / "va.csv"
    file.write_text(text.replace("38.7039978", latitude).replace("-93.27075917", longitude), encoding="utf-8")
    clinic = next(o for o in federal.va(file, GAZETTEER, DAY) if o.organization == "Sedalia VA Clinic")
    assert (clinic.county, clinic.precision) == ("pettis", "approximate")
    assert "not at this address" in clinic.note


def test_letters_of_windows_are_read_and_unknown_ones_refused(tmp_path):
    file = tmp_path / "cms.csv"
    text = (SAMPLES / "cms.csv").read_bytes()
    file.write_bytes(text.replace(b"REDISCOVER", b"Red\xe9couverte"))
    assert "Redécouverte" in {o.organization for o in federal.cms(file, GAZETTEER, DAY)}
    file.write_bytes(text.replace(b"REDISCOVER", b"Red\x81"))
    with pytest.raises(SheetsFaulty) as refused:
        list(federal.cms(file, GAZETTEER, DAY))
    assert str(refused.value.faults[0]).startswith("cms.csv:5: holds letters")


@pytest.mark.parametrize("name", ["big.csv", "big.json"])
def test_a_file_that_is_too_large_is_refused_unread(tmp_path, name):
    file = tmp_path / name
    with file.open("wb") as sparse:
        sparse.truncate(65 * 2**20)
    with pytest.raises(SheetsFaulty) as refused:
        list(federal.samhsa(file, GAZETTEER, DAY))
    assert "is larger than 64 MB" in str(refused.value.faults[0])


@pytest.mark.parametrize(
    "text", ["{", "[1, 2]", '{"rows": 1}', '{"features": 1}', '{"features": [{}]}', "null"]
)
@pytest.mark.parametrize("adapter", [federal.samhsa, federal.va])
def test_json_of_another_kind_is_refused_in_words(tmp_path, adapter, text):
    file = tmp_path / "other.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SheetsFaulty) as refused:
        list(adapter(file, GAZETTEER, DAY))
    assert str(refused.value.faults[0]).startswith("other.json")


@pytest.mark.parametrize("kind", ADAPTERS)
@given(damage=st.lists(st.tuples(st.integers(0, 3000), st.binary(max_size=3)), min_size=1, max_size=6))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_damaged_is_read_or_refused_and_never_breaks(tmp_path_factory, kind, damage):
    content = (SAMPLES / f"{kind}.csv").read_bytes()
    for at, replacement in damage:
        content = content[:at] + replacement + content[at + len(replacement) :]
    file = tmp_path_factory.mktemp("damaged") / f"{kind}.csv"
    file.write_bytes(content)
    with suppress(SheetsFaulty):
        assert all(offering.id and offering.needs for offering in ADAPTERS[kind][0](file, GAZETTEER, DAY))


def test_a_name_in_capitals_is_written_as_people_write_it():
    for printed, written in (
        ("SAMPLE HEALTH CTR O'FALLON", "Sample Health Ctr O'Fallon"),
        ("MCDONALD COUNTY CLINIC II", "McDonald County Clinic II"),
        ("DESOTO CARE, LLC", "DeSoto Care, LLC"),
        ("ST LOUIS VA MEDICAL CENTER", "St. Louis VA Medical Center"),
        ("CHILDREN'S HOME OF STE GENEVIEVE", "Children's Home of Ste. Genevieve"),
        ("HOUSE OF THE O’HARAS", "House of the O’Haras"),
        ("DePaul Health", "DePaul Health"),
    ):
        assert plain(printed) == written
    assert plain_street("100 ST CHARLES ST NE, STE 5") == "100 St. Charles St NE, Ste 5"


@pytest.mark.parametrize(
    ("name", "needs"),
    [
        ("SAMPLE DENTAL/MEDICAL", ("medical", "medical/dental")),
        ("SAMPLE MEDICAL AND DENTAL CLINIC", ("medical", "medical/dental")),
        ("SAMPLE DENTAL", ("medical/dental",)),
        ("SAMPLE HEALTH", ("medical",)),
    ],
)
def test_dental_and_medical_is_both(tmp_path, name, needs):
    header, row = (SAMPLES / "hrsa.csv").read_text(encoding="utf-8").splitlines()[:2]
    cells = dict(zip(next(csv.reader([header])), next(csv.reader([row])), strict=True)) | {"Site Name": name}
    file = tmp_path / "hrsa.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, cells)
        writer.writeheader()
        writer.writerow(cells)
    (offering,) = federal.hrsa(file, GAZETTEER, DAY)
    assert offering.needs == needs


@pytest.mark.parametrize("kind", ADAPTERS)
def test_missouri_in_words_is_missouri_and_rows_of_other_states_are_counted(tmp_path, kind):
    text = (SAMPLES / f"{kind}.csv").read_text(encoding="utf-8")
    file = tmp_path / f"{kind}.csv"
    left_out = LeftOut()
    file.write_text(text.replace(",MO,", ",Missouri,"), encoding="utf-8")
    assert len(list(ADAPTERS[kind][0](file, GAZETTEER, DAY, left_out))) == ADAPTERS[kind][1]
    file.write_text(text.replace(",MO,", ",Kansas,"), encoding="utf-8")
    left_out = LeftOut()
    assert list(ADAPTERS[kind][0](file, GAZETTEER, DAY, left_out)) == []
    assert any("left out: other state" in line for line in left_out.lines())


def va_week(tmp_path, **cells):
    with (SAMPLES / "va.csv").open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        row = next(row for row in reader if row["StationName"] == "Sedalia VA Clinic")
    file = tmp_path / "va.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, {**row, **cells})
        writer.writeheader()
        writer.writerow(row | cells)
    (offering,) = federal.va(file, GAZETTEER, DAY)
    return offering


@pytest.mark.parametrize(
    ("tuesday", "hours"),
    [
        ("8:00 a.m. to 4:30 p.m.", "Mo,We-Fr 08:00-16:00; Tu 08:00-16:30"),
        ("Closed", "Mo,We-Fr 08:00-16:00"),
        ("-", "Mo,We-Fr 08:00-16:00"),
        ("by arrangement", 'Mo,We-Fr 08:00-16:00; Tu unknown "by arrangement"'),
        ("null", "Mo,We-Fr 08:00-16:00; Tu unknown"),
    ],
)
def test_a_day_that_is_not_understood_is_unknown_and_never_closed(tmp_path, tuesday, hours):
    found = va_week(tmp_path, Tuesday=tuesday).hours
    assert found == hours
    tuesday_noon = datetime(2026, 12, 1, 12, tzinfo=MISSOURI_TIME)
    if "unknown" in hours:
        assert open_state(found, tuesday_noon).now is None
        # The evening before, nobody is told that it opens at midnight: Wednesday is the next that is sure.
        evening = open_state(found, datetime(2026, 11, 30, 18, tzinfo=MISSOURI_TIME))
        assert evening.opens == datetime(2026, 12, 2, 8, tzinfo=MISSOURI_TIME)


@pytest.mark.parametrize(
    ("beside", "is_open"),
    [("Visits are Monday-Friday 8:00 a.m. to 4:30 p.m. |", None), ("Ring the bell at night.", True)],
)
def test_instructions_beside_all_day_reach_the_reader(tmp_path, beside, is_open):
    week = dict.fromkeys(
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), "24/7"
    )
    found = va_week(tmp_path, OperationalHoursSpecialInstructions=beside, **week)
    words = beside.strip(" |")
    assert words in found.summary
    assert words in found.hours
    assert open_state(found.hours, datetime(2026, 12, 1, 3, tzinfo=MISSOURI_TIME)).now is is_open
