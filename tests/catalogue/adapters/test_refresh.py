"""A refresh says what it would do, keeps what staff checked later, and deletes nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from resource_finder.catalogue.adapters.refresh import EVERY_FACT, applied, plan
from resource_finder.domain.offering import Catalogue, Phone, Source
from tests.matching.making import offering

TODAY = date(2026, 11, 25)
OLD = offering(
    id="mo-old",
    organization="Fictional Clinic",
    address="1 Made-up Street",
    zip="65203",
    phones=(Phone("573-874-2345"),),
    sources=("list-2024",),
    checked_on="2024-10-18",
    record=(("arson", "no"),),
    note="Staff note.",
)
NEW = replace(
    OLD,
    id="mo-new",
    address="1 Made-up St, Suite 3",
    website="https://example.org",
    sources=("list",),
    checked_on="2026-11-01",
    record=(),
    note="",
)


OTHER = replace(
    NEW, id="mo-other", serves=("boone",), organization="Another House", address="2 Other Street", phones=()
)


def planned(current, *incoming):
    return plan(Catalogue(tuple(current), (), ""), incoming, ("list", "list-2024"), TODAY)


def test_the_same_place_is_changed_field_by_field_and_keeps_its_id():
    decided = planned([OLD], NEW)
    (change,) = decided.changed
    assert {field for field, _old, _new in change.differences} == {"address", "website", "checked_on"}
    assert change.new.id == "mo-old"
    assert change.new.sources == ("list", "list-2024")


def test_what_the_file_leaves_empty_stays():
    (change,) = planned([OLD], NEW).changed
    assert change.new.record == OLD.record
    assert change.new.note == OLD.note


def test_what_staff_checked_later_is_kept():
    later = replace(OLD, checked_on="2026-11-20")
    by_staff = replace(OLD, sources=("staff", "list-2024"))
    for row in (later, by_staff):
        decided = planned([row], NEW)
        assert (decided.kept, decided.changed, decided.retired) == ((row,), (), ())


def test_an_unknown_row_is_added():
    decided = planned([OLD], NEW, OTHER)
    assert decided.added == (OTHER,)
    assert decided.known_as == {"mo-new": "mo-old"}


def test_a_row_that_is_no_longer_listed_is_retired_and_not_deleted():
    (retired,) = planned([OLD], OTHER).retired
    assert (retired.id, retired.status) == ("mo-old", "closed")
    assert retired.note == "Staff note. No longer listed by its source on 2026-11-25."


def test_what_another_source_names_too_is_only_put_in_doubt():
    decided = planned([replace(OLD, sources=("list-2024", "community"))], OTHER)
    (change,) = decided.changed
    assert decided.retired == ()
    assert change.new.status == "unconfirmed"


@pytest.mark.parametrize(
    "row",
    [
        replace(OLD, sources=("community",)),
        replace(OLD, sources=("staff", "list")),
        replace(OLD, checked_on="2026-11-20"),
        replace(OLD, needs=("job",)),
        replace(OLD, status="closed"),
    ],
)
def test_what_the_file_cannot_know_of_is_not_retired(row):
    decided = planned([row], OTHER)
    assert (decided.retired, decided.changed) == ((), ())


def test_an_empty_file_retires_nothing():
    assert planned([OLD]).retired == ()


def test_a_file_that_would_retire_a_third_is_asked_about():
    rows = [
        replace(OLD, id=f"mo-{n}", address=f"{n} Road", phones=(), organization=f"H{n}") for n in range(30)
    ]
    decided = planned(rows, OTHER)
    assert "30 of 30 rows" in next(decided.lines())
    assert decided.retired == ()
    named = plan(Catalogue(tuple(rows), (), ""), [OTHER], ("list", "list-2024"), TODAY, many_may_go=True)
    assert len(named.retired) == 30


def test_what_was_closed_for_a_reason_stays_closed_under_any_list():
    closed = replace(OLD, status="closed", note="The building burned down.")
    decided = planned([closed], NEW)
    assert (decided.kept, decided.added, decided.changed) == ((closed,), (), ())
    assert "stays closed" in next(decided.lines())


def test_what_a_refresh_retired_comes_back_only_by_a_newer_list():
    retired = replace(OLD, status="closed", note="No longer listed by its source on 2026-06-01.")
    (change,) = planned([retired], NEW).changed
    assert (change.new.id, change.new.status) == ("mo-old", "open")
    assert planned([retired], replace(NEW, checked_on="2026-05-01")).kept == (retired,)


def test_the_street_of_a_private_place_is_not_brought_in():
    hidden = replace(OLD, private_address=True, address="", zip="", note="")
    decided = planned([hidden], replace(NEW, latitude=38.9, longitude=-92.3, precision="exact"))
    (change,) = decided.changed
    assert (change.new.address, change.new.zip, change.new.point) == ("", "", None)
    unmatched = replace(NEW, id="mo-more", needs=("treatment",), phones=(), county="boone")
    (added,) = planned([hidden], unmatched).added
    assert (added.private_address, added.address, added.zip, added.point) == (True, "", "", None)
    assert added.serves == ("boone",)


def test_what_staff_know_to_be_wrong_does_not_come_back():
    noted = replace(OLD, note="The list prints 573-874-9999, which is a fax.", checked_on="2026-11-01")
    wrong = replace(NEW, phones=(Phone("573-874-9999"),), address=OLD.address, website="")
    assert planned([noted], wrong).changed == ()


@pytest.mark.parametrize(
    "said",
    [
        {"address": "1 MADE-UP ST."},
        {"phones": (Phone("573-874-2345"),)},
        {"website": "http://www.example.org/"},
        {"latitude": 38.95004, "longitude": -92.33004, "precision": "exact"},
        {"latitude": 38.90, "longitude": -92.30, "precision": "approximate"},
        {"hours": "Mo,Tu,We 09:00-17:00"},
        {"pays_with": ("cash", "medicaid")},
    ],
)
def test_another_way_to_write_the_same_is_no_change(said):
    old = replace(
        OLD,
        phones=(Phone("573-874-2345", "", "days"), Phone("573-874-2346")),
        website="https://example.org",
        latitude=38.95,
        longitude=-92.33,
        precision="exact",
        hours="Mo-We 09:00-17:00",
        pays_with=("medicaid", "cash"),
        checked_on="2026-11-01",
    )
    assert planned([old], replace(old, id="mo-new", sources=("list",), **said)).changed == ()


def test_a_new_number_keeps_the_remark_on_the_old_one():
    old = replace(OLD, phones=(Phone("573-874-2345", "", "days"),))
    (change,) = planned([old], replace(NEW, phones=(Phone("573-874-2345"), Phone("573-874-2346")))).changed
    assert change.new.phones == (Phone("573-874-2345", "", "days"), Phone("573-874-2346"))


def test_what_was_doubted_for_its_age_is_settled_by_a_newer_list_and_other_doubts_stay():
    old = replace(OLD, status="unconfirmed", checked_on="2020")
    assert planned([old], NEW).changed[0].new.status == "open"
    recent = replace(old, checked_on="2026-06-01")
    assert planned([recent], NEW).changed[0].new.status == "unconfirmed"


def test_a_row_is_found_by_the_key_of_its_source_when_all_else_changed():
    old = replace(OLD, note="HUD code MO149.")
    moved = replace(
        NEW, organization="New Name", address="9 Far Road", zip="65201", phones=(), note="HUD code MO149."
    )
    (change,) = planned([old], moved).changed
    assert change.new.address == "9 Far Road"
    (change,) = planned([replace(OLD, note="")], replace(NEW, note="HRSA site BPS-H80-1.")).changed
    assert change.new.note == "HRSA site BPS-H80-1."


def test_two_rows_at_one_address_each_find_their_own():
    dental = replace(OLD, id="mo-teeth", organization="Fictional Dental", phones=())
    doctor = replace(OLD, id="mo-doctor", organization="Fictional Doctors", phones=())
    fresh = [
        replace(row, id=f"new-{row.id}", sources=("list",), website="https://x.org")
        for row in (doctor, dental)
    ]
    changes = planned([dental, doctor], *fresh).changed
    assert {change.old.id: change.new.organization for change in changes} == {
        "mo-teeth": "Fictional Dental",
        "mo-doctor": "Fictional Doctors",
    }


def test_a_row_that_the_file_names_twice_is_used_once_and_said():
    decided = planned([], OTHER, replace(OTHER, city="Elsewhere"))
    assert decided.added == (OTHER,)
    assert "names it twice" in decided.warnings[0]


@pytest.mark.parametrize(
    ("row", "told"),
    [(replace(OTHER, needs=()), "no need that we know"), (replace(OTHER, serves=()), "neither a point nor")],
)
def test_a_row_that_nobody_could_find_is_left_out_and_said(row, told):
    decided = planned([], row)
    assert decided.added == ()
    assert told in next(decided.lines())


def test_a_package_of_ours_may_change_every_fact():
    fresh = replace(NEW, record=(("arson", "yes"),), cost="free")
    decided = plan(Catalogue((OLD,), (), ""), [fresh], "list", TODAY, EVERY_FACT)
    assert (decided.changed[0].new.record, decided.changed[0].new.cost) == ((("arson", "yes"),), "free")
    assert planned([OLD], fresh).changed[0].new.record == OLD.record


def test_an_unchanged_row_is_no_change():
    assert planned([OLD], replace(OLD, sources=("list",))).changed == ()


def test_the_plan_reads_row_by_row():
    gone = replace(OLD, id="mo-gone", address="9 Old Road", phones=(), organization="Gone Place")
    lines = list(planned([OLD, gone], NEW, OTHER).lines())
    assert [line.split()[0] for line in lines] == ["add", "change", "change", "change", "retire"]
    assert "address: 1 Made-up Street -> 1 Made-up St, Suite 3" in "\n".join(lines)


def test_applying_the_plan_gives_a_new_catalogue():
    current = Catalogue((OLD,), (Source("list-2024", "Test", ""),), "")
    decided = plan(current, [OTHER], "list-2024", TODAY)
    fresh = applied(current, decided, Source("list", "Test", ""), datetime(2026, 11, 25, 16, tzinfo=UTC))
    assert {o.id: o.status for o in fresh.offerings} == {"mo-old": "closed", "mo-other": "open"}
    assert [source.id for source in fresh.sources] == ["list-2024", "list"]
    assert fresh.hash
    assert fresh.published == "2026-11-25T16:00:00Z"


def test_doing_it_twice_changes_nothing_more():
    current = Catalogue((OLD,), (), "")
    once = applied(current, planned([OLD], NEW, OTHER), (), datetime(2026, 11, 25, 16, tzinfo=UTC))
    again = planned(once.offerings, NEW, OTHER)
    assert (again.added, again.changed, again.retired) == ((), (), ())


HOUSE = replace(
    NEW,
    id="mo-house",
    organization="Fictional Orchard Pantry",
    address="400 Sample Street",
    phones=(Phone("573-874-2399"),),
    sources=("hsds-import",),
    zip="65203",
    serves=("boone",),
)


@pytest.mark.parametrize(
    "other",
    [
        {"organization": "Fictional Riverbend Kitchen", "address": "900 Other Avenue"},
        {"organization": "Fictional Riverbend Kitchen", "address": ""},
        # One house that moved cannot be told from a second house of the same people.
        {"address": "900 Other Avenue"},
        # What else they do at the same door is another service.
        {"service": "Evening classes"},
    ],
)
def test_two_houses_with_one_phone_stay_two(other):
    second = replace(HOUSE, id="mo-second", **other)
    decided = plan(Catalogue((HOUSE,), (), ""), [second], (), TODAY)
    assert (decided.added, decided.changed) == ((second,), ())


def test_a_list_that_gives_a_clinic_a_new_name_and_street_does_not_take_another_clinic_by_its_phone():
    old = replace(OLD, organization="Quite Another Place", address="9 Far Road", zip="65201")
    decided = planned(
        [old], replace(NEW, organization="Riverbend Kitchen", address="3 Road", serves=("boone",))
    )
    assert [row.organization for row in decided.added] == ["Riverbend Kitchen"]


def test_a_page_of_another_directory_retires_nothing():
    decided = plan(Catalogue((HOUSE,), (), ""), [replace(OTHER, sources=("hsds-import",))], (), TODAY)
    assert decided.retired == ()


def test_the_same_offering_twice_is_added_once_and_said():
    twin = replace(OTHER, id="mo-twin", needs=("medical",))
    decided = planned([], OTHER, replace(twin, needs=(*OTHER.needs, "food")))
    assert len(decided.added) == 1
    assert "the same offering is listed already" in next(decided.lines())


def test_a_directory_changes_and_closes_what_is_its_own_and_opens_it_again():
    hours, cost = replace(HOUSE, hours="Mo 09:00-17:00", status="unconfirmed"), replace(HOUSE, cost="free")
    (change,) = plan(Catalogue((hours,), (), ""), [replace(cost, status="closed")], (), TODAY).changed
    assert (change.new.hours, change.new.cost, change.new.status) == ("", "free", "closed")
    assert change.new.note == "Closed by its source on 2026-11-25."
    (back,) = plan(Catalogue((change.new,), (), ""), [replace(cost, status="unconfirmed")], (), TODAY).changed
    assert (back.new.status, back.new.note) == ("unconfirmed", "")


def test_another_directory_does_not_close_what_staff_or_a_list_gave():
    gone = replace(NEW, status="closed", sources=("hsds-import",))
    assert plan(Catalogue((OLD,), (), ""), [gone], (), TODAY).changed[0].new.status == "open"
    decided = plan(Catalogue((), (), ""), [gone], (), TODAY)
    assert decided.added == ()
    assert "is closed; not added" in next(decided.lines())
