"""The square code is big enough for a copy of a copy."""

import re

import pytest

from resource_finder.printing.qr import BORDER_MODULES, MODULE_MM, drawn, qr_svg


def side(svg: str) -> float:
    found = re.search(r'width="([\d.]+)mm" height="\1mm"', svg)
    assert found
    return float(found[1])


@pytest.mark.parametrize("letters", [1, 40, 300, 1500])
def test_the_dark_part_is_at_least_as_wide_as_asked_and_no_module_is_tiny(letters: int) -> None:
    code = drawn("https://finder.example/" + "x" * letters, min_mm=20)
    modules = int(re.search(r'viewBox="0 0 (\d+) ', code.svg)[1])  # type: ignore[index]
    module_mm = code.mm / modules
    assert module_mm * (modules - 2 * BORDER_MODULES) >= 19.99
    assert module_mm >= MODULE_MM - 0.001


def test_the_drawing_carries_its_size_and_only_black_and_white() -> None:
    svg = qr_svg("https://finder.example/l/7k2m9q")
    assert side(svg) >= 20
    assert svg.startswith("<svg ")
    assert set(re.findall(r"#[0-9a-f]{3,6}\b", svg)) <= {"#000", "#fff"}
