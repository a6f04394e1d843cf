"""Saved whole, read back the same, switched in one moment."""

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, inspect
from sqlalchemy.engine import Engine

from resource_finder.catalogue import tables
from resource_finder.catalogue.faults import SheetsFaulty
from resource_finder.catalogue.publishing import catalogue_of, publish, publish_catalogue
from resource_finder.catalogue.records import offerings_of, rows_of
from resource_finder.catalogue.sheets import read_sheets
from resource_finder.catalogue.store import Store, StoreUnavailable, hash_of
from resource_finder.catalogue.tables import Attribute, TaxonomyTerm, db, init_database
from resource_finder.catalogue.writing import write_sheets
from resource_finder.cli.database import SchemaTooNew, bring_up_to_date
from resource_finder.domain.offering import Hiring, Offering, Phone, Transit
from tests.catalogue.making import GAZETTEER, KINDS, NEEDS, TODAY, read, sheet
from tests.real import real_sheets

NOW = datetime(2026, 11, 25, 16, tzinfo=UTC)
NAMES = {slug: county.name for slug, county in GAZETTEER.counties.items()}

WORD = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=12)
WORDS = st.lists(WORD, max_size=3, unique=True).map(tuple)
COUNTIES = st.lists(st.sampled_from(sorted(NAMES)), max_size=3, unique=True).map(tuple)
POINTS = st.one_of(st.just((None, None)), st.tuples(st.floats(36, 40), st.floats(-95, -89)))


@st.composite
def offerings(draw) -> Offering:
    latitude, longitude = draw(POINTS)
    text = {
        name: draw(st.one_of(st.just(""), WORD)) for name in ("summary", "address", "city", "zip", "hours")
    }
    return Offering(
        id=draw(st.uuids()).hex,
        organization=draw(WORD),
        service=draw(WORD),
        needs=draw(st.lists(WORD, min_size=1, max_size=3, unique=True).map(tuple)),
        county=draw(st.one_of(st.just(""), st.sampled_from(sorted(NAMES)))),
        latitude=latitude,
        longitude=longitude,
        precision=draw(st.sampled_from(["exact", "approximate", "none"])),
        private_address=draw(st.booleans()),
        serves=draw(COUNTIES),
        statewide=draw(st.booleans()),
        phones=draw(
            st.lists(st.builds(Phone, WORD, st.text("0123456789", max_size=4), WORD), max_size=2).map(tuple)
        ),
        website=draw(st.one_of(st.just(""), WORD)),
        email=draw(st.one_of(st.just(""), WORD)),
        how_to_start=draw(WORDS),
        documents=draw(WORDS),
        cost=draw(st.one_of(st.just(""), WORD)),
        pays_with=draw(WORDS),
        languages=draw(WORDS),
        accessible=draw(st.sampled_from(["", "yes", "no"])),
        who=draw(WORDS),
        record=draw(
            st.dictionaries(WORD, st.sampled_from(["yes", "no", "ask"]), max_size=3).map(
                lambda d: tuple(d.items())
            )
        ),
        supervision=draw(st.sampled_from(["", "yes", "only"])),
        status=draw(st.sampled_from(["open", "unconfirmed", "closed"])),
        sources=draw(WORDS),
        checked_on=draw(st.sampled_from(["", "2026", "2026-01", "2026-01-20"])),
        confidence=draw(st.sampled_from(["", "A", "B"])),
        note=draw(st.one_of(st.just(""), WORD)),
        sheet=draw(WORD),
        hiring=Hiring(*draw(st.tuples(*[st.one_of(st.just(""), WORD)] * 4))),
        transit=Transit(*draw(st.tuples(*[st.one_of(st.just(""), WORD)] * 4)), counties=draw(COUNTIES)),
        **text,
    )


@given(st.lists(offerings(), max_size=3, unique_by=lambda offering: offering.id))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_an_offering_comes_back_from_its_table_rows_as_it_was(made):
    rows = rows_of(made)
    terms = {row["id"]: row["code"] for row in rows[TaxonomyTerm]}
    for row in rows[Attribute]:
        row["term"] = terms[row["taxonomy_term_id"]]
    expected = sorted(made, key=lambda offering: (offering.sheet, offering.id))
    assert list(offerings_of(rows)) == expected


@given(st.lists(offerings(), max_size=3))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_hash_is_of_the_content_and_not_of_its_order(made):
    assert hash_of(made, ()) == hash_of(reversed(made), ())
    assert all(hash_of([replace(o, note=o.note + "!") for o in made], ()) != hash_of(made, ()) for _ in made)


def database(folder: Path) -> Flask:
    app = Flask("resource_finder")
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{folder / 'catalogue.sqlite'}"
    init_database(app)
    bring_up_to_date(app)
    return app


