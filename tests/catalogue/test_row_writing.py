"""A publish writes what changed, wholly or not at all, whichever write fails."""

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import replace
from uuid import uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event
from sqlalchemy.engine import Engine

from resource_finder.catalogue.contents import hash_of, row_hash
from resource_finder.catalogue.publishing import publish, publish_catalogue
from resource_finder.catalogue.records import service_key
from resource_finder.catalogue.store import EditionConflict, StoreUnavailable
from resource_finder.catalogue.tables import db
from resource_finder.domain.offering import NAMESPACE
from resource_finder.indexing import Indexing
from tests.catalogue.making import read, sheet
from tests.catalogue.test_store import NOW, app, catalogue, no_index, store  # noqa: F401


@contextmanager
def each_write(see):
    """`see(statement, how many rows)` before each statement that writes."""

    @event.listens_for(Engine, "before_cursor_execute")
    def look(_connection, _cursor, statement, parameters, _context, is_many):
        if statement.startswith(("INSERT", "DELETE", "UPDATE")):
            see(statement, len(parameters) if is_many else 1)

    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", look)


def content(folder) -> list[str]:
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as connection:
        return list(connection.iterdump())


def many(tmp_path, **of_the_fifth: str):
    rows = [{"service": f"Beds {n}", "phones": "573-874-2345; 573-874-1111"} for n in range(40)]
    rows[5] |= of_the_fifth
    return catalogue(tmp_path, *rows)


def test_one_changed_row_costs_that_row(store, tmp_path):  # noqa: F811
    old = publish_catalogue(many(tmp_path), store, no_index)
    written: dict[str, int] = {}

    def see(statement: str, rows: int) -> None:
        assert " WHERE " in statement or not statement.startswith("DELETE"), "nothing is emptied"
        if statement.startswith("INSERT"):
            table = statement.split()[2]
            written[table] = written.get(table, 0) + rows

    with each_write(see):
        publish_catalogue(many(tmp_path, summary="Another."), store, no_index, old.edition)
    assert written["service"] == written["row_state"] == written["edition"] == 1
    assert written["phone"] == 2
    assert sum(written.values()) < 40
    assert {row.summary for row in store.load().offerings} == {"A bed for the night.", "Another."}


def test_a_published_row_gives_the_hash_of_the_whole(store, tmp_path):  # noqa: F811
    old = publish_catalogue(many(tmp_path), store, no_index)
    fresh = many(tmp_path, summary="Another.", organization="Another House")
    changed = [row for row in fresh.offerings if row not in old.offerings]
    published = store.publish_rows(changed, ["mo-test07"], old.edition, NOW)
    expected = [row for row in fresh.offerings if row.id != "mo-test07"]
    assert published.hash == hash_of(expected, fresh.sources)
    assert list(store.load().offerings) == expected
    newer = store.since(old)
    assert (list(newer.offerings), newer.hash, newer.edition) == (expected, published.hash, 2)
    kept = {row.id: row for row in old.offerings}
    assert sum(kept.get(row.id) is row for row in newer.offerings) == 38, "the others are not read again"
    with pytest.raises(EditionConflict):
        store.publish_rows(changed, [], old.edition, NOW)


def test_what_does_not_add_up_is_not_believed(store, tmp_path):  # noqa: F811
    """A row that a hand or a fault changed without its mark."""
    old = publish_catalogue(many(tmp_path), store, no_index)
    store.publish_rows([replace(old.offerings[5], summary="Another.")], [], old.edition, NOW)
    db.session().connection().exec_driver_sql("UPDATE service SET description='Odd.' WHERE code='mo-test05'")
    db.session().commit()
    assert store.since(old) is None
    db.session().connection().exec_driver_sql("UPDATE row_state SET hash='0' WHERE code='mo-test09'")
    db.session().commit()
    assert store.since(store.load()) is None


def test_another_databases_edition_of_the_same_number_is_not_believed(store, tmp_path):  # noqa: F811
    """A backup was restored, and others published since."""
    old = publish_catalogue(many(tmp_path), store, no_index)
    store.publish_rows([replace(old.offerings[5], summary="Another.")], [], old.edition, NOW)
    assert store.since(old) is not None
    assert store.since(replace(old, hash="of another life")) is None
    assert store.since(replace(old, edition=0)) is None


