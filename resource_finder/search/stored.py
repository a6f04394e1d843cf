"""Reading what was written as flat files: arrays and texts that nobody can write to, shared by all threads.

Where the bytes lie is the business of who gives them: in memory, where what was checked is what answers
whatever the disk does later, or mapped, so that all workers share one copy.
"""

import io
import json
import shutil
import struct
from collections.abc import Iterable, Mapping
from mmap import mmap
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resource_finder.domain.numbered import Numbered

# The content of each file, by its name.
Stored = Mapping[str, bytes | mmap | memoryview]
# NumPy's own heads are shorter.
_HEAD = 4096
# Where arrays begin in a packed file, so that no number lies across two lines of memory.
_ALIGNED = 64
_COUNT = struct.Struct("<Q")


def array(stored: Stored, name: str) -> NDArray[Any]:
    """An array over the very bytes: nothing is copied, and nobody can write to it."""
    content = stored[f"{name}.npy"]
    head = io.BytesIO(content[:_HEAD])
    if np.lib.format.read_magic(head) != (1, 0):
        raise ValueError(f"{name}.npy is of a format that is not read here")
    shape, is_by_column, dtype = np.lib.format.read_array_header_1_0(head)
    if dtype.hasobject:
        raise ValueError(f"{name}.npy holds objects")
    values: NDArray[Any] = np.frombuffer(content, dtype, int(np.prod(shape)), head.tell())
    values = values.reshape(shape[::-1]).T if is_by_column else values.reshape(shape)
    values.setflags(write=False)
    return values


def read_json(stored: Stored, name: str) -> Any:
    return json.loads(str(stored[name][:], "utf-8"))


class Strings(Numbered[str]):
    """Many texts in one file, each decoded when it is asked for."""

    def __init__(self, text: bytes | mmap | memoryview, ends: NDArray[np.int64]) -> None:
        self._text, self._ends = text, ends

    @classmethod
    def read(cls, stored: Stored, name: str) -> "Strings":
        return cls(stored[f"{name}.txt"], array(stored, f"{name}_ends"))

    def __len__(self) -> int:
        return len(self._ends)

    def made(self, at: int) -> str:
        start = int(self._ends[at - 1]) if at else 0
        return str(self._text[start : int(self._ends[at])], "utf-8")


def save(folder: Path, name: str, values: NDArray[Any]) -> None:
    np.save(folder / f"{name}.npy", values, allow_pickle=False)


def save_strings(folder: Path, name: str, texts: Iterable[str]) -> None:
    """As `Strings.read` reads them, written one by one."""
    sizes = []
    with (folder / f"{name}.txt").open("wb") as file:
        for text in texts:
            sizes.append(file.write(text.encode()))
    save(folder, f"{name}_ends", np.cumsum(sizes, dtype=np.int64))


def pack(folder: Path, file: Path) -> None:
    """Put all files of a folder into one, in place of the folder."""
    names = sorted(path.name for path in folder.iterdir())
    sizes = {name: (folder / name).stat().st_size for name in names}
    head = json.dumps(sizes).encode()
    with file.open("wb") as packed:
        packed.write(_COUNT.pack(len(head)) + head)
        for name in names:
            packed.write(bytes(-packed.tell() % _ALIGNED))
            with (folder / name).open("rb") as one:
                shutil.copyfileobj(one, packed, 1 << 20)
    shutil.rmtree(folder)


def unpacked(content: bytes | mmap) -> Stored:
    """The files that were packed, none of them copied."""
    whole = memoryview(content)
    (count,) = _COUNT.unpack(whole[: _COUNT.size])
    at, files = _COUNT.size + count, {}
    for name, size in json.loads(bytes(whole[_COUNT.size : at])).items():
        at += -at % _ALIGNED
        files[name] = whole[at : at + size]
        at += size
    return files
