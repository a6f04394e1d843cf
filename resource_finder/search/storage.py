"""An index on disk: switched whole or not at all, and opened only when every byte is as it was written."""

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from resource_finder.search.analysis import indexed_tokens
from resource_finder.search.compile import compile_index, in_spatial_order
from resource_finder.search.compiled import CompiledEngine
from resource_finder.search.engine import (
    IndexDamaged,
    IndexMissing,
    IndexOfAnotherCatalogue,
    IndexUnusable,
    Searchable,
)
from resource_finder.search.mapped import lines
from resource_finder.search.postings import Postings, postings_of_texts, postings_of_whoosh
from resource_finder.search.spelling import Spelling
from resource_finder.search.whoosh_engine import WhooshEngine, open_searcher, write_whoosh

_CURRENT = "current.json"
_FORMAT = 1
# Whoosh's writer takes about a millisecond an offering: beyond this the texts are counted without it.
MOST_THROUGH_WHOOSH = 20_000


def build_index(offerings: Iterable[Searchable], catalogue_hash: str, folder: Path) -> None:
    """Write a whole new index beside the old one, then switch in one step. Readers keep what they opened."""
    folder.mkdir(parents=True, exist_ok=True)
    with _only_builder(folder):
        fresh = Path(tempfile.mkdtemp(prefix="index-", dir=folder))
        try:
            _write(in_spatial_order(list(offerings)), fresh)
            _switch(folder, fresh, catalogue_hash)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
        _sweep(folder, fresh.name)


def open_index(folder: Path, catalogue_hash: str, protected: Collection[str] = ()) -> CompiledEngine:
    """The index of this very catalogue, or `IndexMissing`, `IndexDamaged`, `IndexOfAnotherCatalogue`."""
    return CompiledEngine(_checked(folder, catalogue_hash) / "compiled", catalogue_hash, protected)


def open_whoosh(folder: Path, catalogue_hash: str, protected: Collection[str] = ()) -> WhooshEngine:
    """The same index, answered by Whoosh itself. Raises as `open_index` does."""
    generation = _checked(folder, catalogue_hash)
    if not (generation / "whoosh").is_dir():
        raise IndexMissing(f"this index is too large to be kept by Whoosh too: {folder}")
    spelling = Spelling(lines(generation / "compiled" / "words.txt"), protected)
    return WhooshEngine(open_searcher(generation / "whoosh"), spelling, catalogue_hash)


def index_hash(folder: Path) -> str:
    """The hash of the catalogue that the index was built from; empty when it cannot be read."""
    try:
        return str(_manifest(folder)["hash"])
    except IndexUnusable:
        return ""


def _write(offerings: Sequence[Searchable], fresh: Path) -> None:
    postings, words = _postings(offerings, fresh)
    compile_index(offerings, postings, words, fresh / "compiled")


def _postings(offerings: Sequence[Searchable], fresh: Path) -> tuple[Postings, Collection[str]]:
    if not 0 < len(offerings) <= MOST_THROUGH_WHOOSH:
        return postings_of_texts(offerings)
    write_whoosh(offerings, fresh / "whoosh")
    searcher = open_searcher(fresh / "whoosh")
    try:
        return postings_of_whoosh(searcher), {word for o in offerings for word in indexed_tokens(o)}
    finally:
        searcher.close()


def _switch(folder: Path, fresh: Path, catalogue_hash: str) -> None:
    files = {str(path.relative_to(fresh)): _checksum(path) for path in _files(fresh)}
    content = {"format": _FORMAT, "hash": catalogue_hash, "generation": fresh.name, "files": files}
    text = json.dumps(content, sort_keys=True)
    manifest = {"checksum": hashlib.blake2b(text.encode(), digest_size=16).hexdigest(), "content": text}
    unswitched = fresh / _CURRENT
    with unswitched.open("w", encoding="utf-8") as file:
        json.dump(manifest, file)
        file.flush()
        os.fsync(file.fileno())
    unswitched.replace(folder / _CURRENT)


def _checked(folder: Path, catalogue_hash: str) -> Path:
    """The folder of the current generation, every file of which is as it was written."""
    manifest = _manifest(folder)
    if manifest["hash"] != catalogue_hash:
        raise IndexOfAnotherCatalogue(f"the index in {folder} was built from another catalogue")
    generation = folder / str(manifest["generation"])
    for name, checksum in manifest["files"].items():
        try:
            is_whole = _checksum(generation / name) == checksum
        except OSError as error:
            raise IndexDamaged(f"cannot read {generation / name}") from error
        if not is_whole:
            raise IndexDamaged(f"{generation / name} is not what was written")
    return generation


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        text = (folder / _CURRENT).read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise IndexMissing(f"there is no index in {folder}") from error
    except OSError as error:
        raise IndexDamaged(f"cannot read {folder / _CURRENT}") from error
    try:
        manifest = json.loads(text)
        content = manifest["content"]
        if hashlib.blake2b(content.encode(), digest_size=16).hexdigest() != manifest["checksum"]:
            raise ValueError("checksum")
        read: dict[str, Any] = json.loads(content)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexDamaged(f"{folder / _CURRENT} is not what was written") from error
    if read["format"] != _FORMAT:
        raise IndexMissing(f"the index in {folder} is of another format")
    return read


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _sweep(folder: Path, kept: str) -> None:
    """Old generations go once the switch is done. A process that has one open keeps reading it."""
    for path in folder.glob("index-*"):
        if path.name != kept:
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _only_builder(folder: Path) -> Iterator[None]:
    """One builder at a time; a second waits. The lock goes with the process: a crash leaves none."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
