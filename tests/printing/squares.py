"""Reads square codes as a telephone does: from the picture, not from what the program says of it."""

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import typst
import zxingcpp

from tests.printing.making import poppler_bytes

DOTS_PER_INCH = 150
MM_PER_INCH = 25.4
_WITH_SIDES = re.compile(rb"P([56])\s+(\d+)\s+(\d+)\s+255\s")


@dataclass(frozen=True)
class Square:
    """What one code says, and how wide its dark part is on paper."""

    text: str
    mm: float


def picture(file: bytes, folder: Path, page: int = 1, dots: int = DOTS_PER_INCH) -> np.ndarray:
    """One page of a PDF as rows of red, green and blue."""
    path = folder / "picture.pdf"
    path.write_bytes(file)
    drawn = poppler_bytes("pdftoppm", path, "-r", str(dots), "-f", str(page), "-l", str(page))
    header = _WITH_SIDES.match(drawn)
    assert header, "no picture"
    width, height = int(header[2]), int(header[3])
    return np.frombuffer(drawn[header.end() :], np.uint8).reshape(height, width, 3)


def squares_on(file: bytes, folder: Path, page: int = 1) -> list[Square]:
    """Every square code on a page of a PDF."""
    grey = picture(file, folder, page).mean(axis=2).astype(np.uint8)
    return [
        Square(found.text, _side(found) * MM_PER_INCH / DOTS_PER_INCH)
        for found in zxingcpp.read_barcodes(np.ascontiguousarray(grey))
    ]


def square_in(svg: str, folder: Path) -> Square:
    """The code of a drawing as it stands in a page, drawn at the size that it asks for."""
    (folder / "square.svg").write_text(svg, encoding="utf-8")
    source = '#set page(width: auto, height: auto, margin: 5mm)\n#image("square.svg")'
    file = typst.compile(source.encode(), root=str(folder), format="pdf")
    (found,) = squares_on(file, folder)
    return found


def _side(found: "zxingcpp.Barcode") -> float:
    left, right = found.position.top_left, found.position.top_right
    return float(((left.x - right.x) ** 2 + (left.y - right.y) ** 2) ** 0.5)