def test_a_hand_in_the_tables_is_a_change_since_and_is_counted_by_the_next_load(store, tmp_path):  # noqa: F811
    sheets = read(tmp_path, housing=sheet({}, {"service": "Flats"}))
    publish(sheets, store, no_index, NOW)
    db.session().connection().exec_driver_sql(
        "UPDATE service SET description='By hand.' WHERE code='mo-test00'"
    )
    db.session().commit()
    loaded = publish(sheets, store, no_index, NOW)
    found = store.load()
    assert found == loaded
    assert hash_of(found.offerings, found.sources) == found.hash
    assert {row.summary for row in found.offerings} == {"By hand.", "A bed for the night."}


class PowerCut(Exception):
    """The statement that was to be executed never was."""


def sweep(folder, work) -> None:
    """Fail each write in turn: everything is as it was. Then let it through: it is done."""
    before, at = content(folder), 0
    while True:
        at, left = at + 1, at

        def see(_statement: str, _rows: int) -> None:
            nonlocal left
            if not left:
                raise PowerCut
            left -= 1

        try:
            with each_write(see):
                work()
        except PowerCut:
            assert content(folder) == before, at
            continue
        break
    assert at > 10
    assert content(folder) != before


def test_a_load_that_fails_at_any_write_changes_nothing(store, tmp_path):  # noqa: F811
    publish(read(tmp_path, housing=sheet({}, {"service": "Flats"})), store, no_index, NOW)
    loaded = store.load()
    store.publish_rows([replace(loaded.offerings[0], hours="24/7")], [], loaded.edition, NOW)
    fresh = read(tmp_path, housing=sheet({"phones": "573-874-9999"}, {"service": "Food", "id": "mo-new00"}))
    sweep(tmp_path, lambda: publish(fresh, store, no_index, NOW, retire=True))
    rows = {row.service: row for row in store.load().offerings}
    assert (set(rows), rows["Beds"].hours) == ({"Beds", "Food"}, "24/7")


def test_a_publish_of_one_row_that_fails_at_any_write_changes_nothing(store, tmp_path):  # noqa: F811
    old = publish_catalogue(many(tmp_path), store, no_index)
    row = replace(old.offerings[3], organization="Another House", phones=())
    sweep(tmp_path, lambda: store.publish_rows([row], ["mo-test09"], old.edition, NOW))
    assert len(store.load().offerings) == 39


def test_a_fault_of_the_disk_is_said_in_words(store, tmp_path):  # noqa: F811
    old = publish_catalogue(many(tmp_path), store, no_index)

    def full(_statement: str, _rows: int) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with each_write(full), pytest.raises(StoreUnavailable, match="no space"):
        store.publish_rows([old.offerings[0]], [], old.edition, NOW)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_keys_are_those_of_the_standard_library(code):
    assert service_key(code) == str(uuid5(NAMESPACE, f"service:{code}"))


def test_what_a_row_does_not_say_is_no_part_of_its_hash(tmp_path):
    row = catalogue(tmp_path).offerings[0]
    assert row_hash(replace(row, note="")) == row_hash(row) != row_hash(replace(row, note="x"))
    assert row_hash(replace(row, latitude=0.0)) != row_hash(replace(row, latitude=None))


@pytest.mark.parametrize(
    ("rows", "changed", "follows"), [(30_000, 3, True), (30_000, 5_000, False), (5_000, 3, False)]
)
def test_the_index_follows_the_switch_where_few_rows_of_a_large_catalogue_changed(
    tmp_path, rows, changed, follows
):
    fresh = catalogue(tmp_path)
    fresh = replace(fresh, offerings=fresh.offerings * rows)
    built: list[str] = []
    indexing = Indexing(lambda made: built.append(made.hash), changed)
    indexing.before_switch(fresh)
    assert built == ([] if follows else [fresh.hash])
    indexing.after_switch(fresh)
    assert built == [fresh.hash]


def test_an_index_that_fails_after_the_switch_undoes_nothing_and_is_said(tmp_path, caplog):
    fresh = catalogue(tmp_path)

    def fails(_made):
        raise OSError(28, "No space left on device")

    Indexing(fails, 1).after_switch(replace(fresh, offerings=fresh.offerings * 30_000))
    assert "No space left" in caplog.text