@pytest.fixture
def app(tmp_path):
    return database(tmp_path)


@pytest.fixture
def store(app):
    with app.app_context():
        yield Store(db.session())


def catalogue(folder: Path, *rows):
    return catalogue_of(read(folder, housing=sheet(*(rows or ({},)))), NOW)


def no_index(_catalogue) -> None:
    """The tables alone are looked at here."""


def test_nothing_published_is_nothing(store):
    assert (store.load(), store.current_hash()) == (None, "")


def test_what_was_published_is_read_back_with_its_hash_and_time(store, tmp_path):
    published = publish_catalogue(catalogue(tmp_path), store, no_index)
    assert store.load() == published
    assert store.current_hash() == published.hash
    assert published.published == "2026-11-25T16:00:00Z"


def test_a_new_catalogue_replaces_the_old_one_whole(store, tmp_path):
    publish_catalogue(catalogue(tmp_path, {}, {"service": "Food"}), store, no_index)
    publish_catalogue(catalogue(tmp_path, {"service": "Clothes"}), store, no_index)
    assert [offering.service for offering in store.load().offerings] == ["Clothes"]


@contextmanager
def while_reading(table: str, happens):
    """Do something, once, at the moment at which the main thread is about to read this table."""
    waiting = [happens]

    @event.listens_for(Engine, "before_cursor_execute")
    def interrupt(_connection, _cursor, statement, *_):
        if threading.current_thread() is threading.main_thread() and f"FROM {table}" in statement and waiting:
            in_another_thread(waiting.pop())

    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", interrupt)
    assert not waiting


def in_another_thread(work) -> None:
    other = threading.Thread(target=work)
    other.start()
    other.join()


def test_a_catalogue_published_while_another_is_read_does_not_mix_with_it(store, tmp_path):
    old = publish_catalogue(catalogue(tmp_path, {"phones": "573-874-1111"}), store, no_index)
    new = catalogue(tmp_path, {"phones": "573-874-2222", "serves": "Cole"})

    def publish_new() -> None:
        with database(tmp_path).app_context():
            publish_catalogue(new, Store(db.session()), no_index)

    with while_reading("service_at_location", publish_new):
        assert store.load() == old
    assert store.load() == new


def test_of_two_publishers_the_second_waits_its_turn_or_is_refused_in_words(store, tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "BUSY_TIMEOUT_MILLISECONDS", 50)
    first, second = catalogue(tmp_path), catalogue(tmp_path, {"service": "Food"})
    refused = []

    def publish_second() -> None:
        with database(tmp_path).app_context():
            try:
                publish_catalogue(second, Store(db.session()), no_index)
            except StoreUnavailable as error:
                refused.append(str(error))

    publish_catalogue(first, store, lambda _catalogue: in_another_thread(publish_second))
    assert refused == ["another program is writing; try again"]
    assert store.load() == first


def test_nothing_to_publish_says_so_and_keeps_the_old_catalogue(store, tmp_path):
    old = publish_catalogue(catalogue(tmp_path), store, no_index)
    nothing = read(tmp_path, housing=sheet())
    with pytest.raises(SheetsFaulty) as refused:
        publish(nothing, store, no_index, NOW)
    assert "nothing to publish" in str(refused.value.faults[0])
    assert store.load() == old


def test_an_index_that_cannot_be_built_leaves_the_old_catalogue(store, tmp_path):
    old = publish_catalogue(catalogue(tmp_path), store, no_index)

    def fails(_catalogue) -> None:
        raise OSError("no space")

    with pytest.raises(OSError, match="no space"):
        publish_catalogue(catalogue(tmp_path, {"service": "Clothes"}), store, fails)
    assert store.load() == old


def test_a_faulty_sheet_loads_nothing_unless_told_to_keep_good_rows(store, tmp_path):
    faulty = read(tmp_path, housing=sheet({}, {"county": "Bone"}))
    with pytest.raises(SheetsFaulty):
        publish(faulty, store, no_index, NOW)
    assert store.load() is None
    assert len(publish(faulty, store, no_index, NOW, keep_good_rows=True).offerings) == 1


def test_a_refused_file_is_never_left_out_with_the_bad_rows(store, tmp_path):
    broken = read(tmp_path, housing=sheet({}), food=b"")
    with pytest.raises(SheetsFaulty):
        publish(broken, store, no_index, NOW, keep_good_rows=True)
    assert store.load() is None


def test_a_database_that_cannot_be_read_says_so_in_plain_words(tmp_path):
    app = Flask("resource_finder")
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    init_database(app)
    with app.app_context(), pytest.raises(StoreUnavailable, match="no tables yet"):
        Store(db.session()).load()


