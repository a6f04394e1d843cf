"""A person who tells everything to every form that there is: afterwards nothing of it is anywhere.

The forms are taken from the program itself, so that a new one is sent, too.
"""

import logging
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import TestResponse

from resource_finder.app import create_app
from resource_finder.catalogue.handed_out import key_in
from resource_finder.config import Settings
from resource_finder.web import feedback
from resource_finder.web.page_cache import page_cache_of
from tests.real import DATA, NOW, loaded_folder

TOLD = {
    "place": "38.77001,-92.33002",
    "need": "treatment",
    "about": ["sex_offense", "no_id"],
    "q": "canary-words",
    "note": "canary-note",
    "answered": "record",
    "style": "large",
    "kind": "other",
    "text": "canary-report",
}
SECRET = ("38.77001", "92.33002", "canary-words", "canary-note", "canary-report")
CIRCUMSTANCES = ("sex_offense", "sex+offense", "no_id", "treatment")
# Of tables and files, those that a list handed out, a report and a leaving may change.
WRITTEN = {"handed_out_list", "report"}
FILES = {"visits-over", "short-codes.key"}


@dataclass
class Told:
    """One program, what it held before, and all that it answered."""

    app: Flask
    instance: Path
    temporary: Path
    before: dict[str, object]
    answers: list[TestResponse]
    cookies: list[dict[str, object]]
    log: str


def rows_of(database: Path) -> dict[str, object]:
    """Every row of every table."""
    with closing(sqlite3.connect(database)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def files_in(folder: Path) -> dict[str, object]:
    found = (path for path in folder.rglob("*") if path.is_file() and "sqlite" not in path.name)
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def forms_of(app: Flask) -> list[str]:
    return sorted(str(rule) for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ()))


def sent_everything(app: Flask, path: str) -> Iterator[TestResponse]:
    """By one person: a first page, the form with everything, a look, what is refused, leaving, and again."""
    client = app.test_client()
    start = BeautifulSoup(client.get(path.rpartition("/")[0] or "/").text, "html.parser")
    visit = start.select_one("input[name=visit]")
    tokens = {}
    if path.endswith("/wrong"):
        report = BeautifulSoup(client.get(f"{path}?id={some_id(app)}").text, "html.parser")
        tokens = {one["name"]: one["value"] for one in report.select("form.wrong input[type=hidden]")}
    sent = TOLD | {"visit": visit["value"] if visit else ""} | tokens
    bodies = [sent, sent | {"id": some_id(app)}, sent | {"id": some_id(app), "look": "1", "back": "find"}]
    for body in (*bodies, sent | {"need": "canary-words"}, sent | {"page": "canary-words"}):
        yield client.post(path, data=body)
    if path.startswith("/api"):
        asked = {key: TOLD[key] for key in ("place", "need", "about", "q")}
        yield from (client.post(path, json=asked), client.post(path, data=b"canary-words {"))
    yield client.post(path.rpartition("/")[0] + "/leave", data={"visit": sent["visit"]})
    yield client.post(path, data=sent)


def some_id(app: Flask) -> str:
    offerings = app.extensions["resource_finder"].finder().offerings
    return next(one.id for one in offerings if "treatment" in one.needs)


def cookie_of(app: Flask, answer: TestResponse) -> Iterator[dict[str, object]]:
    reader = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    for header in answer.headers.getlist("Set-Cookie"):
        name, _equals, value = header.partition(";")[0].partition("=")
        if value:
            yield {name: None} | reader.loads(value)


@pytest.fixture(scope="module", params=[False, True], ids=["phone", "kiosk"])
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    instance, temporary = loaded_folder(), tmp_path_factory.mktemp("temporary")
    settings = Settings(
        data=DATA,
        instance=instance,
        secret_key="test",
        kiosk=request.param,
        public_url="https://help.example",
        database_url=f"sqlite:///{instance / 'catalogue.sqlite'}",
    )
    key_in.cache_clear()
    logging.captureWarnings(True)
    app = create_app(settings, NOW)
    app.test_client().get("/")
    before = rows_of(instance / "catalogue.sqlite") | files_in(instance)
    with pytest.MonkeyPatch.context() as patch, logged() as log:
        patch.setattr(feedback, "LEAST_SECONDS", 0)
        patch.setattr(tempfile, "tempdir", str(temporary))
        answers = [answer for path in forms_of(app) for answer in sent_everything(app, path)]
    cookies = [cookie for answer in answers for cookie in cookie_of(app, answer)]
    yield Told(app, instance, temporary, before, answers, cookies, "\n".join(log))
    for answer in answers:
        answer.close()


