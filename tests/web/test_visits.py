"""A shared screen that cannot forget takes no answers; leaving costs the same however many have left."""

import logging
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from flask import Flask

from resource_finder.web import leavings, visits
from resource_finder.web.visits import end_visit, is_over, new_visit
from tests.web.client import Page, Visitor
from tests.web.making import make_app

FORMS = ("/find", "/start", "/list", "/list.pdf", "/compare", "/wrong")


def at_the_answer(kiosk: Visitor) -> Page:
    page = kiosk.tap(kiosk.visit("/"), "Boone County")
    return kiosk.tap(kiosk.tap(page, "A place to live"), "A sex offense")


def in_the_way(folder: Path) -> None:
    (folder / "visits-over").unlink(missing_ok=True)
    (folder / "visits-over").mkdir()


def cannot_be_written(_folder: Path, patch: pytest.MonkeyPatch) -> None:
    """As on a file system that was mounted to be read alone."""
    opened = leavings.os.open

    def refuse(path, flags, *more, **named):
        if "visits-over" in str(path) and flags & (leavings.os.O_RDWR | leavings.os.O_WRONLY):
            raise OSError(30, "Read-only file system")
        return opened(path, flags, *more, **named)

    patch.setattr(leavings.os, "open", refuse)


def is_full(_folder: Path, patch: pytest.MonkeyPatch) -> None:
    def refuse(*_more):
        raise OSError(28, "No space left on device")

    patch.setattr(leavings.os, "posix_fallocate", refuse)
    patch.setattr(leavings.os, "pwrite", refuse)


def is_a_folder(folder: Path, _patch: pytest.MonkeyPatch) -> None:
    in_the_way(folder)


Break = Callable[[Path, pytest.MonkeyPatch], None]
BROKEN: tuple[Break, ...] = (cannot_be_written, is_full, is_a_folder)


@pytest.mark.parametrize("broken", BROKEN)
def test_a_kiosk_that_cannot_forget_says_so_at_its_start_and_on_its_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, broken: Break
) -> None:
    broken(tmp_path, monkeypatch)
    with caplog.at_level(logging.ERROR):
        kiosk = Visitor(make_app(tmp_path, kiosk=True))
    assert [record for record in caplog.records if "takes no answers" in record.message]
    for prefix, words in (("", "takes no answers now"), ("/es", "no recibe respuestas")):
        page = kiosk.visit(prefix or "/", 503)
        assert words in page.h1
        assert not page.soup.select("main form")
        assert "tel:211" in page.links()
    assert kiosk.visit("/crisis").h1 == "Help right now"


@pytest.mark.parametrize("broken", [cannot_be_written, is_a_folder])
def test_a_kiosk_that_cannot_forget_answers_no_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: Break
) -> None:
    """Neither one that is new nor one that is sent again after leaving, by any worker."""
    workers = [Visitor(make_app(tmp_path, kiosk=True)) for _ in "ab"]
    page = at_the_answer(workers[0])
    sent = [*page.fields(page.button("Not sure")), ("id", "mo-bed001")]
    broken(tmp_path, monkeypatch)
    for leaves in (False, True):
        if leaves:
            assert workers[0].client.post("/leave", data=dict(sent)).status_code == 303
        for worker, path in product(workers, FORMS):
            answer = worker.client.post(path, data=dict(sent))
            assert (answer.status_code, answer.headers["Location"]) == (303, "/"), path


def test_a_disk_that_fills_up_later_stops_nobody_from_leaving(tmp_path: Path) -> None:
    """The room for all leavings was taken at the start."""
    kiosk = Visitor(make_app(tmp_path, kiosk=True))
    assert (tmp_path / "visits-over").stat().st_blocks * 512 >= leavings.SIZE
    page = at_the_answer(kiosk)
    kiosk.client.post("/leave", data=dict(page.fields(page.button("Not sure"))))
    again = kiosk.client.post("/find", data=dict(page.fields(page.button("Not sure"))))
    assert again.status_code == 303


def test_what_was_left_while_nothing_could_be_kept_stays_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = make_app(tmp_path, kiosk=True), make_app(tmp_path, kiosk=True)
    with here.app_context():
        mark = new_visit()
        with monkeypatch.context() as patch:
            cannot_be_written(tmp_path, patch)
            with pytest.raises(leavings.CannotForget):
                end_visit(mark)
        assert is_over(mark)
    with there.app_context():
        assert is_over(mark)