def test_a_full_disk_says_so_and_keeps_the_old_catalogue(store, tmp_path):
    old = publish_catalogue(catalogue(tmp_path), store, no_index)
    pages = db.session.connection().exec_driver_sql("PRAGMA page_count").scalar()
    db.session.connection().exec_driver_sql(f"PRAGMA max_page_count={pages}")
    rows = [{"service": f"Beds {n}", "summary": "long words " * 20} for n in range(200)]
    with pytest.raises(StoreUnavailable, match="no space"):
        publish_catalogue(catalogue(tmp_path, *rows), store, no_index)
    assert store.load() == old


def test_a_schema_from_a_newer_program_is_refused(app, tmp_path):
    with sqlite3.connect(tmp_path / "catalogue.sqlite") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(SchemaTooNew, match="9999"):
        bring_up_to_date(app)


def test_models_and_migrations_agree(app):
    with app.app_context(), db.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), db.metadata) == []


def test_the_migrations_go_down_and_up_again(app):
    folder = f"{app.root_path}/migrations"
    with app.app_context():
        downgrade(directory=folder, revision="base")
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
        upgrade(directory=folder)
        assert set(db.metadata.tables) <= set(inspect(db.engine).get_table_names())


def test_a_sheet_name_from_elsewhere_never_leads_out_of_the_folder(tmp_path):
    made = catalogue(tmp_path)
    far = replace(made, offerings=tuple(replace(o, sheet="../../far/away") for o in made.offerings))
    write_sheets(far, tmp_path / "out", NAMES)
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"far-away.csv", "sources.csv"}


def test_the_real_catalogue_exported_and_read_is_the_same_catalogue(tmp_path):
    first = catalogue_of(real_sheets(), NOW)
    write_sheets(first, tmp_path, NAMES)
    again = read_sheets(tmp_path, GAZETTEER, NEEDS.codes, TODAY, KINDS)
    assert again.remarks == ()
    assert catalogue_of(again, NOW) == first


def test_exported_sheets_read_back_as_the_same_catalogue(tmp_path):
    row = {
        "summary": "'=SUM is text",
        "record": "arson=no; any=yes",
        "who": "men",
        "phones": "573-874-2345 x2 (desk)",
    }
    first = catalogue(tmp_path, row, {"private_address": "no", "serves": "statewide"})
    out = tmp_path / "out"
    write_sheets(first, out, NAMES)
    again = catalogue_of(read(tmp_path, housing=(out / "housing.csv").read_bytes()), NOW)
    assert again.offerings == first.offerings
    write_sheets(again, tmp_path / "twice", NAMES)
    assert (tmp_path / "twice" / "housing.csv").read_bytes() == (out / "housing.csv").read_bytes()


KILLED_LOAD = textwrap.dedent(
    """
    import os, signal, sys
    from pathlib import Path
    from sqlalchemy import event
    from sqlalchemy.engine import Engine
    from resource_finder.catalogue.publishing import publish_catalogue
    from resource_finder.catalogue.store import Store
    from resource_finder.catalogue.tables import db
    from tests.catalogue.test_store import catalogue, database

    folder, kill_at = Path(sys.argv[1]), int(sys.argv[2])
    written = 0

    def half_an_index(_catalogue):
        (folder / "index").mkdir()
        (folder / "index" / "words").write_bytes(b"half")
        if kill_at == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    @event.listens_for(Engine, "before_cursor_execute")
    def count(*_):
        global written
        written += 1
        if written == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    app = database(folder)
    written = 0
    with app.app_context():
        publish_catalogue(catalogue(folder, {}, {"service": "New"}), Store(db.session()), half_an_index)
    """
)


@pytest.mark.parametrize("kill_at", [0, 1, 2, 5, 9, 14, 18, 22, 26, 30, 33, 400])
def test_a_load_killed_at_any_write_leaves_the_old_or_the_new_catalogue(tmp_path, kill_at):
    app = database(tmp_path)
    with app.app_context():
        old = publish_catalogue(catalogue(tmp_path, {"service": "Old"}), Store(db.session()), no_index)
    new = catalogue(tmp_path, {}, {"service": "New"})
    root = Path(__file__).parent.parent.parent
    command = [sys.executable, "-c", KILLED_LOAD, str(tmp_path), str(kill_at)]
    ended = subprocess.run(command, cwd=root, env=os.environ | {"PYTHONPATH": str(root)}, check=False)
    with app.app_context():
        found = Store(db.session()).load()
        assert db.session.connection().exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    assert found.offerings in (old.offerings, new.offerings)
    if ended.returncode == 0:
        assert found.hash == new.hash
    else:
        assert ended.returncode == -signal.SIGKILL
