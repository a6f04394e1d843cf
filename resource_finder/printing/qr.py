"""A link as a square that a telephone reads."""

from dataclasses import dataclass
from io import BytesIO

import segno

# A copy of a copy still reads with modules of half a millimeter; the border belongs to the code.
MODULE_MM = 0.5
BORDER_MODULES = 4


@dataclass(frozen=True, slots=True)
class Code:
    """A drawn code: SVG, and the millimeters of each side."""

    svg: str
    mm: float


def qr_svg(link: str, min_mm: float = 20) -> str:
    """The link as an SVG, black on white, for a page or for paper; never smaller than `min_mm`."""
    return drawn(link, min_mm).svg


def drawn(link: str, min_mm: float = 20) -> Code:
    """As `qr_svg`, with its size. The dark part alone is `min_mm` wide; long links grow beyond it."""
    code = segno.make(link, error="m", micro=False)
    dark = code.symbol_size(border=0)[0]
    module_mm = max(MODULE_MM, min_mm / dark)
    mm = round(module_mm * (dark + 2 * BORDER_MODULES), 2)
    out = BytesIO()
    code.save(out, kind="svg", xmldecl=False, border=BORDER_MODULES, omitsize=True, dark="#000", light="#fff")
    size = f'<svg width="{mm}mm" height="{mm}mm" '
    return Code(out.getvalue().decode("utf-8").strip().replace("<svg ", size, 1), mm)