def test_every_worker_knows_at_once_who_left_while_nothing_could_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also one that starts afterwards, and before the worker that was told is asked again."""
    here, there = make_app(tmp_path, kiosk=True), make_app(tmp_path, kiosk=True)
    with here.app_context():
        with monkeypatch.context() as patch:
            patch.setattr(visits, "_now", lambda: int(time.time()) - 5)
            mark = new_visit()
        with monkeypatch.context() as patch:
            cannot_be_written(tmp_path, patch)
            with pytest.raises(leavings.CannotForget):
                end_visit(mark)
    for app in (there, make_app(tmp_path, kiosk=True), here):
        with app.app_context():
            assert is_over(mark)
            assert not is_over(new_visit_later(monkeypatch))


def new_visit_later(patch: pytest.MonkeyPatch) -> str:
    with patch.context() as then:
        then.setattr(visits, "_now", lambda: int(time.time()) + 2)
        return new_visit()


def test_leaving_holds_for_every_worker_and_after_a_restart(tmp_path: Path) -> None:
    apps = [make_app(tmp_path, kiosk=True) for _ in "abc"]
    with apps[0].app_context():
        left, stays = new_visit(), new_visit()
        end_visit(left)
    for app in (*apps, make_app(tmp_path, kiosk=True)):
        with app.app_context():
            assert (is_over(left), is_over(stays)) == (True, False)


MADE_UP = ("", "A" * 22, "A" * 40, "é" * 40, "../../etc/passwd", "\0" * 40, "=" * 40)


@pytest.mark.parametrize("mark", MADE_UP)
def test_a_mark_that_we_did_not_sign_is_over_and_leaving_with_it_writes_nothing(
    app: Flask, tmp_path: Path, mark: str
) -> None:
    path = tmp_path / "visits-over"
    before = path.read_bytes()
    assert app.test_client().post("/kiosk/leave", data={"visit": mark}).status_code == 303
    assert path.read_bytes() == before
    with app.app_context():
        assert is_over(mark)


def test_a_changed_mark_is_over(app: Flask) -> None:
    with app.app_context():
        mark = new_visit()
        assert not is_over(mark)
        for at in range(len(mark) - 1):
            changed = mark[:at] + ("A" if mark[at] != "A" else "B") + mark[at + 1 :]
            assert is_over(changed), at


def test_a_mark_of_another_machine_or_of_another_day_is_over(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        mark = new_visit()
        with monkeypatch.context() as patch:
            patch.setattr(visits.socket, "gethostname", lambda: "another")
            assert is_over(mark)
        assert not is_over(mark)
        later = int(time.time()) + visits.KEPT_SECONDS + 1
        monkeypatch.setattr(visits, "_now", lambda: later)
        assert is_over(mark)


def test_a_thousand_leavings_make_the_next_no_dearer_and_the_file_no_longer(
    app: Flask, tmp_path: Path
) -> None:
    with app.app_context():
        stays = new_visit()
        began = time.process_time()
        for _ in range(2_000):
            end_visit(new_visit())
        each = (time.process_time() - began) / 2_000
        assert not is_over(stays)
    assert each < 0.002
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["visits-over"]
    assert (tmp_path / "visits-over").stat().st_size == leavings.SIZE


@pytest.mark.parametrize("content", [b"", b"left", b"\xff" * 100, b"x" * leavings.SIZE])
def test_a_damaged_file_ends_every_visit_and_is_made_anew(
    app: Flask, tmp_path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        before = new_visit()
        (tmp_path / "visits-over").write_bytes(content)
        later = int(time.time()) + 1
        monkeypatch.setattr(visits, "_now", lambda: later)
        app.extensions["resource_finder_leavings"]._now = lambda: later
        assert is_over(before)
        assert not is_over(new_visit())


def test_a_clock_that_was_a_year_ahead_does_not_close_the_screen_for_a_year(tmp_path: Path) -> None:
    far = int(time.time()) + 365 * 86_400
    leavings.Leavings(tmp_path / "visits-over", lambda: far).prepare()
    app = make_app(tmp_path, kiosk=True)
    with app.app_context():
        assert not is_over(new_visit())


def test_what_an_older_program_kept_of_each_leaving_goes(tmp_path: Path) -> None:
    (tmp_path / "left").mkdir()
    (tmp_path / "left" / ("A" * 22)).touch()
    make_app(tmp_path)
    assert not (tmp_path / "left").exists()
