"""The index is switched whole, and never opened when a byte of it is wrong."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from resource_finder.search import storage
from resource_finder.search.engine import (
    IndexDamaged,
    IndexMissing,
    IndexOfAnotherCatalogue,
    IndexUnusable,
    Searchable,
)
from resource_finder.search.storage import build_index, index_hash, open_index, open_with_besides
from tests.search.engine_cases import SMALL


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    build_index(SMALL, "one", tmp_path)
    return tmp_path


def written(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.name != "lock"]


def test_an_empty_folder_has_no_index(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        open_index(tmp_path, "one")
    assert index_hash(tmp_path) == ""


def test_a_folder_that_is_not_there_has_no_index(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        open_index(tmp_path / "nowhere", "one")


def test_an_index_of_another_catalogue_is_not_opened(folder: Path) -> None:
    with pytest.raises(IndexOfAnotherCatalogue):
        open_index(folder, "two")
    assert index_hash(folder) == "one"


def test_one_flipped_byte_in_any_file_is_noticed(folder: Path) -> None:
    for path in [path for path in written(folder) if path.stat().st_size]:
        whole = path.read_bytes()
        for at in {0, len(whole) // 2, len(whole) - 1}:
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            with pytest.raises(IndexUnusable):
                open_index(folder, "one")
        path.write_bytes(whole)
    assert open_index(folder, "one").hash == "one"


def test_a_truncated_or_lost_file_is_noticed(folder: Path) -> None:
    for path in [path for path in written(folder) if path.parent != folder and path.stat().st_size]:
        whole = path.read_bytes()
        path.write_bytes(whole[:-1])
        with pytest.raises(IndexDamaged):
            open_index(folder, "one")
        path.unlink()
        with pytest.raises(IndexDamaged):
            open_index(folder, "one")
        path.write_bytes(whole)


def test_a_new_build_replaces_the_old_and_leaves_nothing_behind(folder: Path) -> None:
    build_index(SMALL[:1], "two", folder)
    assert open_index(folder, "two").scores(["clinic"]) == {}
    assert len(list(folder.glob("index-*"))) == 1


def test_an_open_index_goes_on_answering_while_a_new_one_is_built(folder: Path) -> None:
    before = open_index(folder, "one")
    build_index(SMALL[:1], "two", folder)
    assert "meds-1" in before.scores(["clinic"])


def test_a_build_that_fails_leaves_the_old_index_serving(folder: Path) -> None:
    def broken() -> Iterator[Searchable]:
        yield SMALL[0]
        raise OSError("no space left on device")

    with pytest.raises(OSError, match="no space"):
        build_index(broken(), "two", folder)
    assert open_index(folder, "one").scores(["clinic"])


def test_a_build_that_fails_at_the_switch_leaves_the_old_index_serving(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(_file: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(storage.os, "fsync", full_disk)
    with pytest.raises(OSError, match="no space"):
        build_index(SMALL[:1], "two", folder)
    assert open_index(folder, "one").scores(["clinic"])
    assert len(list(folder.glob("index-*"))) == 1


def test_what_another_program_built_is_built_anew(tmp_path: Path) -> None:
    build_index(SMALL[:1], "one", tmp_path, made_by="older")
    with pytest.raises(IndexMissing, match="another program"):
        open_with_besides(tmp_path, "one", made_by="newer")
    build_index(SMALL, "one", tmp_path, anew=False, made_by="newer")
    assert open_with_besides(tmp_path, "one", made_by="newer")[0].scores(["clinic"])
