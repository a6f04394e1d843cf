"""An index on disk: switched whole or not at all, and opened only when every byte is as it was written."""

import fcntl
import json
import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from mmap import mmap
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from resource_finder.search.checked import NotAsWritten, checksum, contents, written
from resource_finder.search.compile import compile_index, in_spatial_order
from resource_finder.search.compiled import CompiledEngine
from resource_finder.search.engine import (
    IndexBusy,
    IndexDamaged,
    IndexMissing,
    IndexOfAnotherCatalogue,
    IndexUnusable,
    Searchable,
)
from resource_finder.search.postings import counted_texts
from resource_finder.search.spelling import Spelling
from resource_finder.search.stored import Stored, Strings, pack, unpacked
from resource_finder.search.whoosh_bulk import write_counted
from resource_finder.search.whoosh_engine import WhooshEngine, open_searcher
from resource_finder.whole_files import reason, write_through, write_whole

log = logging.getLogger(__name__)

_CURRENT = "current.json"
_COMPILED, _BESIDES = "compiled/", "edition.bin"
_FORMAT = 4
# Every file of an index is read and checked when it is opened: a larger one is kept without Whoosh's copy.
MOST_IN_WHOOSH = 20_000
# The largest index takes less; whoever holds the lock for longer hangs.
SECONDS_FOR_ANOTHER = 60.0


# Writes what is to lie beside the index in this folder, and gives the rows of the index.
Besides = Callable[[Path], Iterable[Searchable]]


def build_index(
    offerings: Iterable[Searchable] | Besides,
    catalogue_hash: str,
    folder: Path,
    anew: bool = True,
    wait: float = SECONDS_FOR_ANOTHER,
    beside: bool = True,
    made_by: str = "",
) -> None:
    """Write a whole new index beside the old one, then switch in one step. Readers keep what they read.

    Another builder is waited for so long; one who still holds the lock then hangs, and this one builds
    `beside` it, or raises IndexBusy. Unless `anew`, an index that is whole by then is left as it is.
    What is written besides is switched with the index, and checked with it. What another than `made_by` made
    is not whole.
    """
    _make_room(folder)
    with _only_builder(folder, wait, beside) as is_alone:
        if not anew and is_whole(folder, catalogue_hash, made_by):
            return
        fresh = Path(tempfile.mkdtemp(prefix="index-", dir=folder))
        try:
            rows = _besides(offerings, fresh) if callable(offerings) else offerings
            _write(in_spatial_order(list(rows)), fresh)
            _switch(folder, fresh, catalogue_hash, made_by)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
        if is_alone:
            _sweep(folder, fresh.name)


def open_index(folder: Path, catalogue_hash: str, protected: Collection[str] = ()) -> CompiledEngine:
    """The index of this very catalogue, or `IndexMissing`, `IndexDamaged`, `IndexOfAnotherCatalogue`."""
    return open_with_besides(folder, catalogue_hash, protected)[0]


def open_with_besides(
    folder: Path, catalogue_hash: str, protected: Collection[str] = (), made_by: str = ""
) -> tuple[CompiledEngine, Stored]:
    """The index and what lies beside it, which may be nothing. Raises as `open_index` does.

    What is small is read into memory, so that nothing that happens to the files later changes an answer.
    """
    stored = _stored(folder, catalogue_hash, made_by)
    engine = CompiledEngine(_compiled(stored), catalogue_hash, protected)
    return engine, unpacked(stored[_BESIDES]) if _BESIDES in stored else {}


def _compiled(stored: Stored) -> Stored:
    names = (name for name in stored if name.startswith(_COMPILED))
    return {name.removeprefix(_COMPILED): stored[name] for name in names}


def is_whole(folder: Path, catalogue_hash: str, made_by: str = "") -> bool:
    """Whether the index of this catalogue lies there, every byte as it was written."""
    try:
        _stored(folder, catalogue_hash, made_by)
    except IndexUnusable:
        return False
    return True


