"""The three-way merge: laws that hold for any three catalogues, and what is one fact."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resource_finder.catalogue.merging import (
    Choices,
    facts_of,
    merge,
    offering_of,
    rows_by_id,
    source_of,
)
from resource_finder.domain.offering import Hiring, Phone, Source, Transit
from tests.catalogue.test_store import offerings
from tests.matching.making import offering

FACTS = ("phones", "summary", "hours")
ROW = st.fixed_dictionaries({fact: st.sampled_from("abc") for fact in FACTS})
ROWS = st.dictionaries(st.sampled_from("123"), ROW, max_size=3)


def said(rows):
    """Every (row, fact, value), and every row."""
    return {(code, fact, value) for code, row in rows.items() for fact, value in row.items()} | set(rows)


def places(differences):
    return {(one.code, one.fact) for one in differences}


@given(ROWS, ROWS)
def test_what_one_side_alone_changed_is_taken_from_it(base, changed):
    from_sheets, from_tables = merge(base, changed, base), merge(base, base, changed)
    assert (from_sheets.rows, from_sheets.conflicts, from_sheets.stays) == (changed, (), ())
    assert (from_tables.rows, from_tables.conflicts) == (changed, ())
    assert said({}) == said(merge(base, {}, base).rows)


@given(ROWS, ROWS, ROWS)
def test_conflicts_are_the_same_whoever_holds_which_side(base, one, other):
    here, there = merge(base, one, other), merge(base, other, one)
    assert places(here.conflicts) == places(there.conflicts)
    if not here.conflicts:
        assert here.rows == there.rows


@given(ROWS, ROWS, ROWS)
def test_nothing_appears_that_neither_side_says(base, one, other):
    merged = merge(base, one, other)
    assert said(merged.rows) <= said(one) | said(other)
    assert said(one) & said(other) <= said(merged.rows), "what both say is kept"
    changed_in_tables = said(other) - said(base)
    kept = said(merged.rows) | {(code, fact, value) for code in base for fact, value in base[code].items()}
    assert {fact for fact in changed_in_tables if fact not in kept} == set(), "nothing is lost"


@given(ROWS, ROWS, ROWS)
def test_edits_of_different_facts_commute(base, one, other):
    """The first edits phones, the second summaries: whoever comes first, both are in."""
    phones = {code: row | {"phones": one.get(code, row)["phones"]} for code, row in base.items()}
    texts = {code: row | {"summary": other.get(code, row)["summary"]} for code, row in base.items()}
    merged = merge(base, phones, texts)
    assert merged.conflicts == ()
    assert merged.rows == merge(base, texts, phones).rows
    for code, row in merged.rows.items():
        assert (row["phones"], row["summary"]) == (phones[code]["phones"], texts[code]["summary"])


@given(ROWS, ROWS, ROWS)
def test_a_choice_for_all_settles_every_conflict_for_that_side(base, one, other):
    open_ones = merge(base, one, other).conflicts
    for side, theirs in (("sheets", one), ("tables", other)):
        merged = merge(base, one, other, Choices(side))
        assert merged.conflicts == ()
        for found in open_ones:
            row, expected = merged.rows.get(found.code), theirs.get(found.code)
            assert (row[found.fact] == expected[found.fact]) if found.fact else (row == expected)


@given(ROWS, ROWS, ROWS)
def test_a_load_again_of_the_same_sheets_changes_nothing(base, sheets, tables):
    """The sheets are the base of the next load, whatever was chosen."""
    merged = merge(base, sheets, tables, Choices("tables")).rows
    again = merge(sheets, sheets, merged)
    assert (again.rows, again.conflicts) == (merged, ())


@given(offerings())
@settings(deadline=None, max_examples=50)
def test_a_row_is_what_its_facts_say(row):
    assert offering_of(row.id, facts_of(row)) == row


def test_a_source_is_what_its_facts_say():
    source = Source("hrsa", "HRSA", "Sites", "https://hrsa.gov", "2026", "free", "of note")
    assert source_of("hrsa", facts_of(source)) == source


def merged(sheet_changes, table_changes, choices=Choices()):  # noqa: B008
    base = offering()
    rows = [
        rows_by_id([row]) for row in (base, replace(base, **sheet_changes), replace(base, **table_changes))
    ]
    found = merge(*rows, choices)
    return offering_of(base.id, found.rows[base.id]), {one.fact for one in found.conflicts}


@pytest.mark.parametrize(
    ("in_sheet", "in_tables"),
    [
        ({"phones": (Phone("573-555-0100"),)}, {"hours": "24/7"}),
        ({"summary": "New words."}, {"status": "closed"}),
        ({"hiring": Hiring(industry="food")}, {"hiring": Hiring(jobs="cook")}),
        ({"transit": Transit(fare="2 dollars")}, {"transit": Transit(days="Mo")}),
        ({"sheet": "food"}, {"website": "https://example.org/new"}),
    ],
)
def test_different_facts_of_one_row_are_both_taken(in_sheet, in_tables):
    row, conflicts = merged(in_sheet, in_tables)
    assert conflicts == set()
    for changes in (in_sheet, in_tables):
        for name, value in changes.items():
            if isinstance(value, Hiring | Transit):
                kept = {part: getattr(value, part) for part in value.__slots__ if getattr(value, part)}
                assert kept.items() <= {p: getattr(getattr(row, name), p) for p in value.__slots__}.items()
            else:
                assert getattr(row, name) == value


@pytest.mark.parametrize(
    ("in_sheet", "in_tables", "fact"),
    [
        ({"address": "5 Elm Street"}, {"zip": "65201"}, "address"),
        ({"latitude": 38.5, "longitude": -92.0}, {"city": "Fulton"}, "address"),
        ({"address": "5 Elm Street"}, {"private_address": True, "address": ""}, "address"),
        ({"sources": ("hud",)}, {"checked_on": "2026-11-01"}, "checked_on"),
        ({"statewide": True}, {"serves": ("cole",)}, "serves"),
    ],
)
def test_what_is_true_only_together_is_never_mixed(in_sheet, in_tables, fact):
    row, conflicts = merged(in_sheet, in_tables)
    assert conflicts == {fact}
    assert row == replace(offering(), **in_tables)
    assert merged(in_sheet, in_tables, Choices(named={f"{row.id}.{fact}": "sheets"})) == (
        replace(offering(), **in_sheet),
        set(),
    )


def test_a_choice_by_name_takes_back_what_was_changed_in_the_tables_alone():
    row, _conflicts = merged({}, {"summary": "By an import."}, Choices(named={offering().id: "sheets"}))
    assert row == offering()
    row, _conflicts = merged({}, {"summary": "By an import."}, Choices("sheets"))
    assert row.summary == "By an import.", "a choice for all is one for what both changed"
