"""Another process that hangs while it holds the lock of the index stops nobody."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

import pytest

from resource_finder import serving
from resource_finder.search.engine import IndexBusy
from resource_finder.search.storage import build_index, open_index
from tests.faults.conftest import Site, found
from tests.search.engine_cases import SMALL


@contextmanager
def held(path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def test_pages_go_on_without_typed_words_until_the_index_is_built(site: Site, monkeypatch) -> None:
    published = site.start().get("/readyz").get_json()["catalogue"]
    folder = site.settings.index_folder / published
    shutil.rmtree(folder)
    client = site.start()
    with held(folder / "lock"):
        begun = monotonic()
        assert found(client, need="food") == ["Soup"]
        assert found(client, q="lentil") == []
        assert client.get("/crisis").status_code == 200
        assert client.get("/readyz").status_code == 503
        assert monotonic() - begun < 30
    assert found(client, q="lentil") == ["Soup"]
    assert client.get("/readyz").status_code == 200


def test_who_holds_the_lock_for_too_long_is_not_waited_for(site: Site, monkeypatch) -> None:
    published = site.start().get("/readyz").get_json()["catalogue"]
    folder = site.settings.index_folder / published
    shutil.rmtree(folder)
    client = site.start()
    with held(folder / "lock"):
        assert found(client, q="lentil") == []
        monkeypatch.setattr(serving, "SECONDS_FOR_ANOTHER", 0.0)
        assert found(client, q="lentil") == ["Soup"]


def test_a_command_builds_beside_who_hangs_and_a_page_is_told_instead(tmp_path) -> None:
    with held(tmp_path / "lock"):
        with pytest.raises(IndexBusy):
            build_index(SMALL, "one", tmp_path, wait=0.0, beside=False)
        build_index(SMALL, "one", tmp_path, wait=0.1)
    assert open_index(tmp_path, "one").scores(["clinic"])


def test_the_second_of_two_builders_finds_the_work_done(tmp_path) -> None:
    build_index(SMALL, "one", tmp_path)
    before = (tmp_path / "current.json").stat().st_ino
    build_index(SMALL, "one", tmp_path, anew=False)
    assert (tmp_path / "current.json").stat().st_ino == before