def open_whoosh(folder: Path, catalogue_hash: str, protected: Collection[str] = ()) -> WhooshEngine:
    """The same index, answered by Whoosh itself. Raises as `open_index` does."""
    stored = _stored(folder, catalogue_hash)
    generation = folder / str(_manifest(folder)["generation"])
    if not (generation / "whoosh").is_dir():
        raise IndexMissing(f"this index is too large to be kept by Whoosh too: {folder}")
    spelling = Spelling(Strings.read(_compiled(stored), "words"), protected)
    return WhooshEngine(open_searcher(generation / "whoosh"), spelling, catalogue_hash)


def index_hash(folder: Path) -> str:
    """The hash of the catalogue that the index was built from; empty when it cannot be read."""
    try:
        return str(_manifest(folder)["hash"])
    except IndexUnusable:
        return ""


def _write(offerings: Sequence[Searchable], fresh: Path) -> None:
    counted = counted_texts(offerings)
    if 0 < len(offerings) <= MOST_IN_WHOOSH:
        write_counted(offerings, counted, fresh / "whoosh")
    compile_index(offerings, counted.postings, counted.words, fresh / "compiled")


def _besides(write: Besides, fresh: Path) -> Iterable[Searchable]:
    home = fresh / "besides"
    rows = write(home)
    if home.exists():
        pack(home, fresh / _BESIDES)
    return rows


def _switch(folder: Path, fresh: Path, catalogue_hash: str, made_by: str) -> None:
    names = _files(fresh)
    for path in names:
        write_through(path)
    files = {str(path.relative_to(fresh)): list(written(path)) for path in names}
    content: dict[str, Any] = {"format": _FORMAT, "hash": catalogue_hash, "generation": fresh.name}
    content |= {"made_by": made_by, "files": files}
    text = json.dumps(content, sort_keys=True)
    write_whole(folder / _CURRENT, json.dumps({"checksum": checksum(text.encode()), "content": text}))


def _stored(folder: Path, catalogue_hash: str, made_by: str = "") -> dict[str, bytes | mmap]:
    """The files of the current generation, each of which is as it was written; `made_by` anyone if empty."""
    manifest = _manifest(folder)
    if manifest["hash"] != catalogue_hash:
        raise IndexOfAnotherCatalogue(f"the index in {folder} was built from another catalogue")
    if made_by not in ("", manifest["made_by"]):
        raise IndexMissing(f"the index in {folder} was built by another program")
    try:
        return contents(folder / str(manifest["generation"]), manifest["files"])
    except NotAsWritten as error:
        raise IndexDamaged(str(error)) from error


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
        if checksum(content.encode()) != manifest["checksum"]:
            raise ValueError("checksum")
        read: dict[str, Any] = json.loads(content)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexDamaged(f"{folder / _CURRENT} is not what was written") from error
    if read["format"] != _FORMAT:
        raise IndexMissing(f"the index in {folder} is of another format")
    return read


def _files(folder: Path) -> list[Path]:
    return sorted(Path(parent, name) for parent, _folders, names in os.walk(folder) for name in names)


def _sweep(folder: Path, kept: str) -> None:
    """Old generations go once the switch is done. A process that has one open keeps reading it."""
    for path in folder.glob("index-*"):
        if path.name != kept:
            shutil.rmtree(path, ignore_errors=True)


def _make_room(folder: Path) -> None:
    """What stands under the folder's name and is none gives way: an index can always be built anew."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    folder.mkdir(parents=True, exist_ok=True)


@contextmanager
def _only_builder(folder: Path, wait: float, beside: bool) -> Iterator[bool]:
    """One builder at a time; says whether this one is alone. The lock goes with its process.

    Who goes on beside another harms nobody: each writes in a folder of its own.
    """
    try:
        lock = (folder / "lock").open("w")
    except OSError as error:
        log.warning("the lock of the index cannot be used (%s): building without it", reason(error))
        yield False
        return
    with lock:
        is_alone = _locked(lock.fileno(), wait)
        if not is_alone and not beside:
            raise IndexBusy("another program is building the index")
        if not is_alone:
            log.warning("another program has held the lock of the index for %d s: building beside it", wait)
        yield is_alone


def _locked(descriptor: int, wait: float) -> bool:
    until = monotonic() + wait
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if monotonic() >= until:
                return False
            sleep(0.05)
