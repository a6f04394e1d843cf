"""Files that are not as they were written are never answered from, be they read or mapped."""

import os
from mmap import mmap
from pathlib import Path

import pytest

from resource_finder.search import checked
from resource_finder.search.checked import NotAsWritten, contents, written


@pytest.fixture(params=["read", "mapped"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "mapped":
        monkeypatch.setattr(checked, "MOST_READ", 0)
    return str(request.param)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, tuple[str, int]]:
    (tmp_path / "some").write_bytes(b"something")
    (tmp_path / "none").write_bytes(b"")
    return {name: written(tmp_path / name) for name in ("some", "none")}


def test_what_was_written_is_given(way, files, tmp_path):
    found = contents(tmp_path, files)
    assert {name: bytes(content[:]) for name, content in found.items()} == {"some": b"something", "none": b""}
    assert isinstance(found["some"], mmap if way == "mapped" else bytes)


@pytest.mark.parametrize("harm", [b"something else", b"sometimes", b"some"])
def test_a_file_that_changed_after_it_was_checked_is_noticed(way, files, tmp_path, harm):
    contents(tmp_path, files)
    (tmp_path / "some").write_bytes(harm)
    with pytest.raises(NotAsWritten):
        contents(tmp_path, files)


def test_a_file_that_is_gone_is_noticed(way, files, tmp_path):
    contents(tmp_path, files)
    os.unlink(tmp_path / "none")
    with pytest.raises(NotAsWritten):
        contents(tmp_path, files)


def test_large_files_are_read_once_on_a_machine(files, tmp_path, monkeypatch):
    monkeypatch.setattr(checked, "MOST_READ", 0)
    contents(tmp_path, files)
    monkeypatch.setattr(checked, "written", lambda path: pytest.fail("was read again"))
    assert set(contents(tmp_path, files)) == {"some", "none"}


def test_a_mark_that_is_damaged_says_nothing(files, tmp_path, monkeypatch):
    monkeypatch.setattr(checked, "MOST_READ", 0)
    contents(tmp_path, files)
    (tmp_path / "checked.json").write_text("{")
    assert set(contents(tmp_path, files)) == {"some", "none"}
