"""A refresh says what it would do, keeps what staff checked later, and deletes nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime

from resource_finder.catalogue.adapters.refresh import applied, plan
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
    address="1 Made-up St",
    website="https://example.org",
    sources=("list",),
    checked_on="2026-11-01",
    record=(),
    note="",
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
    other = replace(NEW, organization="Another House", address="2 Other Street", phones=())
    decided = planned([OLD], NEW, other)
    assert decided.added == (other,)


def test_a_row_that_is_no_longer_listed_is_retired_and_not_deleted():
    (retired,) = planned([OLD]).retired
    assert (retired.id, retired.status) == ("mo-old", "closed")
    assert retired.note == "Staff note. No longer listed by its source on 2026-11-25."


def test_rows_of_other_sources_are_left_alone():
    row = replace(OLD, sources=("community",))
    decided = planned([row])
    assert (decided.retired, decided.kept) == ((), ())


def test_an_unchanged_row_is_no_change():
    assert planned([OLD], replace(OLD, sources=("list",))).changed == ()


def test_the_plan_reads_row_by_row():
    other = replace(NEW, organization="Another House", address="2 Other Street", phones=())
    gone = replace(OLD, id="mo-gone", address="9 Old Road", phones=(), organization="Gone Place")
    lines = list(planned([OLD, gone], NEW, other).lines())
    assert [line.split()[0] for line in lines] == ["add", "change", "change", "change", "retire"]
    assert "address: 1 Made-up Street -> 1 Made-up St" in "\n".join(lines)


def test_applying_the_plan_gives_a_new_catalogue():
    current = Catalogue((OLD,), (Source("list-2024", "Test", ""),), "")
    decided = plan(
        current, [replace(NEW, organization="New Place", address="2 X", phones=())], ("list-2024",), TODAY
    )
    fresh = applied(current, decided, Source("list", "Test", ""), datetime(2026, 11, 25, 16, tzinfo=UTC))
    assert {o.id: o.status for o in fresh.offerings} == {"mo-old": "closed", "mo-new": "open"}
    assert [source.id for source in fresh.sources] == ["list-2024", "list"]
    assert fresh.hash
    assert fresh.published == "2026-11-25T16:00:00Z"