class logged:  # noqa: N801 (used as a function)
    """Every line of every logger, from DEBUG on."""

    def __enter__(self) -> list[str]:
        self.lines: list[str] = []
        self.handler = logging.Handler()
        self.handler.emit = lambda record: self.lines.append(self.handler.format(record))  # type: ignore[method-assign]
        root = logging.getLogger()
        self.level = root.level
        root.addHandler(self.handler)
        root.setLevel(logging.DEBUG)
        return self.lines

    def __exit__(self, *_error: object) -> None:
        logging.getLogger().removeHandler(self.handler)
        logging.getLogger().setLevel(self.level)


def hits(words: Iterable[str], text: str) -> list[str]:
    return [word for word in words if word in text]


def test_every_form_was_sent_and_most_answered(told: Told) -> None:
    assert len(forms_of(told.app)) >= 20
    codes = [answer.status_code for answer in told.answers]
    assert max(codes) < 500
    assert codes.count(200) > 20
    assert any("canary-words" in answer.text for answer in told.answers if answer.mimetype == "text/html")


def test_no_log_holds_it(told: Told) -> None:
    assert hits((*SECRET, *CIRCUMSTANCES), told.log) == []


def test_no_header_address_or_cookie_holds_it(told: Told) -> None:
    for answer in told.answers:
        headers = "\n".join(f"{name}: {value}" for name, value in answer.headers)
        assert hits((*SECRET, *CIRCUMSTANCES), headers) == [], answer.request.path
        assert answer.headers["Referrer-Policy"] in ("same-origin", "no-referrer")
        if answer.status_code == 200:
            assert answer.headers["Cache-Control"] == "no-store", answer.request.path
    for cookie in told.cookies:
        assert set(cookie) <= {"session", "__Host-session", "csrf_token", "visit"}
    assert told.cookies


def test_no_title_and_no_link_holds_it(told: Told) -> None:
    for answer in told.answers:
        if answer.mimetype != "text/html":
            continue
        page = BeautifulSoup(answer.text, "html.parser")
        title = page.title.get_text() if page.title else ""
        assert hits((*SECRET, *CIRCUMSTANCES, "alcohol", "droga", "Boone"), title) == []
        for link in page.select("a[href], [src], form[action], [formaction], link[href]"):
            address = str(link.get("href") or link.get("src") or link.get("formaction") or link.get("action"))
            own = CIRCUMSTANCES if address.startswith("/") else CIRCUMSTANCES[:2]
            assert hits((*SECRET, *own), address) == [], answer.request.path


def test_no_table_holds_it_but_the_words_of_a_report(told: Told) -> None:
    after = rows_of(told.instance / "catalogue.sqlite")
    changed = {name for name, rows in after.items() if rows != told.before[name]}
    assert changed <= WRITTEN
    known = {offering.id for offering in told.app.extensions["resource_finder"].finder().offerings}
    for _code, ids, _day in after["handed_out_list"]:  # type: ignore[attr-defined]
        assert set(ids.split("\n")) <= known
    kept = [tuple(row) for row in after["report"]]  # type: ignore[attr-defined]
    assert {row[2:4] for row in kept} == {("other", "canary-report")}
    raw = b"".join(path.read_bytes() for path in told.instance.glob("catalogue.sqlite*"))
    assert hits(SECRET[:-1], raw.decode("latin-1")) == []


def test_no_file_holds_it(told: Told) -> None:
    after = files_in(told.instance)
    changed = {name for name, content in after.items() if content != told.before.get(name)}
    assert changed <= FILES
    for name in changed:
        assert hits((*SECRET, *CIRCUMSTANCES), bytes(after[name]).decode("latin-1")) == []  # type: ignore[call-overload]
    assert [path for path in told.temporary.rglob("*") if path.is_file()] == []


def test_no_page_that_is_kept_holds_it(told: Told) -> None:
    pages = page_cache_of(told.app)._pages
    for key, page in pages.items():
        assert hits(SECRET, " ".join(map(str, key)) + page.body.decode("latin-1")) == []
