"""The queue of reports: one row for what many say at once, and none lost when the tables change."""

from datetime import date
from hashlib import sha256

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError

from resource_finder.catalogue.reports import Reports, hash_of
from resource_finder.catalogue.tables import Base, Report, db, init_database

TODAY = date(2026, 11, 25)


@pytest.fixture
def app(tmp_path):
    app = Flask("resource_finder")
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{tmp_path / 'catalogue.sqlite'}"
    init_database(app)
    with app.app_context():
        yield app


def row(words: str, **changed: object) -> dict[str, object]:
    given = {"offering": "a", "kind": "phone", "text": words, "text_hash": hash_of(words)}
    return given | {"first_on": "2026-11-25", "times": 1, "settled_on": None} | changed


def test_the_database_itself_holds_one_open_report_of_the_same_words(app):
    Base.metadata.create_all(db.engine)
    db.session.execute(insert(Report), [row("It rings"), row("It rings", settled_on="2026-11-26")])
    db.session.execute(insert(Report), [row("It rings", kind="hours"), row("It rings", offering="b")])
    with pytest.raises(IntegrityError):
        db.session.execute(insert(Report), [row("It  RINGS")])


def test_what_another_worker_kept_in_the_same_moment_is_counted(app, monkeypatch):
    Base.metadata.create_all(db.engine)
    queue = Reports(db.session())
    look, looks = queue._count_one_more, []

    def looks_before_the_other_has_written(*said: str) -> bool:
        looks.append(said)
        if len(looks) == 1:
            db.session.execute(insert(Report), [row("It rings")])
            return False
        return look(*said)

    monkeypatch.setattr(queue, "_count_one_more", looks_before_the_other_has_written)
    assert queue.add("a", "phone", "It rings", TODAY)
    db.session.commit()
    assert [(one.text, one.times) for one in queue.open()] == [("It rings", 2)]


def test_a_database_that_held_the_same_twice_holds_it_once_with_all_who_said_it(app):
    folder = f"{app.root_path}/migrations"
    upgrade(directory=folder, revision="0003")
    old = "INSERT INTO report (offering, kind, text, first_on, times, settled_on) VALUES"
    for values in (
        "('a', 'phone', 'It rings', '2026-11-20', 2, NULL)",
        "('a', 'phone', 'it  rings', '2026-11-21', 3, NULL)",
        "('a', 'phone', 'It rings', '2026-11-01', 1, '2026-11-02')",
        "('a', 'hours', 'It rings', '2026-11-22', 1, NULL)",
    ):
        db.session.execute(text(f"{old} {values}"))
    db.session.commit()
    upgrade(directory=folder)
    found = [(one.kind, one.text, one.first_on, one.times) for one in Reports(db.session()).open()]
    assert found == [("phone", "It rings", "2026-11-20", 5), ("hours", "It rings", "2026-11-22", 1)]
    assert db.session.scalar(text("SELECT count(*) FROM report")) == 3
    hashes = set(db.session.scalars(text("SELECT text_hash FROM report")))
    assert hashes == {sha256(b"it rings").hexdigest()}
    db.session.rollback()
    downgrade(directory=folder, revision="0003")
    assert db.session.scalar(text("SELECT count(*) FROM report")) == 3
