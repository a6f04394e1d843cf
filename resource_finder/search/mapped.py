"""Reading what `compile` wrote: lines of text, and arrays mapped into memory that all processes share."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def mapped(folder: Path, name: str) -> NDArray[Any]:
    """A plain array over the file: NumPy's own memmap class costs a microsecond at every step."""
    path = folder / f"{name}.npy"
    values: NDArray[Any] = np.load(path, mmap_mode="r" if _has_items(path) else None)
    return values.view(np.ndarray)


def lines(path: Path) -> list[str]:
    text = path.read_text("utf-8")
    return text.split("\n") if text else []


def _has_items(path: Path) -> bool:
    """An empty array cannot be mapped; its file is nothing but the header."""
    with path.open("rb") as file:
        version = np.lib.format.read_magic(file)
        read_header = {1: np.lib.format.read_array_header_1_0, 2: np.lib.format.read_array_header_2_0}
        shape, _fortran, _kind = read_header[version[0]](file)
    return 0 not in shape
