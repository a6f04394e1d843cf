"""What to check next, and where nothing is."""

from datetime import date

from resource_finder.catalogue.coverage import Cell, coverage
from resource_finder.catalogue.due import due
from tests.matching.making import offering

TODAY = date(2026, 11, 25)


def ids(rows):
    return [row.offering.id for row in rows]


def test_the_oldest_comes_first_and_an_undated_row_is_very_old():
    rows = [
        offering(id="new", checked_on="2026-11"),
        offering(id="none", checked_on=""),
        offering(id="old", checked_on="2020"),
    ]
    assert ids(due(rows, TODAY)) == ["none", "old", "new"]


def test_what_is_shown_often_is_checked_sooner():
    rows = [offering(id="rare", checked_on="2025-01-01"), offering(id="often", checked_on="2026-01-01")]
    assert ids(due(rows, TODAY, {"often": 9})) == ["often", "rare"]


def test_a_county_sees_what_stands_in_it_or_serves_it():
    rows = [
        offering(id="in", county="boone"),
        offering(id="for", serves=("boone",)),
        offering(id="other", county="cole"),
    ]
    assert set(ids(due(rows, TODAY, county="boone"))) == {"in", "for"}


def test_closed_rows_are_never_due():
    assert due([offering(status="closed")], TODAY) == []


def test_coverage_counts_local_regional_and_statewide_apart():
    rows = [
        offering(county="boone", serves=("boone", "cole")),
        offering(statewide=True, checked_on="2019"),
        offering(county="boone", status="closed"),
    ]
    cells = coverage(rows, ["food", "job"], ["boone", "cole"], TODAY)
    assert cells["food", "boone"] == Cell(local=1, regional=0, statewide=1, fresh=1)
    assert cells["food", "cole"] == Cell(local=0, regional=1, statewide=1, fresh=1)
    assert cells["job", "cole"].is_hole


def test_a_county_is_served_for_sure_by_what_can_be_reached_and_was_checked_within_two_years():
    unreachable = {"phones": (), "website": "", "email": "", "address": ""}
    rows = [
        offering(county="boone", checked_on="2026-01", **unreachable),
        offering(county="boone", checked_on="2023-01", **(unreachable | {"website": "https://example.org"})),
        offering(
            serves=("boone", "cole"), checked_on="2025", **(unreachable | {"address": "1 Made-up Street"})
        ),
    ]
    cells = coverage(rows, ["food"], ["boone", "cole"], TODAY)
    assert (cells["food", "boone"].reached, cells["food", "boone"].sure) == (2, 1)
    assert (cells["food", "cole"].reached, cells["food", "cole"].sure) == (1, 1)
