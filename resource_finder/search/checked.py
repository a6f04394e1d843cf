"""Files that must be as they were written: small ones are read, large ones are mapped and shared.

What is mapped changes with the disk: cut, it ends the process that reads beyond its end, which is started
again and finds the damage. So a few megabytes, which hold any real catalogue, are read into memory, where
what was checked is what answers. Of large files every byte is read once on a machine; after that their
size, their number and the moment of their last change say that nobody has touched them.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from mmap import ACCESS_READ, mmap
from pathlib import Path

from resource_finder.whole_files import write_whole

# All files together: up to so many bytes are read.
MOST_READ = 64_000_000
_MARK = "checked.json"
_CHUNK = 1 << 20


class NotAsWritten(ValueError):
    """A file is not what was written; says which."""


def checksum(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def written(path: Path) -> tuple[str, int]:
    """The checksum and the size of a file, which may be large."""
    found, size = hashlib.blake2b(digest_size=16), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
            size += len(chunk)
    return found.hexdigest(), size


def contents(folder: Path, files: Mapping[str, Sequence[str | int]]) -> dict[str, bytes | mmap]:
    """The content of each file, by its name; `files` has what `written` said. Raises NotAsWritten."""
    try:
        if sum(int(size) for _checksum, size in files.values()) > MOST_READ:
            return _mapped(folder, files)
        return {name: _read(folder / name, str(said)) for name, (said, _size) in files.items()}
    except OSError as error:
        raise NotAsWritten(f"cannot read {error.filename}") from error


def _read(path: Path, said: str) -> bytes:
    content = path.read_bytes()
    if checksum(content) != said:
        raise NotAsWritten(f"{path} is not what was written")
    return content


def _mapped(folder: Path, files: Mapping[str, Sequence[str | int]]) -> dict[str, bytes | mmap]:
    states = {name: _state(folder / name) for name in files}
    if states != _marked(folder):
        for name, said in files.items():
            if written(folder / name) != tuple(said):
                raise NotAsWritten(f"{folder / name} is not what was written")
        # Where it cannot be kept, the next one reads them again.
        with suppress(OSError):
            write_whole(folder / _MARK, json.dumps(states))
    return {name: _map(folder / name) for name in files}


def _state(path: Path) -> list[int]:
    status = path.stat()
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]


def _marked(folder: Path) -> object:
    try:
        return json.loads((folder / _MARK).read_bytes())
    except (OSError, ValueError):
        return None


def _map(path: Path) -> bytes | mmap:
    with path.open("rb") as file:
        # Nothing cannot be mapped.
        return mmap(file.fileno(), 0, access=ACCESS_READ) if path.stat().st_size else b""
