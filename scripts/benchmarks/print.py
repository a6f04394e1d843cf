"""`scripts/bench print`: a list of 150 places as tagged paper, beside an untagged one of the same words."""

import resource
import time
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

from flask import Flask
from flask_babel import Babel, force_locale

import resource_finder.printing
from benchmarks.find import DATA, NOW
from resource_finder.catalogue.sheets import read_sheets
from resource_finder.domain.kinds import Kinds
from resource_finder.domain.needs import Needs
from resource_finder.domain.offering import Catalogue
from resource_finder.places.gazetteer import Gazetteer
from resource_finder.printing.listing import Entry, Head, PrintedList, opened_by, picked_list
from resource_finder.printing.pdf import pdf

LISTINGS = 150
TIMES = 5
FONT = Path(resource_finder.printing.__file__).parent / "fonts" / "AtkinsonHyperlegibleNext-Regular.ttf"


def run(_arguments: list[str]) -> None:
    """Seconds on the clock and of the machine, the best of a few; what else runs disturbs only the first."""
    printed = _real_list()
    print(f"{LISTINGS} listings of the real catalogue, best of {TIMES}: seconds (of the machine), kB")
    _say("normal", lambda: pdf(printed))
    _say("large, 18 points", lambda: pdf(printed, style="large"))
    _say("on 2 pages", lambda: pdf(printed, pages=2))
    try:
        import fpdf  # noqa: F401, PLC0415
    except ImportError:
        print("fpdf2 is not installed: pip install fpdf2 prints it beside these")
        return
    _say("fpdf2, untagged", lambda: _by_fpdf(printed))


def _say(name: str, make: Callable[[], bytes]) -> None:
    best, size = (9.9, 9.9), 0
    for _ in range(TIMES):
        began, spent = time.perf_counter(), _spent()
        size = len(make())
        best = min(best, (time.perf_counter() - began, _spent() - spent))
    print(f"{name:18} {best[0]:6.2f} ({best[1]:.2f}) {size / 1000:8.0f}")


def _spent() -> float:
    mine, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return mine.ru_utime + mine.ru_stime + children.ru_utime + children.ru_stime


def _real_list() -> PrintedList:
    read = read_sheets(
        DATA / "catalogue", Gazetteer.load(DATA), Needs.load(DATA).codes, NOW.date(), Kinds.load(DATA)
    )
    catalogue = Catalogue(read.offerings, read.sources, "")
    app = Flask("bench")
    Babel(app)
    with app.test_request_context(), force_locale("en"):
        chosen = read.offerings[:: len(read.offerings) // LISTINGS][:LISTINGS]
        head = Head("My list", "", NOW.date())
        listed = picked_list(chosen, catalogue, Needs.load(DATA), head)
    return opened_by(listed, "https://help.example/c/7K2M9Q", "7K2-M9Q", LISTINGS)


def _by_fpdf(printed: PrintedList) -> bytes:
    """The same words in one font, page breaks between listings, nothing tagged."""
    from fpdf import FPDF  # noqa: PLC0415

    paper = FPDF(format="letter")
    paper.add_font("paper", fname=str(FONT))
    paper.set_font("paper", size=11)
    paper.add_page()
    for section in printed.need_sections:
        for entry in section.entries:
            with paper.offset_rendering() as tried:
                _write(tried, entry)
            if tried.page_break_triggered:
                paper.add_page()
            _write(paper, entry)
    return bytes(paper.output())


def _write(paper: object, entry: Entry) -> None:
    for one in fields(Entry):
        said = getattr(entry, one.name)
        text = said if isinstance(said, str) else " ".join(map(str, said))
        if text:
            paper.multi_cell(0, 5, text, new_x="LMARGIN", new_y="NEXT")  # type: ignore[attr-defined]
